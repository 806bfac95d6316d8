r"""Units of which the prefix is set apart, behind a number: one unit, and no product.

    10\,\mathrm{k}\Omega, 2\,\mathrm{M}\Omega        kΩ, MΩ
    47\,\mu\mathrm{F}, $1\,\mu$F                    µF
    k \Omega, \mu F                                  letters in italics stay names
"""

from __future__ import annotations

import re

from derive.elaborate.names.wording import changed
from derive.read.document import Document
from derive.read.node import Node, Span
from derive.read.record import replace

_OF_OHMS = frozenset({"k", "M", "m"})
_BEHIND = re.compile(r"\s*\$(?:\\?,|~)?\s?([FHAVsm])\b(?!\s*[=+*/^(])")
_OF_MU = frozenset({"F", "H", "A", "V", "s", "m"})


def with_prefixed_units(document: Document) -> Document:
    """The document with such a prefix and its unit as one name."""
    if "\\Omega" not in document.source and "\\mu" not in document.source:
        return document
    return replace(document, blocks=tuple(
        changed(block, lambda node: _joined(node, document.source)) for block in document.blocks))


def _joined(node: Node, source: str) -> Node:
    if not node.children:
        return node
    children = [_joined(child, source) for child in node.children]
    if node.kind == "juxtapose":
        for place in range(len(children) - 2, 0, -1):
            unit = _unit(*children[place : place + 2]) if children[place - 1].kind == "number" else None
            if unit is not None:
                children[place : place + 2] = [unit]
        behind = _BEHIND.match(source, node.span.stop) if children[-1].text == "mu" and len(children) == 2 else None
        if behind is not None and children[0].kind == "number":
            children[1] = _one("µ" + behind[1], children[1].span)
    same = len(children) == len(node.children) and all(one is other for one, other in zip(
        children, node.children, strict=True))
    return node if same else replace(node, children=tuple(children))


def _unit(prefix: Node, unit: Node) -> Node | None:
    if prefix.kind != "name" or unit.kind != "name":
        return None
    ohms = prefix.text in _OF_OHMS and _is_roman(prefix) and unit.text == "Omega"
    if not ohms and not (prefix.text == "mu" and unit.text in _OF_MU and _is_roman(unit)):
        return None
    return _one(prefix.text + "Ω" if ohms else "µ" + unit.text, Span(prefix.span.start, unit.span.stop))


def _one(name: str, span: Span) -> Node:
    return Node("font", "mathrm", (Node("name", name, (), span),), span)


def _is_roman(node: Node) -> bool:
    r"""Whether a letter was written as \mathrm{F}, or as text."""
    return node.span.stop - node.span.start > 5


__all__ = ["with_prefixed_units"]
