"""A wrong value of a limit or an integral, or an antiderivative with another derivative.

Decides      equations with limits, definite integrals or antiderivatives that fail once these are replaced by what
             the kernel makes of them
Certificate  Counterexample: a point that breaks the equation so replaced, and how it was replaced
Declines     limits and integrals with parameters under roots or logarithms, names that only one side knows, and
             right values
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.decide.integrals import gathered
from derive.decide.points import broken_by
from derive.kernel.certificate import Counterexample, Gathered, Identity, Integrals, Limits, UpToConstant
from derive.kernel.integration import named
from derive.kernel.replacing import Replacing
from derive.kernel.term import Apply, Bind, Obligation, Symbol, number, subterms

COST = 65
REFUTES = True                                   # asked also where there is nothing to prove
SECONDS = 2.0
POINTS = 4


def attempt(obligation: Obligation) -> Counterexample | None:
    """A counterexample to the equation in another form."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    return broken_by(obligation, _ways(obligation), POINTS)


def _ways(obligation: Obligation) -> Iterator[Replacing]:
    binders = [part for part in subterms(obligation.goal) if isinstance(part, Bind)]
    heads = {binder.head for binder in binders}
    if "limit" in heads:
        yield Limits(Identity())
    variables = {b.bounds[0] for b in binders if b.head == "antiderivative" and isinstance(b.bounds[0], Symbol)}
    if len(variables) == 1:
        (variable,) = variables
        if isinstance(variable, Symbol):
            yield UpToConstant(variable, Identity())
    if "integral" in heads:
        groups = _groups(obligation)
        if groups:
            yield Integrals(groups, Identity())


def _groups(obligation: Obligation) -> tuple[Gathered, ...]:
    """An antiderivative for each integral by itself."""
    found: list[Gathered] = []
    for integral in named(obligation.goal):
        alone = Obligation(obligation.hypotheses, Apply("=", (integral, number(0))))
        found.extend(gathered(alone, SECONDS) or ())
    return tuple(found)
