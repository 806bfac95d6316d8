"""Values and equations that are told in the course of a solution, against the equation that was to be solved.

    Solve 4^x - 2^x = 2. Let u = 2^x.
    u^2 - u - 2 = 0                  link: the equation in x implies it, u being 2^x
    Hence x = 1.                     link: the equation holds exactly there

Where several values are told one by one, each is a root or is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.elaborate.equations.systems import equation_of, marked
from derive.elaborate.language.template import SENTENCE
from derive.elaborate.step import Side, Step, is_mark
from derive.kernel.term import Apply, Obligation, Symbol, Term, free, subterms
from derive.read.node import Span
from derive.read.patterns import regex
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

TAKEN_BACK = regex(
    r"\b(try\w*|guess\w*|suppose|assum\w*|if|instead|when|let|at|set\w*|put\w*|choos\w*|check\w*|reject\w*|extraneous"
    r"|discard\w*|not|no|wrong|invalid|other\w*|another|case|unless|without|cannot|impossible|fails?|test\w*)\b", re.I)
LOOKED_AT = regex(r"[\s$*_)]*(?:\\\))?[\s*_]*:|[^\n]*[✘✗❌✖]")         # x = 1: the sides are 3 and -3 ✘
IN_A_CASE = regex(r"\W*(?:if|when|suppose|assume|in case|otherwise)\b", re.I)        # if -x = 1, x = -1
THROWN_OUT = regex(
    r"\b(?:thrown?\b|throw\w*|reject\w*|extraneous|discard\w*|exclud\w*|invalid|impossible|no solution"
    r"|not a (?:root|solution)|does not (?:work|satisf\w*|fit|count))\b", re.I)
SEVERAL = regex(r"\b(one|first|second|other|also|another|a solution|a root|solutions|roots)\b", re.I)


def judge_told_roots(page: Page, asked: Sequence[int]) -> None:
    """Every lone value of the unknown, and every equation in a name that stands for a formula in it."""
    for place in asked:
        equation = equation_of(page.steps[place])
        if equation is None or place + 1 in asked or place - 1 in asked or len(free(equation)) != 1:
            continue
        (unknown,) = free(equation)
        said: dict[Symbol, Side] = {}            # the last equation in each name that stands for a formula
        solved, alone = _side(page, page.steps[place], equation), _is_only(page, place, unknown, asked)
        for later in range(place + 1, len(page.steps)):
            step = page.steps[later]
            if later in asked or step.section != page.steps[place].section or step.case is not None:
                break
            if unknown.sort == "real":
                page.steps[later] = _told(page, later, solved, unknown, said, alone) or step


def _is_only(page: Page, place: int, unknown: Symbol, asked: Sequence[int]) -> bool:
    """Whether one value alone is told of the unknown, and not as one of several."""
    stop = next((k for k in asked if k > place), len(page.steps))
    steps = [step for step in page.steps[place + 1 : stop] if step.section == page.steps[place].section]
    told = [step for step in steps if _tells(step, unknown)]
    end = max([page.steps[place].at.stop, *(step.at.stop for step in steps)])
    return len(told) == 1 and not SEVERAL.search(page.document.source[page.steps[place].at.stop : end])


def _tells(step: Step, unknown: Symbol) -> bool:
    """x = 3, or x = 3 or x = -3"""
    terms = [side.term for side in (step.lhs, step.rhs) if side is not None and side.term is not None]
    if unknown in terms:
        return True
    terms += [step.obligation.goal] if step.obligation is not None else []
    return any(isinstance(part, Apply) and part.head == "=" and unknown in part.args
               for term in terms for part in subterms(term))


def _told(
    page: Page, place: int, solved: Side, unknown: Symbol, last: dict[Symbol, Side], alone: bool
) -> Step | None:
    step, equation = page.steps[place], solved.term
    said = equation_of(step)
    if said is None or equation is None or TAKEN_BACK.search(_words_before(page, place)):
        return None
    up_to, onward = _sentence(page, place)
    if IN_A_CASE.match(up_to) or THROWN_OUT.search(onward):
        return None
    if LOOKED_AT.match(page.document.source, max(s.span.stop for s in (step.lhs, step.rhs) if s is not None)):
        return None
    is_given = step.kind == "given" and step.role == "equation"
    hypotheses = step.obligation.hypotheses if step.obligation is not None else ()
    if not is_given and (step.kind != "link" or step.obligation is None or step.obligation.goal != said):
        return None
    if said.args[0] == unknown and not free(said.args[1]) and (is_given or unknown in marked(step)):
        return _restated(page, step, solved, "iff" if alone else "implied", _without(hypotheses, equation, {unknown}))
    if len(free(said)) != 1 or is_given or not free(said) <= marked(step):
        return None
    (name,) = free(said)
    if not any(isinstance(h, Apply) and h.head == "=" and h.args[0] == name and free(h.args[1]) == {unknown}
               for h in hypotheses):
        return None
    if _is_value(said):                          # one of several perhaps: it may be proved
        before = last.get(name, solved).term
        return replace(step, obligation=Obligation((*hypotheses, before or Apply("true")), said))
    if step.conditions:
        return None
    above, last[name] = last.get(name, solved), _side(page, step, said)
    return _restated(page, step, above, "implies", _without(hypotheses, equation, {unknown, name}))


def _is_value(equation: Apply) -> bool:
    return any(isinstance(side, Symbol) for side in equation.args)


def _words_before(page: Page, place: int) -> str:
    """The words between a step and the end of the sentence or the step before it."""
    here = page.steps[place].at.start
    start = max([0, *(step.at.stop for step in page.steps[:place] if step.at.stop <= here)])
    return page.document.source[start:here].split(". ")[-1]


def _sentence(page: Page, place: int) -> tuple[str, str]:
    """The sentence in which a step stands, up to it and from it on."""
    source, here = page.document.source, page.steps[place].at.start
    return SENTENCE.split(source[:here])[-1], SENTENCE.split(source[here:])[0]


def _without(hypotheses: tuple[Term, ...], equation: Term, names: set[Symbol]) -> tuple[Term, ...]:
    """The hypotheses without the equation itself, and without the marks on the names."""
    return tuple(h for h in hypotheses if h != equation and not (
        is_mark(h) and h.args and set(h.args) <= names))


def _side(page: Page, step: Step, term: Term) -> Side:
    """An equation as one side of a link."""
    spans = [side.span for side in (step.lhs, step.rhs) if side is not None]
    span = Span(spans[0].start, spans[-1].stop)
    return Side(span, page.text(span), step.lhs.node if step.lhs is not None else None, term)


def _restated(page: Page, step: Step, before: Side, arrow: str, hypotheses: tuple[Term, ...]) -> Step:
    """The step as what an earlier equation says of it: both hold together, or one implies the other."""
    said = equation_of(step)
    assert said is not None
    assert before.term is not None
    sides = (_side(page, step, said), before) if arrow == "implied" else (before, _side(page, step, said))
    head = "implies" if arrow == "implied" else arrow
    goal = Apply(head, tuple(side.term or Apply("true") for side in sides))
    return replace(step, kind="link", lhs=sides[0], rhs=sides[1], relation=head, role="equation", general=None,
                   obligation=Obligation(hypotheses, goal), rounded=None, within=(), numeric=False)
