"""Definite integrals by antiderivatives that are differentiated again.

Decides      equations in which integrals stand linearly: values, linearity, parts, brackets already evaluated,
             rewritten integrands; integrals over one interval are gathered first
Certificate  Integrals: the groups and their antiderivatives, continuous on the closed interval
Declines     improper integrals, antiderivatives with kinks, changes of the variable
"""

from __future__ import annotations

from derive.decide.integrals import equation, finish, gathered
from derive.kernel.certificate import Certificate, Identity, Integrals, Limits
from derive.kernel.check import identical
from derive.kernel.integration import knowledge, named, remaining
from derive.kernel.limits import NoLimit
from derive.kernel.places import without_limits
from derive.kernel.smooth import NotIntegrated
from derive.kernel.term import Apply, Bind, Obligation, subterms

COST = 60


def attempt(obligation: Obligation) -> Certificate | None:
    """Groups for an equation with definite integrals; limits in it are taken first."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=" or not named(goal):
        return None
    if not any(isinstance(part, Bind) and part.head == "limit" for part in subterms(goal)):
        return _integrated(obligation)
    known = knowledge(obligation)
    try:
        left = without_limits(goal, known, lambda a, b: identical(obligation.hypotheses, a, b))
    except NoLimit:
        return _integrated(obligation)           # what an integral from 0 to infinity is worth may stay a limit
    found = _integrated(Obligation(obligation.hypotheses, left))
    return None if found is None else Limits(found)


def _integrated(obligation: Obligation) -> Integrals | None:
    """Without asking for antiderivatives, if that is enough; else with those that are found."""
    found: Integrals | None = None
    for seconds in (0.0, 2.0):
        groups = gathered(obligation, seconds)
        if groups is None:
            return None
        try:
            left = remaining(obligation, Integrals(groups, Identity()), identical)
        except NotIntegrated:
            continue
        found = Integrals(groups, finish(left))
        if found.rest != Identity() or identical(left.hypotheses, *equation(left)):
            return found
    return found
