"""Functions written in the text right before a formula: tr$(A^2) = 29$, det$(A)$, Var$(X)$.

The word and the bracket with which the formula begins are one side: nobody writes "tr" and then (A^2) = 29 of A^2.
"""

from __future__ import annotations

import re

from derive.read.node import Node, Span
from derive.read.parse import parse

BEFORE = re.compile(
    r"(?<![\w\\$])(tr|Tr|det|rank|dim|diag|sgn|sign|exp|log|ln|sin|cos|tan|max|min|gcd|lcm|E|P|Pr|Var|Cov|Corr)\Z")
OPENING = frozenset({"paren", "bracket"})
LONGEST = 6


def glued(text: str, dollar: int, part: Node) -> Node:
    """A part of a formula, with the word that ends where its dollar stands, where it begins with a bracket."""
    found = BEFORE.search(text, max(0, dollar - LONGEST), dollar)
    return part if found is None else _with_function(part, found[1], Span(found.start(1), dollar))


def _with_function(node: Node, word: str, at: Span) -> Node:
    if node.kind in OPENING:
        pattern = parse(rf"\operatorname{{{word}}}(x)")
        function = Node(pattern.children[0].kind, pattern.children[0].text, (), at)
        return Node(pattern.kind, pattern.text, (function, node), Span(at.start, node.span.stop))
    if not node.children or node.children[0].span.start != node.span.start:
        return node
    first = _with_function(node.children[0], word, at)
    if first is node.children[0]:
        return node
    return Node(node.kind, node.text, (first, *node.children[1:]), Span(at.start, node.span.stop))


__all__ = ["glued"]
