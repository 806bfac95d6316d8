r"""Relations that say which points a figure has, and nothing of the x and y of the page.

    the disk $x^2 + y^2 \le 4$
    D is described by $0 \le y \le 1$, $y \le x \le \sqrt y$
    the width between $w \cdot x + b = 1$ and $w \cdot x + b = -1$
"""

from __future__ import annotations

import re

from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.page import Page
from derive.read.node import Node
from derive.read.patterns import regex

FIGURE = regex(
    r"\b(?:dis[kc]s?|regions?|ball|circles?|ellipses?|spheres?|ellipsoid|annulus|half[- ]plane|cylinder|cone|paraboloid"
    r"|hyperbola|triangle|square|rectangle|solid|domain|planes?|lines?)\s*(?:(?:given|defined) by|where|:)?\s*$", re.I)
DESCRIBED = regex(
    r"\b(?:is|are|be|now|again) (?:described|bounded|cut out|given) by\s*(?:⟦\d+⟧\s*(?:,\s*and|,|and)\s*)*$", re.I)
_THE = r"(?:the\s+)?(?:(?:hyper)?planes?\s+|lines?\s+)?"
BETWEEN = regex(
    r"\b(?:widths?|distances?|areas?|regions?|gaps?|strips?|bands?|margins?|spaces?|volumes?)\s+(?:\w+\s+){0,2}"
    rf"between\s+{_THE}(?:⟦\d+⟧\s+and\s+{_THE})?$", re.I)
ORDERS = frozenset({"<", "<=", ">", ">="})


def is_of_a_figure(page: Page, node: Node | None) -> bool:
    """Whether the words before a relation make it one of the points of a figure."""
    return node is not None and (
        (FIGURE.search(page.words) is not None and is_figure(page, node))
        or (DESCRIBED.search(page.words) is not None and _orders_points(node))
        or (BETWEEN.search(page.words) is not None and _is_posed(node)))


def is_figure(page: Page, node: Node | None) -> bool:
    """Whether a relation between coordinates, neither of which it gives, says which points belong to a figure."""
    if node is None or node.kind != "chain" or len(node.children) < 3 or node.children[0].kind == "none":
        return False
    names = names_in(node)
    given = {spelling(node.children[0]), spelling(node.children[2])} & names
    bounds = node.children[1].text in ("<", "<=", ">", ">=")
    known = any(map(page.context.knows, names & set("xyz"))) and not bounds
    return len(names & set("xyz")) > 1 and not given and not known


def _orders_points(node: Node) -> bool:
    """0 <= y <= 1 and y <= x <= sqrt y, of coordinates."""
    return node.kind == "chain" and node.children[0].kind != "none" and bool(names_in(node) & set("xyz")) and all(
        relation.text in ORDERS for relation in node.children[1::2])


def _is_posed(node: Node) -> bool:
    """An equation that gives no name: y = x^2 defines the curve that it is of."""
    return node.kind == "chain" and len(node.children) == 3 and node.children[1].text == "=" and (
        node.children[0].kind != "none" and spelling(node.children[0]) is None and spelling(node.children[2]) is None)


__all__ = ["is_of_a_figure"]
