r"""Decimals that repeat, as the fractions they are.

    0.\overline{3}    1/3           1.2\overline{34}    1222/990
    0.\dot{3}         1/3           0.\dot{1}4\dot{2}    142/999
"""

from __future__ import annotations

from derive.kernel.term import Apply, Term, number
from derive.read.node import Node

LONGEST = 40                                     # digits that repeat


def repeating(node: Node) -> tuple[Term, int] | None:
    """The value of the decimal that a row of factors begins with, and how many of them it takes; None for another."""
    items = node.children
    if len(items) < 2 or items[0].kind != "number" or not _ends_with_point(items[0]):
        return None
    first = _marked_digits(items[1])
    if first is None:
        return None
    digits, taken = first, 2
    if items[1].text == "dot":
        between = items[2].text if len(items) > 3 and items[2].kind == "number" and items[2].text.isdecimal() else ""
        last = 3 if between else 2
        closing = _marked_digits(items[last]) if len(items) > last else None
        if closing is not None and items[last].text == "dot":
            digits, taken = first + between + closing, last + 1
        elif between:
            return None
    whole, _, part = items[0].text.partition(".")
    if len(digits) + len(part) > LONGEST or not (whole + part).isdecimal():
        return None
    shown = int(whole + part)
    scale = 10 ** len(part) * (10 ** len(digits) - 1)
    value = shown * (10 ** len(digits) - 1) + int(digits)
    return Apply("/", (number(value), number(scale))), taken


def _ends_with_point(item: Node) -> bool:
    """Whether a numeral has a point, or ends with one that takes no digit: the point of 0.\\overline{3}."""
    return "." in item.text or item.span.stop - item.span.start == len(item.text) + 1


def _marked_digits(item: Node) -> str | None:
    if item.kind != "accent" or item.text not in ("bar", "dot", "overline") or item.children[0].kind != "number":
        return None
    text = item.children[0].text
    return text if text.isdecimal() and (item.text != "dot" or len(text) == 1) else None
