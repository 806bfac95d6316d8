"""Equations between quantities that are not negative, by their squares.

Decides      v = sqrt(2 g h) of v >= 0 and v^2 = 2 g h, and other equations with roots that rest on equations without
Certificate  Applied: the squares of both sides, then what follows from the hypotheses
Declines     sides that are not known to be at least zero, and goals without roots or without an equation to rest on
"""

from __future__ import annotations

from derive.decide.consequences import consequences
from derive.kernel.certificate import Applied
from derive.kernel.inequality import squared
from derive.kernel.term import Apply, Obligation, free, heads

COST = 46


def attempt(obligation: Obligation) -> Applied | None:
    """The consequence between the squares; the kernel sees to the signs."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=" or "sqrt" not in heads(goal):
        return None
    if not any(isinstance(known, Apply) and known.head == "=" and not free(known).isdisjoint(free(goal))
               for known in obligation.hypotheses):
        return None
    rest = consequences(obligation.hypotheses, Apply("=", tuple(map(squared, goal.args))))
    return None if rest is None else Applied("power", rest, 2)
