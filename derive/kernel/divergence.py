"""What an integral without a value, or known up to a constant, proves: divergence, and differentiating both sides."""

from __future__ import annotations

from collections.abc import Callable

from derive.kernel.certificate import Divergence
from derive.kernel.integration import Identical, named, replaced
from derive.kernel.limits import INFINITE, NoLimit, limit
from derive.kernel.signs import is_nonzero, is_positive
from derive.kernel.smooth import NotIntegrated, is_endless, ordered
from derive.kernel.term import Apply, Bind, Symbol, Term, free, heads, minus, substitute, subterms


def check_divergent(goal: Term, found: Divergence, identical: Identical) -> None:
    """Accept that an equation between numbers fails because an integral in it diverges.

        f = G' near c      G -> +-infinity as x -> c from one side      c in [lo, hi]
        -----------------------------------------------------------------------------
        the integral of f over [lo, hi] has no value, so it is part of no equation with a number

    Fails with NotIntegrated when the goal has free symbols or speaks of infinity itself, or when both sides hold
    what may be infinite: 1/2 times a divergent integral is the integral of half of it, in a manner of speaking; so is
    exp(-oo) = 0.
    """
    integral = found.integral
    if not isinstance(goal, Apply) or goal.head != "=" or free(goal) or integral not in named(goal):
        raise NotIntegrated("not an equation between numbers with that integral")
    if any(part == INFINITE[0] for side in goal.args for part in subterms(replaced(side, named(goal)))):
        raise NotIntegrated("infinity is named as a value")
    if all(any(isinstance(part, Bind) for part in subterms(side)) for side in goal.args):
        raise NotIntegrated("both sides may be infinite")
    if "undefined" in heads(goal) or not any(
            _stands(side, lambda part: part == integral, integral.variable) for side in goal.args):
        raise NotIntegrated("the integral need not be a number")
    lo, hi = integral.bounds
    x = integral.variable
    if not any(map(is_endless, (lo, hi))) and not any(is_positive(minus(*ends), frozenset())
                                                      for ends in ((lo, hi), (hi, lo))):
        raise NotIntegrated("an interval that may be a point")
    order = ordered(x, lo, hi, frozenset())
    inside = found.at in (lo, hi) or (not is_endless(found.at) and all(
        is_positive(substitute(minus(c.args[1], c.args[0]), {x: found.at}), frozenset())
        for c in order if not any(map(is_endless, c.args))
    ))
    if (not order and (lo, hi) != INFINITE[::-1]) or not inside:
        raise NotIntegrated("the point is not in the interval")
    below = bool(order) and found.at == order[0].args[0] and found.side < 0
    if below or (order and found.at == order[-1].args[1] and found.side > 0):
        raise NotIntegrated("the side is outside the interval")
    if not identical((), Bind("derivative", x, found.antiderivative, (x,)), integral.body):
        raise NotIntegrated("the derivative is not the integrand")
    try:
        value = limit(found.antiderivative, x, found.at, found.side, frozenset(), lambda a, b: identical((), a, b))
    except NoLimit as reason:
        raise NotIntegrated(f"no limit: {reason}") from None
    if value not in INFINITE:
        raise NotIntegrated("the antiderivative is bounded there")


def differentiated(goal: Term, x: Symbol) -> tuple[Term, Term]:
    """The derivatives of both sides of an equation between antiderivatives in x.

        A = B + C for some constant C  is all that an equation says in which "some antiderivative" stands
        -----------------------------------------------------------------------------------------------
        A' = B'  |-  A = B

    Fails with NotIntegrated unless an antiderivative in x stands with a constant factor on one side.
    """
    if not isinstance(goal, Apply) or goal.head != "=" or len(goal.args) != 2:
        raise NotIntegrated("not an equation")
    if not any(_stands(side, lambda part: isinstance(part, Bind) and part.head == "antiderivative" and
                       part.bounds == (x,), x) for side in goal.args):
        raise NotIntegrated("no antiderivative")
    return Bind("derivative", x, goal.args[0], (x,)), Bind("derivative", x, goal.args[1], (x,))


def _stands(side: Term, is_meant: Callable[[Term], bool], x: Symbol) -> bool:
    """What is meant stands in a sum, with factors that are numbers other than zero."""
    match side:
        case _ if is_meant(side):
            return True
        case Apply("+" | "-", args):
            return any(_stands(arg, is_meant, x) for arg in args)
        case Apply("*" | "/" as head, args):
            others = [arg for arg in args if not _stands(arg, is_meant, x)]
            return len(others) == len(args) - 1 and (head == "*" or args[0] not in others) and all(
                (head == "/" or is_nonzero(arg, frozenset())) and x not in free(arg) and "integral" not in heads(arg)
                for arg in others)
    return False
