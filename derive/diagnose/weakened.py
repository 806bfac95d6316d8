r"""Relations that are proved as consequences, where words say that they are the same as what stands before them.

    $2 n^2 d > 4 n d^2$, i.e. $n > d/2$          follows, since n > 2 d does; it is not the same

The proof is of an implication. "i.e." and "that is" say that each follows from the other: where the way back is
refuted, the step is neither proved nor refuted, since these words are used of mere consequences as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from derive.diagnose.judgement import Judged, Judgement, saying
from derive.diagnose.withheld import withheld
from derive.elaborate.notation import plain
from derive.elaborate.step import is_mark
from derive.kernel.term import Apply, Obligation, Term, free
from derive.kernel.verdict import Proved, Refuted

ORDERS = frozenset({"<", "<=", ">", ">="})
NEAR = 40                                        # characters before a relation
SAME = re.compile(
    r"(?:\bi\.\s?e\.|\bthat is\b|\bequivalently\b|\bin other words\b)[,:]?\s*(?:if|when|iff|for)?[\s$]*\Z", re.I)
WHY = "follows from {}, which does not follow from it: words say that they are the same"


def not_weakened(judgements: Sequence[Judgement], source: str, judged: Judged) -> list[Judgement]:
    """The judgements, in which no order is proved that says less than what words call the same; 0 < x < 2 are one."""
    chained = {one.step.lhs.span for one in judgements if one.step.lhs is not None and one.step.relation in ORDERS}
    return [withheld(one, WHY.format(plain(first))) if (first := _first(one, source)) is not None
            and one.step.rhs is not None and one.step.rhs.span not in chained
            and _says_more(one, first, judged) else one for one in judgements]


def _first(one: Judgement, source: str) -> Term | None:
    """The only order among the hypotheses about all the names of a proved one, where words say that it is the same."""
    lhs = one.step.lhs
    if not isinstance(one.verdict, Proved) or lhs is None or SAME.search(
            source, max(0, lhs.span.start - NEAR), lhs.span.start) is None:
        return None
    goal = one.verdict.obligation.goal
    if not isinstance(goal, Apply) or goal.head not in ORDERS:
        return None
    orders = [fact for fact in one.verdict.obligation.hypotheses if isinstance(fact, Apply) and fact.head in ORDERS
              and free(goal) and free(goal) <= free(fact) and len(free(fact)) > 1]
    return orders[0] if len(orders) == 1 else None


def _says_more(one: Judgement, first: Term, judged: Judged) -> bool:
    """Whether the way back is refuted."""
    assert isinstance(one.verdict, Proved)
    given = one.verdict.obligation
    rest = tuple(fact for fact in given.hypotheses if fact != first and not is_mark(fact))
    assert isinstance(first, Apply)
    back = saying(one.step, Obligation((*rest, given.goal), first), first.head)
    return isinstance(judged(back).verdict, Refuted)


__all__ = ["not_weakened"]
