"""Means that are not below zero: of squares, sizes and exponentials of real names, and every variance.

    E(X^2)      E(X^2) >= 0, E(X^2) >= E(X)^2
    E|X|        E|X| >= 0
    Var(X)      Var(X) >= 0

Each holds where the mean exists. Nothing is said of complex names, nor of vectors and matrices.
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.kernel.moments import EXPECTED, VARIANCES
from derive.kernel.term import Apply, Number, Term, free, heads, number, subterms

MEANS = EXPECTED | {"mean"}
REAL = frozenset({"real", "integer", "array", "random"})
ORDERS = frozenset({"<", "<=", ">", ">="})
ZERO = number(0)


def means_above_zero(goal: Term) -> Iterator[Term]:
    """What holds of the means and variances that stand in an order; an equation between them is left as it is."""
    if not isinstance(goal, Apply) or goal.head not in ORDERS or heads(goal).isdisjoint(MEANS | VARIANCES):
        return
    for part in dict.fromkeys(subterms(goal)):
        if isinstance(part, Apply) and all(name.sort in REAL for name in free(part)):
            yield from _of(part)


def _of(part: Apply) -> Iterator[Term]:
    match part:
        case Apply(head, (_,)) if head in VARIANCES:
            yield Apply(">=", (part, ZERO))
        case Apply(head, (Apply("^", (u, Number(e))), *law)) if head in MEANS and e % 2 == 0:
            yield Apply(">=", (part, ZERO))
            if e == 2:
                yield Apply(">=", (part, Apply("^", (Apply(head, (u, *law)), Number(e)))))
        case Apply(head, (Apply("abs" | "exp", _), *_)) if head in MEANS:
            yield Apply(">=", (part, ZERO))


__all__ = ["means_above_zero"]
