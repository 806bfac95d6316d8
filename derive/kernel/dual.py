"""Numbers that may carry slopes, and the functions on them.

A dual number is u + u' eps with eps^2 = 0: every function carries the slope along, and where it has none
the result is Undefined (a kink, the edge of a domain) or Unknown. Nested duals give higher derivatives.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import comb, factorial

from derive.kernel import error_function
from derive.kernel.counted import LARGEST, divisor, double_factorial, multiple, number_of_fibonacci, rising
from derive.kernel.interval import ONE, ZERO, Arithmetic, Interval, Real, Undefined, Unknown, arithmetic

SMALL = 500             # exponents tried for an exact logarithm
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Dual:
    """value + slope eps; the larger tag is the inner derivative."""

    tag: int
    value: Scalar
    slope: Scalar


Scalar = Real | Dual


def ground(x: Scalar) -> Real:
    """A dual number without its slopes."""
    while isinstance(x, Dual):
        x = x.value
    return x


class Scalars:
    """The operations at one working precision."""

    def __init__(self, bits: int) -> None:
        self.real: Arithmetic = arithmetic(bits)

    def _parts(self, x: Scalar, tag: int) -> tuple[Scalar, Scalar]:
        return (x.value, x.slope) if isinstance(x, Dual) and x.tag == tag else (x, ZERO)

    def add(self, x: Scalar, y: Scalar) -> Scalar:
        if not isinstance(x, Dual) and not isinstance(y, Dual):
            return self.real.add(x, y)
        tag = max(u.tag for u in (x, y) if isinstance(u, Dual))
        (a, da), (b, db) = self._parts(x, tag), self._parts(y, tag)
        return Dual(tag, self.add(a, b), self.add(da, db))

    def multiply(self, x: Scalar, y: Scalar) -> Scalar:
        if not isinstance(x, Dual) and not isinstance(y, Dual):
            return self.real.multiply(x, y)
        tag = max(u.tag for u in (x, y) if isinstance(u, Dual))
        (a, da), (b, db) = self._parts(x, tag), self._parts(y, tag)
        return Dual(tag, self.multiply(a, b), self.add(self.multiply(a, db), self.multiply(da, b)))

    def negate(self, x: Scalar) -> Scalar:
        if isinstance(x, Dual):
            return Dual(x.tag, self.negate(x.value), self.negate(x.slope))
        return self.real.negate(x)

    def subtract(self, x: Scalar, y: Scalar) -> Scalar:
        return self.add(x, self.negate(y))

    def divide(self, x: Scalar, y: Scalar) -> Scalar:
        return self.multiply(x, self.invert(y))

    def smooth(self, x: Scalar, function: Callable[[Real], Real], slope: Callable[[Scalar], Scalar]) -> Scalar:
        """f(u + u' eps) = f(u) + f'(u) u' eps."""
        if isinstance(x, Dual):
            return Dual(x.tag, self.smooth(x.value, function, slope), self.multiply(slope(x.value), x.slope))
        return function(x)

    def invert(self, x: Scalar) -> Scalar:
        return self.smooth(x, self.real.invert, lambda u: self.negate(self.power(self.invert(u), 2)))

    def power(self, x: Scalar, n: int) -> Scalar:
        """x^n, whole n; the derivative of x^0 is 0 and of x^1 is 1 everywhere."""
        if n < 0:
            return self.invert(self.power(x, -n))
        return self.smooth(
            x, lambda u: self.real.power(u, n), lambda u: self.multiply(Fraction(n), self.power(u, max(n - 1, 0)))
        )

    def root(self, x: Scalar, n: int) -> Scalar:
        return self.smooth(
            x, lambda u: self.real.root(u, n), lambda u: self.divide(self.root(u, n), self.multiply(Fraction(n), u))
        )

    def exp(self, x: Scalar) -> Scalar:
        return self.smooth(x, self.real.exp, self.exp)

    def log(self, x: Scalar) -> Scalar:
        return self.smooth(x, self.real.log, self.invert)

    def sin(self, x: Scalar) -> Scalar:
        return self.smooth(x, self.real.sin, self.cos)

    def cos(self, x: Scalar) -> Scalar:
        return self.smooth(x, self.real.cos, lambda u: self.negate(self.sin(u)))

    def atan(self, x: Scalar) -> Scalar:
        return self.smooth(x, self.real.atan, lambda u: self.invert(self.add(ONE, self.power(u, 2))))

    def asin(self, x: Scalar) -> Scalar:
        """asin 1 = pi/2, asin -1 = -pi/2, else atan(x / sqrt(1 - x^2))."""
        if not isinstance(x, Dual) and x in (ONE, -ONE):
            return self.multiply(x, self.multiply(HALF, self.real.pi))
        return self.atan(self.divide(x, self.root(self.subtract(ONE, self.power(x, 2)), 2)))

    def real_power(self, x: Scalar, y: Scalar, whole: bool) -> Scalar:
        """x^y. A base that is not positive needs an exponent that is whole by its meaning, not by accident."""
        base, exponent = ground(x), ground(y)
        if whole and isinstance(y, Fraction) and y.denominator == 1:
            return self.power(x, y.numerator)
        if base == 0 or self.real.sign(base) < 0:
            smooth = isinstance(x, Dual) or isinstance(y, Dual)
            if base != 0 and isinstance(y, Fraction) and y.denominator % 2 == 0:
                raise Undefined("a power of a negative number with an even root in it")
            if base == 0 and not smooth and self.real.sign(exponent) > 0:
                return ZERO
            raise Unknown("a power whose base is not positive")
        if isinstance(y, Fraction) and y.denominator <= 16:
            return self.power(self.root(x, y.denominator) if y.denominator > 1 else x, y.numerator)
        return self.exp(self.multiply(y, self.log(x)))

    def order(self, x: Scalar, y: Scalar) -> int:
        """1, 0, -1 as x is above, at or below y; inside a derivative not where they meet."""
        difference = self.subtract(x, y)
        sign = self.real.sign(ground(difference))
        if sign == 0 and isinstance(difference, Dual):
            raise Unknown("a condition that changes at this point, under a derivative")
        return sign

    def larger(self, x: Scalar, y: Scalar, sign: int) -> Scalar:
        """max (sign 1) or min (sign -1); where two branches meet, differentiable when their slopes agree."""
        if isinstance(x, Dual) or isinstance(y, Dual):
            difference = self.subtract(x, y)
            if self.real.sign(ground(difference)) == 0 and isinstance(difference, Dual):
                if isinstance(difference.value, Dual) or isinstance(difference.slope, Dual):
                    raise Unknown("two branches meet under a higher derivative")
                if self.real.sign(difference.slope):
                    raise Undefined("no derivative at a kink")
                return x
            return x if self.real.sign(ground(difference)) == sign else y
        if isinstance(x, Fraction) and isinstance(y, Fraction):
            return x if (x - y) * sign >= 0 else y
        a, b = self.real.interval(x), self.real.interval(y)
        pick = max if sign > 0 else min
        return Interval(pick(a.lo, b.lo), pick(a.hi, b.hi))

    def floor(self, x: Scalar) -> Scalar:
        lo, hi = self.real.bounds(ground(x))
        if lo // 1 != hi // 1 or (isinstance(x, Dual) and lo // 1 == lo):
            raise Unknown("a jump is too near")
        return Fraction(lo // 1)

    def sign(self, x: Scalar) -> Scalar:
        return Fraction(self.order(x, ZERO))

    def whole(self, x: object) -> int:
        """A value that is exactly a whole number."""
        if isinstance(x, Fraction) and x.denominator == 1:
            return x.numerator
        raise Unknown("not known to be a whole number")


def _factorial(self: Scalars, x: Scalar) -> Scalar:
    n = self.whole(x)
    if n < 0:
        raise Undefined("factorial of a negative number")
    if n > LARGEST:
        raise Unknown("factorial too large")
    return self.real.limited(Fraction(factorial(n)))


def _binomial(self: Scalars, n: Scalar, k: Scalar) -> Scalar:
    """n (n-1) ... (n-k+1) / k! for any n and a whole k >= 0; zero for k < 0 <= n, n whole."""
    below = self.whole(k)
    if not isinstance(n, Fraction) or n.denominator != 1:
        if not 0 <= below <= LARGEST:
            raise Unknown("binomial out of range")
        first = self.add(n, Fraction(1 - below))
        return self.divide(rising(self, first, Fraction(below)), _factorial(self, Fraction(below)))
    top = self.whole(n)
    if (below < 0 and top < 0) or max(abs(top), abs(below)) > LARGEST:
        raise Unknown("binomial out of range")
    if below < 0:
        return ZERO
    value = comb(top, below) if top >= 0 else (-1) ** below * comb(below - top - 1, below)
    return self.real.limited(Fraction(value))


def _log_to_base(self: Scalars, x: Scalar, base: Scalar) -> Scalar:
    """log(x) / log(base), exactly where x is a small whole power of the base."""
    if isinstance(x, Fraction) and isinstance(base, Fraction) and x > 0 and base > 0 and base != 1:
        guess = round(x.numerator.bit_length() - x.denominator.bit_length()) if base == 2 else 0
        for n in {*range(-12, 13), guess - 1, guess, guess + 1}:
            if abs(n) < SMALL and base**n == x:
                return Fraction(n)
    return self.divide(self.log(x), self.log(base))


def _delta(self: Scalars, i: Scalar, j: Scalar) -> Scalar:
    return Fraction(self.whole(i) == self.whole(j))


def _abs(self: Scalars, x: Scalar) -> Scalar:
    return self.larger(x, self.negate(x), 1)


def _tanh(self: Scalars, x: Scalar) -> Scalar:
    """1 - 2 / (e^2x + 1)."""
    return self.subtract(ONE, self.divide(Fraction(2), self.add(self.exp(self.multiply(Fraction(2), x)), ONE)))


def _hyperbolic(self: Scalars, x: Scalar, sign: int) -> Scalar:
    """(e^x + sign e^-x) / 2."""
    return self.multiply(HALF, self.add(self.exp(x), self.multiply(Fraction(sign), self.exp(self.negate(x)))))


def _area(self: Scalars, x: Scalar, sign: int) -> Scalar:
    """log(x + sqrt(x^2 + sign)): asinh for 1, acosh for -1."""
    return self.log(self.add(x, self.root(self.add(self.power(x, 2), Fraction(sign)), 2)))


def _atanh(self: Scalars, x: Scalar) -> Scalar:
    return self.multiply(HALF, self.log(self.divide(self.add(ONE, x), self.subtract(ONE, x))))


def _atan2(self: Scalars, y: Scalar, x: Scalar) -> Scalar:
    """The direction of x + i y, in (-pi, pi]; none at the origin, and no slope where it jumps."""
    try:
        across = self.order(x, ZERO)
    except Unknown:
        across = -1                              # or not known: the sign of y has to settle it
    if across > 0:
        return self.atan(self.divide(y, x))
    up = self.order(y, ZERO)
    if up:
        return self.subtract(self.multiply(Fraction(up, 2), self.real.pi), self.atan(self.divide(x, y)))
    if self.order(x, ZERO) == 0:
        raise Undefined("the direction of nothing")
    if isinstance(x, Dual) or isinstance(y, Dual):
        raise Unknown("a slope where the direction may jump")
    return self.real.pi


def _tan(self: Scalars, x: Scalar) -> Scalar:
    return self.divide(self.sin(x), self.cos(x))


def _erf(self: Scalars, x: Scalar) -> Scalar:
    def slope(u: Scalar) -> Scalar:
        gauss = self.exp(self.negate(self.power(u, 2)))
        return self.divide(self.multiply(Fraction(2), gauss), self.root(self.real.pi, 2))
    return self.smooth(x, lambda u: error_function.value(self.real, u), slope)


OPERATIONS: dict[tuple[str, int], Callable[..., Scalar]] = {
    ("+", -1): lambda self, *xs: reduce(self.add, xs) if xs else ZERO,
    ("*", -1): lambda self, *xs: reduce(self.multiply, xs) if xs else ONE,
    ("-", 1): Scalars.negate,
    ("/", 2): Scalars.divide,
    ("sqrt", 1): lambda self, x: self.root(x, 2),
    ("root", 2): lambda self, x, n: self.root(x, self.whole(n)),
    ("exp", 1): Scalars.exp,
    ("log", 1): Scalars.log,
    ("log", 2): _log_to_base,
    ("sin", 1): Scalars.sin,
    ("cos", 1): Scalars.cos,
    ("tan", 1): _tan,
    ("cot", 1): lambda self, x: self.divide(self.cos(x), self.sin(x)),
    ("sec", 1): lambda self, x: self.invert(self.cos(x)),
    ("csc", 1): lambda self, x: self.invert(self.sin(x)),
    ("asin", 1): Scalars.asin,
    ("acos", 1): lambda self, x: self.subtract(self.multiply(HALF, self.real.pi), self.asin(x)),
    ("atan", 1): Scalars.atan,
    ("atan2", 2): _atan2,
    ("sinh", 1): lambda self, x: _hyperbolic(self, x, -1),
    ("cosh", 1): lambda self, x: _hyperbolic(self, x, 1),
    ("tanh", 1): _tanh,
    ("coth", 1): lambda self, x: self.invert(_tanh(self, x)),
    ("sech", 1): lambda self, x: self.invert(_hyperbolic(self, x, 1)),
    ("csch", 1): lambda self, x: self.invert(_hyperbolic(self, x, -1)),
    ("asinh", 1): lambda self, x: _area(self, x, 1),
    ("acosh", 1): lambda self, x: _area(self, x, -1),
    ("atanh", 1): _atanh,
    ("abs", 1): _abs,
    ("max", -1): lambda self, *xs: reduce(lambda x, y: self.larger(x, y, 1), xs),
    ("min", -1): lambda self, *xs: reduce(lambda x, y: self.larger(x, y, -1), xs),
    ("sign", 1): Scalars.sign,
    ("floor", 1): Scalars.floor,
    ("ceil", 1): lambda self, x: self.negate(self.floor(self.negate(x))),
    ("mod", 2): lambda self, x, n: self.subtract(x, self.multiply(n, self.floor(self.divide(x, n)))),
    ("factorial", 1): _factorial,
    ("gamma", 1): lambda self, x: _factorial(self, self.subtract(x, ONE)),
    ("binomial", 2): _binomial,
    ("rising", 2): rising,
    ("fibonacci", 1): number_of_fibonacci,
    ("factorial2", 1): double_factorial,
    ("gcd", -1): divisor,
    ("lcm", -1): multiple,
    ("delta", 2): _delta,
    ("erf", 1): _erf,
    ("pi", 0): lambda self: self.real.pi,
    ("e", 0): lambda self: self.real.exp(ONE),
}
