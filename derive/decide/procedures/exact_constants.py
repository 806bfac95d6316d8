"""Equality of two numbers built from roots, roots of unity, or arctangents of rationals.

Decides      cos(pi/5) = (1 + sqrt(5))/4, nested and cubic roots, Machin's formula
Certificate  Separated: a polynomial that the difference satisfies, whose other roots are farther away than it can be;
             or Turns: a product of 1 + i r that is positive
Declines     numbers with a transcendental part that does not cancel, and equations with names
"""

from __future__ import annotations

from flint import fmpq, fmpq_mat

from derive.kernel.certificate import Separated, Turns
from derive.kernel.constants import DEGREE, check_separated, check_turns, closed, difference
from derive.kernel.polynomial import Beyond, Monomial, Polynomial, multiply
from derive.kernel.setting import Setting
from derive.kernel.term import Bind, Number, Obligation, Unproved, number, subterms

COST = 25
BITS = (120, 500, 1500)


def attempt(obligation: Obligation) -> Separated | Turns | None:
    """A certificate for an equation between numbers."""
    goal = obligation.goal
    try:
        left, right = closed(goal)
        if any(isinstance(part, Bind) for part in subterms(goal)):
            return None
        check_turns(goal)
        return Turns()
    except Unproved:
        pass
    try:
        left, right = closed(goal)
        here = Setting((), (left, right))
        found = _relation(here, difference(here, left, right)[0])
    except (Unproved, Beyond):
        return None
    for bits in BITS if found else ():
        certificate = Separated(found, bits)
        try:
            check_separated(goal, certificate)
        except Unproved:
            continue
        return certificate
    return None


def _relation(here: Setting, d: Polynomial) -> tuple[Number, ...]:
    """Coefficients c of the least c_1 d + c_2 d^2 + ... = 0, if they begin with one that is not zero."""
    powers: list[Polynomial] = [d]
    places: dict[Monomial, int] = {}
    for _ in range(DEGREE):
        for p in powers:
            for monomial in p:
                places.setdefault(monomial, len(places))
        if len(places) > 64:
            return ()
        rows = [[fmpq(0)] * len(powers) for _ in places]
        for j, p in enumerate(powers):
            for monomial, c in p.items():
                rows[places[monomial]][j] = fmpq(c.numerator, c.denominator)
        reduced, rank = fmpq_mat(rows).rref()
        if rank < len(powers):
            found = [-reduced[j, len(powers) - 1] for j in range(rank)] + [fmpq(1)]
            return tuple(number(str(c)) for c in found) if found[0] != 0 else ()
        powers.append(here.clear(multiply(powers[-1], d)))
    return ()
