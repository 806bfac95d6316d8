r"""Vectors by their neighbours: what is added to a vector, or equal to one, is one.

    x \in R^d, W \in R^{h x d}        W x is a vector
    z = W x + b                       so are z and b
    \| z - y \|^2, w - \eta g         and y, g
    a = \sigma(z)                     functions that are taken of every element
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from derive.elaborate.formulas.matrices import EACH
from derive.elaborate.language.spelling import spelling
from derive.elaborate.names.lengths import base
from derive.elaborate.names.shapes import written_table
from derive.elaborate.names.symbols import split
from derive.elaborate.names.usage import as_a_whole
from derive.read.node import Node

_COUNTS = frozenset("nmkijpqtdNTMKD")
_ROUNDS = 4
RECKONED = frozenset({"number", "sum", "negate", "frac", "over", "product"})
SOFTMAX = frozenset({"softmax", "Softmax", "operatorname{softmax}"})


def settle_vectors(formulas: Sequence[Node], sorts: dict[str, str], arity: Mapping[str, int]) -> set[str]:
    """Give vectors that the formulas show their sorts, and those that are one of several; the first are returned."""
    beside = vectors_beside(formulas, sorts)
    for name in beside:
        sorts.setdefault(as_a_whole(name) if name in arity else name, "vector")
    if arity:
        several = members(formulas) & arity.keys()
        several -= _of_numbers(formulas) if several else set()
        sorts |= dict.fromkeys((f"{name}*" for name in several), "vector")
    return beside


def vectors_beside(formulas: Sequence[Node], sorts: Mapping[str, str]) -> set[str]:
    """Names that the formulas show to be vectors, beyond those whose sort is known."""
    known = {name.removesuffix("^T"): sort for name, sort in sorts.items() if sort in ("vector", "matrix")}
    parts = [part for formula in formulas for part in formula.walk() if part.kind in ("chain", "sum")]
    for part in parts:
        known |= _declared(part)
    if not known:
        return set()
    found: set[str] = set()
    taken = sorts.keys() | {name for part in parts for name in _numbers(part)}
    taken |= _beside_elements(parts, known)
    known |= {name: "row" for part in parts for name in _rows(part)}
    for _ in range(_ROUNDS):
        before = len(found)
        for part in parts:
            members = part.children[::2] if part.kind == "chain" and all(
                sign.text in ("=", ":=") for sign in part.children[1::2]) else ()
            members = tuple(map(_bare, part.children)) if part.kind == "sum" else members
            if any(_is_vector(member, known) for member in members):
                names = {name for member in members if (name := spelling(member)) is not None}
                applied = any(_is_of_each(member) for member in members)             # p = softmax(z), and no count p
                found |= {name for name in names - taken if _may_be(name, applied)}
        known |= dict.fromkeys(found, "vector")
        if len(found) == before:
            break
    return found


def _beside_elements(parts: Sequence[Node], known: Mapping[str, str]) -> set[str]:
    """c of z_i + c, a number as the element of the vector z is one, though it stands in z + c as well."""
    vectors = {base(name) for name, sort in known.items() if sort == "vector"}
    return {
        name for part in parts if part.kind == "sum" and any(
            member.kind == "sub" and member.children[1].kind == "name"
            and base(spelling(member.children[0]) or "") in vectors for member in map(_bare, part.children))
        for member in map(_bare, part.children) if (name := spelling(member)) is not None and "_" not in name}


def _numbers(part: Node) -> Iterator[str]:
    """What is equal to a numeral other than 0, which may be a vector."""
    numeral = part.kind == "chain" and any(_is_numeral(side) for side in part.children[::2])
    if numeral and all(sign.text in ("=", ":=") for sign in part.children[1::2]):
        yield from (name for side in part.children[::2] if (name := spelling(side)) is not None)


def _is_numeral(side: Node) -> bool:
    kinds = {inner.kind for inner in side.walk()}
    return kinds <= {"number", "negate", "frac", "over"} and side.text != "0"


def _rows(part: Node) -> Iterator[str]:
    """What is equal to a table of one row."""
    tables = [table for side in part.children[::2] if (table := written_table(side)) is not None]
    if part.kind == "chain" and any(len(table.children) == 1 < len(table.children[0].children) for table in tables):
        yield from (name for side in part.children[::2] if (name := spelling(side)) is not None)


def members(formulas: Sequence[Node]) -> set[str]:
    r"""Names of several vectors, each with an index: x of w^\top x_i, of x_i x_i^\top, of x^{(i)} \in R^d."""
    found: set[str] = set()
    for part in (part for formula in formulas for part in formula.walk()):
        if part.kind == "sup" and _turns(part):
            found |= _member(part.children[0])
        elif part.kind == "juxtapose":
            for left, right in pairwise(part.children):
                if left.kind == "sup" and _turns(left) and spelling(left.children[0]) is not None:
                    found |= _member(right)
        elif part.kind == "chain" and part.children[1].text == "in" and _declared(part, False):
            found |= _member(part.children[0])
    return found


def _of_numbers(formulas: Sequence[Node]) -> set[str]:
    """Names of which numbers are listed, and elements are summed to a number: x = (1, 2, 3), sum x_i^2 = 1 + 4 + 9."""
    listed: set[str] = set()
    summed: set[str] = set()
    for part in (part for formula in formulas for part in formula.walk() if part.kind == "chain"):
        name, sides = spelling(part.children[0]), part.children[0::2]
        for side in sides[1:]:
            inner = side.children[0] if side.kind == "paren" and side.text == "()" else side
            if name is not None and inner.kind == "list" and all(map(_is_numeral, inner.children)):
                listed.add(name)
        for side in sides if any(other.kinds() <= RECKONED for other in sides) else ():
            turned = any(inner.kind == "sup" and _turns(inner) for inner in side.walk())
            if side.kind == "bigop" and side.text == "sum" and not turned and (
                    side.kinds().isdisjoint(("norm", "abs", "paren"))):
                summed |= {name for inner in side.walk() for name in _member(inner)}
    return listed & summed


def _turns(node: Node) -> bool:
    return node.children[1].text in ("top", "intercal") or spelling(node.children[1]) in ("T", "mathsf{T}")


def _member(node: Node) -> set[str]:
    """x of x_i and of x^{(i)}, where a letter counts them."""
    base, indices = split(node)
    name = spelling(base)
    plain = len(indices) == 1 and indices[0].kind == "name" and indices[0].text in ("i", "j", "k", "n", "t", "l")
    return {name} if name is not None and plain and name[:1].islower() else set()


def _declared(part: Node, named: bool = True) -> dict[str, str]:
    r"""x \in R^n, W \in R^{m \times n}, a list of names before the sign as well."""
    if part.kind != "chain" or part.children[1].text != "in" or part.children[2].kind != "sup":
        return {}
    space, size = part.children[2].children
    if "R" not in {inner.text for inner in space.walk()}:
        return {}
    wide = any(inner.kind == "product" or inner.text == "times" for inner in size.walk())
    left = part.children[0]
    items = left.children if left.kind == "list" else (left,)
    return {name: "matrix" if wide else "vector" for item in items if (name := spelling(item) if named else "x")}


def _bare(node: Node) -> Node:
    return node.children[0] if node.kind in ("negate", "plus") else node


def _is_of_each(node: Node) -> bool:
    """Whether a function stands there that makes a vector of a vector."""
    return node.kind == "juxtapose" and len(node.children) == 2 and node.children[1].kind == "paren" and (
        spelling(node.children[0]) in EACH | SOFTMAX)


def _may_be(name: str, applied: bool) -> bool:
    """A small letter, with a number below at most, that does not count."""
    stem, _, index = name.partition("_")
    letter = stem.partition("{")[2].rstrip("}") if "{" in stem else stem
    plain = letter[:1].islower() and (index == "" or index.strip("{}").isdecimal())
    return plain and (letter not in _COUNTS or applied) and not name.startswith("bar{")


def _is_vector(node: Node, known: Mapping[str, str]) -> bool:
    node = _bare(node)
    name = spelling(node)
    if name is not None:
        return known.get(name) == "vector"
    if node.kind == "paren" and node.text in ("()", "[]") and len(node.children) == 1:
        return _is_vector(node.children[0], known)
    if node.kind == "sum":
        return any(_is_vector(child, known) for child in node.children)
    if node.kind != "juxtapose":
        return False
    *before, last = node.children
    if _is_of_each(node):
        return _is_vector(last, known)
    if not _is_vector(last, known):
        return False
    names = [spelling(item) for item in before]
    if names and known.get(names[0] or "") == "row":
        return False                             # a row by a column is a number
    if all(name is not None and known.get(name) == "matrix" for name in names):
        return True
    return len(before) == 1 and (before[0].kind in ("number", "frac") or (
        names[0] is not None and names[0] not in known and len(names[0]) > 1))
