"""Conditions under which a page spoke of names before: no point outside of them refutes a line that goes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from derive.elaborate.equations.differential_equations import parameters_asked
from derive.elaborate.equations.granted import (
    counted,
    discounts,
    positive,
    shares,
    sizes,
    taken_for_granted,
    under_roots,
)
from derive.elaborate.equations.where_given import said_under
from derive.kernel.setting import conjuncts
from derive.kernel.term import Symbol, Term, free, heads
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

ALL_REAL = re.compile(r"\b(?:all|every|any|arbitrary) real\b[^.\n]*\Z", re.I)
NEAR = 90                                        # characters
SOLVING = frozenset(("iff", "implies"))


def remember_conditions(page: Page, start: int) -> None:
    """What was said for n >= 4 may go on to be about n >= 4: no other n refutes the lines after it; proved without it.

    A line with a condition of its own on the same names has just that one. What solves an equation in one problem keeps
    to no condition of another: x^2 = 16 iff x = 4, beside x >= 0 in the problem before. Nor does what is said of all
    real numbers.
    """
    said, counts = dict[Term, frozenset[Symbol]](), counted(page.document.source, page.context.ranges.values())
    called = counted(" ".join(page.text(block.span) for block in page.items.blocks), page.context.ranges.values())
    below = under_roots(page.context.definitions.values(), page.context.facts)
    of_others: set[Term] = set()
    for place, step in enumerate(page.steps):
        own = dict.fromkeys(term for part in step.conditions for term in conjuncts(part.term))
        if step.claim is not None and step.role == "definition" and (asked := parameters_asked(step)):
            said[step.claim.goal] = asked        # r of e^{rx}, if that is to solve an equation
        said |= said_under(step, own)
        if place < start and step.section:
            of_others |= said_under(step, own).keys()
        if step.obligation is None or place < start:
            continue
        goal, here = step.obligation.goal, step.obligation.hypotheses
        natural = (*sizes(goal, page.measured, below), *positive(goal, counts, called),
                   *discounts(goal, page.document.source))
        if granted := taken_for_granted(goal):
            spoken_of = all(symbol.name in page.measured for symbol in free(goal))
            page.steps[place] = replace(
                step, before=(*granted, *natural), sizes=(*granted, *natural) if spoken_of else natural)
        elif (spoken := free(goal).difference(*map(free, own))) or natural:
            at, source = step.at.start, page.document.source
            anew = heads(goal) & SOLVING or ALL_REAL.search(source, max(0, at - NEAR), at)
            others = of_others if anew and page.has_label else ()
            earlier = (term for term, of in said.items() if of & spoken and term not in here and term not in others)
            before = (*earlier, *natural, *shares(goal, here))
            if before or step.before or step.sizes:
                page.steps[place] = replace(step, sizes=natural, before=before)


__all__ = ["remember_conditions"]
