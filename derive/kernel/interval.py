"""Real numbers known exactly or between two bounds, by integer arithmetic alone.

A number is a Fraction (exact) or an Interval (certainly between two multiples of 2^-bits, bounds included).
Every operation rounds outward, so the true value never leaves the interval. Two exceptions end a
computation: Undefined (there certainly is no such real number) and Unknown (these bounds cannot tell, or a
size limit was met before any work was done).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import isqrt

SIZE = 1 << 14          # bits an exact number or a bound may have
EXPONENT = 1 << 22      # largest whole exponent
REMEMBERED = 512        # values of one function


class Undefined(Exception):
    """The value certainly does not exist."""


class Unknown(Exception):
    """Neither a value nor its absence could be established."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All reals from lo / 2^bits to hi / 2^bits; `bits` belongs to the arithmetic that made it."""

    lo: int
    hi: int


Real = Fraction | Interval
ZERO, ONE = Fraction(0), Fraction(1)


class Arithmetic:
    """Outward-rounded operations at one working precision."""

    def __init__(self, bits: int) -> None:
        self.bits = bits
        self.one = 1 << bits

    def interval(self, x: Real) -> Interval:
        """The interval of a number: the two neighbours of an exact one."""
        if isinstance(x, Interval):
            return x
        scaled = x.numerator << self.bits
        return Interval(scaled // x.denominator, -(-scaled // x.denominator))

    def bounds(self, x: Real) -> tuple[Fraction, Fraction]:
        """The two ends as exact numbers."""
        return (x, x) if isinstance(x, Fraction) else (Fraction(x.lo, self.one), Fraction(x.hi, self.one))

    def ends(self, x: Real) -> tuple[Fraction | int, Fraction | int]:
        """The two ends in units of 2^-bits, exact."""
        return (x * self.one,) * 2 if isinstance(x, Fraction) else (x.lo, x.hi)

    def limited(self, x: Real) -> Real:
        """The same number, an over-long fraction as an interval, or Unknown for one too large to handle."""
        if isinstance(x, Fraction):
            if x.numerator.bit_length() + x.denominator.bit_length() <= SIZE:
                return x
            x = self.interval(x)
        if max(x.lo.bit_length(), x.hi.bit_length()) > 4 * SIZE + self.bits:
            raise Unknown("too large")
        return x

    def sign(self, x: Real) -> int:
        """1, 0 or -1; Unknown when the interval holds zero."""
        lo, hi = (x, x) if isinstance(x, Fraction) else (x.lo, x.hi)
        if lo > 0:
            return 1
        if hi < 0:
            return -1
        if isinstance(x, Fraction):
            return 0
        raise Unknown("the sign is not clear")

    def add(self, x: Real, y: Real) -> Real:
        if isinstance(x, Fraction) and isinstance(y, Fraction):
            return self.limited(x + y)
        a, b = self.interval(x), self.interval(y)
        return Interval(a.lo + b.lo, a.hi + b.hi)

    def negate(self, x: Real) -> Real:
        return -x if isinstance(x, Fraction) else Interval(-x.hi, -x.lo)

    def multiply(self, x: Real, y: Real) -> Real:
        if isinstance(x, Fraction) and isinstance(y, Fraction):
            return self.limited(x * y)
        if x == 0 or y == 0:
            return ZERO
        return self.limited(_times(self, self.interval(x), self.interval(y)))

    def invert(self, x: Real) -> Real:
        """1/x; undefined at an exact zero, unknown for an interval that holds zero."""
        if self.sign(x) == 0:
            raise Undefined("division by zero")
        if isinstance(x, Fraction):
            return 1 / x
        top = self.one * self.one
        return Interval(top // x.hi, -(-top // x.lo))

    def power(self, x: Real, n: int) -> Real:
        """x^n for a whole n; x^0 = 1 for every x."""
        if n < 0:
            return self.invert(self.power(x, -n))
        if n > EXPONENT:
            raise Unknown("exponent too large")
        if isinstance(x, Fraction):
            if n * (abs(x.numerator).bit_length() + x.denominator.bit_length() - 1) <= SIZE:
                return x**n
            x = self.interval(x)
        result: Real = ONE
        square: Real = x
        while n:
            if n & 1:
                result = self.multiply(result, square)
            n >>= 1
            if n:
                square = self.multiply(square, square)
                if isinstance(square, Interval):
                    square = Interval(max(square.lo, 0), square.hi)
        return result

    def root(self, x: Real, n: int) -> Real:
        """The real n-th root; of a negative number only for odd n."""
        if not 1 <= n <= 64:
            raise Unknown("root too high")
        lo, hi = (x, x) if isinstance(x, Fraction) else (x.lo, x.hi)
        if hi < 0:
            if n % 2 == 0:
                raise Undefined("even root of a negative number")
            return self.negate(self.root(self.negate(x), n))
        if lo < 0:
            raise Unknown("the sign under the root is not clear")
        if isinstance(x, Fraction):
            top, bottom = whole_root(x.numerator, n), whole_root(x.denominator, n)
            if top**n == x.numerator and bottom**n == x.denominator:
                return Fraction(top, bottom)
        inner = self.interval(x)
        shift = self.bits * (n - 1)
        return Interval(whole_root(inner.lo << shift, n), whole_root(inner.hi << shift, n) + 1)

    def exp(self, x: Real) -> Real:
        return ONE if x == 0 else self._increasing(_exp, x)

    def log(self, x: Real) -> Real:
        if isinstance(x, Interval) and x.lo <= 0 < x.hi:
            raise Unknown("the sign under the logarithm is not clear")
        if self.sign(x) <= 0:
            raise Undefined("logarithm of a number that is not positive")
        return ZERO if x == 1 else self._increasing(_log, x)

    def atan(self, x: Real) -> Real:
        return ZERO if x == 0 else self._increasing(_atan, x)

    def sin(self, x: Real) -> Real:
        return ZERO if x == 0 else self._wave(x, 0)

    def cos(self, x: Real) -> Real:
        return ONE if x == 0 else self._wave(x, 1)

    @cached_property
    def pi(self) -> Interval:
        """16 atan(1/5) - 4 atan(1/239)."""
        fine = arithmetic(self.bits + 16)
        fifth, small = (_odd_series(fine, fine.interval(Fraction(1, d)), -1) for d in (5, 239))
        return _coarsen(fine, Interval(16 * fifth.lo - 4 * small.hi, 16 * fifth.hi - 4 * small.lo), self)

    @cached_property
    def half_log_two(self) -> Interval:
        """artanh(1/3)"""
        return _odd_series(self, self.interval(Fraction(1, 3)), 1)

    def _increasing(self, function: Callable[[Arithmetic, Fraction], Interval], x: Real) -> Interval:
        if isinstance(x, Fraction):
            return function(self, x)
        low, high = (function(self, end) for end in self.bounds(x))
        return Interval(low.lo, high.hi)

    def _wave(self, x: Real, quarter: int) -> Interval:
        """sin(x + quarter pi/2): the value in the middle, give or take the radius, since |sin'| <= 1."""
        middle = _wave(self, x if isinstance(x, Fraction) else Fraction(x.lo + x.hi, 2 * self.one), quarter)
        radius = 0 if isinstance(x, Fraction) else x.hi - x.lo
        return Interval(max(middle.lo - radius, -self.one), min(middle.hi + radius, self.one))


@lru_cache(maxsize=256)
def arithmetic(bits: int) -> Arithmetic:
    """The arithmetic of one precision (it holds nothing but the precision, pi and log 2)."""
    return Arithmetic(bits)


def whole_root(a: int, n: int) -> int:
    """The largest r with r^n <= a."""
    if n == 1 or a < 2:
        return a
    if n == 2:
        return isqrt(a)
    low, high = 0, 1 << (a.bit_length() // n + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**n <= a else (low, middle)
    return low


def _coarsen(fine: Arithmetic, x: Interval, target: Arithmetic) -> Interval:
    shift = fine.bits - target.bits
    return Interval(x.lo >> shift, -(-x.hi >> shift))


def _times(fine: Arithmetic, x: Interval, y: Interval) -> Interval:
    """From the least product of two ends to the largest; its size is for the caller to limit."""
    if x.lo >= 0 and y.lo >= 0:
        return Interval(x.lo * y.lo >> fine.bits, -(-x.hi * y.hi >> fine.bits))
    products = (x.lo * y.lo, x.lo * y.hi, x.hi * y.lo, x.hi * y.hi)
    return Interval(min(products) >> fine.bits, -(-max(products) >> fine.bits))


def _mirrored(x: Interval) -> Interval:
    return Interval(-x.hi, -x.lo)


@lru_cache(maxsize=REMEMBERED)
def _exp(self: Arithmetic, x: Fraction) -> Interval:
    """The Taylor sum at x / 2^k, 0 < x / 2^k <= 2^-6, squared k times, its rest below two units; exp(-x) = 1/exp(x)."""
    if x < 0:
        return self.interval(self.invert(_exp(self, -x)))
    if x > SIZE // 2:
        raise Unknown("exponential too large")
    halvings = int(x).bit_length() + 6
    fine = arithmetic(self.bits + 2 * halvings + 16)
    small = fine.interval(x / (1 << halvings))
    lo, hi, low, high = fine.one, fine.one + 2, fine.one, fine.one
    for n in range(1, fine.bits // 6 + 2):
        low, high = low * small.lo // (n << fine.bits), -(-high * small.hi // (n << fine.bits))
        lo, hi = lo + low, hi + high
    for _ in range(halvings):
        lo, hi = lo * lo >> fine.bits, -(-hi * hi >> fine.bits)
    return _coarsen(fine, Interval(lo, hi), self)


@lru_cache(maxsize=REMEMBERED)
def _log(self: Arithmetic, x: Fraction) -> Interval:
    """log(m 2^k) = 2 artanh((m-1)/(m+1)) + 2 k artanh(1/3), with m between 2/3 and 4/3."""
    k = x.numerator.bit_length() - x.denominator.bit_length()
    m = x / (1 << k) if k >= 0 else x * (1 << -k)
    m, k = (m / 2, k + 1) if 3 * m > 4 else (m * 2, k - 1) if 3 * m < 2 else (m, k)
    fine = arithmetic(self.bits + 16 + abs(k).bit_length())
    near = _odd_series(fine, fine.interval((m - 1) / (m + 1)), 1)
    far = (2 * k * fine.half_log_two.lo, 2 * k * fine.half_log_two.hi)
    return _coarsen(fine, Interval(2 * near.lo + min(far), 2 * near.hi + max(far)), self)


def _odd_series(fine: Arithmetic, z: Interval, sign: int) -> Interval:
    """z + sign z^3/3 + z^5/5 + sign z^7/7 + ... for |z| <= 1/3: three bits a term, the rest below two units."""
    if z.lo < 0:
        if z.hi > 0:
            raise Unknown("a series about zero")
        return _mirrored(_odd_series(fine, _mirrored(z), sign))
    lo, hi, low, high, square = z.lo, z.hi, z.lo, z.hi, _times(fine, z, z)
    for n in range(1, fine.bits // 3 + 2):
        low, high = low * square.lo >> fine.bits, -(-high * square.hi >> fine.bits)
        least, most = low // (2 * n + 1), -(-high // (2 * n + 1))
        lo, hi = (lo - most, hi - least) if sign < 0 and n % 2 else (lo + least, hi + most)
    return Interval(lo - 2, hi + 2)


@lru_cache(maxsize=REMEMBERED)
def _atan(self: Arithmetic, x: Fraction) -> Interval:
    """atan x = pi/2 - atan(1/x) beyond 1, atan x = 2 atan(x / (1 + sqrt(1 + x^2))) twice, then the series."""
    if x < 0:
        return _mirrored(_atan(self, -x))
    fine = arithmetic(self.bits + 16)
    z: Real = fine.interval(x if x <= 1 else 1 / x)
    for _ in range(2):
        hypotenuse = fine.root(fine.add(ONE, fine.multiply(z, z)), 2)
        z = fine.multiply(z, fine.invert(fine.add(ONE, hypotenuse)))
    series = _odd_series(fine, fine.interval(z), -1)
    angle = Interval(4 * series.lo, 4 * series.hi)
    if x > 1:
        angle = Interval((fine.pi.lo >> 1) - angle.hi, (fine.pi.hi + 1 >> 1) - angle.lo)
    return _coarsen(fine, angle, self)


@lru_cache(maxsize=REMEMBERED)
def _wave(self: Arithmetic, x: Fraction, quarter: int) -> Interval:
    """sin(x + quarter pi/2) by the Taylor sums at x - n pi/2, n the nearest whole number."""
    if abs(x) > 1 << 40:
        raise Unknown("argument too large")
    fine = arithmetic(self.bits + 64)
    n = round(x / Fraction(fine.pi.lo, 2 * fine.one))
    turn = (n * fine.pi.lo, n * fine.pi.hi)
    r = fine.interval(x)
    r = Interval(r.lo + (-max(turn) >> 1), r.hi - (min(turn) >> 1))
    if r.lo < 0 < r.hi:
        raise Unknown("too near to a quarter of a turn")
    if turned := r.lo < 0:
        r = _mirrored(r)
    sums = [[0, 0], [0, 0]]
    low, high, k, size = fine.one, fine.one, 0, 1
    while size >> fine.bits == 0:
        sums[k % 2][0] += low if k % 4 < 2 else -high
        sums[k % 2][1] += high if k % 4 < 2 else -low
        k += 1
        size *= k
        low, high = low * r.lo // (k << fine.bits), -(-high * r.hi // (k << fine.bits))
    cosine, sine = (Interval(lo - 2, hi + 2) for lo, hi in sums)
    value = ((_mirrored(sine) if turned else sine), cosine)[(n + quarter) % 2]
    return _coarsen(fine, _mirrored(value) if (n + quarter) % 4 >= 2 else value, self)
