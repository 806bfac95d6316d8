"""Values of what is counted step by step: products of successive numbers, Fibonacci numbers, double factorials."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm, prod
from typing import TYPE_CHECKING

from derive.kernel.interval import Unknown

if TYPE_CHECKING:
    from derive.kernel.dual import Scalar, Scalars

LARGEST = 2_000         # argument of a factorial


def fibonacci(n: int) -> int:
    """F_n, also for n < 0."""
    if n < 0:
        return fibonacci(-n) * (1 if n % 2 else -1)
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def rising(self: Scalars, a: Scalar, k: Scalar) -> Scalar:
    """a (a + 1) ... (a + k - 1)"""
    n = self.whole(k)
    if not 0 <= n <= LARGEST:
        raise Unknown("a product of so many factors")
    total: Scalar = Fraction(1)
    for j in range(n):
        total = self.multiply(total, self.add(a, Fraction(j)))
    return total


def number_of_fibonacci(self: Scalars, n: Scalar) -> Scalar:
    k = self.whole(n)
    if abs(k) > LARGEST:
        raise Unknown("the number is too large")
    return Fraction(fibonacci(k))


def divisor(self: Scalars, *xs: Scalar) -> Scalar:
    """The greatest common divisor of whole numbers."""
    return Fraction(gcd(*map(self.whole, xs)))


def multiple(self: Scalars, *xs: Scalar) -> Scalar:
    """The least common multiple of whole numbers."""
    return Fraction(lcm(*map(self.whole, xs)))


def double_factorial(self: Scalars, n: Scalar) -> Scalar:
    k = self.whole(n)
    if not -1 <= k <= LARGEST:
        raise Unknown("double factorial out of range")
    return self.real.limited(Fraction(prod(range(k, 0, -2))))
