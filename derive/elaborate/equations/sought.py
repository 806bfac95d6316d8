"""Coefficients of a formula that are found further down: a and b of y_p = a x + b, where "so a = 2, b = 0" comes.

Until then an equation that speaks of them asks for them, and is no claim about all of their values.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from derive.elaborate.language.purposes import purpose_of
from derive.elaborate.language.spelling import names_in, spelling
from derive.read.document import Heading
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page

CONSTANTS = frozenset({"pi", "e"})
BARE = 6                                         # the level of a bare line that reads as a heading
BEFORE = 160                                     # characters of a sentence that are looked at


def sought(page: Page, names: Iterable[str], place: int) -> set[str]:
    """Which of some names are concluded to be numbers behind a place of its section, and not put in."""
    asked = {name for name in names if not page.context.knows(name)}
    stop = min((block.span.start for block in page.document.blocks if isinstance(block, Heading)
                and block.level < BARE and block.span.start > place), default=len(page.document.source))
    return asked & {
        name for node in page.written if asked and place < node.span.start < stop and (name := _found(page, node))}


def _found(page: Page, node: Node) -> str | None:
    """The name that a formula says to be a number, as a result."""
    if node.kind != "chain" or node.children[1].text != "=" or not names_in(node.children[-1]) <= CONSTANTS:
        return None
    name = spelling(node.children[0])
    before = page.document.source[max(0, node.span.start - BEFORE) : node.span.start]
    sentence = before.rpartition("\n\n")[2].rpartition(". ")[2].lower()
    return name if purpose_of(sentence)[0] in ("", "statement") else None


__all__ = ["sought"]
