"""Limits from continuity, the arithmetic of infinities and L'Hopital's rule.

Decides      equations in which limits stand, one-sided ones and those at infinity included
Certificate  Limits: the kernel finds the values again, and the equation that is left has one normal form
Declines     what oscillates, and limits of sums, integrals and functions without rules
"""

from __future__ import annotations

from derive.decide.integrals import finish
from derive.kernel.certificate import Limits
from derive.kernel.check import identical
from derive.kernel.integration import knowledge
from derive.kernel.limits import NoLimit
from derive.kernel.places import without_limits
from derive.kernel.term import Apply, Bind, Obligation, subterms

COST = 55


def attempt(obligation: Obligation) -> Limits | None:
    """The certificate for a goal that is an equation with a limit in it."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    if not any(isinstance(part, Bind) and part.head == "limit" for part in subterms(goal)):
        return None
    known = knowledge(obligation)
    try:
        left = without_limits(goal, known, lambda a, b: identical(obligation.hypotheses, a, b))
    except NoLimit:
        return None
    return Limits(finish(Obligation(obligation.hypotheses, left)))
