"""What a definition claims beside what was told before: then it is judged, and no given.

    (A - 5 I) v = 0, ..., v = (1, 1)^T         v is one of the solutions
    \\bar x, constants and margins of densities     `chance/heard_laws`
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from derive.elaborate.chance import heard_laws
from derive.elaborate.page import Page
from derive.kernel.term import Apply, Obligation, Symbol, Term, free, substitute
from derive.read.node import Node

IDENTITIES = frozenset({"I"})
TRIED = re.compile(                              # starting with x = (0, 0)^T, which is to become a solution
    r"\b(?:start\w*|initial\w*|guess\w*|try|trial|take|choose|let|pick|say|suppose|begin\w*|iterat\w*|approximat\w*|for"
    r"|with|at|not|instead|if|would|test|estimate\w*|true)\b[^.;⟦]*$", re.IGNORECASE)
NEAR = 4                                         # steps behind the equation


def claimed(page: Page, symbol: Symbol, parameters: Sequence[Symbol], body: Term, written: Node) -> Obligation | None:
    """The obligation of a definition; None where it claims nothing."""
    if symbol.sort == "vector" and not parameters:
        return _solves(page, symbol, body)
    return heard_laws.claimed(page, symbol.name, parameters, body, written)


def _solves(page: Page, vector: Symbol, value: Term) -> Obligation | None:
    """That the first value of a vector solves the last equation for it, in which all else is known."""
    tables = page.context.values
    if TRIED.search(page.words) or free(value) or vector.name in tables.keys() | page.context.definitions.keys():
        return None
    for step in reversed(page.steps[-NEAR:]):
        left, right = step.lhs.term if step.lhs else None, step.rhs.term if step.rhs else None
        if left is None or right is None or vector not in free(left) | free(right):
            continue
        others = (free(left) | free(right)) - {vector}
        if step.relation != "=" or left == vector or not IDENTITIES.union(tables).issuperset(
                one.name for one in others):
            return None
        known = tuple(Apply("=", (one, tables[one.name])) for one in others if one.name in tables)
        return Obligation(known, substitute(Apply("=", (left, right)), {vector: value}))
    return None


__all__ = ["claimed"]
