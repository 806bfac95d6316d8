r"""Rows in order: \sigma_1 \ge \dots \ge \sigma_d > 0 says how elements are numbered, and is given.

A number at the end where the least stands bounds every element. What rests on the order is neither proved nor refuted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.elaborate.language.spelling import spelling
from derive.elaborate.names.everywhere import LETTERS, everywhere
from derive.kernel.term import Apply, Number, free, number
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page

_FALLING, _RISING = frozenset((">", ">=")), frozenset(("<", "<="))


def is_row_in_order(node: Node) -> bool:
    """Whether a chain puts the elements of one name in order, with dots between them."""
    sides, signs = node.children[::2], node.children[1::2]
    written = {sign.text for sign in signs}
    if node.kind != "chain" or len(sides) < 3 or not (written <= _FALLING or written <= _RISING):
        return False
    elements = [side for side in sides if side.kind == "sub" and len(side.children) == 2]
    stems = {spelling(side.children[0]) for side in elements}
    dots = [place for place, side in enumerate(sides) if side.kind == "dots"]
    ends = [side for side in (sides[0], sides[-1]) if side.kind == "number"]
    if len(dots) != 1 or len(stems) != 1 or None in stems or len(elements) + len(ends) + 1 != len(sides):
        return False
    return 0 < dots[0] < len(sides) - 1 and all(sides[dots[0] + step].kind == "sub" for step in (-1, 1))


def orders_row(page: Page, node: Node) -> bool:
    """Put the order of a row in force as given; whether the formula is one."""
    if not is_row_in_order(node):
        return False
    sides, signs = node.children[::2], node.children[1::2]
    elements = [side for side in sides if side.kind == "sub"]
    stems = {spelling(side.children[0]) for side in elements}
    page.add(page.step("given", signs[0].span, role="assumption"))
    page.open |= {stem for stem in stems if stem is not None}    # what holds by the order is not refuted by others
    dots = next(place for place, side in enumerate(sides) if side.kind == "dots")
    terms = [page.read(side).term for side in sides if side.kind != "dots"]
    for left, sign, right in zip(terms, [*signs[:dots], *signs[dots + 1:]], terms[1:], strict=False):
        if left is not None and right is not None:
            page.context.assume(Apply(sign.text, (left, right)))
    for place in {part for term in terms if term is not None for part in free(term) if part.sort == "integer"}:
        page.context.assume(Apply("<=", (number(1), place)))                     # how many there are
    for end, sign in ((sides[0], signs[0]), (sides[-1], signs[-1])):
        if end.kind == "number":
            _bound(page, elements[0].children[0], end, sign, end is sides[0])
    return True


def _bound(page: Page, stem: Node, end: Node, sign: Node, first: bool) -> None:
    """x_j > 0 for every j, of ... >= x_n > 0, and of 0 < x_1 <= ..."""
    letter = next((letter for letter in LETTERS if letter not in page.context.values), LETTERS[0])
    one = page.read(Node("sub", "", (stem, Node("name", letter, (), end.span)), end.span)).term
    bound = page.read(end).term
    if isinstance(bound, Number) and isinstance(one, Apply) and one.head == "at":
        fact = everywhere(Apply(sign.text, (bound, one) if first else (one, bound)), ())
        if fact is not None:
            page.context.assume(fact)


__all__ = ["is_row_in_order", "orders_row"]
