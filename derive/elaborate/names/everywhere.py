"""What is said of an element with a letter for its index is said of every element.

    p_i >= 0                 also: for all k, p_k >= 0
    a_i <= b_i               also: for all k, a_k <= b_k
    w_ij > 0                 also: for all k and l, w_kl > 0
    x_i > x_j, x_i < x_{i+1} of two elements of one array: no more than what is written
    a_m > 0, m = 3           the index is a number of the page: no more than what is written
    x_1, ..., x_n > 0        x_j > 0 with a letter that the page does not use
"""

from __future__ import annotations

from collections.abc import Collection

from derive.elaborate.language.spelling import spelling
from derive.kernel.term import Apply, Bind, Symbol, Term, free, subterms
from derive.read.node import Node

ORDERS = frozenset({"<", "<=", ">", ">=", "!="})
LETTERS = ("j", "k", "l", "i", "m")              # for the element of a row


def everywhere(fact: Term, known: Collection[str]) -> Term | None:
    """The fact for every value of its index letters; None where it is about chosen elements, or about none."""
    parts = fact.args if isinstance(fact, Apply) and fact.head == "and" else (fact,)
    if not all(isinstance(part, Apply) and part.head in ORDERS for part in parts):
        return None
    letters: dict[Symbol, None] = {}
    places: dict[Term, tuple[Term, ...]] = {}
    for part in subterms(fact):
        if isinstance(part, Apply) and part.head == "at":
            array, *indices = part.args
            if places.setdefault(array, tuple(indices)) != tuple(indices):
                return None
            if len(set(indices)) < len(indices) or not all(_is_letter(index) for index in indices):
                return None
            letters |= dict.fromkeys(index for index in indices if isinstance(index, Symbol))
    if not letters or any(letter.name in known or letter not in free(fact) for letter in letters):
        return None
    for letter in reversed(letters):
        fact = Bind("forall", letter, fact)
    return fact


def _is_letter(index: Term) -> bool:
    return isinstance(index, Symbol) and index.sort == "integer"


def of_each(node: Node, used: Collection[str]) -> Node:
    """A bound of a row with dots as a bound of its element: x_1, ..., x_n > 0 is x_j > 0."""
    if node.kind != "chain" or len(node.children) < 3 or node.children[1].text not in ORDERS | {"in"}:
        return node
    element = element_of(node.children[0], used)
    return node if element is None else Node("chain", node.text, (element, *node.children[1:]), node.span)


def element_of(row: Node, used: Collection[str]) -> Node | None:
    """x_j of x_1, ..., x_n; None of what is no such row, or where no letter is left."""
    items = row.children if row.kind == "list" else ()
    letter = next((letter for letter in LETTERS if letter not in used), None)
    kept = [item for item in items if item.kind != "dots"]
    if letter is None or len(kept) == len(items) or len(kept) < 2 or items[-1].kind == "dots":
        return None
    if any(item.kind != "sub" or len(item.children) != 2 for item in kept):
        return None
    stems = {spelling(item.children[0]) for item in kept}
    if len(stems) > 1 or None in stems or spelling(kept[-1].children[1]) is None:
        return None
    length = kept[-1].children[1].text if kept[0].children[1].text == "1" else ""
    return Node("sub", length, (kept[0].children[0], Node("name", letter, (), row.span)), row.span)
