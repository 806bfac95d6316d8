r"""Formulas of chemical species in square brackets, whose indices and charges are no mathematics.

    [\mathrm{H_3O^+}], [\mathrm{Ca^{2+}}], [\ce{OH-}]      one name in its brackets each
    [\mathrm{N}]                                           stays as it is: a letter has no index and no charge
"""

from __future__ import annotations

import re
from functools import partial

from derive.elaborate.names.wording import changed
from derive.read.document import Document
from derive.read.node import Node
from derive.read.record import replace

_ATOM = r"[A-Z][a-z]?(?:_?\{?\d{1,2}\}?)?"
SPECIES = re.compile(
    rf"\[\s*\\(?:mathrm|ce|text|textrm|operatorname)\s*"
    rf"\{{(?P<formula>(?:{_ATOM}){{1,6}}(?P<charge>\^?\{{?\d?[+-]\}}?)?)\}}\s*\]")
INDEXED = re.compile(r"\d")


def with_species(document: Document) -> Document:
    """The document with such formulas as names."""
    if SPECIES.search(document.source) is None:
        return document
    change = partial(_named, source=document.source)
    return replace(document, blocks=tuple(changed(block, change) for block in document.blocks))


def _named(node: Node, source: str) -> Node:
    if node.kind == "paren" and node.text == "[]":
        found = SPECIES.fullmatch(source, node.span.start, node.span.stop)
        if found is not None and (found["charge"] or INDEXED.search(found["formula"])):
            inner = node.children[0]
            return replace(node, children=(Node("name", re.sub(r"[\^_{}]", "", found["formula"]), (), inner.span),))
    if not node.children or node.kind == "text":
        return node
    return replace(node, children=tuple(_named(child, source) for child in node.children))


__all__ = ["with_species"]
