"""Limits of what holds orders of growth or factorials, far out: whatever functions stand there, zero or infinity.

    lim f = lim g      both are o(1), or both are omega(1)
    lim f <= lim g     so they are, or f is o(1) and g is omega(1)
    lim f = 0          f is o(1);    lim f = oo      f is omega(1)

Declines (None) where a limit is another number, where it is at a finite place, and where neither a factorial nor an
order stands in a side of an equation. Source: CLRS, 3.1: f = o(g) where f/g tends to zero.
"""

from __future__ import annotations

from collections.abc import Callable

from derive.elaborate.formulas.order_arithmetic import MARK, has_order
from derive.kernel.assembly import INFINITY, ONE
from derive.kernel.signs import ZERO
from derive.kernel.term import Apply, Bind, Symbol, Term, heads, substitute

Statement = Callable[[str, Term, Term, Symbol], Term | None]
SMALL, LARGE = Apply(f"{MARK}o", (ONE,)), Apply(f"{MARK}omega", (ONE,))
FACTORIAL = frozenset({"factorial", "binomial"})
TURNED = {">": "<", ">=": "<="}
MEETING = {"=": ((SMALL, SMALL), (LARGE, LARGE)), "<=": ((SMALL, SMALL), (LARGE, LARGE), (SMALL, LARGE)),
           "<": ((SMALL, LARGE),)}


def limits_compared(head: str, left: Term, right: Term, statement: Statement) -> Term | None:
    """What shows a link between limits far out, as statements of growth; None where there is nothing of the kind."""
    if head in TURNED:
        head, left, right = TURNED[head], right, left
    tending = [side for side in (left, right) if _is_far_out(side)]
    orders = any(has_order(side) or not heads(side).isdisjoint(FACTORIAL) for side in tending)
    if not tending or head not in MEETING or not (orders or (head != "=" and len(tending) == 2)):
        return None
    ways = [_both(_is(left, one, statement), _is(right, other, statement)) for one, other in MEETING[head]]
    goals = [way for way in ways if way is not None]
    return None if not goals else goals[0] if len(goals) == 1 else Apply("or", tuple(goals))


def _is_far_out(side: Term) -> bool:
    return isinstance(side, Bind) and side.head == "limit" and side.bounds[0] == INFINITY


def _is(side: Term, order: Term, statement: Statement) -> tuple[Term, ...] | None:
    """That a side is zero (small) or infinite (large), as goals that show it."""
    if side == (ZERO if order == SMALL else INFINITY):
        return ()
    if not isinstance(side, Bind) or not _is_far_out(side):
        return None
    n = Symbol("n", side.variable.sort)
    goal = statement("=", substitute(side.body, {side.variable: n}), order, n)
    return None if goal is None else (goal,)


def _both(one: tuple[Term, ...] | None, other: tuple[Term, ...] | None) -> Term | None:
    if one is None or other is None or not (one or other):
        return None
    parts = (*one, *other)
    return parts[0] if len(parts) == 1 else Apply("and", parts)
