"""Arrays of which a page has not spoken before a lone relation: the relation says what they are, and is no claim.

One such array is enough, if nothing gives the others.

    a_i + b_i = c_i, sum_i x_i = sum_i e_i, a_i x_i <= b_i, u_i + w_i > 3        conditions on the arrays
    (x_i + y_i)^2 = x_i^2 + y_i^2, sum_i (x_i + 1) = sum_i x_i + 1               claims: one array is on both sides

Each array of a condition stands on one side alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from derive.elaborate.step import Step
from derive.kernel.term import Bind, Symbol, free, subterms

if TYPE_CHECKING:
    from derive.elaborate.page import Page

ORDERED = frozenset({"=", "<", "<=", ">", ">=", "!="})


def new_arrays(page: Page, step: Step, first: Mapping[Symbol, int]) -> frozenset[Symbol]:
    """The arrays of a relation, if it is a condition on them; none where it may be a claim, or is worked out."""
    sides = [side.term for side in (step.lhs, step.rhs) if side is not None and side.term is not None]
    if step.relation not in ORDERED or len(sides) != 2 or any(
            isinstance(part, Bind) and part.head != "sum" for side in sides for part in subterms(side)):
        return frozenset()
    left, right = ({symbol for symbol in free(side) if symbol.sort == "array"} for side in sides)
    given = step.signature.definitions.keys() | step.signature.values.keys()
    met = given | (page.context.declared - page.context.definitions.keys())
    fresh = any(first[array] >= step.at.start for array in left | right)
    claimed = left & right or any(array.name in met for array in left | right)
    return frozenset(left | right) if fresh and not claimed else frozenset()


__all__ = ["new_arrays"]
