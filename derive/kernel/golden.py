"""Powers of phi = (1 + sqrt 5) / 2, the golden ratio: exp(n log phi) with one atom for log phi.

    phi^n = (L_n + F_n sqrt 5) / 2 for a number n      F_(n + 1) = F_n + F_(n - 1), F_0 = 0, F_1 = 1, for every whole n
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from derive.kernel.counted import fibonacci
from derive.kernel.polynomial import Atom, Beyond, Polynomial, add, constant, scale, single
from derive.kernel.term import Apply, number
from derive.kernel.writing import HALF

ROOT5 = single(Atom("prime", "prime 5", "5"), HALF)
PHI = Apply("/", (Apply("+", (number(1), Apply("sqrt", (number(5),)))), number(2)))
GOLDEN = Atom("constant", "log phi", term=Apply("log", (PHI,)))       # its exponential is phi
LARGEST = 400                                     # exponent of phi worked out
UNITS = 40                                        # powers of phi that are recognized


def golden(n: int) -> Polynomial:
    """phi^n = (L_n + F_n sqrt 5) / 2. Fails with Beyond where n is large."""
    if abs(n) > LARGEST:
        raise Beyond("an exponent is too large")
    this, after = fibonacci(n), fibonacci(n + 1)
    return add(constant(Fraction(2 * after - this, 2)), scale(ROOT5, Fraction(this, 2)))


def unit(p: Polynomial) -> tuple[Fraction, int] | None:
    """(c, n) with p = c phi^n, c rational, n small: c^2 is the norm a^2 - 5 b^2 of p = a + b sqrt 5, or less it"""
    if len(p) != 2 or () not in p or next(iter(ROOT5)) not in p:
        return None
    square = abs(Fraction(p[()]) ** 2 - 5 * Fraction(p[next(iter(ROOT5))]) ** 2)
    c = Fraction(isqrt(square.numerator), isqrt(square.denominator))
    for n in range(-UNITS, UNITS + 1) if c and c * c == square else ():
        for factor in (c, -c):
            if n and p == scale(golden(n), factor):
                return factor, n
    return None
