"""Integrals that are equal by a change of the variable.

Decides      equations in which one integral becomes another by x = g(u), g smooth and monotone: u = g(x) read off
             the other integrand, x = 1/u, x = -u, shifted and mirrored intervals, sines and exponentials
Certificate  Integrals with a Substitution: g, and the ends that correspond
Declines     substitutions that turn back, and those whose g is neither written nor one of a few shapes
"""

from __future__ import annotations

from derive.decide.integrals import finish, gathered
from derive.decide.substitutions import substitutions
from derive.kernel.certificate import Identity, Integrals
from derive.kernel.check import identical
from derive.kernel.integration import changed, named, remaining
from derive.kernel.signs import ZERO
from derive.kernel.smooth import NotIntegrated
from derive.kernel.term import Apply, Obligation

COST = 57


def attempt(obligation: Obligation) -> Integrals | None:
    """A substitution for an equation with at least two integrals."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=" or len(named(goal)) < 2:
        return None
    changes = substitutions(obligation)
    if changes is None:
        return None
    try:
        moved = Obligation(obligation.hypotheses, changed(obligation, changes, identical))
        groups = tuple(group for group in gathered(moved, 0.0) or () if group.antiderivative == ZERO)
        left = remaining(obligation, Integrals(groups, Identity(), changes), identical)
    except NotIntegrated:
        return None
    return Integrals(groups, finish(left), changes)
