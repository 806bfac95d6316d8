r"""Equations in a row that hold together, as those of a system do, and none of which follows from the one before.

    A + B = 1, \qquad 2A + 3B = 4 \Rightarrow B = 2       both lead to it
    -3y - z = -9, \qquad y - 2z = -4                      two lines, that meet in one point
    2x + 4y = 8, \qquad x + 2y = 4                        one line, rewritten
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from derive.elaborate.formulas.linear import linear, solution
from derive.elaborate.formulas.lone import Lone
from derive.elaborate.step import Condition, Side
from derive.kernel.term import Apply, Term, free

if TYPE_CHECKING:
    from derive.elaborate.page import Page

BETWEEN = re.compile(r"[\s$&]*(?:,|\\q?quad(?![a-z]))[\s$,&]*(?:(?:\\[,;: ]|\\q?quad(?![a-z])|~)[\s$,&]*)*")


def are_side_by_side(page: Page, one: Side, other: Side) -> bool:
    """Whether nothing but a comma, or space, stands between two statements of one paragraph."""
    between = page.document.source[one.span.stop : other.span.start]
    return one.span.stop <= other.span.start and "\n\n" not in between and BETWEEN.fullmatch(between) is not None


def is_another_line_of_them(page: Page, before: Lone | None, lone: Lone) -> bool:
    """Whether two linear equations side by side meet in one point, and neither says what a name of it is."""
    if before is None or lone.isolated is not None or len(lone.unknowns) < 2 or not lone.unknowns <= before.unknowns:
        return False
    return are_side_by_side(page, before.side, lone.side) and _meet(before.side.term, lone.side.term)


def _meet(one: Term | None, other: Term | None) -> bool:
    """Whether two linear equations in two unknowns leave each of these one value."""
    if one is None or other is None:
        return False
    forms = [form for term in (one, other) if isinstance(term, Apply) and term.head == "="
             and (form := linear(term)) is not None]
    names = sorted(free(one) | free(other), key=lambda symbol: symbol.name)
    return len(forms) == 2 and solution(forms, names) is not None


def held_with(page: Page, left: Side, right: Term | None) -> list[Condition]:
    """The equations side by side before an arrow's own, in its unknowns: they lead to the other side together."""
    if right is None or not _is_equation(left.term) or left.term is None or len(free(left.term)) < 2:
        return []                                # an equation with one unknown settles it itself
    found: list[Lone] = []
    nearest, known = left, free(left.term)
    for lone in reversed(page.run):
        if not (_is_equation(lone.side.term) and lone.unknowns & free(left.term)
                and are_side_by_side(page, lone.side, nearest)):
            break
        found.append(lone)
        nearest, known = lone.side, known | lone.unknowns
    if not free(right) <= known:
        return []
    return [Condition(lone.side.term, lone.side.span, lone.side.node) for lone in reversed(found)
            if lone.side.term is not None]


def _is_equation(term: Term | None) -> bool:
    return isinstance(term, Apply) and term.head == "="


__all__ = ["are_side_by_side", "held_with", "is_another_line_of_them"]
