r"""Statements that follow from each other whatever their names are: no more need be told of them.

    the system has no solution if k^2 = 4, so k = 2       k is a parameter of which little is told

What a name is may be left open by the page, and then no equation of it is refuted. That one statement leads to another
is said of every value of the name: a root that is lost is lost whatever else k is. P = 4y + 6 => y = 7 is none of
these: what P is, words told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from derive.diagnose.judgement import Judgement
from derive.elaborate.step import Step, is_mark
from derive.kernel.term import Apply, Obligation, free
from derive.kernel.verdict import Refuted, Undecided
from derive.read.record import replace

Judged = Callable[[Step], Judgement]


def without_marks(judgements: Sequence[Judgement], judged: Judged) -> list[Judgement]:
    """The judgements, in which an implication is refuted even where the page leaves open what its names are."""
    return [_unmarked(one, judged) for one in judgements]


def _unmarked(one: Judgement, judged: Judged) -> Judgement:
    step, known = one.step, one.step.obligation
    if not isinstance(one.verdict, Undecided) or step.undecidable or known is None:
        return one
    match known.goal:
        case Apply("iff" | "implies", (first, second)) if free(first) == free(second) and any(
                map(is_mark, known.hypotheses)):
            bare = Obligation(tuple(fact for fact in known.hypotheses if not is_mark(fact)), known.goal)
            again = judged(replace(step, obligation=bare, general=None, customary=None))
            return again if isinstance(again.verdict, Refuted) else one
    return one


__all__ = ["without_marks"]
