"""Powers with an unknown in the exponent, taken apart: e^{2x + log v} = (e^x)^2 v, 8 * 4^x = 8 (2^x)^2.

For searching; the kernel's normal form sees the same by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import prod

from derive.kernel.sturm import rational
from derive.kernel.term import Apply, Number, Term, number

E = Apply("e")


def base_and_exponent(term: Term) -> tuple[Term, Term] | None:
    """exp(u) and b^u for a positive number b; a base that is a power of a number is written as that number's."""
    match term:
        case Apply("exp", (u,)):
            return E, u
        case Apply("^", (Number(value), u)) if value > 1 and value.denominator == 1:
            root, count = _rooted(int(value))
            return number(root), u if count == 1 else Apply("*", (number(count), u))
    return None


def powers(base: Term, exponent: Term) -> Term:
    """A power as it is written: exp for e."""
    return Apply("exp", (exponent,)) if base == E else Apply("^", (base, exponent))


def factored(term: Term) -> list[tuple[Term, int]]:
    """The factors of a power and how often each stands in it; the term itself where nothing comes apart."""
    known = base_and_exponent(term)
    if known is None:
        return [(term, 1)]
    base, exponent = known
    found: list[tuple[Term, int]] = []
    for coefficient, part in _summands(exponent, Fraction(1)):
        if coefficient.denominator == 2 and part == number(1) and base != E:
            found.append((Apply("sqrt", (base,)), coefficient.numerator))
            continue
        if coefficient.denominator != 1 or abs(coefficient) > 40:
            return [(term, 1)]
        count = int(coefficient)
        match part:
            case Number(value) if value == 1:
                found.append((powers(E, number(1)) if base == E else base, count))
            case Apply("log", (inner,)) if base == E:
                found.append((inner, count))
            case Apply("log", (inner, other)) if other == base:
                found.append((inner, count))
            case _:
                found.append((powers(base, part), count))
    return found


def _summands(term: Term, factor: Fraction) -> Iterator[tuple[Fraction, Term]]:
    """The summands of an exponent with their rational coefficients."""
    value = rational(term)
    if value is not None:
        if value:
            yield factor * value, number(1)
        return
    match term:
        case Apply("+", args):
            for arg in args:
                yield from _summands(arg, factor)
        case Apply("-", (arg,)):
            yield from _summands(arg, -factor)
        case Apply("*", args):
            numbers = [value for arg in args if (value := rational(arg)) is not None]
            rest = tuple(arg for arg in args if rational(arg) is None)
            whole = rest[0] if len(rest) == 1 else Apply("*", rest)
            yield from _scaled(whole, factor * prod(numbers, start=Fraction(1)))
        case Apply("/", (over, under)) if (value := rational(under)):
            yield from _summands(over, factor / value)
        case _:
            yield factor, term


def _scaled(term: Term, factor: Fraction) -> Iterator[tuple[Fraction, Term]]:
    if isinstance(term, Apply) and term.head in ("+", "-", "/"):
        yield from _summands(term, factor)
    else:
        yield factor, term


def _rooted(value: int) -> tuple[int, int]:
    """8 = 2^3"""
    for count in range(20, 1, -1):
        root = round(value ** (1 / count))
        if root > 1 and root**count == value:
            return root, count
    return value, 1
