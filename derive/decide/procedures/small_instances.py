"""A small matrix, or a random variable with a few values, for which the equation fails.

Decides      equations between products, inverses, traces and determinants of matrices and vectors, and between
             expected values, variances and covariances, that fail for some of size two, or with four outcomes
Certificate  Counterexample: the numbers put in place of the names, and a point for the rest
Declines     names of which something is said that the numbers do not satisfy, and what holds for these numbers
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.decide.points import broken_by
from derive.kernel.certificate import Counterexample, Instance
from derive.kernel.moments import EXPECTED, VARIANCES
from derive.kernel.term import Apply, Obligation, Symbol, Term, free, number, subterms
from derive.kernel.words import IDENTITIES

COST = 66
REFUTES = True                                   # asked also where there is nothing to prove
POINTS = 2
SYMMETRIC = ((2, 1, 1, 3), (1, -1, -1, 4), (3, 1, 1, 1), (5, 2, 2, 1))
ANY = ((1, 2, -1, 3), (2, 1, 0, 1), (1, -1, 2, 1), (3, 1, 2, 1), (1, 1, 0, 2), (2, -1, 1, 1))
COLUMNS = ((1, 2), (3, -1), (2, 5), (-1, 4), (1, -3))
OUTCOMES = ((1, 2, 4, 3), (2, 5, 1, 1), (3, 1, 2, 7), (1, 4, 4, 2))
HALVES = ((1, 1, 3, 3), (2, 5, 2, 5))            # independent of each other
MOMENTS = EXPECTED | VARIANCES | {"Cov"}


def attempt(obligation: Obligation) -> Counterexample | None:
    """A counterexample to the equation about concrete matrices and outcomes."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head not in ("=", "<="):
        return None
    return broken_by(obligation, (Instance(tuple(values.items())) for values in _instances(obligation)), POINTS)


def _instances(obligation: Obligation) -> Iterator[dict[Symbol, Term]]:
    terms = (obligation.goal, *obligation.hypotheses)
    defined = {h.args[0] for h in obligation.hypotheses if isinstance(h, Apply) and h.head == "="}
    names = sorted(set().union(*map(free, terms)) - defined, key=lambda s: s.name)
    shaped = [s for s in names if s.sort in ("matrix", "vector")]
    if shaped:
        symmetric = {h.args[0] for h in obligation.hypotheses if isinstance(h, Apply) and h.head == "symmetric"}
        for start in (0, 2):
            yield {s: _matrix(s, k + start, s in symmetric) for k, s in enumerate(shaped)}
        return
    if any(isinstance(part, Apply) and part.head == "matrix" for term in terms for part in subterms(term)):
        yield {}                                 # it is about tables of numbers already
    random = _random(obligation)
    if random:
        families = [h.args for h in obligation.hypotheses if isinstance(h, Apply) and h.head == "independent"]
        chosen = {s: OUTCOMES[k % len(OUTCOMES)] for k, s in enumerate(random)}
        for family in families:
            chosen |= {s: half for s, half in zip(family, HALVES, strict=False) if isinstance(s, Symbol)}
        yield {s: Apply("outcomes", tuple(map(number, values))) for s, values in chosen.items() if s in random}


def _matrix(symbol: Symbol, place: int, symmetric: bool) -> Term:
    if symbol.name.partition("_")[0] in IDENTITIES:
        return Apply("matrix", (number(2), number(2), *map(number, (1, 0, 0, 1))))
    if symbol.sort == "vector":
        return Apply("matrix", (number(2), number(1), *map(number, COLUMNS[place % len(COLUMNS)])))
    kinds = SYMMETRIC if symmetric else ANY
    return Apply("matrix", (number(2), number(2), *map(number, kinds[place % len(kinds)])))


def _random(obligation: Obligation) -> list[Symbol]:
    """The names that stand under expected values and are not fixed."""
    fixed = {h.args[0] for h in obligation.hypotheses if isinstance(h, Apply) and h.head == "fixed"}
    found = {
        symbol for part in subterms(obligation.goal) if isinstance(part, Apply) and part.head in MOMENTS
        for symbol in free(part) if symbol.sort in ("real", "random")}
    return sorted(found - fixed, key=lambda s: s.name)
