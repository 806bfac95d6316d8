"""Numbers of the fast search: exact rationals, balls, complex balls, and dual numbers over them.

    fmpq   exact, so that "is it zero" has an answer
    arb    a ball that certainly holds the real value; a ball around zero says nothing about zero
    acb    the same in the plane, with principal values
    Dual   value + slope eps, for derivatives; the larger tag is the inner derivative

Undefined and Unknown are the kernel's. What is found here is evidence: the kernel looks again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import acb, arb, ctx, fmpq

from derive.kernel.interval import Undefined, Unknown

Ball = Any              # fmpq | arb | acb | Dual
SIZE = 20_000           # bits of an exact number
LARGEST = 2_000
ZERO, ONE, TWO, HALF = fmpq(0), fmpq(1), fmpq(2), fmpq(1, 2)


class Kink(Undefined):
    """A derivative where two branches meet with different slopes."""


class Diverges(Undefined):
    """An integral of what has one sign and is too large for it near an end."""


class precision:
    """Ball arithmetic at a working precision; a class, for it is entered at every side of every point."""

    __slots__ = ("before", "bits")

    def __init__(self, bits: int) -> None:
        self.bits = bits

    def __enter__(self) -> None:
        self.before = ctx.prec
        ctx.prec = self.bits

    def __exit__(self, *_: object) -> None:
        ctx.prec = self.before


class Dual:
    """value + slope eps."""

    __slots__ = ("slope", "tag", "value")

    def __init__(self, tag: int, value: Ball, slope: Ball) -> None:
        self.tag, self.value, self.slope = tag, value, slope

    def __add__(self, other: Ball) -> Dual:
        if isinstance(other, Dual):
            if other.tag == self.tag:
                return Dual(self.tag, self.value + other.value, self.slope + other.slope)
            if other.tag > self.tag:
                return Dual(other.tag, self + other.value, other.slope)
        return Dual(self.tag, self.value + other, self.slope)

    __radd__ = __add__

    def __mul__(self, other: Ball) -> Dual:
        if isinstance(other, Dual):
            if other.tag == self.tag:
                return Dual(self.tag, self.value * other.value, self.value * other.slope + self.slope * other.value)
            if other.tag > self.tag:
                return Dual(other.tag, self * other.value, self * other.slope)
        return Dual(self.tag, self.value * other, self.slope * other)

    __rmul__ = __mul__

    def __neg__(self) -> Dual:
        return Dual(self.tag, -self.value, -self.slope)

    def __sub__(self, other: Ball) -> Dual:
        return self.__add__(-other)

    def __rsub__(self, other: Ball) -> Dual:
        return self.__neg__().__add__(other)


def ground(x: Ball) -> Ball:
    """A dual number without its slopes."""
    while type(x) is Dual:
        x = x.value
    return x


def slope(x: Ball, tag: int) -> Ball:
    return x.slope if type(x) is Dual and x.tag == tag else ZERO


def finite(x: Ball) -> Ball:
    """The value, unless the balls were too wide to give one."""
    if not x.is_finite():
        raise Unknown("the balls are too wide")
    return x


def sign(x: Ball) -> int:
    """1, 0, -1; Unknown for a ball around zero, and for a number that is not real."""
    if type(x) is acb:
        if not x.imag.is_zero():
            raise Unknown("not known to be real")
        x = x.real
    if x > 0:
        return 1
    if x < 0:
        return -1
    if type(x) is fmpq or x.is_zero():
        return 0
    raise Unknown("a ball around zero")


def order(x: Ball, y: Ball) -> int:
    """1, 0, -1 as x is above, at or below y; inside a derivative not where they meet."""
    difference = x - y
    result = sign(ground(difference))
    if result == 0 and type(difference) is Dual:
        raise Unknown("a condition that changes at this point, under a derivative")
    return result


def whole(x: Ball) -> int:
    """A value that is exactly a whole number."""
    if type(x) is fmpq and x.q == 1:
        return int(x.p)
    raise Unknown("not known to be a whole number")


def smooth(x: Ball, function: Callable[[Ball], Ball], derivative: Callable[[Ball], Ball]) -> Ball:
    """f(u + u' eps) = f(u) + f'(u) u' eps."""
    if type(x) is Dual:
        return Dual(x.tag, smooth(x.value, function, derivative), derivative(x.value) * x.slope)
    return function(x)


def invert(x: Ball) -> Ball:
    if type(x) is fmpq:
        if x == 0:
            raise Undefined("division by zero")
        return 1 / x
    if type(x) is Dual:
        inverse = invert(x.value)
        return Dual(x.tag, inverse, -(inverse * inverse * x.slope))
    if x.is_zero():
        raise Undefined("division by zero")
    return finite(1 / x)


def power(x: Ball, n: int) -> Ball:
    """x^n for a whole n; x^0 = 1 for every x."""
    if n < 0:
        return invert(power(x, -n))
    if type(x) is fmpq:
        if n * (x.p.bit_length() + x.q.bit_length() - 1) <= SIZE:
            return x**n
        return finite(arb(x) ** n)
    if type(x) is Dual:
        return Dual(x.tag, power(x.value, n), power(x.value, max(n - 1, 0)) * n * x.slope)
    return finite(x**n)


def root(x: Ball, n: int) -> Ball:
    """The real n-th root, odd ones of negative numbers too; of a complex number the principal one."""
    if not 1 <= n <= 64:
        raise Unknown("root too high")
    return smooth(x, lambda u: _root(u, n), lambda u: root(u, n) * invert(u * n))


def _root(x: Ball, n: int) -> Ball:
    if type(x) is acb:
        return finite(x.root(n))
    side = sign(x) if type(x) is fmpq else 1 if x > 0 else -1 if x < 0 else None
    if side is None:
        raise Unknown("the sign under the root is not clear")
    if side < 0:
        if n % 2 == 0:
            raise Undefined("even root of a negative number")
        return -_root(-x, n)
    if type(x) is fmpq:
        top, bottom = x.p.root(n), x.q.root(n)
        if top**n == x.p and bottom**n == x.q:
            return fmpq(top, bottom)
        return arb(x).root(n)
    return finite(x.root(n))


def lifted(x: Ball) -> Ball:
    """An exact number as a ball."""
    return arb(x) if type(x) is fmpq else x


def larger(x: Ball, y: Ball, way: int) -> Ball:
    """max (way 1) or min (way -1); where two branches meet, differentiable when their slopes agree."""
    difference = x - y
    if type(difference) is arb:
        return lifted(x).max(lifted(y)) if way > 0 else lifted(x).min(lifted(y))
    side = sign(ground(difference))
    if side == 0 and type(difference) is Dual:
        if type(difference.value) is Dual or type(difference.slope) is Dual:
            raise Unknown("two branches meet under a higher derivative")
        if sign(difference.slope):
            raise Kink("no derivative at a kink")
    return x if side * way >= 0 else y


def absolute(x: Ball) -> Ball:
    if type(x) is acb:
        return x.abs_lower() if x.is_exact() and x.is_zero() else abs(x)
    return larger(x, -x, 1)


def floor(x: Ball) -> Ball:
    value = ground(x)
    if type(value) is fmpq:
        if type(x) is Dual and value.q == 1:
            raise Unknown("a jump at this point")
        return fmpq(value.floor())
    if type(value) is arb:
        unique = value.floor().unique_fmpz()
        if unique is not None:
            return fmpq(unique)
    raise Unknown("a jump is too near")
