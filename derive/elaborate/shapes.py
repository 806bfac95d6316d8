"""Shapes: which names of a formula are matrices or vectors, by their transposes, inverses and neighbours."""

from __future__ import annotations

from itertools import pairwise

from derive.elaborate.spelling import spelling
from derive.read.node import Node

_SCALARS = frozenset(["E", "F", "L", "N", "P", "T", "J"])


def shapes(node: Node) -> dict[str, str]:
    """Names that the formula shows to be matrices ("X") or vectors ("x").

    Only a transpose makes a formula one of matrices; then plain capitals are matrices too.
    """
    found: dict[str, str] = {}
    plain: set[str] = set()
    for part in node.walk():
        if part.kind == "sup" and _transposes(part.children[1]):
            base = part.children[0]
            inside = list(base.walk())
            names = [base] if base.kind != "paren" else [c for c in inside if c.kind == "name"]
            if any(c.kind == "matrix" for c in inside):
                names = []                       # the letters in a matrix are its entries
            for item in names:
                name = spelling(item)
                if name and _is_letter(name):
                    found[name] = _shape(name)
        elif part.kind == "name":
            plain.add(part.text)
    if not found:
        return {}
    limits = [part.children[1] for part in node.walk() if part.kind == "bigop"]
    if any(limit.kind == "name" and limit.text == "T" for limit in limits):
        return {}                                # T is a number here
    for name in plain:
        if len(name) == 1 and name.isupper() and name not in _SCALARS:
            found.setdefault(name, "matrix")
    for part in node.walk():
        if part.kind == "juxtapose":
            _neighbours(part, found)
    return found


def _neighbours(part: Node, found: dict[str, str]) -> None:
    """A small Latin letter right after a matrix or a transposed vector is a vector: X^T y, A x."""
    for left, right in pairwise(part.children):
        base = left.children[0] if left.kind == "sup" else left
        name, other = spelling(base), spelling(right)
        shaped = name in found or (left.kind == "sup" and _transposes(left.children[1]))
        if shaped and other and len(other) == 1 and other.isascii() and other.islower():
            found.setdefault(other, "vector")


def _transposes(exponent: Node) -> bool:
    return (exponent.kind == "symbol" and exponent.text in ("top", "intercal")) or (
        exponent.kind in ("name", "font") and spelling(exponent) == "T"
    )


def _is_letter(name: str) -> bool:
    stem = name.partition("_")[0]
    return (len(stem) == 1 and stem.isascii()) or "{" in stem or stem[:1].isupper() or stem in ("mu", "beta", "theta")


def _shape(name: str) -> str:
    stem = name.partition("_")[0].partition("{")[2].rstrip("}") or name.partition("_")[0]
    return "matrix" if stem[:1].isupper() else "vector"
