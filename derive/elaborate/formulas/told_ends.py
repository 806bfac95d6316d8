r"""Ends of ranges that say of which name they are: \\int_{x=0}^{x=1} x dx, \\sum_{k=1}^{k=n} k."""

from __future__ import annotations

from collections.abc import Collection

from derive.elaborate.language.spelling import spelling
from derive.elaborate.reading import Unreadable
from derive.read.node import Node


def told_end(limit: Node, names: Collection[str]) -> Node:
    """What a limit says that one of the names is, and any other limit as it is. Fails with Unreadable for x < 1."""
    if limit.kind != "chain":
        return limit
    if len(limit.children) != 3 or limit.children[1].text != "=" or spelling(limit.children[0]) not in names:
        raise Unreadable("this range is not read", limit.span)
    return limit.children[2]


__all__ = ["told_end"]
