"""A real point at which a claim about complex numbers fails.

Decides      claims with integrals, sums or products in complex names that fail for real values of these, where more is
             known of how large things are than in the plane
Certificate  Counterexample: a point on the real line, signed by balls
Declines     claims without such binders, those with roots that are real ones by their sign, and those that agree there
"""

from __future__ import annotations

from dataclasses import replace

from derive.decide.points import evidence
from derive.kernel.certificate import Counterexample
from derive.kernel.term import Apply, Obligation, Symbol, Term, free, heads, substitute

COST = 14
REFUTES = True                                   # asked also where there is nothing to prove
BINDERS = frozenset(("integral", "sum", "product"))
APART = frozenset(("root", "i"))                 # a root that differs on the line, and what leaves the line
POINTS = 4


def attempt(obligation: Obligation) -> Counterexample | None:
    """A counterexample for the real names, as one for the complex ones."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=" or heads(goal).isdisjoint(BINDERS):
        return None
    every = (goal, *obligation.hypotheses)
    names = sorted((s for s in frozenset().union(*map(free, every)) if s.sort == "complex"), key=lambda s: s.name)
    if not names or any(not heads(term).isdisjoint(APART) for term in every):
        return None
    real: dict[Symbol, Term] = {name: Symbol(name.name, "real") for name in names}
    if any(other in free(term) for term in every for other in real.values() if isinstance(other, Symbol)):
        return None
    line = Obligation(tuple(substitute(h, real) for h in obligation.hypotheses), substitute(goal, real))
    found = evidence(line, POINTS).disagree
    if found is None:
        return None
    back = {other: name for name, other in real.items()}
    return replace(found, point=tuple((back.get(name, name), value) for name, value in found.point), signed="balls")
