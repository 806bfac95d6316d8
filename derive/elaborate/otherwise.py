"""What a step says in other words, for where it is open as it stands: it may be proved by them, and is never refuted.

Densities and means written out, measurements in base units, limits far out as orders of growth, integrals over sets
as over intervals. None where no other words are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.elaborate.formulas.growth import limits_as_growth
from derive.elaborate.formulas.over_sets import over_intervals
from derive.elaborate.formulas.units_behind import in_base_units
from derive.kernel.term import Apply, Obligation

if TYPE_CHECKING:
    from derive.elaborate.page import Page


def otherwise(page: Page, obligation: Obligation) -> Obligation | None:
    """An obligation that shows the same."""
    written = page.densities.customary(obligation, page.chance)
    measured = over_intervals(written or obligation)
    if written is None or measured is None:
        return written or in_base_units(page, obligation) or limits_as_growth(obligation) or measured
    hypotheses = dict.fromkeys((*written.hypotheses, *measured.hypotheses))
    return Obligation(tuple(hypotheses), Apply("or", (written.goal, measured.goal)))


__all__ = ["otherwise"]
