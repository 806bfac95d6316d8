r"""Statements that follow from each other whatever their names are: no more need be told of them.

    the system has no solution if k^2 = 4, so k = 2       k is a parameter of which little is told

    A and B from a list of matrices; (AB)^T = A^T B^T     a law, in which the order is a slip

    2 x y = 2 lambda x, so y = lambda                     x = 0 is lost, whatever the three are

    sum_{i=1}^n 2^i = 2^{n+1} - 1                         a closed form is one for every n

What a name is may be left open by the page, and then no equation of it is refuted. That one statement leads to another
is said of every value of the name: a root that is lost is lost whatever else k is. P = 4y + 6 => y = 7 is none of
these: what P is, words told. The transpose and the inverse of a product are said of every value as well, where the
order of the factors is the slip. So is that a name may be divided out, where the root that is lost is the slip, and
the closed form of a sum or a product, where a slip of any name explains it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from derive.diagnose.borrowed import is_weak
from derive.diagnose.judgement import Judged, Judgement
from derive.elaborate.step import Step, is_mark
from derive.kernel.term import Apply, Bind, Obligation, free, heads
from derive.kernel.verdict import Refuted, Undecided
from derive.read.patterns import regex
from derive.read.record import replace

# Words and signs that tell of a name that it is not zero, which may not have been read.
NOT_ZERO = regex(
    r"non-?\s?zero|vanish|invertib|positive|negative|\\neq?\b|≠|!=|\bzero\b|[<>]\s*0|\\[gl]t\b|0\s*[<>]", re.I)
BEFORE, BEHIND = 300, 150                        # characters
FOLDED = frozenset({"sum", "product", "integral"})
ARITHMETIC = frozenset({"+", "-", "*", "/", "^", "binomial", "factorial"})


def without_marks(judgements: Sequence[Judgement], judged: Judged) -> list[Judgement]:
    """The judgements, in which an implication is refuted even where the page leaves open what its names are."""
    return [_unmarked(one, judged) for one in judgements]


def laws_without_marks(
    judgements: Sequence[Judgement], source: str, judged: Judged, diagnosed: Callable[[Judgement], Judgement]
) -> list[Judgement]:
    """The judgements, in which (AB)^T = A^T B^T is refuted, whatever A and B are."""
    return [_explained(one, source, judged, diagnosed) for one in judgements]


def _explained(
    one: Judgement, source: str, judged: Judged, diagnosed: Callable[[Judgement], Judgement]
) -> Judgement:
    known = one.step.obligation
    if not isinstance(one.verdict, Undecided) or one.step.undecidable or known is None or one.step.kind != "link":
        return one
    explains = _expected(one, known, source)
    again = _bare(one.step, known, judged) if explains is not None else one
    found = diagnosed(again) if isinstance(again.verdict, Refuted) else one
    return found if explains is not None and found.slip is not None and explains(found) else one


def _expected(one: Judgement, known: Obligation, source: str) -> Callable[[Judgement], bool] | None:
    """What must be the slip for a step to be refuted whatever its names are; none where that says nothing of it."""
    is_open = any(map(is_mark, known.hypotheses))
    match known.goal:
        case Apply("=", (Apply("transpose" | "inverse") as left, Apply() as right)) if (
                free(left) == free(right) and is_open):
            return _is("order_of_factors")
        case Apply("iff" | "implies", (Apply("=") as first, Apply("=") as second)) if (
                free(second) < free(first) and is_open
                and NOT_ZERO.search(source, max(0, one.step.at.start - BEFORE), one.step.at.start + BEHIND) is None):
            return _is("lost_root")
        case Apply("=", (Bind("sum" | "product", body=body) as left, right)) if (
                free(left) == free(right) and heads(right).isdisjoint(FOLDED) and heads(body) <= ARITHMETIC):
            return lambda found: not is_weak(found)
    return None


def _is(rule: str) -> Callable[[Judgement], bool]:
    return lambda found: found.slip is not None and found.slip.rule == rule


def _bare(step: Step, known: Obligation, judged: Judged) -> Judgement:
    """A step as it is whatever its names are."""
    bare = Obligation(tuple(fact for fact in known.hypotheses if not is_mark(fact)), known.goal)
    return judged(replace(step, obligation=bare, general=None, customary=None))


def _unmarked(one: Judgement, judged: Judged) -> Judgement:
    step, known = one.step, one.step.obligation
    if not isinstance(one.verdict, Undecided) or step.undecidable or known is None:
        return one
    match known.goal:
        case Apply("iff" | "implies", (first, second)) if free(first) == free(second) and any(
                map(is_mark, known.hypotheses)):
            again = _bare(step, known, judged)
            return again if isinstance(again.verdict, Refuted) else one
    return one


__all__ = ["laws_without_marks", "without_marks"]
