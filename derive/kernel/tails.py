"""Bounds on what is left of a series after N terms, from the ratio of neighbouring terms.

    t(k + 1) / t(k) = P(k) / Q(k), polynomials          ->  the rest lies between two rationals
    no such ratio, no bound at N                        ->  Unknown
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import comb

from derive.kernel.interval import Unknown
from derive.kernel.term import Apply, Number, Symbol, Term, free

Polynomial = list[Fraction]                       # coefficients, the constant first
Ratio = tuple[Polynomial, Polynomial]
Exact = Callable[[Term], Fraction]
ONE: Ratio = ([Fraction(1)], [Fraction(1)])
RATIOS = (Fraction(1, 100), Fraction(1, 2), Fraction(3, 4), Fraction(9, 10), Fraction(19, 20), Fraction(99, 100))
SPEEDS = (Fraction(3), Fraction(2), Fraction(1), Fraction(1, 2), Fraction(1, 4))
DEGREE = 24
POWER = 12


def bounds(ratio: Ratio, n: int, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """Bounds on t(N) + t(N + 1) + ..., from bounds on t(N) and what holds of P and Q at every k >= N.

        |P| <= q Q, q < 1                          |rest| <= |t(N)| / (1 - q)
        0 <= P, c Q <= k Q - (k + 1) P, c > 0      the rest lies between 0 and N t(N) / c

    The second because k t(k) - (k + 1) t(k + 1) >= c t(k), and that telescopes. Fails with Unknown.
    """
    p, q = (_moved(part, n) for part in ratio)
    if any(c <= 0 for c in q[:1]) or min(q) < 0:
        p, q = [-c for c in p], [-c for c in q]
    if not q or q[0] <= 0 or min(q) < 0:
        raise Unknown("the sign of a ratio")
    for part in RATIOS:
        if _never_negative(_sum(q, p, part, -1)) and _never_negative(_sum(q, p, part, 1)):
            size = max(abs(low), abs(high)) / (1 - part)
            return -size, size
    if min(p) >= 0:
        here, after = [Fraction(n), Fraction(1)], [Fraction(n + 1), Fraction(1)]
        for speed in SPEEDS:
            gain = _sum(_times(here, q), _times(after, p), 1, -1)
            if _never_negative(_sum(gain, q, 1, -speed)):
                return min(low * n / speed, Fraction(0)), max(high * n / speed, Fraction(0))
    raise Unknown("a series that may not converge")


def ratio(term: Term, k: Symbol, exact: Exact) -> Ratio:
    """t(k + 1) / t(k). Fails with Unknown where that is no quotient of polynomials."""
    if k not in free(term):
        return ONE
    match term:
        case Apply("*", args):
            found = ONE
            for arg in args:
                found = _product(found, ratio(arg, k, exact))
            return found
        case Apply("/", (above, below)):
            p, q = ratio(below, k, exact)
            return _product(ratio(above, k, exact), (q, p))
        case Apply("-", (arg,)):
            return ratio(arg, k, exact)
        case Apply("^", (base, exponent)) if k not in free(base):
            slope, _ = _line(exponent, k, exact)
            value = exact(base)
            if not value or abs(slope) > POWER:
                raise Unknown("a power of zero")
            return [value**slope], [Fraction(1)]
        case Apply("factorial", (arg,)):
            slope, start = _line(arg, k, exact)
            if not 0 < slope <= POWER:
                raise Unknown("a factorial that does not grow")
            found = ONE
            for j in range(1, slope + 1):
                found = _product(found, ([start + j, Fraction(slope)], [Fraction(1)]))
            return found
        case Apply("binomial", (above, below)):
            (m, a), (n, b) = _line(above, k, exact), _line(below, k, exact)
            if min(n, m - n) < 0 or min(b, a - b) < 0 or a.denominator != 1 or b.denominator != 1:
                raise Unknown("a binomial coefficient that may not be a quotient of factorials")
            rest = (_count(n, b, k), _count(m - n, a - b, k))
            return ratio(Apply("/", (_count(m, a, k), Apply("*", rest))), k, exact)
    p, q = _rational(term, k, exact)
    return _product((_moved(p, 1), p), (q, _moved(q, 1)))


def _count(slope: int, start: Fraction, k: Symbol) -> Term:
    """(slope k + start)!"""
    if not slope:
        return Number(Fraction(1))               # the same for every k
    line = Apply("+", (Apply("*", (Number(Fraction(slope)), k)), Number(start)))
    return Apply("factorial", (line,))


def _line(term: Term, k: Symbol, exact: Exact) -> tuple[int, Fraction]:
    """a and b of a k + b, a whole."""
    p, q = _rational(term, k, exact)
    if len(q) != 1 or len(p) > 2:
        raise Unknown("not linear in the index")
    slope = p[1] / q[0] if len(p) == 2 else Fraction(0)
    if slope.denominator != 1:
        raise Unknown("not whole in the index")
    return int(slope), p[0] / q[0]


def _rational(term: Term, k: Symbol, exact: Exact) -> Ratio:
    """The term as a quotient of polynomials in k."""
    if term == k:
        return [Fraction(0), Fraction(1)], [Fraction(1)]
    if k not in free(term):
        return [exact(term)], [Fraction(1)]
    match term:
        case Apply("+", args):
            p, q = [Fraction(0)], [Fraction(1)]
            for r, s in (_rational(arg, k, exact) for arg in args):
                p, q = _capped(_sum(_times(p, s), _times(r, q), 1, 1), _times(q, s))
            return p, q
        case Apply("-", (arg,)):
            p, q = _rational(arg, k, exact)
            return [-c for c in p], q
        case Apply("*", args):
            found = ONE
            for arg in args:
                found = _product(found, _rational(arg, k, exact))
            return found
        case Apply("/", (above, below)):
            p, q = _rational(below, k, exact)
            return _product(_rational(above, k, exact), (q, p))
        case Apply("^", (base, Number(n))) if n.denominator == 1 and 0 <= n <= POWER:
            found = ONE
            for _ in range(int(n)):
                found = _product(found, _rational(base, k, exact))
            return found
    raise Unknown("no quotient of polynomials in the index")


def _product(left: Ratio, right: Ratio) -> Ratio:
    return _capped(_times(left[0], right[0]), _times(left[1], right[1]))


def _capped(p: Polynomial, q: Polynomial) -> Ratio:
    if max(len(p), len(q)) > DEGREE:
        raise Unknown("a ratio of too high a degree")
    return _trimmed(p), _trimmed(q)


def _trimmed(p: Iterable[Fraction]) -> Polynomial:
    found = list(p)
    while len(found) > 1 and not found[-1]:
        found.pop()
    return found


def _times(p: Polynomial, q: Polynomial) -> Polynomial:
    found = [Fraction(0)] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            found[i + j] += a * b
    return found


def _sum(p: Polynomial, q: Polynomial, a: Fraction | int, b: Fraction | int) -> Polynomial:
    """a p + b q"""
    size = max(len(p), len(q))
    p, q = p + [Fraction(0)] * (size - len(p)), q + [Fraction(0)] * (size - len(q))
    return [a * c + b * d for c, d in zip(p, q, strict=True)]


def _moved(p: Polynomial, n: int) -> Polynomial:
    """p(k + n)"""
    return [sum((c * comb(e, j) * n ** (e - j) for e, c in enumerate(p) if e >= j), Fraction(0)) for j in range(len(p))]


def _never_negative(p: Polynomial) -> bool:
    """No coefficient is, so p(j) >= 0 at every j >= 0."""
    return min(p) >= 0
