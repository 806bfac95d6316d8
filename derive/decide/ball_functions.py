"""Elementary and special functions of exact numbers, balls, complex balls and dual numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import comb, factorial, gcd, lcm, prod

from flint import acb, arb, fmpq

from derive.decide.balls import (
    HALF,
    LARGEST,
    ONE,
    ZERO,
    Ball,
    Dual,
    absolute,
    finite,
    floor,
    ground,
    invert,
    lifted,
    order,
    power,
    root,
    sign,
    smooth,
    whole,
)
from derive.kernel.counted import fibonacci
from derive.kernel.interval import Undefined, Unknown


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


def acot(x: Ball) -> Ball:
    """atan(1/x) to the right of zero; to the left, and at it, conventions differ."""
    place = ground(x)
    if not (place.real if type(place) is acb else place) > 0:
        raise Unknown("an arccotangent of what is not above zero")
    return atan(invert(x))


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
        return _factorial(int(x.p))
    return gamma(x + 1)


@lru_cache(maxsize=LARGEST + 1)
def _factorial(n: int) -> fmpq:
    """Sums without an end ask for the same ones at every point, from the first to the last."""
    return fmpq(factorial(n))


def binomial(n: Ball, k: Ball) -> Ball:
    """n (n-1) ... (n-k+1) / k! for any n and a whole k >= 0; zero for k < 0 <= n, n whole."""
    below = whole(k)
    if type(n) is not fmpq or n.q != 1:
        if not 0 <= below <= LARGEST:
            raise Unknown("binomial out of range")
        return rising(n + (1 - below), fmpq(below)) * invert(fact(fmpq(below)))
    top = whole(n)
    if (below < 0 and top < 0) or max(abs(top), abs(below)) > LARGEST:
        raise Unknown("binomial out of range")
    if below < 0:
        return ZERO
    return fmpq(comb(top, below) if top >= 0 else (-1) ** below * comb(below - top - 1, below))


def rising(a: Ball, k: Ball) -> Ball:
    """a (a + 1) ... (a + k - 1)"""
    n = whole(k)
    if not 0 <= n <= LARGEST:
        raise Unknown("a product of so many factors")
    total = ONE
    for j in range(n):
        total = total * (a + j)
    return total


def number_of_fibonacci(n: Ball) -> Ball:
    k = whole(n)
    if abs(k) > LARGEST:
        raise Unknown("the number is too large")
    return fmpq(fibonacci(k))


def double_factorial(n: Ball) -> Ball:
    k = whole(n)
    if not -1 <= k <= LARGEST:
        raise Unknown("double factorial out of range")
    return fmpq(prod(range(k, 0, -2)))


def symbol_of_jacobi(a: int, p: int) -> Ball:
    """(a/p) of a whole number over an odd one above zero, by the law of reciprocity."""
    if p <= 0 or p % 2 == 0:
        raise Unknown("a symbol over what is even, or not above zero")
    a, found = a % p, 1
    while a:
        while a % 2 == 0:
            a, found = a // 2, -found if p % 8 in (3, 5) else found
        found = -found if a % 4 == p % 4 == 3 else found
        a, p = p % a, a
    return fmpq(found if p == 1 else 0)


def quotient(x: Ball, y: Ball) -> Ball:
    return x / y if type(x) is type(y) is fmpq and y != 0 else x * invert(y)


def atan2(y: Ball, x: Ball) -> Ball:
    """The direction of x + i y, in (-pi, pi]; none at the origin, and none close to where it jumps."""
    across, up = ground(x), ground(y)
    if type(across) is acb or type(up) is acb:
        raise Unknown("a direction of what is not real")
    if sign(across) > 0 if type(across) is fmpq or across > 0 or across < 0 else False:
        return atan(y * invert(x))
    side = sign(up)
    if side:
        return arb.pi() * HALF * side - atan(x * invert(y))
    if sign(across) == 0:
        raise Undefined("the direction of nothing")
    if type(x) is Dual or type(y) is Dual:
        raise Unknown("a slope where the direction may jump")
    return arb.pi()


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


UNARY: dict[str, Callable[[Ball], Ball]] = {
    "sqrt": lambda x: root(x, 2), "exp": exp, "log": log, "sin": sin, "cos": cos, "tan": tan,
    "cot": lambda x: cos(x) * invert(sin(x)), "sec": lambda x: invert(cos(x)), "csc": lambda x: invert(sin(x)),
    "asin": asin, "acos": lambda x: arb.pi() * HALF - asin(x), "atan": atan, "sinh": sinh, "cosh": cosh,
    "tanh": tanh, "coth": lambda x: invert(tanh(x)), "sech": lambda x: invert(cosh(x)),
    "csch": lambda x: invert(sinh(x)), "acot": acot, "asinh": asinh, "acosh": acosh, "atanh": atanh, "abs": absolute,
    "sign": lambda x: x * invert(absolute(x)) if type(x) is acb else fmpq(order(x, ZERO)),
    "floor": floor, "ceil": lambda x: -floor(-x), "factorial": fact,
    "gamma": gamma, "erf": erf, "fibonacci": number_of_fibonacci, "factorial2": double_factorial,
}
BINARY: dict[str, Callable[[Ball, Ball], Ball]] = {
    "/": quotient, "root": lambda x, n: root(x, whole(n)), "log": log_to_base,
    "mod": lambda x, n: x - n * floor(x * invert(n)), "binomial": binomial, "rising": rising, "atan2": atan2,
    "gcd": lambda x, y: fmpq(gcd(whole(x), whole(y))), "lcm": lambda x, y: fmpq(lcm(whole(x), whole(y))),
    "jacobi": lambda a, p: symbol_of_jacobi(whole(a), whole(p)),
    "delta": lambda i, j: ONE if whole(i) == whole(j) else ZERO,
}
COMPLEX: dict[str, Callable[[Ball], Ball]] = {
    "re": lambda x: x.real if type(x) is acb else x,
    "im": lambda x: x.imag if type(x) is acb else ZERO,
    "conj": lambda x: x.conjugate() if type(x) is acb else x,
}
CONSTANTS: dict[str, Callable[[], Ball]] = {
    "pi": arb.pi, "e": lambda: arb(1).exp(), "catalan": arb.const_catalan}
