"""Integrals with a parameter whose derivative may be taken inside.

    f and df/da are continuous for all a and all x on the closed interval
    ---------------------------------------------------------------------
    d/da of the integral of f over [lo, hi]  =  the integral of df/da

Elementary functions are so where nothing that they need can fail: each condition must be evident between the ends,
whatever a is. Improper integrals would need a bound on df/da, and are declined.
"""

from __future__ import annotations

from derive.kernel.signs import closed_sign, conditions, facts, holds
from derive.kernel.term import Apply, Bind, Symbol, Term, number, subterms

SMOOTH = frozenset((
    "+", "*", "-", "/", "^", "sqrt", "root", "exp", "log", "sin", "cos", "tan", "atan", "asin", "acos", "sinh", "cosh",
    "tanh", "asinh", "acosh", "atanh", "erf", "pi", "e",
))
ZERO = number(0)


def is_uniform(body: Term, x: Symbol, bounds: tuple[Term, ...]) -> bool:
    """The body and its derivatives are continuous for x between finite ends, whatever its other names are."""
    if any(part == Apply("infinity") for bound in bounds for part in subterms(bound)):
        return False
    for part in subterms(body):
        if isinstance(part, Bind) or (isinstance(part, Apply) and part.head not in SMOOTH):
            return False
        if isinstance(part, Symbol) and part.sort not in ("real", "integer"):
            return False
    needed, opaque = conditions((body,))
    lo, hi = bounds
    length = closed_sign(Apply("+", (hi, Apply("-", (lo,)))))
    low, high = (hi, lo) if length == -1 else (lo, hi)
    known = facts((Apply("<=", (low, x)), Apply("<=", (x, high)))) if length in (1, -1) else frozenset()
    return not opaque and all(
        holds(Apply("!=" if condition.head == "!=" else ">", condition.args), known) for condition in needed)
