"""Envelopes: how large a term is from some place on, as a function that can be added up.

    c k^p k^(f k) q^k  <=  |t(k)|  <=  C k^P k^(F k) Q^k        for every k >= N, whole or not

They go through sums, products, quotients, powers, exponentials, factorials (Stirling's formula with its bounds) and the
circular functions. What a part without k is worth is computed in balls. Fails with Unknown where no rule applies.
Source: Robbins 1955 for the factorial; Knopp, Theory and Application of Infinite Series, for the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from flint import acb, arb, fmpq

from derive.decide.balls import ONE, ZERO, Ball
from derive.decide.envelopes_of_functions import function, near_one, summands
from derive.decide.shapes import (
    Envelope,
    Shape,
    dominated,
    greater,
    least,
    logarithm,
    lower,
    positive,
    real_power,
    smaller,
    total,
    upper,
)
from derive.kernel.interval import Unknown
from derive.kernel.term import Apply, Number, Symbol, Term, free, number

Value = Callable[[Term], Ball]                   # of a part that is free of the variable


class Bounds:
    """The envelopes of terms in one variable, from one start."""

    def __init__(self, variable: Symbol, start: fmpq, value: Value, plane: bool) -> None:
        self.k, self.start, self.value, self.plane = variable, start, value, plane

    def of(self, term: Term) -> Envelope:
        if self.k not in free(term):
            return self.constant(self.value(term))
        match term:
            case Symbol():
                return Envelope(Shape(ONE, ONE), Shape(ONE, ONE), 1)
            case Apply("+", args):
                return self.sum(list(self.gathered(args)))
            case Apply("-", (inner,)):
                found = self.of(inner)
                return replace(found, sign=-found.sign)
            case Apply("*", args):
                return self.product([self.of(arg) for arg in args])
            case Apply("/", (u, v)):
                return self.product([self.of(u), self.inverse(self.of(v))])
            case Apply("^", (base, exponent)):
                return self.power(base, exponent)
            case Apply("sqrt", (u,)):
                return self.raised(u, fmpq(1, 2))
            case Apply("root", (u, Number(n))):
                return self.raised(u, fmpq(n.denominator, n.numerator))
            case Apply("piecewise", (Apply("!=", (u, Number(zero))), value, _)) if not zero and self.of(u).below:
                return self.of(value)
        return function(self, term)

    def constant(self, x: Ball) -> Envelope:
        if not isinstance(x, fmpq | arb | acb):
            raise Unknown("no number")
        side = 0 if isinstance(x, acb) else 1 if x > 0 else -1 if x < 0 else 0
        low = lower(x)
        return Envelope(Shape(positive(upper(x))), Shape(low) if low > 0 else None, side)

    def gathered(self, args: tuple[Term, ...]) -> Iterator[Envelope]:
        """The summands; those without the variable as one, or as none where they come to nothing; e^u - 1 as one."""
        flat = list(summands(args, 1))
        moving = [arg for arg in flat if self.k in free(arg)]
        fixed = Apply("+", (*(arg for arg in flat if self.k not in free(arg)), number(0)))
        value = self.value(fixed)
        if isinstance(value, fmpq) and abs(value) == 1:
            for place, arg in enumerate(moving):
                way, factor = (-1, arg.args[0]) if isinstance(arg, Apply) and arg.head == "-" else (1, arg)
                if way == -value and (found := near_one(self, factor)) is not None:
                    yield replace(found, sign=way * found.sign)
                    yield from (self.of(other) for other in (*moving[:place], *moving[place + 1:]))
                    return
        yield from map(self.of, moving)
        if not (isinstance(value, fmpq) and value == 0 and moving):
            yield self.constant(value)

    def sum(self, found: list[Envelope]) -> Envelope:
        """The largest part with what the others come to beside it."""
        for top in found:
            others = [one for one in found if one is not top]
            try:
                shares = [dominated(one.above, top.above, self.start) for one in others]
            except Unknown:
                continue
            above = replace(top.above, c=top.above.c * (1 + total(shares)))
            if all(one.sign == top.sign != 0 for one in others):
                return Envelope(above, top.below, top.sign)
            if top.below is None:
                return Envelope(above)
            try:
                left = 1 - total([dominated(one.above, top.below, self.start) for one in others])
            except Unknown:
                return Envelope(above)
            if left > 0:
                return Envelope(above, replace(top.below, c=top.below.c * least(left)), top.sign)
            return Envelope(above)
        raise Unknown("no part of a sum is seen to be the largest")

    def product(self, found: list[Envelope]) -> Envelope:
        above, below, side = Shape(ONE), Shape(ONE), 1
        known = all(one.below is not None for one in found)
        for one in found:
            above, side = above.times(one.above), side * one.sign
            if known and one.below is not None:
                below = below.times(one.below)
        return Envelope(above, below if known else None, side)

    def inverse(self, found: Envelope) -> Envelope:
        if found.below is None:
            raise Unknown("a divisor that is not kept from zero")
        return Envelope(found.below.to(-ONE), found.above.to(-ONE), found.sign)

    def raised(self, base: Term, e: fmpq) -> Envelope:
        """A power with a fixed exponent; not of a negative number to one that is not whole."""
        found = self.of(base)
        if e.q != 1 and not self.plane and found.sign <= 0:
            raise Unknown("a root of what is not seen to be positive")
        if e < 0:
            found, e = self.inverse(found), -e
        side = found.sign if e.q == 1 and e.p % 2 else abs(found.sign)
        return Envelope(found.above.to(e), None if found.below is None else found.below.to(e), side)

    def line(self, term: Term) -> tuple[Ball, Ball]:
        """a and b of a k + b. Fails with Unknown for other terms."""
        if self.k not in free(term):
            return ZERO, self.value(term)
        match term:
            case Symbol():
                return ONE, ZERO
            case Apply("+", args):
                found = [self.line(arg) for arg in args]
                return total([a for a, _ in found]), total([b for _, b in found])
            case Apply("-", (inner,)):
                a, b = self.line(inner)
                return -a, -b
            case Apply("*", args) if sum(self.k in free(arg) for arg in args) == 1:
                (moving,) = (arg for arg in args if self.k in free(arg))
                factor = self.value(Apply("*", (number(1), *(arg for arg in args if arg is not moving))))
                a, b = self.line(moving)
                return a * factor, b * factor
            case Apply("/", (above, below)) if self.k not in free(below):
                factor = self.value(Apply("/", (number(1), below)))
                a, b = self.line(above)
                return a * factor, b * factor
        raise Unknown("no multiple of the variable")

    def power(self, base: Term, exponent: Term) -> Envelope:
        if self.k not in free(exponent):
            e = self.value(exponent)
            if not isinstance(e, fmpq):
                raise Unknown("an exponent that is no plain number")
            return self.raised(base, e)
        fixed = self.k not in free(base)
        found = self.of(base)
        if not fixed and not self.plane and found.sign <= 0:
            raise Unknown("a power of what is not seen to be positive")
        try:
            a, b = self.line(exponent)
        except Unknown:
            return self._steep(found, exponent)
        if not isinstance(a, fmpq) or not isinstance(b, fmpq) or isinstance(self.value_or(base), acb):
            return self._by_modulus(found, a, b, fixed and found.sign > 0)
        return self._along(found, a, b, abs(found.sign) if fixed and found.sign >= 0 else 0)

    def value_or(self, term: Term) -> Ball:
        return self.value(term) if self.k not in free(term) else ONE

    def _by_modulus(self, found: Envelope, a: Ball, b: Ball, above_zero: bool) -> Envelope:
        """b^(c k + d) of a number b above zero, or of a complex one with c and d whole."""
        if isinstance(a, fmpq) and isinstance(b, fmpq) and a.q == b.q == 1:
            return self._along(found, a, b, 0)
        if not above_zero or isinstance(a, acb) or isinstance(b, acb) or found.below is None:
            raise Unknown("a power with an exponent that is no plain number")
        low, high = logarithm(found.below.c), logarithm(found.above.c)
        most, fewest = greater(low * a, high * a), smaller(low * a, high * a)
        top, bottom = greater(low * b, high * b), smaller(low * b, high * b)
        return Envelope(Shape(positive(top.exp().abs_upper()), q=positive(most.exp().abs_upper())),
                        Shape(bottom.exp().abs_lower(), q=fewest.exp().abs_lower()), 1)

    def _along(self, found: Envelope, a: fmpq, b: fmpq, side: int) -> Envelope:
        """(c k^p)^(a k + b) = c^b k^(p b) (c^a)^k k^(p a k)"""
        def raised(shape: Shape) -> Shape:
            if not shape.is_plain:
                raise Unknown("a power of a power")
            along = Shape(ONE, ZERO, shape.p * a, real_power(shape.c, a))
            return along.times(replace(shape, f=ZERO).to(b))

        if a < 0 or b < 0:
            if found.below is None:
                raise Unknown("a power of what is not kept from zero")
            if a <= 0 and b <= 0:
                return Envelope(raised(found.below), raised(found.above), side)
            rising, falling = (self._along(found, a, ZERO, side), self._along(found, ZERO, b, side))
            return self.product([rising, falling])
        return Envelope(raised(found.above), None if found.below is None else raised(found.below), side)

    def _steep(self, found: Envelope, exponent: Term) -> Envelope:
        """q^(e(k)) with |q| < 1 and e(k) >= m k, from above"""
        steep = self.of(exponent)
        plain = found.above.is_plain and found.above.p == 0
        if not plain or not found.above.c < 1 or steep.below is None or steep.sign <= 0:
            raise Unknown("an exponent of another kind")
        share = dominated(Shape(ONE, ONE), steep.below, self.start)          # k <= share e(k)
        slope = (1 / arb(share)).abs_lower()
        return Envelope(Shape(ONE, q=positive((arb(found.above.c) ** slope).abs_upper())))
