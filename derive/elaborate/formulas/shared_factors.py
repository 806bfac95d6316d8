"""Approximations of what stands before one factor on both sides: 9.283/8.5 v is about 1.092 v."""

from __future__ import annotations

from derive.elaborate.language.conventions import CLOSED
from derive.elaborate.language.spelling import names_in
from derive.elaborate.language.stretches import way_of
from derive.read.node import Node

PRODUCTS = frozenset({"juxtapose", "product"})


def before_shared(left: Node | None, right: Node | None) -> tuple[Node, Node] | None:
    """The numbers before what both sides share; None where they do not share all else, or share nothing."""
    if left is None or right is None:
        return None
    first, second = _taken_apart(left), _taken_apart(right)
    if first is None or second is None or first[1] != second[1] or not first[1]:
        return None
    return first[0], second[0]


def _taken_apart(side: Node) -> tuple[Node, list[str]] | None:
    """The numbers of a product as one node, and how its other factors are written, in order."""
    if side.kind == "negate":
        inner = _taken_apart(side.children[0])
        return None if inner is None else (Node("negate", side.text, (inner[0],), inner[0].span), inner[1])
    factors = _factors(side)
    numbers = [factor for factor in factors if names_in(factor) <= CLOSED]
    if not numbers:
        return None
    whole = numbers[0] if len(numbers) == 1 else Node("product", "cdot", tuple(numbers), side.span)
    return whole, sorted(way_of(factor) for factor in factors if factor not in numbers)


def _factors(node: Node) -> list[Node]:
    return [part for child in node.children for part in _factors(child)] if node.kind in PRODUCTS else [node]


__all__ = ["before_shared"]
