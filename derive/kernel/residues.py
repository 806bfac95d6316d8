"""Congruences: what leaves the same remainder, by every remainder of the names, or by congruent terms in place.

    m a number      goal holds for all remainders mod m of its whole names that the hypotheses allow
    ---------------------------------------------------------------------------------------------- Residues
    hypotheses |- goal, of equations P mod m = Q mod m

    a mod n = b mod n, ... are hypotheses      hypotheses |- P[b for a, ...] - Q[b for a, ...] = factor n
    ----------------------------------------------------------------------------------------------------- Residues
    hypotheses |- P mod n = Q mod n

P, Q, a, b and the factor are polynomials with whole coefficients in whole names. With n = 0 the goal has no value;
a remainder is x - n floor(x/n), and so the same for x and x + n t with a whole t, whatever n is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from math import gcd

from derive.kernel.certificate import Residues
from derive.kernel.leaves import identical
from derive.kernel.places import Terms, Unproved, whole
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.term import Apply, Number, Symbol, Term, free, minus, number

MOST = 5000                                       # combinations of remainders
Remainders = Mapping[Symbol, int]


def check_residues(hypotheses: Terms, goal: Term, certificate: Residues) -> str:
    """Fails when a side is no polynomial in whole names, when there are too many remainders, or one breaks the goal."""
    if certificate.factor is None:
        if not all(_holds(hypotheses, goal, at) for at in _allowed(hypotheses, goal)):
            raise Unproved("some remainders break the goal")
        return "kernel"
    left, right, modulus = _sides(goal)
    for old, new in certificate.swaps:
        one, ends = Apply("mod", (old, modulus)), (Apply("mod", (new, modulus)), *[new][new != number(0):])
        if not any(Apply("=", pair) in hypotheses for end in ends for pair in ((one, end), (end, one))):
            raise Unproved("terms that no hypothesis calls congruent")
        left, right = _swapped(hypotheses, left, old, new), _swapped(hypotheses, right, old, new)
    for term in (left, right, certificate.factor, *(term for swap in certificate.swaps for term in swap)):
        _swapped(hypotheses, term, None, None)
    difference = minus(left, right)
    if not identical(hypotheses, difference, Apply("*", (certificate.factor, modulus))):
        raise Unproved("the difference is not that multiple of the modulus")
    return "kernel"


def _sides(goal: Term) -> tuple[Term, Term, Term]:
    """P, Q and n of P mod n = Q mod n, and of P mod n = q with a number q that is a remainder: 0 of every n."""
    match goal:
        case Apply("=", (Apply("mod", (left, modulus)), Apply("mod", (right, other)))) if modulus == other:
            return left, right, modulus
        case Apply("=", (Apply("mod", (left, modulus)), Number(r) as right)) if 0 <= r < getattr(modulus, "value", 1):
            return left, right, modulus
    raise Unproved("no congruence")


def _moduli(goal: Term) -> Iterator[int]:
    if isinstance(goal, Apply) and goal.head in ("and", "or"):
        for part in goal.args:
            yield from _moduli(part)
        return
    _, _, modulus = _sides(goal)
    if not isinstance(modulus, Number) or modulus.value.denominator != 1 or modulus.value < 1:
        raise Unproved("the modulus is no whole number above zero")
    yield int(modulus.value)


def _allowed(hypotheses: Terms, goal: Term) -> Iterator[dict[Symbol, int]]:
    """All remainders of the names of the goal, and of what equations tie them to, that break no equation."""
    moduli = set(_moduli(goal))
    if len(moduli) != 1:
        raise Unproved("several moduli")
    m = moduli.pop()
    names = set(free(goal))
    tied = [h for h in hypotheses if isinstance(h, Apply) and h.head == "="]
    for _ in tied:
        for h in tied:
            more = names | free(h)
            if free(h) & names and m ** len(more) <= MOST and all(s.sort == "integer" for s in more):
                names = more
    if m ** len(names) > MOST:
        raise Unproved("too many remainders")
    order = sorted(names, key=repr)
    for values in product(range(m), repeat=len(order)):
        at = dict(zip(order, values, strict=True))
        if not any(_is_broken(hypotheses, h, at, m) for h in tied):
            yield at


def _is_broken(hypotheses: Terms, equation: Apply, at: Remainders, m: int) -> bool:
    """Whether an equation fails for these remainders; what cannot be told does not count."""
    try:
        left, right, modulus = _sides(equation)
    except Unproved:
        left, right, modulus = *equation.args, Number(Fraction(m))
    if not isinstance(modulus, Number) or modulus.value.denominator != 1 or modulus.value < 1:
        return False
    common = gcd(int(modulus.value), m)
    try:
        return _remainder(hypotheses, left, at, common) != _remainder(hypotheses, right, at, common)
    except Unproved:
        return False


def _holds(hypotheses: Terms, goal: Term, at: Remainders) -> bool:
    if isinstance(goal, Apply) and goal.head in ("and", "or"):
        return (all if goal.head == "and" else any)(_holds(hypotheses, part, at) for part in goal.args)
    left, right, modulus = _sides(goal)
    assert isinstance(modulus, Number)
    m = int(modulus.value)
    return _remainder(hypotheses, left, at, m) == _remainder(hypotheses, right, at, m)


def _remainder(hypotheses: Terms, term: Term, at: Remainders, m: int) -> int:
    """The remainder of a term, given those of its names; a power with a name above it only of 1."""
    match term:
        case Number(value) if value.denominator == 1:
            return int(value) % m
        case Symbol(_, "integer") if term in at:
            return at[term] % m
        case Apply("+", args):
            return sum(_remainder(hypotheses, arg, at, m) for arg in args) % m
        case Apply("-", (arg,)):
            return -_remainder(hypotheses, arg, at, m) % m
        case Apply("*", args):
            result = 1 % m
            for arg in args:
                result = result * _remainder(hypotheses, arg, at, m) % m
            return result
        case Apply("^", (base, Number(e))) if e.denominator == 1 and e >= 0:
            return pow(_remainder(hypotheses, base, at, m), int(e), m)
        case Apply("^", (base, exponent)) if _natural(hypotheses, exponent):
            if _remainder(hypotheses, base, at, m) == 1 % m:
                return 1 % m
    raise Unproved("no polynomial in whole names")


def _natural(hypotheses: Terms, term: Term) -> bool:
    """A sum or product of whole names and numbers that is not negative by the hypotheses."""
    if not whole(term):
        return False
    try:
        here = Setting(hypotheses, ())
        return here.facts.nonnegative(here.of(term))
    except Beyond:
        return False


def _swapped(hypotheses: Terms, term: Term, old: Term | None, new: Term | None) -> Term:
    """The term, a polynomial in whole names, with one for the other wherever it stands, but not in exponents."""
    if term == old and new is not None:
        return new
    match term:
        case Number(value) if value.denominator == 1:
            return term
        case Symbol(_, "integer"):
            return term
        case Apply("+" | "-" | "*" as head, args):
            return Apply(head, tuple(_swapped(hypotheses, arg, old, new) for arg in args))
        case Apply("^", (base, exponent)):
            if (isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value >= 0) or (
                    _natural(hypotheses, exponent)):
                return Apply("^", (_swapped(hypotheses, base, old, new), exponent))
    raise Unproved("no polynomial in whole names")
