"""Equations, systems and inequalities being solved: each side follows from the other.

Decides      equivalences and implications between relations joined by "and" and "or": linear and polynomial
             equations, quotients, roots and absolute values, linear systems, inequalities up to a factor
Certificate  Consequences: for every claim, the combination of the premises that gives it
Declines     when a solution is lost or gained, and where a combination of degree above two would be needed
"""

from __future__ import annotations

from derive.decide.consequences import consequences
from derive.kernel.certificate import Consequences
from derive.kernel.term import Apply, Obligation

COST = 15


def attempt(obligation: Obligation) -> Consequences | None:
    """Consequences for a goal `P iff Q` or `P implies Q`."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head not in ("iff", "implies"):
        return None
    return consequences(obligation.hypotheses, goal)
