"""The modulus of a congruence of numbers that does not say it, where what stands around it does.

    3^4 = 81 \\equiv 4, 4^2 = 16 \\equiv 2, 4^3 = 64 \\equiv 1 \\pmod 7     the sentence ends with it
    9! \\equiv 1 \\pmod{11}. Next 9 \\cdot 5 = 45 \\equiv 1, so 8! \\equiv 5 \\pmod{11}     it stands before and behind

Declines: sides with letters; another modulus before, in the same section; the rings Z/n.
"""

from __future__ import annotations

import re

from derive.read.node import Node, Span
from derive.read.patterns import regex

MODULUS = regex(
    r"(?:\\[pb]?mod|(?<![\\\w])[Mm]od(?:ulo|ulus)?\b\.?)\s*(?:\$\s*)?(?:\{\s*)?(?P<number>\d+(?![\w.^_,]))?")
SENTENCE = regex(r"[.!?:]\$*\s+(?=[A-Z(*$])|[.!?:]\$*(?:\s*\n){2}|\n\s*(?:[-*]|\d+[.)])\s|\|")
RINGS = regex(r"\\mathbb\s*\{?\s*Z\s*\}?\s*(?:_|/)|\bin Z_?\d")             # in Z/7 another modulus may be meant
HEADING = regex(
    r"^(?:#{1,6}\s|\\(?:sub)*section|\\begin\{(?:problem|exercise|theorem|example|proof|solution))", re.MULTILINE)


def with_modulus(sign: Node, left: Node | None, right: Node | None, source: str) -> Node:
    """A sign \\equiv between numbers with the modulus that stands around it; any other sign as it is."""
    if sign.text != "equiv" or sign.children or left is None or right is None or _has_letters(left, right):
        return sign
    found = _modulus(source, sign.span.start)
    if found is None:
        return sign
    number = Node("number", found, (), Span(sign.span.start, sign.span.start))
    return Node("relation", "equiv", (Node("modulo", "", (number,), number.span),), sign.span)


def _has_letters(left: Node, right: Node) -> bool:
    kinds = left.kinds() | right.kinds()
    return not kinds <= {"number", "sum", "product", "juxtapose", "sup", "paren", "negate", "factorial", "plus"}


def _modulus(source: str, place: int) -> str | None:
    """The modulus at a place of the text."""
    starts = [one.start() for one in HEADING.finditer(source, 0, place)]
    following = HEADING.search(source, place)
    first, last = starts[-1] if starts else 0, following.start() if following else len(source)
    before = list(MODULUS.finditer(source, first, place))
    behind = MODULUS.search(source, place, last)
    if behind is None or behind["number"] is None or RINGS.search(source, first, place) is not None:
        return None
    if before and before[-1]["number"] is not None:
        return behind["number"] if before[-1]["number"] == behind["number"] else None
    return behind["number"] if SENTENCE.search(source, place, behind.start()) is None else None


__all__ = ["with_modulus"]
