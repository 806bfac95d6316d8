"""Sums, products and quotients of terms without the parts that do nothing, and the values of functions at infinity."""

from __future__ import annotations

from derive.kernel.signs import ZERO
from derive.kernel.term import Apply, Number, Term, number

ONE = number(1)
BOUNDED = Apply("bounded")                       # no limit, but between two numbers
INFINITY = Apply("infinity")
BELOW = Apply("-", (INFINITY,))
HALF_PI = Apply("/", (Apply("pi"), number(2)))
AT_INFINITY: dict[str, Term] = {
    "exp": INFINITY, "log": INFINITY, "sqrt": INFINITY, "sinh": INFINITY, "cosh": INFINITY, "asinh": INFINITY,
    "abs": INFINITY, "atan": HALF_PI, "tanh": ONE, "erf": ONE, "sin": BOUNDED, "cos": BOUNDED,
}
AT_MINUS_INFINITY: dict[str, Term] = {
    "exp": ZERO, "sinh": BELOW, "cosh": INFINITY, "asinh": BELOW, "abs": INFINITY, "sin": BOUNDED, "cos": BOUNDED,
    "atan": Apply("-", (HALF_PI,)), "tanh": Apply("-", (ONE,)), "erf": Apply("-", (ONE,)),
}
INFINITE = (INFINITY, BELOW)


def negated(value: Term) -> Term:
    """-value"""
    if value in (ZERO, BOUNDED):
        return value
    if isinstance(value, Apply) and value.head == "-":
        return value.args[0]
    return Number(-value.value) if isinstance(value, Number) else Apply("-", (value,))


def plus(values: list[Term]) -> Term:
    """The sum, without zeros."""
    kept = [value for value in values if value != ZERO]
    return ZERO if not kept else kept[0] if len(kept) == 1 else Apply("+", tuple(kept))


def times(values: list[Term]) -> Term:
    """The product, zero if a factor is."""
    if ZERO in values:
        return ZERO
    kept = [value for value in values if value != ONE]
    return ONE if not kept else kept[0] if len(kept) == 1 else Apply("*", tuple(kept))


def over(above: Term, below: Term) -> Term:
    """The quotient, 0 / b = 0 and a / 1 = a."""
    return above if above == ZERO or below == ONE else Apply("/", (above, below))


def product_of(factors: list[Term]) -> Term:
    """The product as written."""
    return ONE if not factors else factors[0] if len(factors) == 1 else Apply("*", tuple(factors))


def inverse(term: Term) -> Term:
    """1 / term, exponentials with the sign of their argument changed."""
    match term:
        case Apply("exp", (u,)):
            return Apply("exp", (negated(u),))
        case Apply("/", (u, v)) if u == ONE:
            return v
        case Apply("^", (u, Number(e))):
            return Apply("^", (u, Number(-e))) if e < 0 or e.denominator != 1 else Apply("/", (ONE, term))
    return Apply("/", (ONE, term))


def over_common(terms: tuple[Term, ...]) -> tuple[Term, Term]:
    """A sum of quotients and products of quotients as one quotient."""
    above: Term = ZERO
    below: Term = ONE
    for term in terms:
        u, v = _fraction(term)
        above = times([u, below]) if above == ZERO else Apply("+", (times([above, v]), times([u, below])))
        below = times([below, v])
    return above, below


def _fraction(term: Term) -> tuple[Term, Term]:
    match term:
        case Apply("/", (u, v)):
            (a, b), (c, d) = _fraction(u), _fraction(v)
            return times([a, d]), times([b, c])
        case Apply("-", (u,)):
            a, b = _fraction(u)
            return negated(a), b
        case Apply("*", args):
            pairs = [_fraction(arg) for arg in args]
            return times([a for a, _ in pairs]), times([b for _, b in pairs])
        case Apply("^", (u, Number(e))) if e < 0:
            return ONE, u if e == -1 else Apply("^", (u, Number(-e)))
        case Apply("tan", (u,)):
            return Apply("sin", (u,)), Apply("cos", (u,))
    return term, ONE


def at_end(head: str, end: Term) -> Term:
    """The limit of a continuous function at plus or minus infinity."""
    return (AT_INFINITY if end == INFINITY else AT_MINUS_INFINITY)[head]
