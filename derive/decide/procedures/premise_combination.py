"""A relation that is a combination of the hypotheses, or whose difference is evidently of one sign.

Decides      equations and inequalities between polynomials and quotients under hypotheses of that kind:
             c_1 h_1 + ... + r with r a sum of squares or of terms of known sign
Certificate  Consequences: the cofactors and the remainder
Declines     when more than one inequality must be combined, and where squares of degree above four are needed
"""

from __future__ import annotations

from derive.decide.consequences import consequences
from derive.kernel.certificate import Consequences
from derive.kernel.term import RELATIONS, Apply, Obligation

COST = 45
HYPOTHESES = 24


def attempt(obligation: Obligation) -> Consequences | None:
    """Consequences for a goal that is one relation."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head not in RELATIONS or len(obligation.hypotheses) > HYPOTHESES:
        return None
    if goal.head == "=" and not any(isinstance(h, Apply) and h.head == "=" for h in obligation.hypotheses):
        return None
    return consequences(obligation.hypotheses, goal)
