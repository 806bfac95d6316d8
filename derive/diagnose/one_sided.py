"""What is refuted by a matrix that only one side of an equation knows.

    v^T J v = sum_i p_i v_i^2 - (sum_i p_i v_i)^2       J was told in words, or element by element

Nobody claims such an equation for every J: the page means one of which it did not tell enough, or this was not
understood. It is left open, unless a slip explains the step. Numbers and vectors that one side lost are an ordinary
slip, and so is what a table or a number says of a matrix.
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.diagnose.borrowed import is_weak
from derive.diagnose.judgement import Judgement
from derive.diagnose.withheld import withheld
from derive.kernel.term import Apply, Symbol, free, heads
from derive.kernel.verdict import Refuted

WHY = "false for some {}, of which one side knows nothing: what is meant may not have been told"
SLOPES = frozenset({"derivative", "nabla", "hessian"})


def not_one_sided(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements, in which no equation is refuted for every value of a matrix that one side does not know."""
    return [withheld(one, WHY.format(", ".join(names))) if is_weak(one) and (names := _one_sided(one)) else one
            for one in judgements]


def _one_sided(one: Judgement) -> list[str]:
    """The matrices on one side of an equation that the counterexample chooses."""
    assert isinstance(one.verdict, Refuted)
    match one.step.obligation.goal if one.step.obligation is not None else None:
        case Apply("=", (left, right)) as goal if free(left) and free(right) and SLOPES.isdisjoint(heads(goal)):
            chosen = {symbol for symbol, _ in one.verdict.counterexample.point}
            return sorted(part.name for part in (free(left) ^ free(right)) & chosen
                          if isinstance(part, Symbol) and part.sort == "matrix")
    return []


__all__ = ["not_one_sided"]
