"""Pseudoinverses: A^+ beside the inverse of A^T A is (A^T A)^{-1} A^T, of a matrix with independent columns.

    A^+ A A^+ = ((A^T A)^{-1} A^T) A ((A^T A)^{-1} A^T)        A^+ is no power
    X^+ beside (X X^T)^{-1}, or beside no such inverse          another matrix, of which nothing is known
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.elaborate.language.spelling import spelling
from derive.elaborate.names.signature import Definition
from derive.kernel.term import Apply, Symbol
from derive.read.node import Node

_TRANSPOSED = frozenset({"T", "top", "intercal", "prime"})


def pseudoinverses(everything: Iterable[Node]) -> dict[str, Definition]:
    """A definition for each pseudoinverse on the page."""
    marked: dict[str, str] = {}                  # A of A^+, and how it is spelled
    tall: set[str] = set()
    wide: set[str] = set()
    for part in (part for node in everything for part in node.walk() if part.kind == "sup"):
        base, exponent = part.children
        if base.kind == "name" and len(base.text) == 1 and base.text.isupper() and exponent.text == "+":
            marked[base.text] = spelling(part) or ""
        elif base.kind == "paren" and exponent.kind == "negate" and exponent.children[0].text == "1":
            inner = base.children[0]
            if inner.kind == "juxtapose" and len(inner.children) == 2:
                left, right = map(_matrix, inner.children)
                if left[0] and left[0] == right[0] and left[1] != right[1]:
                    (tall if left[1] else wide).add(left[0])
    found = sorted(name for name in marked.keys() & tall - wide if marked[name])
    return {marked[name]: _definition(name, marked[name]) for name in found}


def _matrix(node: Node) -> tuple[str, bool]:
    """The letter of A or A^T, and whether it is transposed."""
    if node.kind == "sup" and node.children[0].kind == "name" and node.children[1].text in _TRANSPOSED:
        return node.children[0].text, True
    return (node.text, False) if node.kind == "name" else ("", False)


def _definition(name: str, spelled: str) -> Definition:
    matrix = Symbol(name, "matrix")
    turned = Apply("transpose", (matrix,))
    return Definition(Symbol(spelled, "matrix"), (), Apply("*", (
        Apply("inverse", (Apply("*", (turned, matrix)),)), turned)), 0)


__all__ = ["pseudoinverses"]
