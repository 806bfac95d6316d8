"""A sum under another index: shifted, or back to front.

Decides      equations in which a sum stands for the same sum with its index moved by a whole number or name,
             reversed, or both
Certificate  Reindex, down to Identity
Declines     when no shift that makes two ranges meet, and no reversal, makes the sides equal
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.decide.budget import spend
from derive.kernel.certificate import Certificate, Identity, Reindex
from derive.kernel.check import check
from derive.kernel.places import Unproved, whole
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.term import Apply, Bind, Number, Obligation, Term, children, heads, number

COST = 33
SUMS = 6
SHIFTS = 5
MOST = 4                                         # ways to move one sum
LINEAR = frozenset({"+", "-", "*"})


def attempt(obligation: Obligation) -> Certificate | None:
    """One sum moved, turned, or turned and moved."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    sums = list(_sums(goal, ()))
    if not 0 < len(sums) <= SUMS:
        return None
    for path, found in sums:
        shifts = _shifts(found, sums)
        straight = [Reindex(path, shift, False, Identity()) for shift in shifts]
        after: list[Certificate] = [Identity(), *straight]
        turned = [Reindex(path, number(0), True, one) for one in after]
        for proof in (*straight, *turned):
            spend()
            try:
                check(obligation.hypotheses, goal, proof)
            except (Unproved, Beyond):
                continue
            return proof
    return None


def _sums(term: Term, path: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Bind]]:
    if isinstance(term, Bind) and term.head in ("sum", "product"):
        yield path, term
    for index, child in enumerate(children(term)):
        yield from _sums(child, (*path, index))


def _shifts(found: Bind, sums: list[tuple[tuple[int, ...], Bind]]) -> list[Term]:
    """By how much the range must move for an end to meet one of another sum; otherwise a little."""
    here = Setting((), ())
    wanted: dict[Term, None] = {}
    for _, other in sums:
        for mine, its in zip(found.bounds, other.bounds, strict=True):
            try:
                distance = here.normal.write(here.difference(mine, its))
            except Beyond:
                continue
            if isinstance(distance, Number):
                near = distance.value.denominator == 1 and 0 < abs(distance.value) <= SHIFTS
            else:
                near = heads(distance) <= LINEAR and whole(distance)         # an inner sum, moved by the outer index
            if near:
                wanted[distance] = None
    return list(wanted)[:MOST] or [number(1), number(-1)]
