"""Statements as they begin: without the brackets of what is given, and with what another equation lets anew.

    (b) y'' - 2y' + y = e^t              y was the solution of (a): it is another function here, and so are c_1 and c_2
"""

from __future__ import annotations

import re

from derive.elaborate.formulas.joined_rows import joined
from derive.elaborate.language.spelling import spelling, unwrapped
from derive.elaborate.names.divisors import divided
from derive.elaborate.page import Page
from derive.elaborate.prose.ordered_rows import is_row_in_order
from derive.kernel.term import free
from derive.read.node import Node

ITEM = re.compile(r"[\s*_]*(?:\\item\s*)?(?:[(\[]?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)\]])?[\s*_]*(?:\w+[\s:]+){0,2}")
LABEL = re.compile(r"[\s*_]*(?:\\item\b|[(\[]?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)\]])")
CONSTANT = re.compile(r"[cCABDkK](?:_\{?\w+\}?)?")


def begun(page: Page, node: Node, purpose: str) -> Node:
    """The formula that is stated; what an equation for slopes at the head of an item asks for is let anew."""
    node = unwrapped(node) if purpose in ("given", "condition") else node
    if LABEL.match(page.words):
        for name in _differentiated(node) if node.kind == "chain" and ITEM.fullmatch(page.words) else ():
            _let_anew(page, name)
    return node if is_row_in_order(node) else joined(divided(node))


def _differentiated(node: Node) -> set[str]:
    """y of y'' + 4y = 8t, a name whose slopes and values stand on one side."""
    left = node.children[0]
    primed = {name for part in left.walk() if part.kind == "prime" and (name := spelling(part.children[0]))}
    return primed if len(node.children) == 3 and left.kind != "prime" and len(primed) == 1 else set()


def _let_anew(page: Page, name: str) -> None:
    known = page.context.definitions.get(name)
    if known is None:
        return
    constants = {one for one in (*page.context.values, *page.context.definitions) if CONSTANT.fullmatch(one)}
    constants |= {symbol.name for symbol in free(known.body) if CONSTANT.fullmatch(symbol.name)}
    for one in (name, *constants):
        page.context.forget(one, None)


__all__ = ["begun"]
