"""Sums over k of binomial(n, k) x^k y^(n - k).

Decides      equations with expansions of (x + y)^n, their powers of k and n - k written in any way
Certificate  Expanded, then a normal form
Declines     other sums, and those whose letters have other exponents
"""

from __future__ import annotations

from derive.decide.integrals import finish
from derive.kernel.certificate import Certificate, Expanded, Identity
from derive.kernel.check import identical
from derive.kernel.congruence import standing
from derive.kernel.exchange import expanded
from derive.kernel.places import Unproved
from derive.kernel.polynomial import Beyond
from derive.kernel.sturm import coefficients
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, number, substitute, subterms

COST = 14
ONE = number(1)


def attempt(obligation: Obligation) -> Certificate | None:
    """The first sum that is an expansion, as a power."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    for one in standing(goal):
        if one.head != "sum" or one.bounds[0] != number(0) or not _counts(one.body):
            continue
        first, second, factor = _letters(one)
        step = Expanded(one, first, second, factor, Identity())
        try:
            left = expanded(obligation.hypotheses, goal, step, identical)
        except (Unproved, Beyond):
            continue
        return Expanded(one, first, second, factor, finish(Obligation(obligation.hypotheses, left)))
    return None


def _counts(body: Term) -> bool:
    return any(isinstance(part, Apply) and part.head in ("binomial", "factorial") for part in subterms(body))


def _letters(one: Bind) -> tuple[Term, Term, Term]:
    """What is raised to k, what to n - k, and what is left that does not depend on k."""
    k, n = one.variable, one.bounds[1]
    first: list[Term] = []
    second: list[Term] = []
    factor: list[Term] = []
    pending = [one.body]
    while pending:
        part = pending.pop()
        match part:
            case Apply("*", args):
                pending += args
            case Apply("-", (u,)):
                factor.append(number(-1))
                pending.append(u)
            case Apply("/", (u, v)) if k not in free(v):
                pending.append(u)
                factor.append(Apply("/", (ONE, v)))
            case Apply("^", (base, e)) if k in free(e) and k not in free(base):
                slope = _slope(e, k)
                if slope is None:
                    continue
                power = base if abs(slope) == 1 else Apply("^", (base, number(abs(slope))))
                (first if slope > 0 else second).append(power)
                counted = k if slope > 0 else Apply("+", (k, Apply("-", (n,))))
                rest = Apply("+", (e, Apply("*", (number(-slope), counted))))
                factor.append(Apply("^", (base, substitute(rest, {k: number(0)}))))
            case _ if k not in free(part):
                factor.append(part)
    return _product(first), _product(second), _product([part for part in factor if not _is_one(part)])


def _slope(exponent: Term, k: Symbol) -> int | None:
    """How often k is counted in an exponent."""
    others = {symbol: number(0) for symbol in free(exponent) - {k}}
    found = coefficients(substitute(exponent, dict(others)), k)
    if found is None or len(found) != 2 or found[1].denominator != 1:
        return None
    return int(found[1])


def _is_one(part: Term) -> bool:
    match part:
        case Apply("^", (_, e)):
            return identical((), e, number(0))
        case Number(value):
            return value == 1
    return False


def _product(parts: list[Term]) -> Term:
    return ONE if not parts else parts[0] if len(parts) == 1 else Apply("*", tuple(parts))
