"""The page, put in order: steps by place, ids, goals and cases with their steps."""

from __future__ import annotations

from dataclasses import replace

from derive.elaborate.language.sections import initials
from derive.elaborate.page import Page
from derive.elaborate.step import Elaborated, Goal, Step
from derive.kernel.term import Apply, Term, same


def finished(page: Page) -> Elaborated:
    """Everything that was understood, in the order of the page."""
    order = sorted(range(len(page.steps)), key=lambda index: (page.steps[index].at.start, index))
    place = {old: new for new, old in enumerate(order)}
    names = _ids([page.steps[old] for old in order])
    ids = {page.steps[old].id: name for old, name in zip(order, names, strict=True)}
    steps = tuple(
        replace(
            page.steps[old], id=name, uses=tuple(ids[used] for used in page.steps[old].uses),
            repeats=ids.get(page.steps[old].repeats, ""),
        )
        for old, name in zip(order, names, strict=True)
    )
    cases = tuple(
        replace(case, steps=tuple(i for i, step in enumerate(steps) if step.case == number))
        for number, case in enumerate(page.cases)
    )
    starts = {place[old]: term for old, term in page.starts.items()}
    goals = tuple(_goal(goal, stop, steps, page, starts) for goal, stop in page.goals_done)
    named = tuple(replace(item, step=place[item.step]) for item in page.named)
    return Elaborated(steps, tuple(page.findings), cases, goals, named, page.everything(), page.network,
                      page.context.met)


def _ids(steps: list[Step]) -> list[str]:
    """Section, then count: T1.F.3."""
    counts: dict[str, int] = {}
    found = []
    for step in steps:
        prefix = initials(tuple(part for part in step.section.split(" / ") if part))
        counts[prefix] = counts.get(prefix, 0) + 1
        found.append(f"{prefix}.{counts[prefix]}" if prefix else str(counts[prefix]))
    return found


def _goal(goal: Goal, stop: int, steps: tuple[Step, ...], page: Page, starts: dict[int, Term]) -> Goal:
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
