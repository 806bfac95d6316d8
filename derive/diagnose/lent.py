"""What is proved only by a condition that another problem of the page tells.

    7. |x - 1| = 2x, so x >= 0.          8. x^2 = 16 <=> x = 4      no slip with x >= 0, and one without

Such a step is judged without the condition, and is not proved; nor is it refuted, for the condition may be meant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from derive.diagnose.borrowed import Since, told_beside
from derive.diagnose.judgement import Judgement
from derive.diagnose.withheld import withheld
from derive.elaborate.language.outline import path
from derive.elaborate.notation import plain
from derive.elaborate.step import Step
from derive.kernel.term import Apply, Obligation, Term, free
from derive.kernel.verdict import Proved
from derive.read.record import replace

CONDITIONS = frozenset({"<", "<=", ">", ">=", "!=", "and", "or"})

Judged = Callable[[Step], Judgement]


def not_lent(judgements: Sequence[Judgement], source: str, since: Since, judged: Judged) -> list[Judgement]:
    """The judgements, without proofs that rest on the conditions of another problem."""
    return [_alone(one, lent, judged) if isinstance(one.verdict, Proved)
            and (lent := _lent(one.step, source, since)) else one for one in judgements]


def _lent(step: Step, source: str, since: Since) -> list[Term]:
    """The conditions on names of a step that another problem tells."""
    obligation = step.obligation
    if obligation is None or not (here := path(source, step.at.start, of_problems=True)):
        return []
    names, own = free(obligation.goal), {condition.term for condition in step.conditions}
    return [one for one in obligation.hypotheses
            if isinstance(one, Apply) and one.head in CONDITIONS and one not in own and not names.isdisjoint(free(one))
            and told_beside(one, step, source, since, here, of_problems=True)]


def _alone(one: Judgement, lent: Sequence[Term], judged: Judged) -> Judgement:
    """A step as it is without what another problem lends: not proved where that is needed."""
    def without(obligation: Obligation | None) -> Obligation | None:
        return obligation and Obligation(tuple(h for h in obligation.hypotheses if h not in lent), obligation.goal)

    step = one.step
    alone = judged(replace(
        step, obligation=without(step.obligation), general=without(step.general), customary=without(step.customary)))
    if isinstance(alone.verdict, Proved):
        return one
    return withheld(one, f"holds with {', '.join(map(plain, lent))}, which another problem of the page tells")


__all__ = ["not_lent"]
