"""Elements and parts of arrays, as programs write them.

    A[i, j]       the element of A at i, j
    A[1:3, :]     a part of A, of which nothing but its shape is known here
"""

from __future__ import annotations

from derive.elaborate.reading import Scope
from derive.kernel.term import Apply, Term
from derive.read.node import Node, Span


def selected(item: Node, bracket: Node, scope: Scope) -> Term | None:
    """A[i, j]: an element; a name times an interval means nothing. None where something else stands there."""
    inner = _places(item, bracket)
    if inner is None or item.kind != "name" or item.span.stop != bracket.span.start:
        return None
    if not all(part.kind in ("name", "number", "sub", "sum") for part in inner.children):
        return None
    return scope.term(Node("sub", "", (item, inner), Span(item.span.start, bracket.span.stop)))


def sliced(item: Node, bracket: Node, scope: Scope) -> Term | None:
    """A[1:3, :]: a part; None where no part of a name stands there."""
    inner = _places(item, bracket)
    if inner is None or not any(_is_slice(part) for part in (inner, *inner.children)):
        return None
    places = (inner,) if inner.text == ":" else inner.children
    return Apply("slice", (scope.term(item), *(_slice(place, scope) for place in places)))


def _places(item: Node, bracket: Node) -> Node | None:
    """What stands in a square bracket behind a name, where it is more than one thing."""
    if bracket.kind != "paren" or bracket.text != "[]" or item.kind not in ("name", "font"):
        return None
    inner = bracket.children[0]
    return inner if inner.kind == "list" else None


def _is_slice(part: Node) -> bool:
    return part.text == ":" and part.kind in ("list", "symbol")


def _slice(place: Node, scope: Scope) -> Term:
    """From, to and step of a slice, each of which may be left out; a single place stays as it is."""
    if place.kind == "symbol":
        return Apply(":", (Apply("none"), Apply("none")))
    if not _is_slice(place):
        return scope.term(place)
    return Apply(":", tuple(Apply("none") if end.kind == "none" else scope.term(end) for end in place.children))


__all__ = ["selected", "sliced"]
