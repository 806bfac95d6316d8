"""What is proved only by a condition that another problem of the page tells, or by a system that is asked about.

    7. |x - 1| = 2x, so x >= 0.          8. x^2 = 16 <=> x = 4      no slip with x >= 0, and one without
    For which k has x + ky = 1, kx + 4y = 2 one solution?           k^2 = 4 => k = 2, if there is one

Such a step is judged without the condition, and is not proved; nor is it refuted, for the condition may be meant. That
a system has a solution is not meant where its parameters are spoken of.
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.diagnose.borrowed import Since, told_beside
from derive.diagnose.judgement import Judged, Judgement
from derive.diagnose.withheld import withheld
from derive.elaborate.language.outline import path
from derive.elaborate.notation import plain
from derive.elaborate.step import Step
from derive.kernel.term import Apply, Obligation, Symbol, Term, free
from derive.kernel.verdict import Proved, Refuted
from derive.read.record import replace

CONDITIONS = frozenset({"<", "<=", ">", ">=", "!=", "and", "or"})
UNKNOWNS = frozenset({"x", "y", "z", "u", "v", "w"})


def not_lent(judgements: Sequence[Judgement], source: str, since: Since, judged: Judged) -> list[Judgement]:
    """The judgements, without proofs that rest on the conditions of another problem."""
    found = [_alone(one, lent, judged) if isinstance(one.verdict, Proved)
             and (lent := _lent(one.step, source, since)) else one for one in judgements]
    return [_of_parameters(one, asked, judged) if isinstance(one.verdict, Proved)
            and (asked := _asked_about(one.step)) else one for one in found]


def _asked_about(step: Step) -> list[Term]:
    """The equations in unknowns beside which an implication speaks of their parameters alone."""
    match step.obligation.goal if step.obligation is not None else None:
        case Apply("iff" | "implies") as goal if free(goal) and not any(map(_is_unknown, free(goal))):
            assert step.obligation is not None
            return [one for one in step.obligation.hypotheses if isinstance(one, Apply) and one.head == "="
                    and not free(goal).isdisjoint(free(one)) and sum(map(_is_unknown, free(one))) > 1]
    return []


def _is_unknown(name: Symbol) -> bool:
    return name.name.partition("_")[0] in UNKNOWNS


def _of_parameters(one: Judgement, asked: Sequence[Term], judged: Judged) -> Judgement:
    """An implication as it is where a system need not have a solution."""
    alone = judged(_without(one.step, asked))
    if isinstance(alone.verdict, Proved):
        return one
    return alone if isinstance(alone.verdict, Refuted) else withheld(
        one, f"holds where {', '.join(map(plain, asked))} can be solved, which is asked")


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
    if isinstance(judged(_without(one.step, lent)).verdict, Proved):
        return one
    return withheld(one, f"holds with {', '.join(map(plain, lent))}, which another problem of the page tells")


def _without(step: Step, lent: Sequence[Term]) -> Step:
    """A step under its other hypotheses."""
    def kept(obligation: Obligation | None) -> Obligation | None:
        return obligation and Obligation(tuple(h for h in obligation.hypotheses if h not in lent), obligation.goal)

    return replace(
        step, obligation=kept(step.obligation), general=kept(step.general), customary=kept(step.customary))


__all__ = ["not_lent"]
