"""A sum under another index: shifted, or back to front.

Decides      equations in which a sum stands for the same sum with its index moved by a whole number, or reversed
Certificate  Reindex, down to Identity
Declines     when no shift that makes two ranges meet, and no reversal, makes the sides equal
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.decide.budget import spend
from derive.kernel.certificate import Certificate, Identity, Reindex
from derive.kernel.check import check
from derive.kernel.places import Unproved
from derive.kernel.polynomial import Beyond, value
from derive.kernel.setting import Setting
from derive.kernel.term import Apply, Bind, Obligation, Term, children

COST = 33
SUMS = 6
SHIFTS = 5


def attempt(obligation: Obligation) -> Certificate | None:
    """One sum moved, and for two sums each moved once."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    sums = list(_sums(goal, ()))
    if not 0 < len(sums) <= SUMS:
        return None
    for path, found in sums:
        for by, back in [*((shift, False) for shift in _shifts(found, sums)), (0, True)]:
            spend()
            proof = Reindex(path, by, back, Identity())
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


def _shifts(found: Bind, sums: list[tuple[tuple[int, ...], Bind]]) -> list[int]:
    """By how much the range must move for an end to meet one of another sum; otherwise a little."""
    here = Setting((), ())
    wanted: dict[int, None] = {}
    for _, other in sums:
        for mine, its in zip(found.bounds, other.bounds, strict=True):
            try:
                distance = value(here.difference(mine, its))
            except Beyond:
                continue
            shift = int(distance) if distance is not None else 0
            if shift == distance and 0 < abs(shift) <= SHIFTS:
                wanted[shift] = None
    return list(wanted) or [1, -1]
