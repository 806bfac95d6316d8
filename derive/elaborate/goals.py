"""Goals: what a text sets out to show, and the stretch of it that is the proof."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.elaborate.formulas.expression import elaborate
from derive.elaborate.formulas.rewording import in_words
from derive.elaborate.names.aliases import find_aliases
from derive.elaborate.step import Condition, Goal, Step
from derive.kernel.term import Apply, Obligation, Term, same
from derive.read.node import Node
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page


def set_goal(page: Page, node: Node, conditions: Sequence[Condition]) -> None:
    """What is to be proved; its obligation is read at the end, when every definition is known.

    For a, b > 0 show that a + b >= 2 sqrt(ab): the proof, up to the next goal, is of such a and b.
    """
    find_aliases(page, node)
    reading = elaborate(node, page.signature, in_words(page.correct))
    goal = Goal(node.span, None, unread=reading.problem)
    close_goals(page, node.span.start)
    page.open_goals.append((goal, node, tuple(one.term for one in conditions), list(page.context.facts)))
    for condition in conditions:
        page.context.assume(condition.term)
    page.chain = None


def close_goals(page: Page, stop: int) -> None:
    """Goals with their obligations: the definitions of the whole proof, the facts that held when they were set."""
    for goal, node, conditions, facts in page.open_goals:
        term = elaborate(node, page.context.signature, in_words(page.correct)).term
        if term is None or not isinstance(term, Apply):
            page.goals_done.append((goal, stop))
            continue
        context = page.context.copy()
        context.facts = [fact for fact in context.facts if fact in facts]
        hypotheses = context.in_force([term], conditions, with_values=False)
        page.goals_done.append((replace(goal, obligation=Obligation(hypotheses, term), unread=""), stop))
    page.context.withdraw(condition for _, _, conditions, facts in page.open_goals for condition in conditions
                          if condition not in facts)
    page.open_goals = []


def shown_goal(goal: Goal, stop: int, steps: tuple[Step, ...], page: Page, starts: dict[int, Term]) -> Goal:
    """A goal with the steps of its proof, its cases and the steps that conclude it."""
    inside = tuple(i for i, step in enumerate(steps) if goal.span.stop <= step.at.start < stop and step.kind != "given")
    cases = tuple(i for i, case in enumerate(page.cases) if goal.span.stop <= case.span.start < stop)
    conclusions: tuple[int, ...] = ()
    if goal.obligation is not None and isinstance(goal.obligation.goal, Apply) and len(goal.obligation.goal.args) == 2:
        left, right = goal.obligation.goal.args
        conclusions = tuple(i for i in inside if _concludes(steps[i], starts.get(i), left, right))
    return replace(goal, steps=inside, cases=cases, conclusions=conclusions)


def _concludes(step: Step, start: Term | None, left: Term, right: Term) -> bool:
    """Whether a step says something of the left side of the goal, or ends a chain from it at the right side."""
    if step.lhs is not None and step.lhs.term is not None and same(step.lhs.term, left):
        return True
    ends = step.rhs is not None and step.rhs.term is not None and same(step.rhs.term, right)
    return ends and start is not None and same(start, left)
