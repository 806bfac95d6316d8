"""Infinite sums with known values: geometric, exponential, logarithmic, trigonometric ones, and those that telescope.

Decides      equations with a series that is a multiple of one in the table of `kernel.series`, from any start, or whose
             terms are differences F(k + 1) - F(k)
Certificate  Summed or Telescoped, then a proof without the series
Declines     other series, and values of the letter for which the series is not known to converge
"""

from __future__ import annotations

from dataclasses import replace

from derive.decide.integrals import finish
from derive.decide.known_sums import summation
from derive.kernel.certificate import Certificate
from derive.kernel.check import Unproved, identical
from derive.kernel.congruence import standing
from derive.kernel.polynomial import Beyond
from derive.kernel.series import without
from derive.kernel.smooth import NotIntegrated
from derive.kernel.term import Apply, Obligation

COST = 15                                        # before values of the series are worked out term by term
INFINITY = Apply("infinity")
SERIES = 4


def attempt(obligation: Obligation) -> Certificate | None:
    """The first series replaced by its value, then the next."""
    return _without(obligation, SERIES)


def _without(obligation: Obligation, count: int) -> Certificate | None:
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=" or not count:
        return None
    endless = [one for one in standing(goal) if one.head == "sum" and one.bounds[1] == INFINITY]
    for series in endless:
        step = summation(obligation, series)
        if step is None:
            continue
        try:
            left = Obligation(obligation.hypotheses, without(obligation.hypotheses, goal, step, identical))
        except (Unproved, NotIntegrated, Beyond):
            continue
        return replace(step, rest=_without(left, count - 1) or finish(left))
    return None
