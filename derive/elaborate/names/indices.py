"""Indices: what a name in them is, and the cells of what is made of matrices, (A B)_{ij} and (M^2)_{12}."""

from __future__ import annotations

from collections.abc import Sequence

from derive.elaborate.language.conventions import INDEX_LETTERS
from derive.elaborate.language.spelling import names_in
from derive.elaborate.reading import Scope
from derive.kernel.term import Apply, Symbol, Term, heads
from derive.read.node import Node

MADE = frozenset({"matmul", "transpose", "inverse", "matpow"})


def is_bullet(node: Node) -> bool:
    """The bullet of n_{i \\bullet}: an index that has been summed or averaged over."""
    return node.kind == "symbol" and node.text == "bullet"


def cell_of(term: Term, indices: Sequence[Node], scope: Scope) -> Term:
    """(A B)_{ij} and (M^2)_{12}: an element of what is made of matrices; else a head of which nothing is known."""
    spread = indices
    if len(indices) == 1 and heads(term) & MADE and len(parts := _letters(indices[0])) == 2:
        spread = parts
    head = "at" if len(spread) == 2 and heads(term) & MADE else "entry"
    return Apply(head, (term, *(index_term(index, scope) for index in spread)))


def _letters(index: Node) -> Sequence[Node]:
    """i and j of ij, 1 and 2 of 12."""
    if index.kind == "juxtapose":
        return index.children if all(child.kind in ("name", "number") for child in index.children) else ()
    if index.kind == "number" and len(index.text) == 2 and index.text.isdecimal():
        return [Node("number", digit, (), index.span) for digit in index.text]
    return ()


NUMERIC = frozenset({"pi", "e", "gcd", "lcm"})   # no names of indices


def index_term(node: Node, scope: Scope) -> Term:
    """An index: names in it that nothing else is known of are integers."""
    if is_bullet(node):
        return Apply("bullet")
    unknown: dict[str, Term] = {
        name: Symbol(name, "integer") for name in names_in(node) if not scope.knows(name) and name not in NUMERIC
    }
    return scope.binding(unknown).term(node)


def is_element(node: Node) -> bool:
    """Whether a name is that of an element of an array: x_i, w_{ij}, h_{t-1}; not x_1, x_{max} or p_A."""
    if node.kind != "sub":
        return False
    letters = [part.text for part in node.children[1].walk() if part.kind == "name"]
    return bool(letters) and all(letter in INDEX_LETTERS for letter in letters)


__all__ = ["cell_of", "index_term", "is_bullet", "is_element"]
