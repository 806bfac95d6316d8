"""Where a page means what it says, without saying so: where its functions and the heads of its chains have values.

Constants of which nothing is told are positive where a sign is claimed.

    f(x) = x log x      f''(x) = 1/x > 0, as x > 0 there
    g(u) = log u        g''(u) = -1/u^2 > 0 fails there as well
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.decide.guards import ZERO, definedness
from derive.elaborate.equations.granted import CUSTOMARY_UNKNOWNS, ORDERED
from derive.elaborate.step import Step
from derive.elaborate.unfolding import unfold
from derive.kernel.term import Apply, Bind, Symbol, Term, free


def of_the_chain(step: Step) -> tuple[Term, ...]:
    """The conditions under which the first side of the chain has a value; none for its first link."""
    if step.begins is None or step.obligation is None or (step.lhs is not None and step.lhs.term == step.begins):
        return ()
    return _about(step, definedness(unfold(step.begins, step.signature)))


def of_the_functions(step: Step) -> tuple[Term, ...]:
    """For an inequality, those under which the functions have values that the page defines in its names."""
    goal = step.obligation.goal if step.obligation is not None else None
    if not isinstance(goal, Apply) or goal.head not in ORDERED:
        return ()
    functions = (one for one in step.signature.definitions.values()
                 if one.symbol.sort == "function" and len(one.parameters) == 1 and one.parameters[0] in free(goal))
    return _about(step, (part for one in functions for part in definedness(unfold(one.body, step.signature))))


def of_the_constants(step: Step) -> tuple[Term, ...]:
    """For the claim of a sign, that constants of which nothing is told are positive: a + lambda > 0, -n/x^2 < 0.

    Not what is customary for variables, nor those of functions of the page.
    """
    goal = step.obligation.goal if step.obligation is not None else None
    if not isinstance(goal, Apply) or goal.head not in ORDERED or ZERO not in goal.args or step.obligation is None:
        return ()
    moved = {name for one in step.signature.definitions.values() if one.symbol.sort == "function"
             for name in one.parameters}
    names = sorted(free(goal).union(*map(free, step.obligation.hypotheses)), key=lambda symbol: symbol.name)
    known = step.signature.definitions.keys() | step.signature.values.keys()
    open_ones = [one for one in names if one not in moved and one.name not in known
                 and one.name.partition("_")[0] not in CUSTOMARY_UNKNOWNS - {"lambda"}]
    k = Symbol("k", "integer")
    return (*(Apply(">", (one, ZERO)) for one in open_ones if one.sort == "real"),
            *(Bind("forall", k, Apply(">", (Apply("at", (one, k)), ZERO))) for one in names
              if one.sort == "array" and one.name not in known and step.signature.arity.get(one.name) == 1))


def _about(step: Step, conditions: Iterable[Term]) -> tuple[Term, ...]:
    """Those of conditions that are about names of the step alone."""
    assert step.obligation is not None
    return tuple(dict.fromkeys(one for one in conditions if free(one) and free(one) <= free(step.obligation.goal)))


__all__ = ["of_the_chain", "of_the_constants", "of_the_functions"]
