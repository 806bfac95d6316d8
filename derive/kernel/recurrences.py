"""Factorials, binomial coefficients, and numbers given by recurrences, in closed form.

    (u + c)! = (u + c) ... (u + 1) u!, c whole      binomial(n, k) = n! / (k! (n - k)!)
    F_n = (phi^n - (-1)^n phi^-n) / sqrt 5,  phi = (1 + sqrt 5) / 2 = exp L       for every whole n
    (a)_k = a (a + 1) ... (a + k - 1)                                             for a whole k >= 0
    (2 m)!! = 2^m m!      (2 m - 1)!! = (2 m)! / (2^m m!)                         for a whole m >= 0
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from derive.kernel import polynomial as poly
from derive.kernel.golden import GOLDEN, ROOT5
from derive.kernel.moments import Moments
from derive.kernel.polynomial import ONE, Beyond, Polynomial, add, constant, multiply, power, scale, single, value
from derive.kernel.writing import HALF, IMAGINARY, PI


class Recurrences(Moments):
    """What is counted, at once or step by step."""

    def _factorial(self, p: Polynomial) -> Polynomial:
        """u! with (u + c)! = (u + c) ... (u + 1) u!, c whole"""
        shift = int(p.get((), 0) // 1)
        if abs(shift) > (500 if value(p) is not None else 30):
            raise Beyond("a factorial is too large")
        base = add(p, constant(shift), -1)
        if not base and shift < 0:
            raise Beyond("a factorial of a negative number")
        total = ONE if not base else self.atom(poly.compound("function", "factorial", (base,)))
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
            return self.atom(poly.compound("function", "binomial", (n, k)))
        below = multiply(self._factorial(k), self._factorial(add(n, k, -1)))
        return multiply(self._factorial(n), power(below, -1))

    def _fibonacci(self, n: Polynomial) -> Polynomial:
        """(phi^n - (-1)^n phi^-n) / sqrt 5 for a whole n"""
        if not self.integral(n):
            raise Beyond("a number of Fibonacci at what may not be whole")
        up = self.exp(multiply(n, single(GOLDEN)))
        turn = self.exp(multiply(n, multiply(IMAGINARY, PI)))
        down = multiply(self.exp(scale(multiply(n, single(GOLDEN)), -1)), turn)
        return multiply(add(up, down, -1), scale(ROOT5, Fraction(1, 5)))

    def _divisor(self, head: str, args: list[Polynomial]) -> Polynomial | None:
        """gcd and lcm of whole numbers; None of names."""
        numbers = [value(p) for p in args]
        whole = [int(number) for number in numbers if number is not None and number == int(number)]
        if len(whole) < len(args) or not whole:
            return None
        return constant(gcd(*whole) if head == "gcd" else lcm(*whole))

    def _rising(self, a: Polynomial, k: Polynomial) -> Polynomial:
        """(a)_k for a whole k >= 0

            (a)_(k + 1) = a (a + 1)_k = (a + k) (a)_k         (a)_k = (-1)^k (1 - a - k)_k
            (a + 1)_k = (a + k) (a)_k / a, a != 0             (a)_k = (a + k - 1)! / (a - 1)!, a >= 1 whole
        """
        length = int(k.get((), 0))
        if value(k) is not None:
            if not 0 <= length <= 100 or length != k.get((), 0):
                raise Beyond("a product of so many factors")
            return _product(a, range(length))
        if not self.integral(k) or not self.facts.nonnegative(k):
            return self.atom(poly.compound("function", "rising", (a, k)))
        if self.integral(a) and self.facts.positive(a):
            last, before = add(add(a, k), ONE, -1), add(a, ONE, -1)
            return multiply(self._factorial(last), power(self._factorial(before), -1))
        total = ONE
        rest = add(k, constant(length), -1)
        if 0 < length <= 30 and self.facts.nonnegative(rest):
            below = min(max(1 - int(a.get((), 0) // 1), 0), length)
            first, a, k = _product(a, range(below)), add(a, constant(below)), rest
            total = multiply(first, _product(add(a, k), range(length - below)))
        return multiply(total, self._turned(a, k))

    def _turned(self, a: Polynomial, k: Polynomial) -> Polynomial:
        """(a)_k from one of its ends, first the one in which k does not stand, without the whole part of that end"""
        other = add(add(ONE, a, -1), k, -1)
        turn = self.exp(multiply(k, multiply(IMAGINARY, PI)))
        ways = sorted(((a, ONE), (other, turn)), key=lambda way: (
            len(_homogeneous(way[0])), poly.text(_homogeneous(way[0]))))
        for start, sign in ways:
            shift = int(start.get((), 0) // 1)
            base = add(start, constant(shift), -1)
            above, below = _ends(base, k, shift) if abs(shift) <= 30 else ([], [{}])
            if all(self.facts.nonzero(p) for p in below):
                for p in above:
                    sign = multiply(sign, p)
                for p in below:
                    sign = multiply(sign, power(p, -1))
                return multiply(sign, self.atom(poly.compound("function", "rising", (base, k))))
        start, sign = ways[0]
        return multiply(sign, self.atom(poly.compound("function", "rising", (start, k))))

    def _double_factorial(self, p: Polynomial) -> Polynomial:
        """n!! by the parity of n, where that is seen"""
        half, above = scale(p, HALF), scale(add(p, ONE), HALF)
        if self.integral(half):
            return multiply(self._two_to(half), self._factorial(half))
        if self.integral(above):
            below = multiply(self._two_to(above), self._factorial(above))
            return multiply(self._factorial(add(p, ONE)), power(below, -1))
        return self.atom(poly.compound("function", "factorial2", (p,)))

    def _two_to(self, p: Polynomial) -> Polynomial:
        return self.exp(multiply(p, self.log(constant(2))))


def _homogeneous(p: Polynomial) -> Polynomial:
    return {m: c for m, c in p.items() if m != ()}


def _product(a: Polynomial, steps: range) -> Polynomial:
    total = ONE
    for j in steps:
        total = multiply(total, add(a, constant(j)))
    return total


def _ends(base: Polynomial, k: Polynomial, shift: int) -> tuple[list[Polynomial], list[Polynomial]]:
    """(base + shift)_k / (base)_k as factors above and below the line"""
    low = [add(base, constant(j)) for j in (range(shift) if shift > 0 else range(shift, 0))]
    high = [add(p, k) for p in low]
    return (high, low) if shift > 0 else (low, high)

