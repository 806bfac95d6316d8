"""Equations between quantities of one sign, by their squares.

Decides      v = sqrt(2 g h) of v >= 0 and v^2 = 2 g h, cos t = -4/5 of cos t < 0 and cos^2 t = 16/25,
             sqrt(9 - 9 sin^2 t) = 3 cos t of cos t > 0
Certificate  Applied: the squares of both sides, then what follows from the hypotheses, or their normal forms
Declines     sides that are not known to be of one sign; goals without roots or an equation about squares to rest on
"""

from __future__ import annotations

from derive.decide.consequences import consequences
from derive.kernel.certificate import Applied, Identity
from derive.kernel.inequality import squared
from derive.kernel.term import Apply, Obligation, free, heads

COST = 46


def attempt(obligation: Obligation) -> Applied | None:
    """The consequence between the squares; the kernel sees to the signs."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    about = [known for known in obligation.hypotheses if isinstance(known, Apply) and known.head in ("=", "and")
             and not free(known).isdisjoint(free(goal))]
    if "sqrt" not in heads(goal) and not any("^" in heads(known) for known in about):
        return None
    rest = consequences(obligation.hypotheses, Apply("=", tuple(map(squared, goal.args)))) if about else None
    if rest is None and "sqrt" not in heads(goal):
        return None
    return Applied("power", rest or Identity(), 2)
