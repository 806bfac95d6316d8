"""Numbers beside arrays: names that are indexed on the page, and stand for a number of their own without an index.

    x_i, y_i and y = w x + b, L = -y log p - (1 - y) log(1 - p)     the sample, and one point of it
    p_i = e^{z_i} / ..., and padding p = 1                           two things of one name
    X = \\sum_i X_i, X = X_1 + X_2                                   the sum of what has its name

An array is no number, so a name that is counted with as one (in a sum with a numeral, under a square, below a bar, as a
factor among small letters) is another symbol than the array. What stands transposed, within a norm or an inner
product, in R^n or beside a capital is an array for all that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from derive.elaborate.language.conventions import GREEK
from derive.elaborate.language.spelling import names_in, spelling
from derive.read.node import Node

_BARE = frozenset({"name", "accent", "prime"})
_COMPARED = frozenset({"=", "<", "<=", ">", ">=", "!=", "approx"})
_TURNS = frozenset({"top", "intercal"})


def numbers_beside(formulas: Sequence[Node]) -> set[str]:
    """The names that formulas count with as numbers; those of arrays are to be picked out of them."""
    found: set[str] = set()
    arrays: set[str] = set()
    for part in (part for formula in formulas for part in formula.walk()):
        found |= set(_counted(part))
        arrays |= set(_arrays(part))
    return found - arrays


def _counted(part: Node) -> Iterator[str]:
    """The names that a part shows to be numbers."""
    match part.kind:
        case "chain" if len(part.children) > 2 and part.children[1].text in ("=", "define") and _adds_up(part):
            yield from _names(part.children[:1])
        case "sum" if any(_bare(child).kind == "number" for child in part.children):
            yield from _names(part.children)
        case "chain":
            for (left, sign), right in zip(pairwise(part.children), part.children[2:], strict=False):
                if sign.kind == "relation" and sign.text in _COMPARED:
                    yield from _names([left]) if _is_numeral(right) else ()
        case "sup" if part.children[1].kind == "number":
            base = part.children[0]
            inner = base.children[0] if base.kind == "paren" and base.text == "()" else base
            yield from _names(inner.children if inner.kind == "sum" else [inner])
        case "frac" | "over":
            below = part.children[1]
            yield from _names(below.children if below.kind in ("juxtapose", "product") else [below])
        case "juxtapose" | "product":
            yield from _factors(part)


def _adds_up(chain: Node) -> bool:
    """Whether a name is given as the sum of elements of its own name."""
    left, right = chain.children[0], chain.children[2]
    name = spelling(left) if left.kind in _BARE else None
    while right.kind == "bigop" and right.text == "sum":
        right = right.children[2]
    terms = right.children if right.kind == "sum" else [right]
    summed = right is not chain.children[2] or len(terms) > 1
    return name is not None and summed and all(
        term.kind == "sub" and spelling(term.children[0]) == name for term in map(_bare, terms)
        if term.kind not in ("dots", "symbol"))


def _factors(product: Node) -> Iterator[str]:
    """Small letters among small letters and numerals; not what is applied to a bracket, nor the x of dx."""
    items = product.children
    small = all(_is_small(_base(child)) or child.kind in ("number", "frac") for child in items)
    if not small or len(items) < 2 or any(child.kind == "name" and child.text == "d" for child in items):
        return
    yield from _names(items)


def _arrays(part: Node) -> Iterator[str]:
    """The names that a part shows to be arrays, whatever else is done with them."""
    match part.kind:
        case "sup" if part.children[1].text in _TURNS or spelling(part.children[1]) == "T":
            yield from names_in(part.children[0])
        case "norm" | "nabla":
            yield from names_in(part)
        case "paren" if part.text == "<>":
            yield from names_in(part)
        case "chain" if len(part.children) > 2 and part.children[1].text == "in":
            if any(inner.kind == "sup" for inner in part.children[2].walk()):
                yield from names_in(part.children[0])
        case "juxtapose":
            for left, right in pairwise(part.children):
                if left.kind == "font" or (left.kind == "name" and len(left.text) == 1 and left.text.isupper()):
                    yield from _names([right])


def _names(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        inner = _bare(node)
        name = spelling(inner) if inner.kind in _BARE else None
        if name is not None:
            yield name


def _bare(node: Node) -> Node:
    return node.children[0] if node.kind in ("negate", "plus") else node


def _base(node: Node) -> Node:
    """r of r^k; a transpose stays one."""
    powered = node.kind == "sup" and node.children[1].text not in _TURNS and spelling(node.children[1]) != "T"
    return node.children[0] if powered else node


def _is_numeral(node: Node) -> bool:
    """A numeral, and not 0, which is a vector as well."""
    return _bare(node).kind == "number" and _bare(node).text != "0"


def _is_small(node: Node) -> bool:
    name = spelling(node) if node.kind in _BARE else None
    return name is not None and (name.islower() or name in GREEK)
