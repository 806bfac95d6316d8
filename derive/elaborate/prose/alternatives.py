"""Formulas that words join to one statement: x = 1, x = 2 or x = 3; A if and only if B."""

from __future__ import annotations

import re

from derive.elaborate.language.spelling import spelling
from derive.elaborate.language.template import Template
from derive.read.node import Node, Span

EITHER = re.compile(r"\beither\b[^⟦]*⟦\d+⟧")
OR = re.compile(r"^\s*,?\s*or\s*$")
IFF = re.compile(r"^\s*,?\s*(?:iff|if and only if|exactly (?:when|if)|precisely (?:when|if))\s*$")


def alternatives(text: Template, joined: re.Pattern[str] = OR) -> dict[int, int]:
    """First and last of formulas joined by "or": x = 2 or x = 3."""
    found: dict[int, int] = {}
    first = 0
    for index in range(1, len(text.gaps)):
        both = (text.node(index - 1), text.node(index))
        start, stop = text.gaps[index - 1]
        ways = EITHER.search(text.text[text.sentence_start(start) : start])    # either A, so B, or C
        if not ways and joined.match(text.text[stop : text.gaps[index][0]]) and all(
            node is not None and node.kind == "chain" and node.children[0].kind != "none" for node in both
        ):
            found[first] = index
        else:
            first = index
    return {_first_of_list(text, first): last for first, last in found.items()}


def _first_of_list(text: Template, first: int) -> int:
    """The first of the values of one name that commas join to the last two: x = 1, x = 2 or x = 3."""
    def sets(index: int) -> str | None:
        node = text.node(index)
        lone = node is not None and node.kind == "chain" and len(node.children) == 3 and node.children[1].text == "="
        return spelling(node.children[0]) if lone and node is not None else None

    name = sets(first)
    while name and first and sets(first - 1) == name and (
            text.text[text.gaps[first - 1][1] : text.gaps[first][0]].strip() == ","):
        first -= 1
    return first


def joined_by_or(text: Template, first: int, last: int) -> Node:
    """The formulas of such a list as one statement."""
    nodes = [node for index in range(first, last + 1) if (node := text.node(index)) is not None]
    return Node("logic", "or", tuple(nodes), Span(nodes[0].span.start, nodes[-1].span.stop))


def equivalence(text: Template, first: int, equal: dict[int, int], either: dict[int, int]) -> tuple[Node, int]:
    """A iff B or C, with the words as relations; and the last formula of it."""
    parts: list[Node] = []
    last = equal[either.get(first, first)]
    while first <= last:
        stop = either.get(first, first)
        node = joined_by_or(text, first, stop) if first in either else text.node(first)
        assert node is not None
        if parts:
            parts.append(Node("relation", "iff", (), Span(parts[-1].span.stop, node.span.start)))
        parts.append(node)
        first, last = stop + 1, max(last, stop)
    return Node("chain", "", tuple(parts), Span(parts[0].span.start, parts[-1].span.stop)), last
