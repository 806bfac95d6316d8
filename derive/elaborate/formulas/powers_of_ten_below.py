r"""Numerals with powers of ten below a slash: 8.4 \cdot 10^6 / 1.2 \cdot 10^8 divides by 1.2 \cdot 10^8.

A decimal from 1 to 10 before a power of ten is one numeral, and a quotient times that power is the other reading;
a single digit is read the other way round: 10^6/2 \cdot 10^3 is half a million, times a thousand.
"""

from __future__ import annotations

from derive.elaborate.reading import Scope
from derive.read.node import Node, Span


def powers_below(node: Node, scope: Scope) -> Node:
    """The product with a power of ten in the denominator before it, where it is read so."""
    first, *rest = node.children
    if first.kind != "over" or first.text != "/" or not rest or not _is_power_of_ten(rest[0]):
        return node
    above, below = first.children
    if below.kind != "number" or not 1 <= float(below.text) < 10:
        return node
    decimal = "." in below.text
    if scope.choose("slash_power_of_ten", first, "decimal" if decimal else "") != decimal:
        return node
    numeral = Node("product", node.text, (below, rest[0]), Span(below.span.start, rest[0].span.stop))
    quotient = Node("over", "/", (above, numeral), Span(first.span.start, numeral.span.stop))
    return quotient if len(rest) == 1 else Node("product", node.text, (quotient, *rest[1:]), node.span)


def _is_power_of_ten(node: Node) -> bool:
    if node.kind != "sup" or node.children[0].kind != "number" or node.children[0].text != "10":
        return False
    exponent = node.children[1]
    inner = exponent.children[0] if exponent.kind == "negate" else exponent
    return inner.kind == "number" and inner.text.isdecimal()


__all__ = ["powers_below"]
