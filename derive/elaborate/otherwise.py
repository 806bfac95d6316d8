"""What a step says in other words, for where it is open as it stands: it may be proved by them, and is never refuted.

Densities and means written out, measurements in base units, limits far out as orders of growth; the first that says
it differently. None where no other words are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.elaborate.formulas.growth import limits_as_growth
from derive.elaborate.formulas.units_behind import in_base_units
from derive.kernel.term import Obligation

if TYPE_CHECKING:
    from derive.elaborate.page import Page


def otherwise(page: Page, obligation: Obligation) -> Obligation | None:
    """An obligation that shows the same."""
    return (page.densities.customary(obligation, page.chance) or in_base_units(page, obligation)
            or limits_as_growth(obligation))


__all__ = ["otherwise"]
