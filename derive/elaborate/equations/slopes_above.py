"""Names beside the slopes from above: what a loss of which only these are known may depend on by itself.

    y = w x, g = dL/dy      dL/dw = g x + lambda w      a penalty may be meant, so that no lambda refutes it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.kernel.term import Symbol, Term, free

if TYPE_CHECKING:
    from derive.elaborate.page import Page

SLOPES = "slopes of "


def is_beside_slopes(page: Page, symbol: Symbol, goal: Term) -> bool:
    """Whether a name that what the loss is given in is not made of stands in an equation with its slopes."""
    for key, written in page.context.settled.items():
        if not key.startswith(SLOPES):
            continue
        slopes, *made_of = written.split()
        names = {one.name for one in free(goal)}
        if slopes not in names or symbol.name in (slopes, *made_of) or page.context.knows(symbol.name):
            continue
        told = {one.name for fact in page.context.facts if slopes in {s.name for s in free(fact)} for one in free(fact)}
        if symbol.name not in told and symbol.sort != "integer":
            return True
    return False


__all__ = ["SLOPES", "is_beside_slopes"]
