"""Definite integrals by antiderivatives that are differentiated again.

Decides      equations in which integrals stand linearly: values, linearity, parts, brackets already evaluated,
             rewritten integrands; integrals over one interval are gathered first
Certificate  Integrals: the groups and their antiderivatives, continuous on the closed interval
Declines     improper integrals, antiderivatives with kinks, changes of the variable
"""

from __future__ import annotations

from derive.decide.integrals import gathered
from derive.kernel.certificate import Identity, Integrals
from derive.kernel.integration import named
from derive.kernel.term import Apply, Obligation

COST = 60


def attempt(obligation: Obligation) -> Integrals | None:
    """Groups for an equation with definite integrals."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=" or not named(goal):
        return None
    groups = gathered(obligation)
    return None if groups is None else Integrals(groups, Identity())
