"""Principal values: logarithms, powers and roots of what may be complex, or below zero among complex numbers.

    log(c u) = log c + log u, c > 0      u^v = exp(v log u), u not 0
    log u = log |u| + i pi k/n           for a closed u with u^n real, k by enclosures; -pi < arg u <= pi
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from derive.kernel import polynomial as poly
from derive.kernel.enclosure import enclose
from derive.kernel.interval import Interval, Undefined, Unknown
from derive.kernel.plane import conjugated
from derive.kernel.polynomial import ONE, Beyond, Polynomial, Rational, add, constant, multiply, scale, single, value
from derive.kernel.term import Apply, Term, number
from derive.kernel.writing import HALF, IMAGINARY, PI, Writing

TURNS = (1, 2, 3, 4, 5, 6, 8, 10, 12)                 # u^n tried
BITS = 80


class Principal(Writing):
    """What has branches in the plane."""

    root: Callable[[Polynomial, Rational], Polynomial]
    exp: Callable[[Polynomial], Polynomial]
    log: Callable[[Polynomial], Polynomial]

    def principal(self, base: Polynomial, e: Polynomial) -> Polynomial:
        """base^e for a base that is not zero"""
        if not self.facts.nonzero(base) and self.angle(base) is None:
            raise Beyond("a power of what may be complex")
        return self.exp(multiply(e, self.principal_log(base)))

    def principal_log(self, p: Polynomial) -> Polynomial:
        turn = self.angle(p)
        if turn is not None:
            size = self.log(multiply(p, conjugated(p)))
            return add(scale(size, HALF), scale(multiply(IMAGINARY, PI), turn))
        lead = abs(Fraction(p[min(p)]))
        made = replace(poly.compound("log", "", (scale(p, 1 / lead),)), real=False)
        return add(self.log(constant(lead)) if lead != 1 else {}, self.atom(made))

    def _principal_root(self, p: Polynomial, e: Rational) -> Polynomial:
        """p^e = p^n (sqrt p)  for e = n + 1/2: the powers of one number add, and nothing is taken out of the root."""
        turn = self.angle(p)
        if turn is not None:
            size = self.root(multiply(p, conjugated(p)), Fraction(e) / 2)
            return multiply(size, self.exp(scale(multiply(IMAGINARY, PI), turn * e)))
        if Fraction(e).denominator != 2:
            raise Beyond("a root of what may be complex")
        return multiply(poly.power(p, int(e // 1)), single(replace(poly.base_atom(p), real=False), HALF))

    def _special(self, head: str, p: Polynomial) -> Fraction | None:
        """asin p = arg(sqrt(1 - p^2) + i p), atan p = arg(1 + i p), over pi, for a closed p"""
        number = value(p)
        if (number is not None and abs(number) not in (1, HALF)) or any(atom.symbols for m in p for atom, _ in m):
            return None
        try:
            side = ONE if head == "atan" else self.root(add(ONE, multiply(p, p), -1), HALF)
            return self.angle(add(side, multiply(IMAGINARY, p)))
        except Beyond:
            return None

    def angle(self, p: Polynomial) -> Fraction | None:
        """arg p / pi for a closed p that is not zero, where it is a fraction with a small denominator."""
        if not p or any(atom.symbols for m in p for atom, _ in m):
            return None
        try:
            other = conjugated(p)
            right, up = add(p, other), multiply(add(p, other, -1), scale(IMAGINARY, -1))
            x, y = (self._bounds(part) for part in (right, up))
            for n in TURNS:
                if not add(poly.power(p, n), poly.power(other, n), -1):
                    return self._turn_of(x, y, n)
        except (Beyond, Undefined, Unknown):
            return None
        return None

    def _turn_of(self, x: Term, y: Term, n: int) -> Fraction | None:
        """The k/n in (-1, 1] that the enclosures leave for the direction of x + i y."""
        whole = []
        for k in range(1 - n, n + 1):
            at = Apply("/", (Apply("*", (number(k), Apply("pi"))), number(n)))
            along = Apply("+", (Apply("*", (x, Apply("cos", (at,)))), Apply("*", (y, Apply("sin", (at,))))))
            # the cosine of the angle between is the greatest for k, and above cos(pi / 2 n) |u| for it alone
            least = Apply("*", (Apply("cos", (Apply("/", (Apply("pi"), number(2 * n))),)), Apply("sqrt", (
                Apply("+", (Apply("^", (x, number(2))), Apply("^", (y, number(2))))),))))
            found = enclose(Apply("+", (along, Apply("-", (least,)))), {}, BITS)
            if (isinstance(found, Interval) and found.lo > 0) or (isinstance(found, Fraction) and found > 0):
                whole.append(Fraction(k, n))
        return whole[0] if len(whole) == 1 else None

    def _bounds(self, p: Polynomial) -> Term:
        return self.write(p) if p else number(0)
