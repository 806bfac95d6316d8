"""Where a page means what it says, without saying so: where its functions and the heads of its chains have values.

    f(x) = x log x      f''(x) = 1/x > 0, as x > 0 there
    g(u) = log u        g''(u) = -1/u^2 > 0 fails there as well
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.decide.guards import definedness
from derive.elaborate.step import Step
from derive.elaborate.unfolding import unfold
from derive.kernel.term import Apply, Term, free

ORDERED = frozenset({"<", "<=", ">", ">="})


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


def _about(step: Step, conditions: Iterable[Term]) -> tuple[Term, ...]:
    """Those of conditions that are about names of the step alone."""
    assert step.obligation is not None
    return tuple(dict.fromkeys(one for one in conditions if free(one) and free(one) <= free(step.obligation.goal)))


__all__ = ["of_the_chain", "of_the_functions"]
