"""Numbers of the fast search: exact rationals, balls, complex balls, and dual numbers over them.

    fmpq   exact, so that "is it zero" has an answer
    arb    a ball that certainly holds the real value; a ball around zero says nothing about zero
    acb    the same in the plane, with principal values
    Dual   value + slope eps, for derivatives; the larger tag is the inner derivative

Undefined and Unknown are the kernel's. What is found here is evidence: the kernel looks again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import reduce
from math import comb, factorial
from typing import Any

from flint import acb, arb, ctx, fmpq, fmpz

from derive.kernel.interval import Undefined, Unknown

Ball = Any              # fmpq | arb | acb | Dual
SIZE = 20_000           # bits of an exact number
LARGEST = 2_000
ZERO, ONE, TWO, HALF = fmpq(0), fmpq(1), fmpq(2), fmpq(1, 2)


class Kink(Undefined):
    """A derivative where two branches meet with different slopes."""


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Ball arithmetic at a working precision."""
    before = ctx.prec
    ctx.prec = bits
    try:
        yield
    finally:
        ctx.prec = before


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


def square_root(x: Ball) -> Ball:
    return root(x, 2)


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


def exp(x: Ball) -> Ball:
    if type(x) is Dual:
        value = exp(x.value)
        return Dual(x.tag, value, value * x.slope)
    if type(x) is fmpq:
        if x == 0:
            return ONE
        x = arb(x)
    return finite(x.exp())


def log(x: Ball) -> Ball:
    return smooth(x, _log, invert)


def _log(x: Ball) -> Ball:
    if type(x) is acb:
        if x.is_zero():
            raise Undefined("logarithm of zero")
        return finite(x.log())
    if x > 0:
        return ZERO if type(x) is fmpq and x == 1 else finite(arb(x).log())
    if type(x) is fmpq or x < 0:
        raise Undefined("logarithm of a number that is not positive")
    raise Unknown("the sign under the logarithm is not clear")


def lifted(x: Ball) -> Ball:
    """An exact number as a ball."""
    return arb(x) if type(x) is fmpq else x


def at_zero(name: str, value: Ball) -> Callable[[Ball], Ball]:
    """A function of balls by its name, exact at zero."""
    return lambda x: value if type(x) is fmpq and x == 0 else finite(getattr(lifted(x), name)())


_sin, _cos, _sinh, _cosh = at_zero("sin", ZERO), at_zero("cos", ONE), at_zero("sinh", ZERO), at_zero("cosh", ONE)
_tanh, _atan, _asinh = at_zero("tanh", ZERO), at_zero("atan", ZERO), at_zero("asinh", ZERO)
_erf = at_zero("erf", ZERO)


def sin(x: Ball) -> Ball:
    return smooth(x, _sin, cos)


def cos(x: Ball) -> Ball:
    return smooth(x, _cos, lambda u: -sin(u))


def tan(x: Ball) -> Ball:
    return sin(x) * invert(cos(x))


def sinh(x: Ball) -> Ball:
    return smooth(x, _sinh, cosh)


def cosh(x: Ball) -> Ball:
    return smooth(x, _cosh, sinh)


def tanh(x: Ball) -> Ball:
    return smooth(x, _tanh, lambda u: 1 - power(tanh(u), 2))


def atan(x: Ball) -> Ball:
    return smooth(x, _atan, lambda u: invert(u * u + 1))


def asin(x: Ball) -> Ball:
    return smooth(x, _asin, lambda u: invert(root(1 - u * u, 2)))


def _asin(x: Ball) -> Ball:
    if (type(x) is fmpq and abs(x) > 1) or (type(x) is arb and (x > 1 or x < -1)):
        raise Undefined("arcsine beyond 1")
    return ZERO if type(x) is fmpq and x == 0 else finite(lifted(x).asin())


def asinh(x: Ball) -> Ball:
    return smooth(x, _asinh, lambda u: invert(root(u * u + 1, 2)))


def acosh(x: Ball) -> Ball:
    """log(x + sqrt(x - 1) sqrt(x + 1))."""
    return log(x + root(x - 1, 2) * root(x + 1, 2))


def atanh(x: Ball) -> Ball:
    return log((x + 1) * invert(1 - x)) * HALF


def erf(x: Ball) -> Ball:
    return smooth(x, _erf, lambda u: exp(-(u * u)) * (2 / arb.pi().sqrt()))


def gamma(x: Ball) -> Ball:
    if type(x) is Dual:
        raise Unknown("the derivative of the gamma function")
    if type(x) is fmpq and x.q == 1:
        return fact(x - 1)
    return finite(lifted(x).gamma())


def fact(x: Ball) -> Ball:
    if type(x) is fmpq and x.q == 1:
        if x < 0:
            raise Undefined("factorial of a negative number")
        if x > LARGEST:
            raise Unknown("factorial too large")
        return fmpq(factorial(int(x.p)))
    return gamma(x + 1)


def binomial(n: Ball, k: Ball) -> Ball:
    """n (n-1) ... (n-k+1) / k!; zero for k < 0 <= n."""
    top, below = whole(n), whole(k)
    if (below < 0 and top < 0) or max(abs(top), abs(below)) > LARGEST:
        raise Unknown("binomial out of range")
    if below < 0:
        return ZERO
    return fmpq(comb(top, below) if top >= 0 else (-1) ** below * comb(below - top - 1, below))


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


def log_to_base(x: Ball, base: Ball) -> Ball:
    """log(x) / log(base), exactly for whole powers of the base."""
    if type(x) is fmpq and type(base) is fmpq and x > 0 and base > 1 and x.q == 1 and base.q == 1:
        n, rest = 0, x.p
        while rest % base.p == 0:
            n, rest = n + 1, rest // base.p
        if rest == 1:
            return fmpq(n)
    return log(x) * invert(log(base))


def real_power(x: Ball, y: Ball, by_meaning: bool) -> Ball:
    """x^y. A base that is not positive needs an exponent that is whole by its meaning, not by accident."""
    if type(y) is fmpq and y.q == 1 and by_meaning:
        return power(x, int(y.p)) if abs(y.p) < 1 << 40 else _too_large()
    base = ground(x)
    if type(base) is acb:
        if base.is_zero():
            raise Unknown("a power of zero")
        return exp(y * log(x))
    side = sign(base)
    if side <= 0:
        if side < 0 and type(y) is fmpq and y.q % 2 == 0:
            raise Undefined("a power of a negative number with an even root in it")
        if side == 0 and type(x) is not Dual and type(y) is not Dual and sign(y) > 0:
            return ZERO
        raise Unknown("a power whose base is not positive")
    if type(y) is fmpq and y.q <= 16 and abs(y.p) < 1 << 40:
        return power(root(x, int(y.q)) if y.q > 1 else x, int(y.p))
    return exp(y * log(x))


def _too_large() -> Ball:
    raise Unknown("exponent too large")


def addition(*terms: Ball) -> Ball:
    return reduce(lambda x, y: x + y, terms, ZERO)


UNARY: dict[str, Callable[[Ball], Ball]] = {
    "sqrt": square_root, "exp": exp, "log": log, "sin": sin, "cos": cos, "tan": tan,
    "cot": lambda x: cos(x) * invert(sin(x)), "sec": lambda x: invert(cos(x)), "csc": lambda x: invert(sin(x)),
    "asin": asin, "acos": lambda x: arb.pi() * HALF - asin(x), "atan": atan, "sinh": sinh, "cosh": cosh,
    "tanh": tanh, "coth": lambda x: invert(tanh(x)), "sech": lambda x: invert(cosh(x)),
    "csch": lambda x: invert(sinh(x)), "asinh": asinh, "acosh": acosh, "atanh": atanh, "abs": absolute,
    "sign": lambda x: fmpq(order(x, ZERO)), "floor": floor, "ceil": lambda x: -floor(-x), "factorial": fact,
    "gamma": gamma, "erf": erf,
}
BINARY: dict[str, Callable[[Ball, Ball], Ball]] = {
    "/": lambda x, y: x * invert(y), "root": lambda x, n: root(x, whole(n)), "log": log_to_base,
    "mod": lambda x, n: x - n * floor(x * invert(n)), "binomial": binomial,
    "delta": lambda i, j: ONE if whole(i) == whole(j) else ZERO,
}
COMPLEX: dict[str, Callable[[Ball], Ball]] = {
    "re": lambda x: x.real if type(x) is acb else x,
    "im": lambda x: x.imag if type(x) is acb else ZERO,
    "conj": lambda x: x.conjugate() if type(x) is acb else x,
}
CONSTANTS: dict[str, Callable[[], Ball]] = {"pi": arb.pi, "e": lambda: arb(1).exp()}


def integer(n: int) -> fmpq:
    return fmpq(fmpz(n))
