"""An equation between numbers in which an integral has no value.

Decides      equations with a definite integral whose antiderivative is unbounded at an end or inside: 1/x^2
             over [-1, 1], 1/x from 1 on
Certificate  Counterexample: the integral, the antiderivative and the point at which it is unbounded
Declines     integrals with parameters, and those that diverge by oscillation
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.decide import oracle
from derive.decide.budget import remaining
from derive.decide.roots import real_roots
from derive.kernel.certificate import Counterexample, Divergence
from derive.kernel.check import identical
from derive.kernel.divergence import check_divergent
from derive.kernel.integration import named
from derive.kernel.polynomial import Beyond
from derive.kernel.signs import conditions
from derive.kernel.smooth import NotIntegrated
from derive.kernel.term import Apply, Bind, Obligation, Term, free

COST = 58
REFUTES = True                                   # asked also where there is nothing to prove
INFINITY = Apply("infinity")


def attempt(obligation: Obligation) -> Counterexample | None:
    """A divergence for an equation without free symbols."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=" or free(goal):
        return None
    for integral in named(goal):
        assert isinstance(integral, Bind)
        points = list(_points(integral))
        if not points:
            continue
        answer = oracle.antiderivative(integral.body, integral.variable, (), min(2.0, remaining()))
        if not isinstance(answer.value, Apply):
            continue
        for at, side in points:
            found = Divergence(integral, answer.value, at, side)
            try:
                check_divergent(goal, found, identical)
            except (NotIntegrated, Beyond):
                continue
            return Counterexample((), "no value: the integral diverges", "", divergence=found)
    return None


def _points(integral: Bind) -> Iterator[tuple[Term, int]]:
    """Where the integrand may be unbounded: zeros of divisors and of arguments of logarithms, infinite ends."""
    lo, hi = integral.bounds
    seen: set[Term] = set()
    for condition in conditions((integral.body,))[0]:
        for root in real_roots(condition.args[0], integral.variable):
            if root not in seen:
                seen.add(root)
                yield root, 1
                yield root, -1
    for end, side in ((lo, 1), (hi, -1)):
        if INFINITY in (end, *(end.args if isinstance(end, Apply) else ())):
            yield end, side
