"""A value that solves one side of an equivalence and not the other.

Decides      equivalences and implications between relations in few unknowns that are wrong at a root of one
             of the relations, at a zero of a denominator, at a part of a turn, or at a small number
Certificate  Counterexample: the root that was lost or gained
Declines     where the root has no closed form of degree two, or the other unknowns do not take small values
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random

from derive.decide.roots import SMALL, candidates
from derive.kernel.certificate import Counterexample
from derive.kernel.refutation import definition
from derive.kernel.term import Apply, Obligation, Symbol, Term, free, substitute
from derive.kernel.verdict import CertificateError, refute

COST = 12
REFUTES = True                                   # asked also where there is nothing to prove
UNKNOWNS = 8
POINTS = 240
OTHERS = 12                                      # choices for the symbols that are not solved for


def attempt(obligation: Obligation) -> Counterexample | None:
    """The first candidate that the kernel accepts as breaking the goal."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head not in ("iff", "implies"):
        return None
    symbols = _undefined_names(obligation)
    if not 0 < len(symbols) <= UNKNOWNS or any(symbol.sort not in ("real", "integer") for symbol in symbols):
        return None
    for point in islice(_points(goal, symbols), POINTS):
        found = Counterexample(point)
        try:
            refute(obligation, found)
        except CertificateError:
            continue
        return found
    return None


def _undefined_names(obligation: Obligation) -> list[Symbol]:
    given = [definition(hypothesis) for hypothesis in obligation.hypotheses]
    defined = {item[0] for item in given if item is not None}
    names = free(obligation.goal).union(*(free(hypothesis) for hypothesis in obligation.hypotheses)) - defined
    return sorted(names, key=lambda symbol: symbol.name)


def _points(goal: Term, symbols: list[Symbol]) -> Iterator[tuple[tuple[Symbol, Term], ...]]:
    """Each symbol in turn as the unknown, the others at small values."""
    dice = Random(1)
    count = len(symbols) - 1
    choices = [tuple(dice.choice(SMALL[:6]) for _ in range(count)) for _ in range(OTHERS if count else 1)]
    for others in choices:
        for unknown in reversed(symbols):
            rest = dict(zip([symbol for symbol in symbols if symbol != unknown], others, strict=True))
            for value in islice(candidates(substitute(goal, rest), unknown), 12 if others else None):
                yield tuple((symbol, rest.get(symbol, value)) for symbol in symbols)
