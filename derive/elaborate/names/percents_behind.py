"""A percent sign, or the word, behind a formula that ends with a number: $3/4 = 75$ %, $188/195 \\approx 96.4$ percent.

Only calculations in numbers are read so: what the number of a name is, its author may count in percents throughout.
"""

from __future__ import annotations

import re
from itertools import pairwise

from derive.elaborate.language.spelling import names_in
from derive.read.document import Block, Document, Formula, Paragraph, Text
from derive.read.node import Node
from derive.read.record import replace

BEHIND = re.compile(r"\s*(?:\\?%|per ?cent\b)(?!\s*(?:of|points?)\b)", re.IGNORECASE)


def with_percents_behind(document: Document) -> Document:
    """The document with such numbers as percentages."""
    return replace(document, blocks=tuple(map(_read, document.blocks)))


def _read(block: Block) -> Block:
    if not isinstance(block, Paragraph):
        return block
    pieces = list(block.pieces)
    for place, (piece, behind) in enumerate(pairwise(list(pieces))):
        if isinstance(piece, Formula) and isinstance(behind, Text) and piece.parts and BEHIND.match(behind.text):
            pieces[place] = replace(piece, parts=(*piece.parts[:-1], _of_percents(piece.parts[-1])))
    return replace(block, pieces=tuple(pieces)) if pieces != list(block.pieces) else block


def _of_percents(part: Node) -> Node:
    """The chain with its last number as a percentage, where the side before it is of numbers alone."""
    if part.kind != "chain" or len(part.children) < 3 or part.children[-1].kind != "number":
        return part
    before, last = part.children[-3], part.children[-1]
    if before.kind in ("none", "number") or names_in(before):
        return part
    return replace(part, children=(*part.children[:-1], Node("percent", "", (last,), last.span)))


__all__ = ["with_percents_behind"]
