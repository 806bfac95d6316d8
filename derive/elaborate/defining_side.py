"""The side of a chain that says what the name on its left is.

    f(x) = x^2 = ...                                        the first
    RSS(a, b) = sum_i e_i^2 = sum_i (y_i - a - b x_i)^2     the first that speaks of what the function is of
    n = m = 3, g(x) = y = x/(1 + x)                         the first, a name that the next one gives

What stands between is said in names that the last one explains: nothing is refuted of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive.elaborate.definitions import asked_under, defines
from derive.elaborate.equations.restated import is_restated
from derive.elaborate.formulas.expression import definition_head
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.names.customary import is_known_slope
from derive.elaborate.page import Page
from derive.elaborate.step import Condition
from derive.kernel.term import Apply, Symbol, Term, free, subterms
from derive.read.node import Node
from derive.read.record import replace


def defining_side(page: Page, node: Node, conditions: Sequence[Condition], purpose: str) -> int:
    """The place of that side among the children of a chain; 0 where it introduces no name."""
    left, relation, right = node.children[:3]
    if asked_under(left, conditions) or is_known_slope(left, page.signature) or _is_of_some(node, conditions):
        return 0
    if defines(page, left, relation, right, purpose) or is_restated(page, node, purpose):
        return 2
    return side_with_arguments(page, node, purpose)


def _is_of_some(node: Node, conditions: Sequence[Condition]) -> bool:
    """Whether something is said of those elements alone that a condition is about.

        a_n = 0 where f(x_n) > 1           a number, where other elements are in order
        w_j = z_j - l where w_j > 0        anything, where the element itself is
    """
    left, right = node.children[0], node.children[2]
    if left.kind != "sub" or (index := spelling(left.children[1])) is None:
        return False
    base, orders = spelling(left.children[0]), (one.term for one in conditions)
    return any(
        isinstance(part, Apply) and part.head == "at" and index in {symbol.name for symbol in free(part.args[-1])} and (
            right.kind == "number" or (part.args[0] == Symbol(base or "", "array") and _is_order(term)))
        for term in orders for part in subterms(term))


def _is_order(term: Term) -> bool:
    return isinstance(term, Apply) and term.head in ("<", ">", "<=", ">=", "!=")


def named_apart(page: Page, node: Node, purpose: str) -> Iterator[Node]:
    """The chain, or, where its second side is a fresh name that the third gives, the first link and the rest."""
    if purpose in ("", "statement") and len(node.children) > 4:
        first, sign, name, relation, second = node.children[:5]
        fresh = spelling(name) is not None and not names_in(name) & (names_in(first) | page.context.names())
        if fresh and sign.text == relation.text == "=" and defines(page, first, sign, name, purpose) and defines(
                page, name, relation, second, purpose):
            yield replace(node, children=node.children[:3])
            node = replace(node, children=node.children[2:])
    yield node


def side_with_arguments(page: Page, node: Node, purpose: str) -> int:
    """The place of the first side that speaks of all arguments of a function, where those before speak of none."""
    left = node.children[0]
    head = definition_head(left, page.context.signature) if len(node.children) > 3 else None
    of = {parameter.name for parameter in head[1]} if head is not None else set()
    between: set[str] = set()
    for place in range(2, len(node.children) if of else 0, 2):
        relation, side = node.children[place - 1], node.children[place]
        if relation.text != "=":
            return 0
        names = names_in(side)
        if place > 2 and of <= names and defines(page, left, relation, side, purpose):
            page.open |= {name for name in between - names if not page.context.knows(name)}
            return place
        if of & names:
            return 0
        between |= names
    return 0
