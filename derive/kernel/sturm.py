"""The sign of a polynomial in one variable on an interval, by Sturm's theorem.

    number of roots in (a, b]  =  changes of sign in the chain at a  -  changes at b,   p(a) != 0
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from derive.kernel.term import Apply, Number, Symbol, Term

DEGREE = 40
BITS = 4096
Coefficients = list[Fraction]                    # the constant first, no zero at the end


def rational(term: Term) -> Fraction | None:
    """The value of a small closed quotient, as exponents are written: -2, 1/2, -(3/2)."""
    match term:
        case Number(value):
            return value
        case Apply("-", (inner,)):
            found = rational(inner)
            return None if found is None else -found
        case Apply("/", (above, below)):
            a, b = rational(above), rational(below)
            return a / b if a is not None and b else None
    return None


def coefficients(term: Term, variable: Symbol) -> Coefficients | None:
    """The polynomial that a term is in the variable with rational coefficients; None where it is none."""
    match term:
        case Number(value):
            return [value] if value else []
        case Symbol():
            return [Fraction(0), Fraction(1)] if term == variable else None
        case Apply("-", (inner,)):
            found = coefficients(inner, variable)
            return None if found is None else [-c for c in found]
        case Apply("+" | "*" as head, args):
            total: Coefficients = [] if head == "+" else [Fraction(1)]
            for arg in args:
                part = coefficients(arg, variable)
                if part is None or len(total) + len(part) > DEGREE:
                    return None
                total = _sum(total, part) if head == "+" else _product(total, part)
            return total
        case Apply("/", (above, Number(value))) if value:
            found = coefficients(above, variable)
            return None if found is None else [c / value for c in found]
        case Apply("^", (base, exponent)):
            power = rational(exponent)
            if power is not None and power.denominator == 1 and 0 <= power <= DEGREE:
                return coefficients(Apply("*", (base,) * int(power)), variable)
    return None


def line_in(term: Term, variable: Symbol, unit: Term) -> tuple[Fraction, Fraction] | None:
    """(a, b) for a term that is a x + b unit with rational a and b: -x + pi / 2 is (-1, 1/2) in the unit pi."""
    found = _linear(term, variable, unit)
    return None if found is None or found[2] else (found[0], found[1])


def _linear(term: Term, variable: Symbol, unit: Term) -> tuple[Fraction, Fraction, Fraction] | None:
    """(a, b, c) for a x + b unit + c."""
    zero, one = Fraction(0), Fraction(1)
    if term == variable:
        return one, zero, zero
    if term == unit:
        return zero, one, zero
    match term:
        case Number(value):
            return zero, zero, value
        case Apply("-", (inner,)):
            found = _linear(inner, variable, unit)
            return None if found is None else (-found[0], -found[1], -found[2])
        case Apply("/", (above, below)):
            found, under = _linear(above, variable, unit), rational(below)
            return None if found is None or not under else (found[0] / under, found[1] / under, found[2] / under)
        case Apply("+" | "*" as head, args):
            total = (zero, zero, zero if head == "+" else one)
            for arg in args:
                part = _linear(arg, variable, unit)
                if part is None or (head == "*" and any(total[:2]) and any(part[:2])):
                    return None
                if head == "+":
                    total = (total[0] + part[0], total[1] + part[1], total[2] + part[2])
                else:
                    line, factor = (part, total[2]) if any(part[:2]) else (total, part[2])
                    total = (line[0] * factor, line[1] * factor, line[2] * factor)
            return total
    return None


def _sum(p: Sequence[Fraction], q: Sequence[Fraction]) -> Coefficients:
    longer, shorter = (p, q) if len(p) >= len(q) else (q, p)
    return _trimmed([c + (shorter[i] if i < len(shorter) else 0) for i, c in enumerate(longer)])


def _product(p: Sequence[Fraction], q: Sequence[Fraction]) -> Coefficients:
    total = [Fraction(0)] * max(0, len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            total[i + j] += a * b
    return _trimmed(total)


def _trimmed(p: Coefficients) -> Coefficients:
    while p and p[-1] == 0:
        p.pop()
    return p


def sign_between(p: Coefficients, low: Fraction | None, high: Fraction | None) -> int | None:
    """1 or -1 where p has that sign on the whole open interval (None: unbounded); None where it has a zero."""
    if low is not None and high is not None and low >= high:
        return None
    if not p or any(max(abs(c.numerator), c.denominator).bit_length() > BITS for c in p):
        return None
    turned = False
    for end in (low, high):
        while end is not None and _at(p, end) == 0:
            p = _deflated(p, end)                # x - low is positive inside, x - high negative
            turned ^= end == high
    bound = 1 + max((abs(c / p[-1]) for c in p[:-1]), default=Fraction(0))
    first = low if low is not None else min(-bound, (high if high is not None else bound) - 1)
    last = high if high is not None else max(bound, first + 1)
    if _roots(p, first, last):
        return None
    return 1 if (_at(p, (first + last) / 2) > 0) != turned else -1


def _deflated(p: Coefficients, root: Fraction) -> Coefficients:
    """p / (x - root)"""
    quotient: Coefficients = []
    carry = Fraction(0)
    for c in reversed(p):
        carry = c + carry * root
        quotient.append(carry)
    return quotient[-2::-1]


def _at(p: Sequence[Fraction], x: Fraction) -> Fraction:
    total = Fraction(0)
    for c in reversed(p):
        total = total * x + c
    return total


def _roots(p: Coefficients, low: Fraction, high: Fraction) -> int:
    chain = [p, _trimmed([i * c for i, c in enumerate(p)][1:])]
    while chain[-1]:
        chain.append([-c for c in _remainder(chain[-2], chain[-1])])
    chain.pop()
    return _changes(chain, low) - _changes(chain, high)


def _remainder(p: Coefficients, q: Coefficients) -> Coefficients:
    p = list(p)
    while len(p) >= len(q):
        ratio, shift = p[-1] / q[-1], len(p) - len(q)
        for i, c in enumerate(q):
            p[shift + i] -= ratio * c
        p.pop()
        _trimmed(p)
    return p


def _changes(chain: list[Coefficients], x: Fraction) -> int:
    signs = [value > 0 for value in (_at(p, x) for p in chain) if value]
    return sum(a != b for a, b in pairwise(signs))


def is_base(term: Term) -> bool:
    """Whether u -> b^u is defined everywhere and takes no value twice."""
    return isinstance(term, Number) and term.value > 0 and term.value != 1
