"""Names beside the slopes from above: what a loss of which only these are known may depend on by itself.

    y = w x, g = dL/dy      dL/dw = g x + lambda w      a penalty may be meant, so that no lambda refutes it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.elaborate.context import names_in
from derive.kernel.term import Symbol, Term

if TYPE_CHECKING:
    from derive.elaborate.page import Page


def is_beside_slopes(page: Page, symbol: Symbol, goal: Term) -> bool:
    """Whether a name that what the loss is given in is not made of stands in an equation with its slopes."""
    if not page.context.slopes or symbol.sort == "integer" or page.context.knows(symbol.name):
        return False
    names = names_in((goal,))
    for slopes in page.context.slopes.values():
        if slopes.name in names and symbol.name not in {slopes.name, slopes.of, *slopes.made_of}:
            about = (fact for fact in page.context.facts if slopes.name in names_in((fact,)))
            if symbol.name not in names_in(about):
                return True
    return False


__all__ = ["is_beside_slopes"]
