"""Values with which the solution of an equation ends, and equations for the constants of a function.

    Solve 3x = 2: x = 2/3                    behind a colon stands the answer, and no second equation of a system
    e^{10k} = 3, so k = ln 3/10 = 0.11       worked out further in the same line
    T(t) = 20 e^{kt}. T(10) = 60             what a function is at a place says what its constant is
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.elaborate.formulas.sampling import looks_like_identity
from derive.elaborate.language.conventions import CLOSED
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.of_functions import named_functions, opened
from derive.kernel.term import Apply, Symbol, Term, free
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page


def asked_for(page: Page, node: Node) -> str:
    """What an equation is that words tell one to solve: setting x = 1: 6 = 3 A is a condition; an answer is judged."""
    if page.said == "setting" and spelling(node.children[0]):
        return "equation" if names_in(node.children[2]) else "condition"
    return "" if _answers(page, node) else "equation"


def _answers(page: Page, node: Node) -> bool:
    """Whether a value of the one unknown of the equation before stands behind a colon, and is no equation to solve."""
    name = spelling(node.children[0])
    if not page.run or name is None or len(node.children) < 3 or not names_in(node.children[2]) <= CLOSED:
        return False
    last = page.run[-1]
    between = page.document.source[last.side.span.stop : node.span.start]
    return {symbol.name for symbol in last.unknowns} == {name} and last.isolated is None and between.strip(
        " \n\t$*_\\()[]") == ":"


def finds_value(page: Page, node: Node, index: int) -> bool:
    """Whether the first link of a longer chain tells the one unknown of the run: k of k = ln 3/10 = 0.11."""
    name = spelling(node.children[0])
    if index != 1 or len(node.children) < 5 or not page.run or name is None or node.children[1].text != "=":
        return False
    unknown = {symbol.name for symbol in page.run[-1].unknowns if not page.context.knows(symbol.name)}
    return unknown == {name} and all(names_in(side) <= CLOSED for side in node.children[2::2])


def first_link(node: Node) -> Node:
    """The first two sides of a chain."""
    return node if len(node.children) == 3 else Node("chain", "", node.children[:3], node.span)


def asks_of_constants(page: Page, left: Term, right: Term) -> bool:
    """Whether a function of the page is set to a number at a place, where its one constant was never spoken of."""
    match left:
        case Apply("call", (Symbol(name), place)) if name in named_functions(page) and not free(place):
            names = free(opened(page, left))
        case _:
            return False
    if len(names) != 1 or free(right):
        return False
    (constant,) = names
    settled = page.context.knows(constant.name) or constant.name in page.context.used
    return constant.sort == "real" and not settled and looks_like_identity(opened(page, left), right) is not True


__all__ = ["asked_for", "asks_of_constants", "finds_value", "first_link"]
