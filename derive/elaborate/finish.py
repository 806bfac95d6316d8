"""The page, put in order: steps by place, ids, goals and cases with their steps."""

from __future__ import annotations

from collections.abc import Sequence

from derive.elaborate.context import Context
from derive.elaborate.goals import shown_goal
from derive.elaborate.language.sections import initials
from derive.elaborate.names.signature import Signature
from derive.elaborate.page import Page
from derive.elaborate.step import Elaborated, Step, goes_on
from derive.kernel.term import Apply, Bind, Symbol, Term, free, heads, number, subterms
from derive.read.record import replace


def finished(page: Page) -> Elaborated:
    """Everything that was understood, in the order of the page."""
    order = sorted(range(len(page.steps)), key=lambda index: (page.steps[index].at.start, index))
    place = {old: new for new, old in enumerate(order)}
    names = _ids([page.steps[old] for old in order])
    ids = {page.steps[old].id: name for old, name in zip(order, names, strict=True)}
    ordered = in_chains([page.steps[old] for old in order])
    steps = tuple(
        replace(
            step, id=name, uses=tuple(ids[used] for used in step.uses),
            repeats=ids.get(step.repeats, ""), begins=page.starts.get(old),
        )
        for step, name, old in zip(ordered, names, order, strict=True)
    )
    cases = tuple(
        replace(case, steps=tuple(i for i, step in enumerate(steps) if step.case == number))
        for number, case in enumerate(page.cases)
    )
    starts = {place[old]: term for old, term in page.starts.items()}
    goals = tuple(shown_goal(goal, stop, steps, page, starts) for goal, stop in page.goals_done)
    named = tuple(replace(item, step=place[item.step]) for item in page.named)
    return Elaborated(steps, tuple(page.findings), cases, goals, named, _everything(page), page.network,
                      page.context.met, page.items.since)


def in_chains(steps: Sequence[Step]) -> list[Step]:
    """The steps, those of a chain of equations with the sides before and after their own."""
    found = list(steps)
    first = 0
    for place, step in enumerate(steps):
        if place and not goes_on(steps[place - 1], step):
            first = place
        if place + 1 == len(steps) or not goes_on(step, steps[place + 1]):
            _see_each_other(found, first, place)
    return found


def _see_each_other(found: list[Step], first: int, last: int) -> None:
    sides = [_sides(found[place]) for place in range(first, last + 1)]
    vanishes = found[first].vanishes or any(number(0) in pair for pair in sides if pair is not None)
    written = [side for pair in sides if pair is not None for side in pair]
    varied, sloping = _varied(written), any(not heads(side).isdisjoint(("derivative", "nabla")) for side in written)
    for place in range(first, last + 1):
        before = sides[place - first - 1] if place > first else None
        after = sides[place - first + 1] if place < last else None
        found[place] = replace(
            found[place], previous=before[0] if before is not None else None,
            following=after[1] if after is not None else None, vanishes=vanishes, varied=varied,
            sloping=sloping)


def _varied(sides: Sequence[Term]) -> frozenset[Symbol]:
    """The names of numbers in which a side is differentiated, where every side is one for any values of them."""
    names = {
        part.variable for side in sides if "derivative" in heads(side) for part in subterms(side)
        if isinstance(part, Bind) and part.head == "derivative" and part.bounds == (part.variable,)
        and part.variable.sort == "real"}
    formulas = [side for side in sides if not isinstance(side, Symbol)]
    return frozenset(names) if all(free(side) & names for side in formulas) else frozenset()


def _sides(step: Step) -> tuple[Term, Term] | None:
    """Both sides of an equation, as it is judged or as it was read."""
    if step.obligation is not None:
        match step.obligation.goal:
            case Apply("=", (left, right)):
                return left, right
        return None
    ends = [side.term for side in (step.lhs, step.rhs) if side is not None and side.term is not None]
    return (ends[0], ends[1]) if len(ends) == 2 and step.relation == "=" else None


def _everything(page: Page) -> Signature:
    """Every definition met, of all problems: the later one where two have one name."""
    merged = Context()
    for context in page.contexts:
        for part in ("sorts", "definitions", "values", "ranges", "arity"):
            getattr(merged, part).update(getattr(context, part))
    return merged.signature


def _ids(steps: list[Step]) -> list[str]:
    """Section, then count: T1.F.3."""
    counts: dict[str, int] = {}
    found = []
    for step in steps:
        prefix = initials(tuple(part for part in step.section.split(" / ") if part))
        counts[prefix] = counts.get(prefix, 0) + 1
        found.append(f"{prefix}.{counts[prefix]}" if prefix else str(counts[prefix]))
    return found
