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
from derive.elaborate.language.conventions import ORDERS
from derive.elaborate.language.spelling import call_of, head_of, names_in, spelling
from derive.elaborate.names.customary import is_known_slope
from derive.elaborate.page import Page
from derive.elaborate.step import Condition
from derive.kernel.term import Apply, Symbol, Term, free, subterms
from derive.read.node import Node
from derive.read.record import replace

RECENT = 12                                      # steps back to a recurrence

def defining_side(page: Page, node: Node, conditions: Sequence[Condition], purpose: str) -> int:
    """The place of that side among the children of a chain; 0 where it introduces no name."""
    left, relation, right = node.children[:3]
    if asked_under(left, conditions) or is_known_slope(left, page.signature) or _is_of_some(node, conditions) or (
            _solves_recurrence(page, left, right) or is_at_another_place(left, right)):
        return 0
    if defines(page, left, relation, right, purpose) or is_restated(page, node, purpose):
        return 2
    return side_with_arguments(page, node, purpose)


def is_at_another_place(left: Node, right: Node) -> bool:
    """Whether two values of one function are said to be equal: f(x) = f(y) defines nothing, and f(x) = f(-x) might."""
    here, there = call_of(left), call_of(right)
    return here is not None and there is not None and here[0] == there[0] and names_in(here[1]).isdisjoint(
        names_in(there[1]) or names_in(here[1]))


def _solves_recurrence(page: Page, left: Node, right: Node) -> bool:
    """Whether an order is said of a function that was given by a recurrence: T(n) = 2 T(n/2) + n, so T(n) = O(n^2)."""
    name, section = head_of(left), page.section[0] if page.section else ""
    return name is not None and not ORDERS.isdisjoint(names_in(right)) and any(
        step.relation == "=" and step.section.startswith(section)
        and step.lhs is not None and step.lhs.node is not None and head_of(step.lhs.node) == name
        and step.rhs is not None and step.rhs.node is not None and name in names_in(step.rhs.node)
        for step in page.steps[-RECENT:])


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
