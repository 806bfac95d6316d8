"""The answer with which the solution of an equation or an inequality ends: it has all solutions, and no others.

    sqrt(2 x + 3) = x,  2 x + 3 = x^2,  x = 3 or x = -1        the last line follows from the one before it, and ends
                                                               with a root that the first equation does not have
    (x - 1)/(x + 2) >= 0,  x <= -2 or x >= 1                   it follows, and x = -2 is no solution

An answer that looks wrong at some point is judged against what was to be solved; any other as a step from what is
before it. Where the page goes on after it, or tells the solutions bit by bit, it may not be the answer yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from derive.elaborate.formulas.lone import Lone, ending_of
from derive.elaborate.formulas.sampling import HOLDS, approximate
from derive.elaborate.step import Step, is_mark
from derive.kernel.term import RELATIONS, Apply, Obligation, Symbol, Term, free
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

GOES_ON = re.compile(
    r"\b(check\w*|test(?:s|ed|ing)?|reject\w*|extraneous|discard\w*|but|however|only|invalid|exclud\w*|satisf\w*|domain|verif\w*|except"
    r"|require\w*|must|since|because|case|also|other|second|valid|admissible|not|defined|combin\w*|together)\b", re.I)
ORDERS = frozenset({"<", "<=", ">", ">=", "!="})
NEAR = 0.0078125


def judge_final_answers(page: Page, asked: Sequence[int], start: int) -> None:
    """Roots gained on the way, and inequalities of which the answer is another set."""
    for run in page.runs:
        if run[-1].closes and run[-1].closed_by >= start and _ends(page, run[-1].closed_by, asked):
            _against_the_first(page, ending_of(run))
    for place in asked:
        inequality = _relation(page.steps[place])
        if inequality is not None and inequality.head in ORDERS and len(free(inequality)) == 1:
            _answered(page, place, inequality, asked)


def _against_the_first(page: Page, run: Sequence[Lone]) -> None:
    """The values against the equation that was to be solved, where one of them does not look like a root of it."""
    place, first = run[-1].closed_by, run[0]
    step = page.steps[place]
    goal = step.obligation.goal if step.obligation is not None else None
    if len(run) < 2 or not isinstance(goal, Apply) or goal.head != "iff" or first.side.term is None:
        return
    values = goal.args[1]
    found = list(_values(values))
    if any(_true(first.side.term, {name: value}) is not True for name, value in found) and found:
        page.steps[place] = _restated(step, first.side.term, values)


def _values(term: Term) -> Iterator[tuple[Symbol, float]]:
    parts = term.args if isinstance(term, Apply) and term.head == "or" else (term,)
    for part in parts:
        match part:
            case Apply("=", (Symbol() as name, value)) if (number := approximate(value, {})) is not None:
                yield name, number


def _answered(page: Page, place: int, inequality: Apply, asked: Sequence[int]) -> None:
    """The last solved form of an inequality, where it is the only one or says two things at once."""
    (unknown,) = free(inequality)
    groups: list[list[int]] = []
    last = place
    for later in range(place + 1, len(page.steps)):
        step = page.steps[later]
        if later in asked or step.section != page.steps[place].section:
            break
        if step.case is not None or step.conditions:
            return
        last = later
        goal = step.obligation.goal if step.kind == "link" and step.obligation is not None else None
        if goal is None or not _is_solved(goal, unknown):
            continue
        if groups and groups[-1][-1] == later - 1 and step.lhs == page.steps[later - 1].rhs:
            groups[-1].append(later)             # -2 < x < 3
        else:
            groups.append([later])
    if not groups or groups[-1][-1] != last or not _ends(page, last, asked):
        return
    goals = [step.obligation.goal for k in groups[-1] if (step := page.steps[k]).obligation is not None]
    answer = goals[0] if len(goals) == 1 else Apply("and", tuple(goals))
    whole = len(groups) == 1 or (isinstance(answer, Apply) and answer.head in ("or", "and"))
    between = page.document.source[page.steps[place].at.stop : page.steps[last].at.start]
    if whole and not GOES_ON.search(between) and not _agree(inequality, answer, unknown):
        page.steps[last] = _restated(page.steps[last], inequality, answer)


def _is_solved(goal: Term, unknown: Symbol) -> bool:
    """x < 2, or several of them."""
    if not isinstance(goal, Apply):
        return False
    if goal.head in ("or", "and"):
        return all(_is_solved(part, unknown) for part in goal.args)
    if goal.head not in RELATIONS or unknown not in goal.args:
        return False
    return all(side == unknown or not free(side) for side in goal.args)


def _agree(inequality: Apply, answer: Term, unknown: Symbol) -> bool:
    """Whether both hold at the same points around the ends of the answer, as far as floating point tells."""
    ends = sorted({value for side in _ends_of(answer) if (value := approximate(side, {})) is not None})
    points = {end + shift for end in ends for shift in (0.0, NEAR, -NEAR, 1.0, -1.0, 50.0, -50.0)}
    points |= {(a + b) / 2 for a, b in pairwise(ends)}
    return all((_true(inequality, {unknown: point}) is True) == (_true(answer, {unknown: point}) is True)
               for point in points)


def _true(statement: Term, point: dict[Symbol, float]) -> bool | None:
    """Whether a statement holds at a point; None where a part of it has no value there."""
    match statement:
        case Apply("and" | "or" as head, parts):
            found = [_true(part, point) is True for part in parts]
            return all(found) if head == "and" else any(found)
        case Apply("=", (left, right)):
            one, other = approximate(left, point), approximate(right, point)
            return None if one is None or other is None else abs(one - other) <= 1e-9 * (1 + abs(one) + abs(other))
        case Apply(head, (left, right)) if head in HOLDS:
            one, other = approximate(left, point), approximate(right, point)
            return None if one is None or other is None else HOLDS[head](one, other)
    return None


def _ends_of(answer: Term) -> Iterator[Term]:
    if isinstance(answer, Apply) and answer.head in ("or", "and"):
        for part in answer.args:
            yield from _ends_of(part)
    elif isinstance(answer, Apply):
        yield from (side for side in answer.args if not free(side))


def _ends(page: Page, place: int, asked: Sequence[int]) -> bool:
    """Whether nothing is said after a step that could take something of it back."""
    step, source = page.steps[place], page.document.source
    section = [k for k in range(place + 1, len(page.steps)) if page.steps[k].section == step.section]
    follows = section[0] if section else None
    if follows is not None and follows not in asked:
        return all(page.steps[k].at.start <= _end_of(step) for k in section[:1])
    end = _end_of(step)
    rest = source[end : page.steps[follows].at.start if follows is not None else len(source)]
    rest = re.split(r"^#", rest, maxsplit=1, flags=re.MULTILINE)[0]
    return GOES_ON.search(rest) is None


def _end_of(step: Step) -> int:
    return max([step.at.stop, *(side.span.stop for side in (step.lhs, step.rhs) if side is not None)])


def _restated(step: Step, asked: Term, answer: Term) -> Step:
    """The step as an equivalence of what was to be solved and the answer."""
    assert step.obligation is not None
    hypotheses = tuple(h for h in step.obligation.hypotheses if h != asked and not (
        is_mark(h) and h.args and set(h.args) <= free(asked)))
    return replace(step, obligation=Obligation(hypotheses, Apply("iff", (asked, answer))), general=None, rounded=None,
                   within=(), role="equation", numeric=False)


def _relation(step: Step) -> Apply | None:
    left = step.lhs.term if step.lhs is not None else None
    right = step.rhs.term if step.rhs is not None else None
    if left is None or right is None or step.relation not in RELATIONS:
        return None
    return Apply(step.relation, (left, right))
