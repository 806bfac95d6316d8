"""Conjugates, real and imaginary parts, moduli and directions of normal forms.

Where a part may be a root or a logarithm of a negative number, nothing is said: see `plane`.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derive.kernel import polynomial as poly
from derive.kernel.plane import conjugated, is_plain
from derive.kernel.polynomial import ONE, Beyond, Polynomial, add, constant, is_real, multiply, power, scale, single
from derive.kernel.probability import Probability
from derive.kernel.term import Apply, Number, Term
from derive.kernel.writing import HALF, IMAGINARY

UNDOES = {                                          # f(g(v)) = v for every complex v at which g is defined
    "exp": "log", "sin": "asin", "cos": "acos", "tan": "atan", "sinh": "asinh", "cosh": "acosh", "tanh": "atanh",
}


class Parts(Probability):
    """What a number of the plane is made of."""

    def part(self, head: str, p: Polynomial) -> Polynomial | None:
        """re p, im p or conj p, where conj p is known."""
        try:
            other = conjugated(p)
        except Beyond:
            return None
        if head == "conj":
            return other
        twice = add(p, other, 1 if head == "re" else -1)
        return scale(twice, HALF) if head == "re" else scale(multiply(twice, IMAGINARY), -HALF)

    def modulus(self, u: Term) -> Polynomial:
        """|u v| = |u| |v|, |u / v| = |u| / |v|, |u^n| = |u|^n; |p|^2 = p conj p for a complex p"""
        p = self.of(u)
        if is_real(p):
            return poly.by_delta(p, self.size)
        if not is_plain(p):
            raise Beyond("the modulus of what may have branches")
        match u:
            case Apply("-", (v,)):
                return self.modulus(v)
            case Apply("*", (_, *_) as parts):
                total = ONE
                for part in parts:
                    total = multiply(total, self.modulus(part))
                return total
            case Apply("/", (v, w)):
                return multiply(self.modulus(v), power(self.modulus(w), -1))
            case Apply("^", (v, Number(n))) if n.denominator == 1 and v != Apply("e"):
                return power(self.modulus(v), n.numerator)
        try:
            return self.root(multiply(p, conjugated(p)), HALF)
        except Beyond:                               # of a name of the plane: a number by itself
            return single(replace(poly.compound("function", "abs", (p,)), real=True))

    def direction(self, u: Term) -> Polynomial:
        """p / |p| for a complex p that is not zero; exp is nowhere zero"""
        p = self.of(u)
        if is_real(p):
            return poly.by_delta(p, self.sign)
        powers = len(p) == 1 and all(a.kind in ("exp", "imaginary", "prime") for m in p for a, _ in m)
        if powers or self.facts.nonzero(p):
            return multiply(p, power(self.modulus(u), -1))
        return self.sign(p)

    def size(self, p: Polynomial) -> Polynomial:
        """|p|: p or -p where the sign is known, |c a q| = |c| |a| |q|"""
        if not is_real(p):
            raise Beyond("the modulus of what may be complex")
        if self.facts.nonnegative(p):
            return p
        if self.facts.nonnegative(scale(p, -1)):
            return scale(p, -1)
        lead, common, rest = poly.primitive(p)
        total = constant(abs(Fraction(lead)))
        for atom, e in common:
            if self.facts.nonnegative(single(atom)):
                total = multiply(total, poly.settled({atom: e}))
            elif e == int(e) and atom.real:
                total = multiply(total, power(single(poly.compound("function", "abs", (single(atom),))), int(e)))
            else:
                rest = multiply(rest, poly.settled({atom: e}))
        return total if rest == ONE else multiply(total, self.atom(poly.compound("function", "abs", (rest,))))

    def sign(self, p: Polynomial) -> Polynomial:
        if not p:
            return {}
        if self.facts.positive(p):
            return ONE
        if self.facts.positive(scale(p, -1)):
            return constant(-1)
        lead = Fraction(p[min(p)])
        return scale(self.atom(poly.compound("function", "sign", (scale(p, 1 / lead),))), 1 if lead > 0 else -1)
