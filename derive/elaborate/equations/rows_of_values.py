"""Several names set to numbers at once: take (a, b) = (1, 3), for example (x, y, z) = (1, 2, 3), or a = b = 2.

So do words about a start: start (x0, y0) = (4, 1).

Each name is then what its number says, as in a = 1, b = 3. Without words that set them it is a claim, as of a solution.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from derive.elaborate.language.spelling import names_in, spelling, unwrapped
from derive.read.node import Node, Span
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

EXAMPLE = re.compile(
    r"\b(?:for example|for instance|e\.\s?g\.?|examples?:)\W*$"
    r"|\b(?:start(?:s|ing)?|initial\w*|begin(?:s|ning)?)\b"
    r"(?: (?:point|points|value|values|state|guess|vector|position|is|are|at|with|from|in|the|it|we|by)){0,4}[\s$:(]*$",
    re.I)


def set_at_once(page: Page, node: Node, purpose: str) -> tuple[Node, str]:
    """A list of the equations that such a row sets, given or as conditions; any other statement as it is."""
    node = unwrapped(node) if purpose in ("given", "condition") else node
    example = purpose in ("", "statement") and EXAMPLE.search(page.words) is not None
    if purpose not in ("given", "condition") and not example:
        return node, purpose
    rows = _rows(node)
    if not rows:
        return node, purpose
    page.said = "at" if example else page.said
    return Node("list", "", rows, node.span), "given" if example else purpose


def each_set(nodes: Iterable[Node]) -> Iterator[Node]:
    """Conditions, with the equations that a row sets one by one."""
    for node in nodes:
        yield from _rows(node) or (node,)


def _rows(node: Node) -> tuple[Node, ...]:
    """The equations of a row; none of any other statement."""
    if node.kind != "chain" or any(relation.text != "=" for relation in node.children[1::2]):
        return ()
    names, signs, values = _row(node)
    letters = [spelling(name) for name in names]
    if len(names) < 2 or len(names) != len(values) or None in letters or len(set(letters)) < len(letters):
        return ()
    if any(map(names_in, values)):
        return ()
    return tuple(Node("chain", "", row, Span(row[0].span.start, node.span.stop))
                 for row in zip(names, signs, values, strict=True))


def _row(node: Node) -> tuple[Sequence[Node], Sequence[Node], Sequence[Node]]:
    """The names, a sign for each, and the numbers."""
    if len(node.children) > 3:
        *names, last = node.children[0::2]       # a = b = 2
        return names, node.children[1::2], [last] * len(names)
    left, sign, right = node.children
    names = [*_items(left)]
    return names, [replace(sign, span=name.span) for name in names], _items(right)


def _items(side: Node) -> Sequence[Node]:
    inner = side.children[0] if side.kind == "paren" and side.text == "()" else side
    return inner.children if inner is not side and inner.kind == "list" else ()


__all__ = ["set_at_once"]
