"""Equations of several lines: y = 2x + 3 of one, and y - 1 = -(x - 4)/2 of the perpendicular through a point.

The coordinates of one line are not those of another. What words draw from an equation ("so", "i.e.", "dividing by 2")
is of the same line, and judged by it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from derive.elaborate.formulas.linear import linear
from derive.elaborate.formulas.sampling import looks_like_identity
from derive.elaborate.language.spelling import names_in, spelling
from derive.kernel.term import Apply, free, substitute
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.formulas.lone import Lone
    from derive.elaborate.page import Page

LINES = re.compile(
    r"\b(?:lines?|tangents?|normals?|perpendiculars?|parallels?|altitudes?|medians?|chords?|secants?|asymptotes?"
    r"|bisectors?|sides?|diagonals?|slopes?|gradients?)\b", re.I)
DRAWN = re.compile(
    r"\b(?:so|hence|thus|therefore|then|i\.\s?e|that is|which is|or|equivalently|becomes?|gives?|giving|reads|yields?"
    r"|multiply(?:ing)?|divid(?:e|ing)|rearrang\w*|simplif\w*|expand\w*|in other words|this is|substitut\w*|since"
    r"|because|solv\w*|rewrit\w*|implies|means|check\w*|indeed)\b"
    r"(?![^.]*\b(?:line|perpendicular|parallel|normal|tangent|bisector|altitude|median|chord|(?:has|with|of) slope)\b)",
    re.I)
FAR_BEFORE = 400                                 # characters in which lines are spoken of


CURVE = re.compile(                              # The parabola y = x^2 has ..., at the head of a sentence
    r"\W*(?:the|a|another)\s+(?:(?:second|other|first|third|next|last)\s+)?"
    r"(?:parabola|curve|graph|hyperbola|function|cubic|quadratic|line)[\s$]*", re.I)


def let_line_anew(page: Page, node: Node) -> bool:
    """Forget y = 2x + 3 where the equation of another line, or curve, stands; whether it did."""
    curve = spelling(node.children[0])
    if curve in page.context.definitions and CURVE.fullmatch(page.words) and names_in(node.children[2]) - {curve}:
        known, right = page.context.definitions[curve], page.read(node.children[2]).term
        if right is not None and not known.parameters and looks_like_identity(known.body, right) is False:
            page.context.forget(curve, page.context.sorts.get(curve))
            return True
    found = _given_by_a_line(page, node)
    behind = page.behind.span.stop if page.behind is not None else max(0, node.span.start - FAR_BEFORE)
    if found is None or not _is_of_another(page, behind, node.span.start):
        return False
    page.context.forget(found, page.context.sorts.get(found))
    return True


def is_another_line(page: Page, lone: Lone) -> bool:
    """Whether the last equation gave a line, y = 2x + 3, and the words begin another one that this does not hold of."""
    last = page.run[-1]
    name = last.isolated
    if name is None or len(lone.unknowns) != 2 or lone.unknowns != last.unknowns:
        return False
    there = {name: last.right if last.left == name else last.left}
    lines = all(linear(Apply("=", (one.left, one.right))) is not None for one in (last, lone))
    return lines and looks_like_identity(substitute(lone.left, there), substitute(lone.right, there)) is False and (
        _is_of_another(page, last.side.span.stop, lone.side.span.start))


def _is_of_another(page: Page, behind: int, start: int) -> bool:
    """Whether lines are spoken of, and the words since the last statement draw nothing from it."""
    source = page.document.source
    return DRAWN.search(source, min(behind, start), start) is None and (
        LINES.search(source, max(0, start - FAR_BEFORE), start) is not None)


def _given_by_a_line(page: Page, node: Node) -> str | None:
    """The name that a line was given for, where an equation of a line in the same two names is not of that one."""
    if len(node.children) != 3 or node.children[1].text != "=" or len(names := names_in(node)) != 2:
        return None
    one, other = page.read(node.children[0]).term, page.read(node.children[2]).term
    if one is None or other is None or linear(Apply("=", (one, other))) is None:
        return None
    for name in sorted(names):
        known = page.context.definitions.get(name)
        if known is None or known.parameters or {symbol.name for symbol in free(known.body)} != names - {name}:
            continue
        there = {known.symbol: known.body}
        if linear(Apply("=", (known.symbol, known.body))) is not None and looks_like_identity(
                substitute(one, there), substitute(other, there)) is False:
            return name
    return None


__all__ = ["is_another_line", "let_line_anew"]
