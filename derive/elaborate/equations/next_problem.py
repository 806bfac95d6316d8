"""Whether an equation is no line of the solution before it, but the next thing to be solved.

    1. 2 x = 8, so x = 4.    2. x^2 - x - 6 = 0         an item begins with it, and x = 4 does not solve it
    (I) x + y = 7, (II) x - y = 1                    another equation of a system
    25 q = 500, so q = 20. With a price of 40: 40 q = 500 + 20 q      no root in common, behind a value or a label
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from derive.elaborate.formulas.lone import Lone
from derive.elaborate.formulas.roots_found import are_apart
from derive.elaborate.formulas.sampling import looks_like_identity
from derive.elaborate.language.outline import items_between
from derive.kernel.term import Apply, free, substitute

if TYPE_CHECKING:
    from derive.elaborate.page import Page

ITEM = re.compile(r"\s*(?:[-*+]|\\item\b(?:\[.*?\])?|[*_(]*(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[*_]*[.):])[\s*_\\($]*")
ROMAN = re.compile(r"[\s$,;]*(?:and\s+)?[*_]*(?:\([IVX]{1,4}\)|[IVX]{1,4}:)[*_]*[\s$]*")


def is_next_item(page: Page, lone: Lone) -> bool:
    """Whether an equation in an item of a list comes after a solution, in the item before, that it does not have.

    1. 2 x = 8, so x = 4.    2. x^2 - x - 6 = 0 is another equation. The steps of one solution may be items, too.
    - x = 3 y, so y = x/3.   - 2 x + y = 0 is not solved by it for every x.
    """
    source = page.document.source
    start, last = lone.side.span.start, page.run[-1]
    begins = ITEM.fullmatch(source[source.rfind("\n", 0, start) + 1 : start])
    if last.isolated == lone.isolated or not (begins or items_between(source, last.side.span.stop, start)):
        return False
    value = last.right if last.left == last.isolated else last.left
    if last.isolated is None:
        return last.closes
    there = {last.isolated: value}
    return looks_like_identity(substitute(lone.left, there), substitute(lone.right, there)) is False


def is_another(page: Page, lone: Lone) -> bool:
    """Whether an equation has no root in common with the one that was to be solved, and begins an item or comes after
    a value of the unknown: 25 q = 500, so q = 20. With a price of 40: 40 q = 500 + 20 q.
    """
    source, start, last = page.document.source, lone.side.span.start, page.run[-1]
    begins = items_between(source, last.side.span.stop, start, bullets=False)
    value = last.isolated is not None and not free(last.right if last.left == last.isolated else last.left)
    if not (begins or value) or lone.isolated is not None:
        return False
    return all(_is_equation(one) for one in (page.run[0], lone)) and are_apart(
        (page.run[0].left, page.run[0].right), (lone.left, lone.right))


def is_of_a_system(page: Page, lone: Lone) -> bool:
    """Whether an equation in several unknowns has a number behind another one: (I) x + y = 7, (II) x - y = 1."""
    between = page.document.source[page.run[-1].side.span.stop : lone.side.span.start]
    return len(lone.unknowns) > 1 and ROMAN.fullmatch(between) is not None


def _is_equation(lone: Lone) -> bool:
    return isinstance(lone.side.term, Apply) and lone.side.term.head == "="


__all__ = ["is_another", "is_next_item", "is_of_a_system"]
