r"""Where a Laplace transform has a value at all: the sign of the rate of its exponentials (DLMF 1.14(iii)).

    \mathcal{L}\{e^{2t}\}         int_0^infinity exp(-(s - 2) t) dt: s > 2, for any other s it is no number
    \mathcal{L}\{t^n e^{-at}\}    s + a > 0

Only of sums and products of powers of the variable, sines, cosines and exponentials of its multiples, and of names of
which nothing is told. Of other integrals nothing is presumed: of int_0^infinity exp(-a x) dx, a may be below zero.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import product

from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, number, subterms

INFINITY = Apply("infinity")
MANY = 8                                         # exponentials that are multiplied out
WAVES = frozenset({"sin", "cos"})
GROWING = frozenset({"sinh", "cosh"})


def where_convergent(sides: Sequence[Term], told: Collection[str]) -> list[Term]:
    """That the rates of exponentials under integrals to infinity are above zero, of names of which nothing is told."""
    if any(_is_endless(side) for side in sides):
        return []
    found: list[Term] = []
    for side in sides:
        for part in subterms(side):
            match part:
                case Bind("integral", time, body, (low, high)) if high == INFINITY and low != INFINITY:
                    if not (free(body) - {time}).isdisjoint(free(side)):
                        found += _conditions(body, time, told)
    return list(dict.fromkeys(found))


def _is_endless(side: Term) -> bool:
    """Whether infinity stands in a side elsewhere than at the end of a range."""
    match side:
        case Apply("infinity"):
            return True
        case Apply(_, args):
            return any(_is_endless(arg) for arg in args)
    return False


def _conditions(body: Term, time: Symbol, told: Collection[str]) -> Iterator[Term]:
    for rate in _rates(body, time) or []:
        falls = [negated(part) for part in rate if _is_below(part)]
        grows = [part for part in rate if not _is_below(part)]
        named = free(total(rate))
        if named and all(symbol.sort in ("real", "integer") and symbol.name not in told for symbol in named):
            yield _above(total(falls), total(grows))


def _above(falls: Term, grows: Term) -> Term:
    """s > 2; tau > 0 of 2/tau > 0."""
    match falls, grows:
        case Apply("/", (Number(value), below)), Number() if value > 0 and grows == number(0):
            return Apply(">", (below, grows))
    return Apply(">", (falls, grows))


def _is_below(part: Term) -> bool:
    return (isinstance(part, Number) and part.value < 0) or (isinstance(part, Apply) and part.head == "-")


def _rates(body: Term, time: Symbol) -> list[tuple[Term, ...]] | None:
    """The exponents of the terms of a body, each by its summands; None where it has other functions in it."""
    match body:
        case _ if time not in free(body) or body == time:
            return [()]
        case Apply("exp", (exponent,)):
            rate = slope(exponent, time)
            return None if rate is None else [rate]
        case Apply(head, (angle,)) if head in WAVES | GROWING:
            rate = slope(angle, time)
            if rate is None or head in WAVES:
                return None if rate is None else [()]
            return [rate, tuple(negated(part) for part in rate)]
        case Apply("+" | "-", parts):
            return _together([_rates(part, time) for part in parts])
        case Apply("*", parts):
            return _multiplied([_rates(part, time) for part in parts])
        case Apply("/", (above, below)) if time not in free(below):
            return _rates(above, time)
        case Apply("^", (base, power)) if base == time and time not in free(power):
            return [()]
        case Apply("^", (base, Number(value))) if value.denominator == 1 and 0 < value <= 4:
            return _multiplied([_rates(base, time)] * int(value))
    return None


def _together(lists: list[list[tuple[Term, ...]] | None]) -> list[tuple[Term, ...]] | None:
    known = [one for one in lists if one is not None]
    return [rate for one in known for rate in one] if len(known) == len(lists) else None


def _multiplied(lists: list[list[tuple[Term, ...]] | None]) -> list[tuple[Term, ...]] | None:
    known = [one for one in lists if one is not None]
    if len(known) < len(lists):
        return None
    made = [tuple(part for rate in rates for part in rate) for rates in product(*known)]
    return made if len(made) <= MANY else None


def slope(term: Term, time: Symbol) -> tuple[Term, ...] | None:
    """The coefficient of the variable in a linear term, by its summands; None of any other term."""
    match term:
        case _ if time not in free(term):
            return ()
        case Symbol():
            return (number(1),)
        case Apply("-", (inner,)):
            parts = slope(inner, time)
            return None if parts is None else tuple(negated(part) for part in parts)
        case Apply("+", terms):
            slopes = [slope(one, time) for one in terms]
            return None if None in slopes else tuple(part for one in slopes for part in one or ())
        case Apply("*", factors) if sum(time in free(factor) for factor in factors) == 1:
            others = tuple(factor for factor in factors if time not in free(factor))
            parts = next(slope(factor, time) for factor in factors if time in free(factor))
            return None if parts is None else tuple(_times(others, part) for part in parts)
        case Apply("/", (above, below)) if time not in free(below):
            parts = slope(above, time)
            return None if parts is None else tuple(Apply("/", (part, below)) for part in parts)
    return None


def _times(factors: tuple[Term, ...], part: Term) -> Term:
    match part:
        case Number(value) if value == 1:
            return factors[0] if len(factors) == 1 else Apply("*", factors)
        case Apply("-", (inner,)):
            return negated(_times(factors, inner))
    return Apply("*", (*factors, part)) if factors else part


def negated(part: Term) -> Term:
    match part:
        case Number(value):
            return number(-value)
        case Apply("-", (inner,)):
            return inner
    return Apply("-", (part,))


def total(parts: Sequence[Term]) -> Term:
    return parts[0] if len(parts) == 1 else Apply("+", tuple(parts)) if parts else number(0)


__all__ = ["negated", "slope", "total", "where_convergent"]
