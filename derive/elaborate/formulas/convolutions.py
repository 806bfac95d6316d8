"""Convolutions, (f * g)(t): a star between functions is no sign of a product. They are not read."""

from __future__ import annotations

from derive.read.node import Node


def is_convolution(left: Node, right: Node) -> bool:
    """(f * g)(t), a star between functions that is no sign of a product."""
    inner = left.children[0] if left.kind == right.kind == "paren" else left
    return inner is not left and inner.kind == "product" and inner.text == "*" and right.children[0].kind == "name"


__all__ = ["is_convolution"]
