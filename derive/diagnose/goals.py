"""Goals: whether what was to be proved is true, and whether the text establishes it."""

from __future__ import annotations

from collections.abc import Sequence

from derive.decide.portfolio import decide
from derive.diagnose.judgement import GoalJudgement, Judgement
from derive.diagnose.splits import Split
from derive.elaborate.step import Elaborated, Goal
from derive.kernel.term import Obligation
from derive.kernel.verdict import Proved, Refuted


def judge_goal(
    goal: Goal, elaborated: Elaborated, judgements: Sequence[Judgement], splits: Sequence[Split], seconds: float = 5.0
) -> GoalJudgement:
    """A goal is established when it holds, its split is complete, no step of its proof is
    refuted or open, and a step of the proof concludes it."""
    holds = _holds(goal.obligation, seconds)
    if holds == "refuted" and _told_later(goal, elaborated, seconds):
        holds = "undecided"
    obstacle = _obstacle(goal, elaborated, judgements, splits)
    if holds != "proved":
        words = {"refuted": "what is to be proved is false", "unread": "what is to be proved could not be read"}
        return GoalJudgement(goal.span, holds, False, words.get(holds, "what is to be proved is undecided"))
    return GoalJudgement(goal.span, holds, not obstacle, obstacle or "the text establishes it")


def _told_later(goal: Goal, elaborated: Elaborated, seconds: float) -> bool:
    """Whether a goal that is false as it was set is not so under what its proof takes for granted: "as sum y_i = 1"."""
    assert goal.obligation is not None
    taken = {fact for i in goal.steps if (shown := elaborated.steps[i].obligation) is not None
             and elaborated.steps[i].case is None for fact in shown.hypotheses}
    later = tuple(sorted(taken - set(goal.obligation.hypotheses), key=repr))
    return bool(later) and _holds(Obligation((*goal.obligation.hypotheses, *later), goal.obligation.goal), seconds) != (
        "refuted")


def _holds(obligation: Obligation | None, seconds: float) -> str:
    if obligation is None:
        return "unread"
    verdict = decide(obligation, seconds)
    if isinstance(verdict, Proved):
        return "proved"
    return "refuted" if isinstance(verdict, Refuted) else "undecided"


def _obstacle(goal: Goal, elaborated: Elaborated, judgements: Sequence[Judgement], splits: Sequence[Split]) -> str:
    for split in splits:
        if set(split.cases) & set(goal.cases):
            return f"it is true, but not established: {split.finding.message}"
    outcomes = [judgements[i].outcome for i in goal.steps]
    for outcome in ("refuted", "unread", "undecided"):
        count = outcomes.count(outcome)
        if count:
            steps = "step" if count == 1 else "steps"
            return f"it is true, but not established: {count} {steps} of the proof {outcome}"
    if not any(judgements[i].outcome == "proved" for i in goal.conclusions):
        return "it is true, but no step of the text concludes it"
    return ""
