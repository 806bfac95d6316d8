"""Entries of a vector or a matrix that the page gives: z_1 of z = W x, W_{12} of a table.

    z = W x, z_1 = 5                  the first entry of z
    v = (v_1, v_2)^T                  names of their own, which are the entries
    v = (1, 1)^T, v_1 = v_2, v = ...  v is given again: which of them is meant is open
    b^{(1)} = (1, 2)^T, b^{(1)}_2     its mark stands behind the index in a node, and belongs to the name
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from derive.elaborate.language.spelling import decoration, names_in, spelling
from derive.elaborate.reading import Scope
from derive.kernel.term import Apply, Symbol, Term, number
from derive.read.node import Node

COUNTS = {"vector": 1, "matrix": 2}               # of the indices of an entry


def settle_entries(sections: Sequence[Sequence[Node]], sorts: dict[str, str]) -> set[str]:
    """Let entries of what is given once be read as such; those of what is given again in a section are returned.

    It is given once by a formula, and worked out once: z = W x, and further down z = (5, 2)^T.
    """
    given = [_given(formulas) for formulas in sections]
    known = {name for one in given for name, _ in one}
    again = {name for one in given for (name, _), count in one.items() if count > 1}
    parts = [part for formulas in sections for formula in formulas for part in formula.walk()] if known else []
    found: dict[str, str] = {}
    for part in parts:
        stem, index = stem_of(part)
        name = spelling(part) if index is not None else None
        if name and index and stem in known and name not in sorts and _is_place(index, sorts.get(stem or "")):
            found[name] = stem or ""
    own = {name for part in parts if found and part.kind in ("matrix", "list") for name in names_in(part)}
    for name, stem in found.items():
        if name not in own and stem not in again:
            sorts[as_given(stem)] = "entries"
    return {name for name, stem in found.items() if name not in own and stem in again}


def stem_of(node: Node) -> tuple[str | None, Node | None]:
    """The name of an array and the index behind it, of z_1 and of b^{(1)}_2; None of anything else."""
    if node.kind == "sub":
        return spelling(node.children[0]), node.children[1]
    if node.kind == "sup" and node.children[0].kind == "sub" and node.children[1].kind == "paren":
        (inner, index), mark = node.children[0].children, decoration(node.children[1])
        stem = spelling(inner)
        return (f"{stem}^{{{mark}}}", index) if stem and mark else (None, None)
    return None, None


def _given(formulas: Sequence[Node]) -> Counter[tuple[str, bool]]:
    """How often a name is given by a formula, and how often in numbers."""
    return Counter(
        (name, bool(names_in(part.children[2]))) for formula in formulas for part in formula.walk()
        if part.kind == "chain" and len(part.children) > 2 and part.children[1].text in ("=", "define")
        and (name := spelling(part.children[0])))


def as_given(stem: str) -> str:
    """The key under which a vector is known whose entries are read of it."""
    return f"{stem}_"


def entry(name: str, stem: str | None, indices: Sequence[Node], scope: Scope) -> Term | None:
    """z_1 and W_{12}, where z and W are in force; None where they are names of their own."""
    if stem is None or as_given(stem) not in scope.signature.sorts or scope.knows(name) or not scope.knows(stem):
        return None
    sort = scope.sort(stem)
    places = _places(indices, sort)
    return Apply("at", (Symbol(stem, sort), *map(number, places))) if places else None


def whole(stem: str, indices: int, scope: Scope) -> Symbol | None:
    """p of p_k, where p = softmax(z) is in force: a vector, and no array of which only the elements are known."""
    known = scope.symbol(stem)
    if not isinstance(known, Symbol) or COUNTS.get(known.sort) != indices:
        return None
    definition = scope.signature.definitions.get(stem)
    given = definition is not None and definition.symbol == known and not definition.parameters
    return known if given or stem in scope.signature.values else None


def _is_place(index: Node, sort: str | None) -> bool:
    return bool(_places(index.children if index.kind == "list" else (index,), sort))


def _places(indices: Sequence[Node], sort: str | None) -> list[str]:
    """The numbers of the indices of an entry, W_{12} being in the first row of a table; none where it is no entry."""
    digits = [index.text for index in indices if index.kind == "number" and index.text.isdecimal()]
    if sort == "matrix" and len(indices) == 1 and len("".join(digits)) == 2:
        digits = list(digits[0])
    return digits if len(digits) >= len(indices) and len(digits) == COUNTS.get(sort or "") else []


__all__ = ["as_given", "entry", "settle_entries", "stem_of", "whole"]
