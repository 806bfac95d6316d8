"""Intervals by their middle and half their length, as two chains, one for each end.

    72.5 \\pm 2.94 = (69.56, 75.44)        72.5 - 2.94 = 69.56  and  72.5 + 2.94 = 75.44
    CI = a \\pm b \\to (c, d)               the same of a, b, c, d: what is named by CI is the interval
"""

from __future__ import annotations

from derive.elaborate.formulas.structure import signed
from derive.read.node import Node, Span
from derive.read.record import replace

RELATIONS = frozenset({"=", "approx", "to"})


def ends(chain: Node) -> tuple[Node, Node] | None:
    """The chains of the lower and the upper ends; None where the sides are no such intervals."""
    sides, relations = chain.children[0::2], chain.children[1::2]
    if any(relation.text not in RELATIONS for relation in relations):
        return None
    if not _is_interval(sides[0]) and len(sides) > 2:
        sides, relations = sides[1:], relations[1:]
    if not all(map(_is_interval, sides)) or not any(side.kind == "plusminus" for side in sides):
        return None
    lower, upper = (_chain([_end(side, upper) for side in sides], relations) for upper in (False, True))
    return lower, upper


def _is_interval(side: Node) -> bool:
    if side.kind == "plusminus":
        return len(side.children) == 2
    return side.kind == "paren" and side.children[0].kind == "list" and len(side.children[0].children) == 2


def _end(side: Node, upper: bool) -> Node:
    return signed(side, upper) if side.kind == "plusminus" else side.children[0].children[int(upper)]


def _chain(sides: list[Node], relations: tuple[Node, ...]) -> Node:
    children = [sides[0]]
    for relation, side in zip(relations, sides[1:], strict=True):
        children += [replace(relation, text="=" if relation.text == "to" else relation.text), side]
    return Node("chain", "", tuple(children), Span(sides[0].span.start, sides[-1].span.stop))


__all__ = ["ends"]
