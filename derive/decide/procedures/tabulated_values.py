"""Integrals, infinite products and series whose values stand in a handbook, and series that telescope.

Decides      equations with integrals over fixed intervals (Gauss, Fresnel, Dirichlet, Catalan, Euler), infinite
             products (of the sine, the cosine, Viete, Wallis), series that are a multiple of one in the table of
             `kernel.series`, from any start, and those whose terms are differences F(k + 1) - F(k); right, or wrong
             where they are closed
Certificate  Listed, Summed or Telescoped, then a proof without the binder; or a Counterexample to the equation
             without it
Declines     other integrands, other ends, and letters for which the conditions of the entry are not known
"""

from __future__ import annotations

from dataclasses import replace

from derive.decide.budget import allowance, remaining, worked
from derive.decide.handbook import entry_for
from derive.decide.integrals import finish
from derive.decide.known_sums import summation, telescope
from derive.decide.points import evidence
from derive.decide.procedures import reindexing
from derive.kernel.certificate import Certificate, Counterexample, Identity, Listed, Summed
from derive.kernel.check import Unproved, check, identical
from derive.kernel.exchange import moved
from derive.kernel.handbook import places
from derive.kernel.plane import is_planar
from derive.kernel.polynomial import Beyond
from derive.kernel.replacing import Known
from derive.kernel.smooth import NotIntegrated
from derive.kernel.term import Apply, Bind, Obligation, Term, free

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


def _replaced(obligation: Obligation, listed_first: bool = False) -> Certificate | Counterexample | None:
    steps, left = without_known(obligation, listed_first)
    if not steps:
        return None
    proof = finish(left)
    try:
        check(left.hypotheses, left.goal, proof)
    except (Unproved, Beyond):
        moved = reindexing.attempt(left)
        if moved is None and not listed_first and is_planar(left.goal) and {*map(type, steps)} & {Summed}:
            return _replaced(obligation, True)               # log(c + z) is read off, log(1 + z/c) has to be rewritten
        if moved is None:
            return broken(left, steps)
        proof = moved
    for step in reversed(steps):
        proof = replace(step, rest=proof)
    return proof


def without_known(obligation: Obligation, listed_first: bool = False) -> tuple[list[Known], Obligation]:
    """The steps that replace what is known, and what is left."""
    steps: list[Known] = []
    while len(steps) < BINDERS and (found := _step(obligation, listed_first)) is not None:
        steps.append(found[0])
        obligation = Obligation(obligation.hypotheses, found[1])
    return steps, obligation


def _step(obligation: Obligation, listed_first: bool) -> tuple[Known, Term] | None:
    """The first binder whose worth is known, and the goal without it."""
    for binder in places(obligation.goal):
        try:
            found = _found(obligation, binder, listed_first)
            if found is not None:
                return found, moved(obligation.hypotheses, obligation.goal, found, identical)
        except (Unproved, NotIntegrated, Beyond):
            continue
    return None


def _found(obligation: Obligation, binder: Bind, listed_first: bool) -> Known | None:
    if binder.head != "sum" or binder.bounds[1] != INFINITY:
        return entry_for(obligation, binder)
    if listed_first and (entry := entry_for(obligation, binder)) is not None:
        return entry
    return summation(obligation, binder) or entry_for(obligation, binder) or telescope(binder)


def broken(left: Obligation, steps: list[Known]) -> Counterexample | None:
    """A counterexample to the equation without its binders, where these are closed."""
    if any(free(step.binder if isinstance(step, Listed) else step.sum) for step in steps):
        return None
    found = evidence(left, 4).disagree
    if found is None:
        return None
    through: Certificate = Identity()
    for step in reversed(steps):
        through = replace(step, rest=through)
    assert isinstance(through, Known)
    return replace(found, through=through)
