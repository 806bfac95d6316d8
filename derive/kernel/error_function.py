"""The error function in intervals.

    erf x = 2 / sqrt(pi) exp(-x^2) (x + 2 x^3 / 3 + 4 x^5 / 15 + ...), each term the one before times 2 x^2 / (2k + 3)

For x > 0 every term is positive; once 2 x^2 / (2k + 3) is below 1/2, what is left is less than the last term.
"""

from __future__ import annotations

from fractions import Fraction

from derive.kernel.interval import ZERO, Arithmetic, Interval, Real, Unknown, arithmetic

LARGEST = 20                                      # the series takes about 3 x^2 terms


def value(self: Arithmetic, x: Real) -> Real:
    """erf x: it increases, so that its ends are those of x."""
    if x == 0:
        return ZERO
    lo, hi = self.bounds(x)
    low = _at(self, lo)
    return Interval(low.lo, (low if lo == hi else _at(self, hi)).hi)


def _at(self: Arithmetic, x: Fraction) -> Interval:
    if x < 0:
        mirrored = _at(self, -x)
        return Interval(-mirrored.hi, -mirrored.lo)
    if x > LARGEST:
        raise Unknown("the error function too far out")
    spare = int(3 * x * x) + 16                   # exp(-x^2) is small, and the sum as large as its inverse
    fine = arithmetic(self.bits + spare)
    total = term = fine.interval(x)
    twice, k = fine.interval(2 * x * x), 0
    while term.hi > 1 or 4 * x * x >= 2 * k + 3:
        term = fine.interval(fine.multiply(fine.multiply(term, twice), Fraction(1, 2 * k + 3)))
        total = Interval(total.lo + term.lo, total.hi + term.hi)
        k += 1
    scale = fine.multiply(fine.multiply(Fraction(2), fine.exp(-x * x)), fine.invert(fine.root(fine.pi, 2)))
    found = fine.interval(fine.multiply(scale, Interval(total.lo, total.hi + term.hi)))
    return Interval(found.lo >> spare, min(-(-found.hi >> spare), self.one))
