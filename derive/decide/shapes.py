"""Shapes of growth: c k^p k^(f k) q^k, which are multiplied, compared, and added up without an end.

An envelope is two of them around a modulus, from some place on. Source: Knopp, Theory and Application of Infinite
Series, 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import arb, fmpq

from derive.decide.balls import ONE, ZERO, Ball
from derive.kernel.interval import Unknown


@dataclass(frozen=True, slots=True)
class Shape:
    """c k^p k^(f k) q^k with c and q above zero."""

    c: Any
    p: fmpq = ZERO
    f: fmpq = ZERO
    q: Any = ONE

    def times(self, other: Shape) -> Shape:
        return Shape(self.c * other.c, self.p + other.p, self.f + other.f, self.q * other.q)

    def to(self, e: fmpq) -> Shape:
        """Its power; c and q stay above zero."""
        return Shape(real_power(self.c, e), self.p * e, self.f * e, real_power(self.q, e))

    def at(self, k: fmpq) -> Any:
        """Its value at a place."""
        return real_power(k, self.p) * real_power(k, self.f * k) * real_power(self.q, k) * self.c

    def sinks(self, start: fmpq) -> bool:
        """Whether it certainly falls from the start on."""
        slope = self.f * (logarithm(start) + 1) + logarithm(self.q) + max(self.p, ZERO) / start
        return self.f <= 0 and bool(slope <= 0)

    @property
    def vanishes(self) -> bool:
        """Whether what sinks like it tends to zero."""
        return bool(self.f < 0 or (self.f == 0 and (self.q < 1 or (self.is_plain and self.p < 0))))

    @property
    def is_plain(self) -> bool:
        """Whether it is a number times a power."""
        return bool(self.f == 0 and isinstance(self.q, fmpq) and self.q == 1)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Bounds of the modulus from a place on, and the sign where it is certain."""

    above: Shape
    below: Shape | None = None
    sign: int = 0


def real_power(x: Any, e: fmpq) -> Any:
    """A power of what is above zero, exact where it can be."""
    if isinstance(x, fmpq) and (x == 1 or e == 0):
        return ONE
    if e.q == 1 and abs(e.p) < 64:
        return fmpq(x) ** int(e.p) if isinstance(x, fmpq) else x ** int(e.p)
    return arb(x) ** arb(e)


def logarithm(x: Any) -> Any:
    return arb(x).log()


def upper(x: Any) -> Any:
    """A bound of |x| from above, exact where x is."""
    return abs(x) if isinstance(x, fmpq) else abs(x).abs_upper() if isinstance(x, arb) else x.abs_upper()


def lower(x: Any) -> Any:
    return abs(x) if isinstance(x, fmpq) else x.abs_lower()


def dominated(small: Shape, large: Shape, start: fmpq) -> Any:
    """A number c with small <= c large from the start on. Fails with Unknown."""
    ratio = Shape(small.c / large.c, small.p - large.p, small.f - large.f, small.q / large.q)
    if not ratio.sinks(start):
        raise Unknown("neither of two terms is seen to be the larger one")
    return ratio.at(start)


def added(shape: Shape, start: fmpq) -> Any:
    """The sum of an envelope over k >= start."""
    if shape.is_plain:
        return shape.at(start) + integrated(shape, start)
    if shape.f > 0:
        raise Unknown("terms that grow")
    step = (arb(start + 1) ** arb(start + 1) / arb(start) ** arb(start)) ** arb(shape.f)
    ratio = step * shape.q * (1 + 1 / arb(start)) ** arb(max(shape.p, ZERO))
    if not ratio < 1:
        raise Unknown("terms that are not seen to sink")
    return shape.at(start) / (1 - ratio)


def integrated(shape: Shape, start: fmpq) -> Any:
    """The integral of an envelope from a start on."""
    if shape.is_plain:
        if not shape.p < -1:
            raise Unknown("terms that sink too slowly")
        return shape.at(start) * start / (-shape.p - 1)
    if not shape.sinks(start):
        raise Unknown("terms that are not seen to sink")
    return added(shape, start)


def is_too_large(found: Envelope) -> bool:
    """Whether the integral to infinity of what has such an envelope certainly diverges."""
    low = found.below
    if low is None or found.sign == 0:
        return False
    return bool(low.f > 0 or (low.f == 0 and ((low.is_plain and low.p >= -1) or low.q > 1)))


def positive(x: Any) -> Any:
    """A bound, above zero even where it is of nothing."""
    return x if x > 0 else fmpq(1, 1 << 200)


def total(found: list[Any]) -> Any:
    total: Any = ZERO
    for one in found:
        total = total + one
    return total


def least(x: Any) -> Any:
    return x if isinstance(x, fmpq) else x.abs_lower()


def greater(x: Any, y: Any) -> Any:
    return arb(x).max(arb(y))


def smaller(x: Any, y: Any) -> Any:
    return arb(x).min(arb(y))


def is_whole(x: Ball) -> bool:
    return isinstance(x, fmpq) and x.q == 1


def is_count(x: Ball) -> bool:
    return isinstance(x, fmpq) and x.q == 1 and x > 0
