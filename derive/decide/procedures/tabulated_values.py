"""Integrals, infinite products and series whose values stand in a handbook.

Decides      equations with integrals over fixed intervals (Gauss, Fresnel, Dirichlet, Catalan, Euler), infinite
             products (of the sine, the cosine, Viete, Wallis) and series of the table, right or wrong where they are
             closed
Certificate  Listed or Summed, then a proof without the binder; or a Counterexample to the equation without it
Declines     other integrands, other ends, and letters for which the conditions of the entry are not known
"""

from __future__ import annotations

from dataclasses import replace

from derive.decide.budget import allowance, remaining, worked
from derive.decide.handbook import entry_for
from derive.decide.integrals import finish
from derive.decide.known_sums import summation
from derive.decide.points import evidence
from derive.kernel.certificate import Certificate, Counterexample, Identity, Listed, Summed
from derive.kernel.check import Unproved, check, identical
from derive.kernel.exchange import moved
from derive.kernel.handbook import places
from derive.kernel.polynomial import Beyond
from derive.kernel.smooth import NotIntegrated
from derive.kernel.term import Apply, Bind, Obligation, free

COST = 14                                        # before series are worked out term by term
REFUTES = True                                   # asked also where there is nothing to prove
BINDERS = 4
INFINITY = Apply("infinity")


def attempt(obligation: Obligation) -> Certificate | Counterexample | None:
    """Every binder that is known replaced, then the rest."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    with allowance(worked() + remaining() / 2):
        return _replaced(obligation)


def _replaced(obligation: Obligation) -> Certificate | Counterexample | None:
    steps, left = without_known(obligation)
    if not steps:
        return None
    proof = finish(left)
    try:
        check(left.hypotheses, left.goal, proof)
    except (Unproved, Beyond):
        return broken(left, steps)
    for step in reversed(steps):
        proof = replace(step, rest=proof)
    return proof


def without_known(obligation: Obligation) -> tuple[list[Listed | Summed], Obligation]:
    """The steps that replace what is known, and what is left."""
    steps: list[Listed | Summed] = []
    while len(steps) < BINDERS and (step := _step(obligation)) is not None:
        steps.append(step)
        goal = moved(obligation.hypotheses, obligation.goal, step, identical)
        obligation = Obligation(obligation.hypotheses, goal)
    return steps, obligation


def _step(obligation: Obligation) -> Listed | Summed | None:
    for binder in places(obligation.goal):
        try:
            found = _found(obligation, binder)
        except (Unproved, NotIntegrated, Beyond):
            continue
        if found is not None:
            return found
    return None


def _found(obligation: Obligation, binder: Bind) -> Listed | Summed | None:
    if binder.head == "sum" and binder.bounds[1] == INFINITY:
        step = summation(obligation, binder, telescoping=False)
        if isinstance(step, Summed):
            return step
    return entry_for(obligation, binder)


def broken(left: Obligation, steps: list[Listed | Summed]) -> Counterexample | None:
    """A counterexample to the equation without its binders, where these are closed."""
    if any(free(step.binder if isinstance(step, Listed) else step.sum) for step in steps):
        return None
    found = evidence(left, 4).disagree
    if found is None:
        return None
    through: Certificate = Identity()
    for step in reversed(steps):
        through = replace(step, rest=through)
    assert isinstance(through, Listed | Summed)
    return replace(found, through=through)
