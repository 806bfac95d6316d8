"""Sums, products and integrals over one range whose bodies are equal there.

Decides      equations in which a body is rewritten by what holds between the ends only: log(sin(x)^2) = 2 log sin x on
             (0, pi/2), |x| = -x below 0, laws of inverse functions
Certificate  Alike: a proof for the bodies, then one for the equation with one binder in place of two
Declines     when no two bodies are seen to be equal, or what is left does not hold
"""

from __future__ import annotations

from derive.decide.congruence import rewritten
from derive.decide.integrals import finish
from derive.kernel.certificate import Alike, Certificate
from derive.kernel.congruence import alikes, times
from derive.kernel.integration import replaced
from derive.kernel.term import Apply, Obligation

COST = 52


def attempt(obligation: Obligation) -> Certificate | None:
    """One binder in place of another, for every pair whose bodies are equal."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=" or not alikes(goal):
        return None
    steps = rewritten(obligation)
    if not steps:
        return None
    for left, right, factor, _ in steps:
        moved = replaced(goal, {left: times(factor, right)})
        assert isinstance(moved, Apply)
        goal = moved
    proof: Certificate = finish(Obligation(obligation.hypotheses, goal))
    for left, right, factor, bodies in reversed(steps):
        proof = Alike(left, right, factor, bodies, proof)
    return proof
