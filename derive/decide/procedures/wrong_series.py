"""A wrong sum of an infinite series.

Decides      equations with series that the table knows: geometric, exponential and the like, at rational values of
             their names
Certificate  Counterexample: a point at which the known value does not meet the other side
Declines     right sums, other series, and values closer than enclosures tell
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.decide.budget import worked
from derive.decide.procedures.tabulated_values import broken, without_known
from derive.decide.sampling import Sampler
from derive.decide.scene import Scene
from derive.kernel.certificate import Counterexample
from derive.kernel.replacing import at_point
from derive.kernel.term import Apply, Bind, Obligation, Symbol, free, number, subterms
from derive.kernel.verdict import CertificateError, refute

COST = 16
REFUTES = True                                   # asked also where there is nothing to prove
TRIES = 6
PLACES = ("1/2", "1/3", "2", "1/7", "1/20")
SECONDS = 1.5                                    # for values of a series that agree
INFINITY = Apply("infinity")


def attempt(obligation: Obligation) -> Counterexample | None:
    """The first point of a few that the kernel accepts."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    if not any(isinstance(part, Bind) and part.head == "sum" and INFINITY in part.bounds for part in subterms(goal)):
        return None
    names = sorted(free(goal), key=lambda name: name.name)
    if any(name.sort not in ("real", "integer", "complex") for name in names):
        return None
    ends = worked() + SECONDS
    for found in _points(obligation, names):
        if worked() > ends:
            return None
        steps, left = without_known(at_point(obligation, found.point))
        against = broken(left, steps) if steps else None
        if against is None:
            continue
        try:
            refute(obligation, wrong := replace(found, through=against.through, lhs=against.lhs, rhs=against.rhs))
        except CertificateError:
            continue
        return wrong
    return None


def _points(obligation: Obligation, names: list[Symbol]) -> Iterator[Counterexample]:
    """Rational values of the names; among the complex numbers a few small ones."""
    if any(name.sort == "complex" for name in names):
        for value in PLACES:
            yield Counterexample(tuple((name, number(value)) for name in names))
        return
    one = Apply("+", (*names, number(0)))         # the same names in a goal that has values everywhere
    sampler = Sampler(Scene(Obligation(obligation.hypotheses, Apply("=", (one, one)))))
    for sample in sampler.samples(TRIES if names else 1):
        if sample is not None:
            yield Counterexample(sample.point())
