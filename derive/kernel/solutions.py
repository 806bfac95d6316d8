"""What a goal about solutions asks besides its parts: that its conclusions have values where its premises hold."""

from __future__ import annotations

from derive.kernel import consequence, signs
from derive.kernel.definedness import strict
from derive.kernel.places import Terms, Unproved
from derive.kernel.setting import Setting
from derive.kernel.term import Apply, Term, free


def conclusions_defined(hypotheses: Terms, goal: Term) -> None:
    """
        P |- u R 0 for every condition u R 0 of Q that speaks of an unknown
        ------------------------------------------------------------------- Parts of P implies Q
        where P holds, Q has a value

    An equation without a value has no solution there, so x^2 = x does not imply x^2 / x = 1. Conditions on
    parameters alone narrow the step, as they do in `consequence`.
    """
    if not isinstance(goal, Apply) or goal.head not in ("implies", "iff"):
        return
    unknowns = consequence.isolated(goal)
    parameters = tuple(c for c in sorted(signs.learned(consequence.sides(goal)), key=repr) if not free(c) & unknowns)
    for premise, conclusion in consequence.directions(goal):
        stated = tuple(consequence.sides(premise)) if isinstance(premise, Apply) and premise.head != "or" else ()
        needed, opaque = signs.conditions(consequence.sides(conclusion))
        present = {part for side in stated for part in strict(side)}
        if any(free(part) & unknowns and part not in present for part in opaque):
            raise Unproved("whether a part of the conclusion is defined")
        here = Setting((*hypotheses, premise, *parameters), stated)
        for condition in needed:
            if free(condition) & unknowns and not here.facts.truth(here.ready(condition)):
                raise Unproved("the conclusion may be undefined where the premise holds")
