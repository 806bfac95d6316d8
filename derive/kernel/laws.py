"""Laws: identities that are believed as they stand, each under its conditions.

Every law keeps the value of its left side wherever that is defined and the conditions hold, over the
reals; a test samples each, and checks that the right side is defined at those points. What the normal
form knows by itself (angle sums, exp of a sum, Pythagoras) is not repeated here. They stand in `laws.laws`, the
inequalities in `bounds.laws`. Letters: see `notation`.
"""

from __future__ import annotations

from dataclasses import dataclass

from derive.kernel.notation import formula, rows, sides, table
from derive.kernel.term import Symbol, Term

X = Symbol("x")


@dataclass(frozen=True, slots=True)
class Law:
    """left = right where every condition holds."""

    name: str
    left: Term
    right: Term
    conditions: tuple[Term, ...] = ()


def laws(table: str) -> dict[str, Law]:
    """The laws of a table by their names."""
    return {name: Law(name, *sides(claim), needed) for name, claim, needed in rows(table)}


LAWS = laws(table("laws"))


@dataclass(frozen=True, slots=True)
class Inequality:
    """An order that holds where every condition does."""

    name: str
    claim: Term
    conditions: tuple[Term, ...] = ()


BOUNDS = {name: Inequality(name, formula(claim), needed) for name, claim, needed in rows(table("bounds"))}
