"""The page, put in order: steps by place, ids, goals and cases with their steps."""

from __future__ import annotations

from dataclasses import replace

from derive.elaborate.goals import shown_goal
from derive.elaborate.language.sections import initials
from derive.elaborate.page import Page
from derive.elaborate.step import Elaborated, Step


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
    goals = tuple(shown_goal(goal, stop, steps, page, starts) for goal, stop in page.goals_done)
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
