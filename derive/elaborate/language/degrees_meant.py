r"""Angles in degrees without the word, on a page that speaks of degrees: u cos 30 of a throw at 30 degrees.

    at 30 degrees: u cos 30, \sin(60)       the angle is 30 degrees, and 60 degrees
    \cos 2, \sin 3x                         small numbers and formulas stay as they are

Where the page speaks of radians, or of pi, only numbers that it tells in degrees are: 1 - cos 60 of an angle of 60 deg.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial

from derive.elaborate.language.conventions import CIRCULAR
from derive.elaborate.language.spelling import spelling
from derive.read.node import Node
from derive.read.record import replace

SIGN = r"deg(?:rees?)?\b|°|\^\{?\\circ"
DEGREES = re.compile(rf"\b{SIGN}", re.I)
TOLD = re.compile(rf"(?<![\w.])(\d{{2,3}})\$?[\s~-]{{0,2}}(?:{SIGN})(?!\s*[CFK]\b)", re.I)
RADIANS = re.compile(r"\brad(?:ians?)?\b|\\pi\b|(?<!\w)pi(?!\w)|π", re.I)
LEAST = 10                                       # of a number of degrees
PAGES = 4                                        # that are remembered


@lru_cache(maxsize=PAGES)
def in_degrees(source: str) -> Callable[[Node], Node] | None:
    """What puts the signs of degrees where a page leaves them out; None where it measures no angles in degrees."""
    if DEGREES.search(source) is None:
        return None
    told = None if RADIANS.search(source) is None else frozenset(TOLD.findall(source))
    return None if told is not None and not told else partial(_with_degrees, told=told)


def _with_degrees(node: Node, told: frozenset[str] | None) -> Node:
    """A formula with a sign of degrees on each number of which a sine or its like is taken."""
    children = tuple(_with_degrees(child, told) for child in node.children)
    if _is_circular(node) and _is_large(node.children[1], told):
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


def _is_large(angle: Node, told: frozenset[str] | None) -> bool:
    inner = angle.children[0] if angle.kind == "paren" else angle
    if inner.kind != "number" or not inner.text.isdigit() or len(inner.text) > 3 or int(inner.text) < LEAST:
        return False
    return told is None or inner.text in told


__all__ = ["in_degrees"]
