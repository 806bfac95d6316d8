r"""Sizes of matrices that are multiplied: $(128 \times 64)(64 \times 10) = 128 \times 10$ is no product of numbers.

    (m x n)(n x p) = m x p      (m, n, p) = (m, n, p): neighbours agree, and the outer ones are left

Declines where the numbers are right as numbers, and where neither the inner nor the outer ones agree.
"""

from __future__ import annotations

from itertools import pairwise
from math import prod

from derive.read.node import Node
from derive.read.record import replace

Size = tuple[Node, Node]
WRITTEN = ("number", "name", "sub")


def with_sizes(node: Node) -> Node:
    """A formula in which sizes are compared, and not multiplied."""
    if node.kind != "chain" or len(node.children) != 3 or node.children[1].text != "=":
        return node
    left, sign, right = node.children
    factors = left.children if left.kind == "juxtapose" else ()
    sizes = [size for factor in factors if factor.kind == "paren" and (size := _size(factor)) is not None]
    result = _size(right)
    if result is None or len(sizes) < 2 or len(sizes) != len(factors) or not _are_meant(sizes, result):
        return node
    first, *inner = [rows for rows, _ in sizes]
    *columns, last = [width for _, width in sizes]
    return replace(node, children=(
        _table(left, (first, *columns, last)), sign, _table(right, (result[0], *inner, result[1]))))


def _size(node: Node) -> Size | None:
    """The two numbers of a size, with or without a bracket."""
    inner = node.children[0] if node.kind == "paren" and node.children else node
    is_size = inner.kind == "product" and len(inner.children) == 2 and inner.text in ("times", "×")
    return (inner.children[0], inner.children[1]) if is_size and all(
        part.kind in WRITTEN for part in inner.children) else None


def _are_meant(sizes: list[Size], result: Size) -> bool:
    numbers = [[int(part.text) for part in size] for size in (*sizes, result)
               if all(part.kind == "number" and part.text.isdigit() for part in size)]
    if len(numbers) == len(sizes) + 1 and prod(map(prod, numbers[:-1])) == prod(numbers[-1]):
        return False
    inner = all(_same(width, rows) for (_, width), (rows, _) in pairwise(sizes))
    return inner or (_same(sizes[0][0], result[0]) and _same(sizes[-1][1], result[1]))


def _same(one: Node, other: Node) -> bool:
    return one.kind == other.kind and one.text == other.text and len(one.children) == len(other.children) and all(
        map(_same, one.children, other.children))


def _table(node: Node, parts: tuple[Node, ...]) -> Node:
    return Node("paren", "()", (Node("list", ",", parts, node.span),), node.span)


__all__ = ["with_sizes"]
