"""Degrees spelled out behind a number in formulas that are typed without dollars: cos(30 deg), theta = 21.8 deg.

The sign is followed by blanks, so that every other character keeps its place.
"""

from __future__ import annotations

from functools import lru_cache

from derive.read.node import Node
from derive.read.patterns import regex
from derive.read.record import replace

_DEGREES = regex(r"(?<=\d)[ ]deg(?=\s*[)=,.;+*/-]|\s*$|\s+[(a-z])")
LENGTH = len(" deg")
PAGES = 4                                        # that are remembered


@lru_cache(maxsize=PAGES)
def with_signs(source: str) -> str:
    """The page with such words as signs, as long as it was."""
    return _DEGREES.sub("°".ljust(LENGTH), source)


def with_places(node: Node, source: str, start: int, stop: int) -> Node:
    """A formula that was read with the signs, with the places of the words: 30 deg ends behind its g."""
    signs = with_signs(source)
    ends = {at + 1: at + LENGTH for at in range(start, stop) if signs[at] == "°" and source[at] == " "}
    return _moved(node, ends) if ends else node


def _moved(node: Node, ends: dict[int, int]) -> Node:
    span = replace(node.span, stop=ends.get(node.span.stop, node.span.stop))
    return replace(node, span=span, children=tuple(_moved(child, ends) for child in node.children))


__all__ = ["with_places", "with_signs"]
