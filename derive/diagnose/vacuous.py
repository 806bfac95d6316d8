r"""Implications that are proved because what they start from cannot be, by what was taken from the page.

    revenue is maximal where e = -1; e < -1 => R'(P) > 0         e = -1 is no fact about what follows
    2 < x < 3: M = 20.5 - 1.75 (x - 2); 3 < x < 6: M = ...       M of the line before is another one

Such a proof says nothing of the step: what contradicts its first statement was not meant to hold there. What cannot be
by itself, x^2 = -1 of real numbers, leads to anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.diagnose.judgement import Judged, Judgement, saying
from derive.diagnose.withheld import withheld
from derive.elaborate.notation import plain
from derive.elaborate.step import is_mark
from derive.kernel.term import Apply, Obligation, Term, free
from derive.kernel.verdict import Proved
from derive.read.record import replace

OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
WHY = "holds only because {} cannot be, by what the page tells: that may not be meant here"


def not_vacuous(judgements: Sequence[Judgement], judged: Judged) -> list[Judgement]:
    """The judgements, in which no implication is proved by hypotheses that contradict what it starts from."""
    return [_alone(one, first, judged) if isinstance(one.verdict, Proved)
            and (first := _first(one.verdict.obligation)) is not None and _is_excluded(one, first, judged)
            else one for one in judgements]


def _alone(one: Judgement, first: Term, judged: Judged) -> Judgement:
    """An implication as it is of every number: x - 1 = 2x <=> x = -1 on a page that told x = 3 before."""
    assert isinstance(one.verdict, Proved)
    alone = judged(saying(one.step, Obligation((), one.verdict.obligation.goal)))
    return alone if isinstance(alone.verdict, Proved) else withheld(one, WHY.format(plain(first)))


def _first(obligation: Obligation) -> Term | None:
    """What an implication starts from, where hypotheses speak of its names."""
    match obligation.goal:
        case Apply("iff" | "implies", (Apply() as first, _)) if _parts(first):
            told = any(not free(fact).isdisjoint(free(first)) for fact in obligation.hypotheses if not is_mark(fact))
            return first if told and first not in obligation.hypotheses else None
    return None


def _parts(first: Term) -> tuple[Apply, ...]:
    """A relation, or those of which one holds: z = (23 + 1)/20 or z = (23 - 1)/20; none of anything else."""
    every = first.args if isinstance(first, Apply) and first.head == "or" else (first,)
    parts = tuple(one for one in every if isinstance(one, Apply) and one.head in OPPOSITE)
    return parts if len(parts) == len(every) else ()


def _is_excluded(one: Judgement, first: Term, judged: Judged) -> bool:
    """Whether the hypotheses refute the first statement, which can be without them."""
    assert isinstance(one.verdict, Proved)

    def hold(hypotheses: tuple[Term, ...]) -> bool:
        opposites = [Obligation(hypotheses, Apply(OPPOSITE[part.head], part.args)) for part in _parts(first)]
        return all(isinstance(judged(replace(saying(one.step, opposite, opposite.goal.head), undecidable="")).verdict,
                              Proved) for opposite in opposites if isinstance(opposite.goal, Apply))

    return hold(one.verdict.obligation.hypotheses) and not hold(())


__all__ = ["not_vacuous"]
