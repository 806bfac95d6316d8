r"""The circle's number on a page where \pi is a name as well: the weights of a mixture, a policy, a parameter.

    \frac{1}{\sqrt{2\pi}}, beside \pi_k or \pi(a)      right behind a 2 it is the number, and so it is without an index
                                                       in the formulas of that block; it is read as an upright one
    \hat\pi, p(k \mid \pi)                             elsewhere it is a name

Declines where \pi is nowhere a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from derive.elaborate.language.sections import nodes
from derive.elaborate.names.wording import changed
from derive.read.document import Block, Document
from derive.read.node import Node

BRACKETS = frozenset({"paren", "given"})
UPRIGHT = "mathrm{pi}"


def with_circle_number(document: Document) -> Document:
    """The document with an upright pi for each that can only be the circle's number."""
    if not any(_is_name(part) for top in nodes(document.blocks) for part in top.walk()):
        return document
    return replace(document, blocks=tuple(map(_in_block, document.blocks)))


def _in_block(block: Block) -> Block:
    circular = any(_is_behind_two(part) for top in nodes([block]) for part in top.walk())
    return changed(block, _upright) if circular else block


def _is_pi(node: Node) -> bool:
    return node.kind == "name" and node.text == "pi"


def _is_name(part: Node) -> bool:
    r"""\pi_k, \hat\pi, \pi(a \mid s), p(x \mid \pi)"""
    if part.kind in ("sub", "accent"):
        return _is_pi(part.children[0])
    if part.kind == "given":
        return any(map(_is_pi, part.children))
    return part.kind in ("juxtapose", "apply") and any(
        _is_pi(left) and right.kind in BRACKETS for left, right in pairwise(part.children))


def _is_behind_two(part: Node) -> bool:
    return part.kind in ("juxtapose", "product") and any(
        left.kind == "number" and left.text == "2" and _is_pi(right) for left, right in pairwise(part.children))


def _upright(node: Node) -> Node:
    children = tuple(_children(node))
    return replace(node, children=children) if children != node.children else node


def _children(node: Node) -> Iterator[Node]:
    kept = _is_name(node)                        # pi of pi_k and of pi(a) stays
    for place, child in enumerate(node.children):
        follows = node.children[place + 1 : place + 2]
        named = kept and (node.kind in ("sub", "accent", "given") or (bool(follows) and follows[0].kind in BRACKETS))
        yield replace(child, text=UPRIGHT) if _is_pi(child) and not named else _upright(child)


__all__ = ["with_circle_number"]
