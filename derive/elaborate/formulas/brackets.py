"""Evaluation between ends: F(b) - F(a), and limits where F has no value at an end.

    [arctan x]_0^\\infty     lim_{x -> oo} arctan x - arctan 0
    [x log x - x]_0^1      (log 1 - 1) - lim_{x -> 0+} (x log x - x)
"""

from __future__ import annotations

from fractions import Fraction

from derive.kernel.enclosure import enclose
from derive.kernel.interval import Interval, Undefined, Unknown
from derive.kernel.signs import ZERO, conditions
from derive.kernel.term import Apply, Bind, Symbol, Term, free, minus, number, substitute, subterms

INFINITY = Apply("infinity")
BITS = 64


def between(term: Term, variable: Symbol, low: Term, high: Term) -> Term:
    """The term at the upper end less the term at the lower one; an end without a value is come to from within."""
    way = _way(low, high)
    return Apply("+", (_at(term, variable, high, -way), Apply("-", (_at(term, variable, low, way),))))


def _at(term: Term, variable: Symbol, value: Term, side: int) -> Term:
    """The term at a value, or its limit there."""
    if any(part == INFINITY for part in subterms(value)):
        return Bind("limit", variable, term, (value, number(0)))
    there = substitute(term, {variable: value})
    return Bind("limit", variable, term, (value, number(side))) if side and _has_no_value(there) else there


def _way(low: Term, high: Term) -> int:
    """1 where the upper end is above the lower one, -1 where it is below, 0 where that is not told."""
    if INFINITY in (low, high) or Apply("-", (INFINITY,)) in (low, high):
        return 1 if high == INFINITY or Apply("-", (INFINITY,)) == low else -1
    return _sign(minus(high, low)) or 0


def _has_no_value(term: Term) -> bool:
    """Whether something in it is plainly undefined: log 0, a divisor that is 0."""
    return any(not free(condition) and _sign(minus(*condition.args)) == 0
               for condition in conditions((term,))[0] if condition.head in ("!=", ">") and condition.args[1] == ZERO)


def _sign(closed: Term) -> int | None:
    """The sign of a closed term, if it is certain."""
    if free(closed):
        return None
    try:
        value = enclose(closed, {}, BITS)
    except (Undefined, Unknown):
        return None
    if isinstance(value, Fraction):
        return (value > 0) - (value < 0)
    if not isinstance(value, Interval) or value.lo <= 0 <= value.hi:
        return None
    return 1 if value.lo > 0 else -1
