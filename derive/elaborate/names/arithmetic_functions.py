"""Functions of whole numbers, of divisors and primes, where the words of the page give a letter this meaning.

    \\varphi(n), \\phi(n)    how many of 1, ..., n have no divisor in common with n       Euler's totient
    \\tau(n), d(n)           the number of divisors
    \\sigma(n), \\sigma_k(n)  the sum of the divisors, or of their k-th powers
    \\mu(n)                  (-1)^r where n is a product of r different primes, 0 where a square divides it

At numbers they are formulas of their primes: \\varphi(72) is (2^3 - 2^2)(3^2 - 3). Elsewhere nothing is known of them.
Hardy and Wright, An Introduction to the Theory of Numbers, 16.1 to 16.7; DLMF 27.2.

Declines: numbers that are not whole, or too large to be taken apart; a letter that stands anywhere without a bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from derive.kernel.enclosure import enclose
from derive.kernel.term import Apply, Number, Term, free, number
from derive.read.node import Node

_LETTER = r"(?:\s*\$?\s*(?:\\(?:var)?phi|φ|ϕ|phi)\b\$?)"
_DIVISORS = r"(?:positive |distinct |all |the |its |of )*divisors\b"
NUMBERS = re.compile(
    r"\\p?mod\b|\bmod(?:ulo|ulus)?\b|\bgcd\b|\bco-?prime|\brelatively prime|\bRSA\b|\bprimes?\b|\bmultiplicative\b",
    re.I)
TOTIENT = re.compile(
    rf"\btotients?\b|\bEuler(?:['’]?s)?(?:{_LETTER}|\s+(?:function|theorem)\b)|{_LETTER}(?:\(\w+\)\$?)?\s+is\s+(?:\w+\s+)?"
    rf"multiplicative\b|\bEuler-?{_LETTER}", re.I)
COUNT = re.compile(
    rf"\bnumber of {_DIVISORS}|\bdivisor(?:[- ]counting)? function\b|\bcounts? {_DIVISORS}|\bhow many {_DIVISORS}",
    re.I)
SUM = re.compile(rf"\bsum of {_DIVISORS}|\bsum-of-divisors\b|\bdivisor sums?\b|\bsums {_DIVISORS}", re.I)
MOEBIUS = re.compile(r"\bM(?:ö|oe|o|\\\"o|\\\"\{o\})bius\b", re.I)
WORDS = {"totient": TOTIENT, "divisor count": COUNT, "divisor sum": SUM, "moebius": MOEBIUS}
LETTERS = (("varphi", "totient"), ("phi", "totient"), ("tau", "divisor count"), ("d", "divisor count"),
           ("sigma", "divisor sum"), ("mu", "moebius"))
SORTS = frozenset(WORDS)
LARGEST, TRIED, POWERS = 10**12, 10**6, 8


def arithmetic_letters(formulas: Sequence[Node], words: str) -> dict[str, str]:
    """The sorts of the letters that are functions of whole numbers."""
    if not NUMBERS.search(words) and not COUNT.search(words) and not SUM.search(words):
        return {}
    return {letter: sort for letter, sort in LETTERS if WORDS[sort].search(words) and _is_of_one(formulas, letter)}


def _is_of_one(formulas: Sequence[Node], letter: str) -> bool:
    """Whether a letter stands before one thing in brackets wherever it is no formula of its own."""
    inner = [part for top in formulas for part in top.walk() if part is not top]
    every = sum(part.kind == "name" and part.text == letter for part in inner)
    called = sum(_is_call(before, after, letter) for part in (*formulas, *inner)
                 for before, after in pairwise(part.children))
    return 0 < every == called


def _is_call(before: Node, after: Node, letter: str) -> bool:
    """\\varphi(9), \\varphi(9)^2, \\varphi(9)!, \\sigma_0(12)."""
    base = before.children[0] if before.kind == "sub" and letter == "sigma" else before
    while after.kind in ("sup", "factorial"):
        after = after.children[0]
    return base.kind == "name" and base.text == letter and after.kind == "paren" and after.text == "()" and (
        after.children[0].kind not in ("list", "given", "chain"))


def arithmetic_value(sort: str, args: Sequence[Term], lower: Sequence[Term] = ()) -> Term | None:
    """What such a function is at a number, as a formula of its primes; None elsewhere."""
    if len(args) != 1 or free(args[0]) or len(lower) > (sort == "divisor sum"):
        return None
    whole, power = enclose(args[0], {}, 64), lower[0] if lower else number(1)
    if not isinstance(whole, Fraction) or whole.denominator != 1 or not 1 <= whole <= LARGEST:
        return None
    if not isinstance(power, Number) or power.value not in range(POWERS):
        return None
    primes = _primes(int(whole))
    if primes is None:
        return None
    factors = [_factor("divisor count" if power.value == 0 else sort, prime, count, int(power.value))
               for prime, count in primes]
    return number(1) if not factors else factors[0] if len(factors) == 1 else Apply("*", tuple(factors))


def _factor(sort: str, prime: int, count: int, power: int) -> Term:
    """What a function is at a power of a prime."""
    match sort:
        case "totient":
            return Apply("+", (_power(prime, count), Apply("-", (_power(prime, count - 1),))))
        case "divisor count":
            return number(count + 1)
        case "divisor sum":
            return Apply("+", tuple(_power(prime, one * power) for one in range(count + 1)))
    return number(-1 if count == 1 else 0)


def _power(base: int, exponent: int) -> Term:
    return number(base**exponent) if exponent < 2 else Apply("^", (number(base), number(exponent)))


def _primes(whole: int) -> list[tuple[int, int]] | None:
    """The primes of a number with their exponents; None where a part of it is too large to be tried."""
    found = list(_divided_out(whole))
    rest = found.pop()[0]
    if rest > TRIED**2:
        return None
    return [*found, *([(rest, 1)] if rest > 1 else [])]


def _divided_out(whole: int) -> Iterator[tuple[int, int]]:
    """The small primes with their exponents, and what is left over, which is 1 or a prime."""
    divisor = 2
    while divisor * divisor <= whole and divisor <= TRIED:
        count = 0
        while whole % divisor == 0:
            whole, count = whole // divisor, count + 1
        if count:
            yield divisor, count
        divisor += 1 if divisor == 2 else 2
    yield whole, 1


__all__ = ["SORTS", "arithmetic_letters", "arithmetic_value"]
