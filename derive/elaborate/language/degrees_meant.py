r"""Angles in degrees without the word, on a page that speaks of degrees: u cos 30 of a throw at 30 degrees.

    at 30 degrees: u cos 30, \sin(60)       the angle is 30 degrees, and 60 degrees
    \cos 2, \sin 3x                         small numbers and formulas stay as they are

Declines where the page speaks of radians, or of pi.
"""

from __future__ import annotations

import re
from functools import lru_cache

from derive.elaborate.language.conventions import CIRCULAR
from derive.elaborate.language.spelling import spelling
from derive.read.node import Node
from derive.read.record import replace

DEGREES = re.compile(r"\bdegrees?\b|°|\^\{?\\circ", re.I)
RADIANS = re.compile(r"\brad(?:ians?)?\b|\\pi\b|(?<!\w)pi(?!\w)|π", re.I)
LEAST = 10                                       # of a number of degrees
PAGES = 4                                        # that are remembered


@lru_cache(maxsize=PAGES)
def are_meant(source: str) -> bool:
    """Whether a page measures its angles in degrees."""
    return DEGREES.search(source) is not None and RADIANS.search(source) is None


def with_degrees(node: Node) -> Node:
    """A formula with a sign of degrees on each number of which a sine or its like is taken."""
    children = tuple(map(with_degrees, node.children))
    if _is_circular(node) and _is_large(node.children[1]):
        angle = node.children[1]
        children = children[0], Node("degree", "", (angle,), angle.span)
    return replace(node, children=children) if children != node.children else node


def _is_circular(node: Node) -> bool:
    if node.kind != "apply" or len(node.children) != 2:
        return False
    function = node.children[0]
    while function.kind in ("sup", "sub"):
        function = function.children[0]
    return spelling(function) in CIRCULAR and not function.text.startswith("arc")


def _is_large(angle: Node) -> bool:
    inner = angle.children[0] if angle.kind == "paren" else angle
    return inner.kind == "number" and "." not in inner.text and len(inner.text) < 4 and int(inner.text) >= LEAST


__all__ = ["are_meant", "with_degrees"]
