"""Limits from continuity, the arithmetic of infinities and L'Hopital's rule.

Decides      equations in which limits stand, one-sided ones and those at infinity included
Certificate  Limits: the kernel finds the values again, and the equation that is left has one normal form
Declines     what oscillates, and limits of sums, integrals and functions without rules
"""

from __future__ import annotations

from derive.kernel.certificate import Identity, Limits
from derive.kernel.term import Apply, Bind, Obligation, subterms

COST = 55


def attempt(obligation: Obligation) -> Limits | None:
    """The certificate for a goal that is an equation with a limit in it."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    if not any(isinstance(part, Bind) and part.head == "limit" for part in subterms(goal)):
        return None
    return Limits(Identity())
