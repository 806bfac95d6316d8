"""Sums, products and integrals over a range taken apart where another of them begins or ends.

Decides      integral_a^b = integral_a^c + integral_c^b with c between the ends, sums likewise, also where each part is
             then written in its own way: |x| = -x below 0
Certificate  Split, then a proof with the parts
Declines     when no end of another range is seen to lie between, or the parts do not agree
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.decide.accepted import accepted
from derive.decide.budget import remaining, spend
from derive.decide.integrals import finish
from derive.decide.procedures import equal_bodies
from derive.kernel.certificate import Certificate, Identity, Split
from derive.kernel.check import Unproved, identical
from derive.kernel.congruence import standing
from derive.kernel.exchange import split
from derive.kernel.polynomial import Beyond
from derive.kernel.smooth import NotIntegrated
from derive.kernel.term import Apply, Bind, Number, Obligation, Term, number

COST = 56
SPLITS = 3


def attempt(obligation: Obligation) -> Certificate | None:
    """Every range with an end of another in it taken apart there, one after another."""
    return _split(obligation, SPLITS)


def _split(obligation: Obligation, count: int) -> Certificate | None:
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=" or not count or remaining() < 0.3:
        return None
    for one, at in _places(obligation, goal):
        spend()
        step = Split(one, at, Identity())
        try:
            left = Obligation(obligation.hypotheses, split(obligation.hypotheses, goal, step))
        except (Unproved, NotIntegrated, Beyond):
            continue
        for rest in (finish(left), equal_bodies.attempt(left), _split(left, count - 1)):
            if rest is not None and accepted(left.hypotheses, left.goal, rest):
                return replace(step, rest=rest)
        return None
    return None


def _places(obligation: Obligation, goal: Apply) -> Iterator[tuple[Bind, Term]]:
    """Where one range may end: an end of another that shares the other end with it."""
    ranges = standing(goal)
    for one in ranges:
        for other in ranges:
            if one is other or one.head != other.head:
                continue
            begins, ends = (_is_one(obligation, a, b) for a, b in zip(one.bounds, other.bounds, strict=True))
            if begins != ends:
                at = other.bounds[1] if begins else other.bounds[0]
                yield one, at if begins or one.head == "integral" else _before(at)


def _before(at: Term) -> Term:
    return Number(at.value - 1) if isinstance(at, Number) else Apply("+", (at, number(-1)))


def _is_one(obligation: Obligation, a: Term, b: Term) -> bool:
    return a == b or identical(obligation.hypotheses, a, b)
