"""Equality of two numbers that no single normal form sees: by separation of roots, and by turns of the plane.

    closed equation l = r, certificate  ->  accepted, or Unproved with the reason
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from derive.kernel.certificate import Separated
from derive.kernel.enclosure import enclose
from derive.kernel.interval import Interval, Undefined, Unknown
from derive.kernel.polynomial import TURN as TURN_KEY
from derive.kernel.polynomial import Atom, Beyond, Polynomial, add, constant, multiply
from derive.kernel.setting import Setting
from derive.kernel.term import Apply, Term, Unproved, free, minus

BITS = 2000
DEGREE = 16
POWER = 400                                      # of one 1 + i r
SIZE = 4000                                      # bits of a numerator


def check_separated(goal: Term, certificate: Separated) -> None:
    """
        c_0 d + c_1 d^2 + ... = 0 by normal form, d = m (l - r)     c_0 != 0     |d| < |c_0| / (|c_0| + max |c_i|)
        ----------------------------------------------------------------------------------------------------------
        l = r

    For the nonzero roots of the polynomial are no smaller than that (Cauchy).
    """
    left, right = closed(goal)
    numbers = [number.value for number in certificate.coefficients]
    if not 0 < len(numbers) <= DEGREE or not numbers[0]:
        raise Unproved("no polynomial with a simple root at zero")
    here = Setting((), (left, right))
    d, factor = difference(here, left, right)
    total: Polynomial = {}
    for c in reversed(numbers):
        total = here.clear(multiply(add(total, constant(c)), d))
    if total:
        raise Unproved("the polynomial does not vanish")
    bound = abs(numbers[0]) / (abs(numbers[0]) + max((abs(c) for c in numbers[1:]), default=Fraction(0)))
    if factor * size(left, right, certificate.bits) >= bound:
        raise Unproved("the difference is not small enough")


def check_turns(goal: Term) -> None:
    """
        n (l - r) = c_1 atan r_1 + ... + q pi/4      (1 + i r_1)^c_1 ... (1 + i)^q > 0      |n (l - r)| < 6
        ---------------------------------------------------------------------------------------------------
        l = r,  the c and q whole, the r rational

    For n (l - r) is then a multiple of 2 pi.
    """
    left, right = closed(goal)
    here = Setting((), (left, right))
    d, factor = difference(here, left, right)
    if factor != 1:
        raise Unproved("a denominator")
    angles = turns(d)
    scale = lcm(*(c.denominator for c, _ in angles))
    re, im = Fraction(1), Fraction(0)
    for c, r in angles:
        whole = int(c * scale)
        if abs(whole) > POWER:
            raise Unproved("too many turns")
        for _ in range(abs(whole)):
            turn = r if whole > 0 else -r        # only the direction counts
            re, im = re - im * turn, im + re * turn
            if max(re.numerator.bit_length(), im.numerator.bit_length()) > SIZE:
                raise Unproved("numbers too large")
    if im or re <= 0 or scale * size(left, right, 200) >= 6:
        raise Unproved("not a whole number of turns, or not none")


def turns(d: Polynomial) -> list[tuple[Fraction, Fraction]]:
    """c and r with d = sum of c atan r; atan 1 for pi / 4. Fails with Beyond on any other part."""
    found: list[tuple[Fraction, Fraction]] = []
    for monomial, c in d.items():
        if len(monomial) != 1 or monomial[0][1] != 1:
            raise Beyond("not a sum of arctangents")
        atom = monomial[0][0]
        if atom.kind == "constant" and atom.term == Apply("pi"):
            found.append((4 * Fraction(c), Fraction(1)))
        elif atom.kind == "function" and atom.head == "atan" and len(atom.inner) == 1 and set(atom.inner[0]) <= {()}:
            found.append((Fraction(c), Fraction(atom.inner[0].get((), 0))))
        else:
            raise Beyond("not a sum of arctangents")
    return found


def closed(goal: Term) -> tuple[Term, Term]:
    match goal:
        case Apply("=", (left, right)) if not free(goal):
            return left, right
    raise Unproved("not an equation between numbers")


def difference(here: Setting, left: Term, right: Term) -> tuple[Polynomial, Fraction]:
    """The normal form of m (l - r) and a bound on |m|, m what clears the denominators."""
    found = here.difference(left, right)
    lowest: dict[Atom, Fraction] = {}
    for monomial in found:
        for atom, e in monomial:
            if atom.kind == "base" and e < 0:
                lowest[atom] = min(lowest.get(atom, Fraction(0)), Fraction(e))
    bound = Fraction(1)
    for atom, e in lowest.items():
        bound *= max(Fraction(1), magnitude(atom.inner[0])) ** -(e.numerator // e.denominator)
    return here.clear(found), bound


def magnitude(p: Polynomial) -> Fraction:
    """A bound on |p|. Fails with Beyond on parts other than roots of primes and of unity."""
    total = Fraction(0)
    for monomial, c in p.items():
        part = abs(Fraction(c))
        for atom, e in monomial:
            if atom.kind == "prime" and e > 0:
                part *= Fraction(int(atom.head)) ** -(-Fraction(e).numerator // Fraction(e).denominator)
            elif atom.key != TURN_KEY and atom.kind != "imaginary":
                raise Beyond("a denominator without a bound")
        total += part
    return total


def size(left: Term, right: Term, bits: int) -> Fraction:
    """A bound on |l - r|, by enclosure."""
    if not 0 < bits <= BITS:
        raise Unproved("precision out of range")
    try:
        value = enclose(minus(left, right), {}, bits)
    except (Undefined, Unknown) as reason:
        raise Unproved(f"no enclosure: {reason}") from None
    if isinstance(value, Interval):
        return Fraction(max(abs(value.lo), abs(value.hi)), 1 << bits)
    if isinstance(value, Fraction):
        return abs(value)
    raise Unproved("no enclosure")
