"""Factorials and binomial coefficients.

    (u + c)! = (u + c) ... (u + 1) u!, c whole      binomial(n, k) = n! / (k! (n - k)!)
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derive.kernel.moments import Moments
from derive.kernel.polynomial import ONE, Beyond, Polynomial, add, compound, constant, multiply, power, scale, value
from derive.kernel.writing import HALF, PI


class Counting(Moments):
    """What counts."""

    _rising: Callable[[Polynomial, Polynomial], Polynomial]

    def _factorial(self, p: Polynomial) -> Polynomial:
        """u! with (u + c)! = (u + c) ... (u + 1) u!, c whole"""
        shift = int(p.get((), 0) // 1)
        if abs(shift) > (500 if value(p) is not None else 30):
            raise Beyond("a factorial is too large")
        base = add(p, constant(shift), -1)
        if not base and shift < 0:
            raise Beyond("a factorial of a negative number")
        total = ONE if not base else self.atom(compound("function", "factorial", (base,)))
        if base == constant(HALF):
            total = scale(self.root(PI, HALF), HALF)
        for j in range(1, shift + 1):
            total = multiply(total, add(base, constant(j)))
        for j in range(-shift):
            total = multiply(total, power(add(base, constant(-j)), -1))
        return total

    def _binomial(self, n: Polynomial, k: Polynomial) -> Polynomial:
        """n! / (k! (n - k)!) for a whole n >= 0; for a whole k >= 0 the falling product over k!"""
        fixed = value(k)
        if fixed is not None and fixed == int(fixed) and fixed <= 100:
            total = ONE if fixed >= 0 else {}
            for j in range(int(fixed)):
                total = multiply(total, scale(add(n, constant(-j)), Fraction(1, j + 1)))
            return total
        if not (self.integral(n) and self.integral(k) and self.facts.nonnegative(n)):
            if self.integral(k) and self.facts.nonnegative(k):
                return multiply(self._rising(add(add(n, k, -1), ONE), k), power(self._factorial(k), -1))
            return self.atom(compound("function", "binomial", (n, k)))
        below = multiply(self._factorial(k), self._factorial(add(n, k, -1)))
        return multiply(self._factorial(n), power(below, -1))
