"""An equation between numbers in which an integral has no value.

Decides      equations with a definite integral whose antiderivative is unbounded at an end or inside: 1/x^2
             over [-1, 1], 1/x from 1 on; or whose integrand has one sign near an end, and is too large there
Certificate  Counterexample: the integral, the antiderivative and the point at which it is unbounded; or that bound, in
             balls
Declines     integrals with parameters, and those that diverge by oscillation
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.decide import oracle
from derive.decide.balls import Diverges, precision
from derive.decide.budget import remaining
from derive.decide.evaluation import compiled
from derive.decide.roots import real_roots
from derive.kernel.certificate import Counterexample, Divergence
from derive.kernel.check import identical
from derive.kernel.divergence import check_divergent
from derive.kernel.integration import named
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.polynomial import Beyond
from derive.kernel.signs import conditions, is_nonzero
from derive.kernel.smooth import NotIntegrated
from derive.kernel.term import Apply, Bind, Number, Obligation, Term, free, heads

COST = 58
REFUTES = True                                   # asked also where there is nothing to prove
INFINITY = Apply("infinity")
DIVERGES = "no value: the integral diverges"
BITS = 96
UNSETTLED = frozenset((                          # heads of what may itself be infinite, or undefined
    "infinity", "undefined", "integral", "sum", "product", "limit", "antiderivative", "derivative"))


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
            return Counterexample((), DIVERGES, "", divergence=found)
    return _too_large(goal)


def _too_large(goal: Apply) -> Counterexample | None:
    """An integral that is infinite by a bound from below, where one side is to be it, or is to be a power of it."""
    for side, other in (goal.args, goal.args[::-1]):
        if not heads(other).isdisjoint(UNSETTLED) or "undefined" in heads(side):
            continue
        for integral in named(side):
            assert isinstance(integral, Bind)
            if stands(side, integral) and "infinity" not in heads(integral.body) and _diverges(integral):
                return Counterexample((), DIVERGES, "", "balls")
    return None


def stands(side: Term, integral: Term) -> bool:
    """Whether a side is infinite where its only integral is."""
    match side:
        case _ if side == integral:
            return True
        case Apply("+", args):
            return _alone(args, integral)
        case Apply("-", (arg,)):
            return stands(arg, integral)
        case Apply("*", args):
            return _alone(args, integral) and all(stands(arg, integral) or is_nonzero(arg, frozenset()) for arg in args)
        case Apply("/", (above, below)):
            return stands(above, integral) and heads(below).isdisjoint(UNSETTLED)
        case Apply("^", (base, Number(exponent))) if exponent > 0:
            return stands(base, integral)
        case Apply("sqrt" | "log", (arg,)):
            return stands(arg, integral)
    return False


def _alone(args: Iterable[Term], integral: Term) -> bool:
    """One of several terms is infinite, and the others are numbers."""
    others = [arg for arg in args if not stands(arg, integral)]
    return all(heads(arg).isdisjoint(UNSETTLED) for arg in others) and len(others) == len(tuple(args)) - 1


def _diverges(integral: Bind) -> bool:
    try:
        with precision(BITS):
            compiled(integral)({})
    except Diverges:
        return True
    except (Undefined, Unknown):
        return False
    return False


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
