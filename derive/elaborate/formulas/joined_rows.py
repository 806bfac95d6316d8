"""Chains of relations that leave out their middle: x_1 <= x_2 <= \\cdots <= x_n.

The relation before the dots and the one after them are one, about the terms on both sides of the dots; it keeps the
dots, as no link can speak of all the terms that they stand for.
"""

from __future__ import annotations

from derive.read.node import Node, Span
from derive.read.record import replace

UNTOLD = "which terms the dots stand for is not judged"


def joined(node: Node) -> Node:
    """A chain with `R dots R` as one relation; other statements as they are."""
    children = list(node.children)
    for place in range(len(children) - 3, 1, -2) if node.kind == "chain" else ():
        if children[place].kind != "dots":
            continue
        before, dots, after = children[place - 1 : place + 2]
        if before.text == after.text:
            span = Span(before.span.start, after.span.stop)
            children[place - 1 : place + 2] = [replace(before, children=(*before.children, dots), span=span)]
    return replace(node, children=tuple(children)) if len(children) < len(node.children) else node


def leaves_out(sign: Node) -> bool:
    """Whether a relation is one of those."""
    return any(child.kind == "dots" for child in sign.children)
