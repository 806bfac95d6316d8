"""A point that linear equations among the hypotheses leave.

Decides      goals that fail where linear equations hold: x + y = 7, x - y = 1 does not give y = 2
Certificate  Counterexample: the solution of the equations, what they leave open at small numbers
Declines     when no hypothesis is a linear equation between numbers, or the goal holds at all points tried
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, product

from flint import fmpq, fmpq_mat

from derive.decide.draws import SMALL
from derive.decide.quotients import Ring, TooLarge
from derive.kernel.certificate import Counterexample
from derive.kernel.refutation import definition
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, free, minus
from derive.kernel.verdict import CertificateError, refute

COST = 13
REFUTES = True                                   # asked also where there is nothing to prove
POINTS = 40
NAMES = 12


def attempt(obligation: Obligation) -> Counterexample | None:
    """The first solution that the kernel accepts as breaking the goal."""
    everything = (*obligation.hypotheses, obligation.goal)
    names = sorted(frozenset().union(*map(free, everything)), key=lambda symbol: symbol.name)
    if not 0 < len(names) <= NAMES or any(symbol.sort != "real" for symbol in names):
        return None
    rows = [row for hypothesis in obligation.hypotheses if (row := _linear(hypothesis, names)) is not None]
    if not rows:
        return None
    given = {item[0] for h in obligation.hypotheses if (item := definition(h)) is not None}
    for values in islice(_solutions(rows, len(names)), POINTS):
        point = tuple((s, Number(value)) for s, value in zip(names, values, strict=True) if s not in given)
        try:
            refute(obligation, Counterexample(point))
        except CertificateError:
            continue
        return Counterexample(point)
    return None


def _linear(hypothesis: Term, names: list[Symbol]) -> list[fmpq] | None:
    """The coefficients of an equation between the names, its constant last; None for anything else."""
    if not isinstance(hypothesis, Apply) or hypothesis.head != "=" or not free(hypothesis):
        return None
    try:
        ring = Ring((minus(*hypothesis.args),), names, roots=False)
        above, below = ring.quotient(minus(*hypothesis.args))
    except (TooLarge, ZeroDivisionError):
        return None
    if len(ring.atoms) > len(names) or not below.is_constant() or above.total_degree() > 1:
        return None
    row = [fmpq(0)] * (len(names) + 1)
    for exponents, coefficient in above.to_dict().items():
        row[next((k for k, e in enumerate(exponents) if e), len(names))] = coefficient
    return row


def _solutions(rows: list[list[fmpq]], count: int) -> Iterator[list[Fraction]]:
    """Values of all names; those that the equations do not settle are small."""
    reduced, rank = fmpq_mat(rows).rref()
    pivots = [next(k for k in range(count + 1) if reduced[i, k] != 0) for i in range(rank)]
    if count in pivots:
        return                                   # they contradict each other
    open_names = [k for k in range(count) if k not in pivots]
    for choice in product(SMALL, repeat=len(open_names)):
        values = [Fraction(0)] * count
        for k, value in zip(open_names, choice, strict=True):
            values[k] = value
        for i, pivot in enumerate(pivots):
            found = -reduced[i, count] - sum((reduced[i, k] * fmpq(values[k].numerator, values[k].denominator)
                                              for k in open_names), fmpq(0))
            values[pivot] = Fraction(int(found.p), int(found.q))
        yield values
