r"""Orders of a display that is solved line by line, of which the last one is proved by a number that was tried before.

    a quick test with x = 0 ...        -x >= 11 \\ x >= -11          true of 0, and not what the line above says

The line before such a one is not true of that number, so that the display is not about it: what is proved by the number
is left undecided, unless it follows from the line before.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from derive.diagnose.judgement import Judged, Judgement, saying
from derive.diagnose.withheld import withheld
from derive.kernel.term import Apply, Obligation, Symbol, free
from derive.kernel.verdict import Proved

ORDERS = frozenset({"<", "<=", ">", ">="})
WHY = "holds of the number told before, of which the line above does not"


def not_of_one_value(judgements: Sequence[Judgement], source: str, judged: Judged) -> list[Judgement]:
    """The judgements, in which no line of a display is proved by a number that the line before is not true of."""
    found = list(judgements[:1])
    for before, one in pairwise(judgements):
        hangs = isinstance(one.verdict, Proved) and not isinstance(before.verdict, Proved) and _is_next(
            before, one, source) and not _follows(before, one, judged)
        found.append(withheld(one, WHY) if hangs else one)
    return found


def _is_next(before: Judgement, one: Judgement, source: str) -> bool:
    """Whether both are orders of the same single name, in lines of one display, and a number is told of the name."""
    first, second = before.step.obligation, one.step.obligation
    if first is None or second is None or before.step.rhs is None or one.step.lhs is None:
        return False
    between = source[before.step.rhs.span.stop : one.step.lhs.span.start]
    match first.goal, second.goal:
        case Apply(head), Apply(other) if head in ORDERS and other in ORDERS:
            names = free(first.goal)
            told = any(isinstance(fact, Apply) and fact.head == "=" and isinstance(fact.args[0], Symbol)
                       and fact.args[0] in names and not free(fact.args[1]) for fact in second.hypotheses)
            return told and len(names) == 1 and names == free(second.goal) and "$" not in between and (
                "\n\n" not in between)
    return False


def _follows(before: Judgement, one: Judgement, judged: Judged) -> bool:
    first, second = before.step.obligation, one.step.obligation
    assert first is not None
    assert second is not None
    led = Obligation((), Apply("implies", (first.goal, second.goal)))
    return isinstance(judged(saying(one.step, led, "implies")).verdict, Proved)


__all__ = ["not_of_one_value"]
