"""Inverses in remainders: 17^{-1} modulo 29 is 12, of which 17 times as much leaves 1.

    17^{-1} \\equiv 12 \\pmod{29}, \\frac{5}{17} \\equiv 2 \\pmod{29}     12 and 5 * 12 in their place
    \\frac{12}{4} \\equiv 3 \\pmod 8, \\frac{n(n + 1)}{2} \\pmod 4        quotients: 4 and 2 have no inverse there
    a^{-1} \\equiv 5 \\pmod 7                                        of a name: not read
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd

from derive.elaborate.formulas.branches import Valuation
from derive.elaborate.reading import Unreadable
from derive.kernel.term import Apply, Number, Term, number
from derive.read.node import Node

LARGEST = 10**9                                  # of a power whose exponent is below zero


def with_inverses(term: Term, modulus: Term, node: Node) -> Term:
    """What the remainder is taken of; a quotient of numbers that is whole is left as it is."""
    if not isinstance(term, Apply):
        return term
    whole = _whole(modulus)
    match term:
        case Apply("^", (base, power)) if (exponent := _whole(power)) is not None and exponent < 0:
            inverse = _inverse(_whole(base), -exponent, whole)
            if inverse is None:
                raise Unreadable("an inverse modulo a number is read of numbers that have one", node.span)
            return number(inverse)
        case Apply("/", (above, below)):
            inverse = None if _whole(term) is not None else _inverse(_whole(below), 1, whole)
            above = with_inverses(above, modulus, node)
            return Apply("/", (above, below)) if inverse is None else Apply("*", (above, number(inverse)))
        case Apply("+" | "-" | "*" as head, args):
            return Apply(head, tuple(with_inverses(arg, modulus, node) for arg in args))
    return term


def _inverse(base: int | None, power: int, modulus: int | None) -> int | None:
    if base is None or modulus is None or modulus < 2 or gcd(base, modulus) != 1 or power > LARGEST:
        return None
    return pow(base, -power, modulus)


def _whole(term: Term) -> int | None:
    value: Fraction | None = term.value if isinstance(term, Number) else Valuation({}, {}).of(term)
    return int(value) if value is not None and value.denominator == 1 else None


__all__ = ["with_inverses"]
