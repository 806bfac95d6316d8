"""What a step says in other words, for where it is open as it stands: it may be proved by them, and is never refuted.

Densities and means written out, measurements in base units, limits far out as orders of growth, integrals over sets
as over intervals, what inverses of functions undo. None where no other words are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.elaborate.formulas.growth import limits_as_growth
from derive.elaborate.formulas.inverse_functions import without_inverses
from derive.elaborate.formulas.over_sets import over_intervals
from derive.elaborate.formulas.units_behind import in_base_units
from derive.kernel.term import Apply, Obligation

if TYPE_CHECKING:
    from derive.elaborate.page import Page


def otherwise(page: Page, obligation: Obligation) -> Obligation | None:
    """An obligation that shows the same."""
    written = page.densities.customary(obligation, page.chance) or in_base_units(page, obligation)
    ways = [way for way in (
        written, limits_as_growth(obligation), over_intervals(written or obligation),
        without_inverses(obligation, page.context.definitions)) if way is not None]
    if len(ways) < 2:
        return ways[0] if ways else None
    hypotheses = dict.fromkeys(hypothesis for way in ways for hypothesis in way.hypotheses)
    return Obligation(tuple(hypotheses), Apply("or", tuple(way.goal for way in ways)))


__all__ = ["otherwise"]
