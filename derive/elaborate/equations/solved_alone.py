"""One of several inequalities that are to be solved, solved by itself: the others are no ground to do it on.

    solve |2x - 3| < 5 and x^2 > 9:  x^2 > 9 <=> x > 3       would hold where |2x - 3| < 5, and is not solved by that

Bounds of one name, x > 0, say where solutions are sought and stay in force.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.elaborate.step import Step
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

ORDERS = frozenset({"<", "<=", ">", ">=", "!="})


def solved_alone(page: Page, step: Step) -> Step:
    """Such a step, which is proved only without the other inequalities; any other as it is."""
    if step.obligation is None or step.general is not None:
        return step
    goal, posed = step.obligation.goal, set(map(_posed, page.steps))
    if not isinstance(goal, Apply) or goal.head != "iff" or goal.args[0] not in posed:
        return step
    kept = tuple(one for one in step.obligation.hypotheses if one == goal.args[0] or one not in posed or _bounds(one))
    return step if kept == step.obligation.hypotheses else replace(step, general=Obligation(kept, goal))


def _posed(step: Step) -> Term | None:
    """The inequality of a step that is to be solved."""
    if step.kind != "given" or step.role != "equation" or step.relation not in ORDERS:
        return None
    sides = [side.term for side in (step.lhs, step.rhs) if side is not None and side.term is not None]
    return Apply(step.relation, tuple(sides)) if len(sides) == 2 else None


def _bounds(order: Term) -> bool:
    match order:
        case Apply(_, (Symbol(), Number())) | Apply(_, (Number(), Symbol())):
            return True
    return False


__all__ = ["solved_alone"]
