"""Orders that words draw from the order before them: |2x - 3| < 5 means -5 < 2x - 3 < 5, so -2 < 2x < 8.

The words between the two may only lead on, or say what was done to all sides: what else they say is a condition, and
then nothing is drawn.
"""

from __future__ import annotations

import re

from derive.elaborate.language.spelling import names_in
from derive.elaborate.page import Page
from derive.kernel.term import Apply, Term, free
from derive.read.node import Node, Span

ORDERS = frozenset({"<", "<=", ">", ">="})
LEADING_ON = re.compile(
    r"(?:[\s,.;:$\\()*_]|\b(?:and|so|hence|thus|therefore|finally|then|consequently|or|equivalently|that|is|i\.\s?e\b"
    r"|which|this|it|gives?|means|yields?|implies|leads|we|get|obtain|have|find|now|next|add(?:ing)?|subtract(?:ing)?"
    r"|multiply(?:ing)?|divid(?:e|ing)|simplify(?:ing)?|rearranging|solving|by|to|from|both|all|each|every|sides?|parts?"
    r"|three|through(?:out)?|everywhere|flip(?:s|ping)?|revers(?:es?|ing)|the|inequalit(?:y|ies)|signs?|us)\b"
    r"|[-+]?\d+(?:\.\d+)?|\\[dt]?frac\s*\{?\d\}?\{?\d\}?)*", re.I)


def drawn(page: Page, node: Node, purpose: str) -> Node:
    """The order under an arrow from the statement before it; the node itself where the words do not draw it from that.

    Only from an order in the one name that it is in, of which nothing else is known.
    """
    names = names_in(node)
    before = page.statement.term if page.statement is not None else None
    if purpose in ("given", "condition", "goal") or before is None or page.behind is None or (
            page.run or len(names) != 1 or not _orders(before)):
        return node
    (name,) = names
    parts = node.children if node.kind == "logic" and node.text == "or" else (node,)
    if {symbol.name for symbol in free(before)} != names or page.context.knows(name) or not all(map(is_order, parts)):
        return node
    if not LEADING_ON.fullmatch(page.document.source[page.behind.span.stop : node.span.start]):
        return node
    at = Span(node.span.start, node.span.start)
    return Node("chain", "", (Node("none", "", (), at), Node("relation", "implies", (), at), node), node.span)


def is_order(node: Node) -> bool:
    """Whether a formula is a chain of orders with a left side: -1 < x < 4."""
    return node.kind == "chain" and node.children[0].kind != "none" and all(
        relation.text in ORDERS for relation in node.children[1::2])


def _orders(term: Term) -> bool:
    return isinstance(term, Apply) and (
        term.head in ORDERS or (term.head in ("and", "or") and all(map(_orders, term.args))))


__all__ = ["drawn"]
