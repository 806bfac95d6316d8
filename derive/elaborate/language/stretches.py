"""Stretches of a document: the words that they begin with, and the formulas in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from derive.read.document import Block, Display, Formula, Heading, Text
from derive.read.node import Node

# Commands before the first word of a paragraph that only set it apart.
SPACING = re.compile(
    r"\A(?:\s*\\(?:(?:no)?indent|(?:small|med|big)skip|par|newpage|clearpage|pagebreak|[vh]space\*?\{[^{}]*\})"
    r"(?![a-zA-Z]))+\s*")


def first_words(block: Block) -> str:
    """The words a block begins with, without \\medskip\\noindent before them; "" where it begins with a formula."""
    if isinstance(block, Display):
        parts = block.lines[0].parts if block.lines else ()
        return parts[0].text if parts and parts[0].kind == "text" else ""
    if isinstance(block, Heading) and not block.pieces:
        return block.text
    piece = block.pieces[0] if block.pieces else None
    return SPACING.sub("", piece.text) if isinstance(piece, Text) else ""


def way_of(node: Node) -> str:
    """How a formula is written, wherever it stands."""
    return repr([(part.kind, part.text) for part in node.walk()])


def formulas(block: Block) -> Iterator[Formula]:
    if isinstance(block, Display):
        yield from block.lines
    else:
        yield from (piece for piece in block.pieces if isinstance(piece, Formula))


def nodes(blocks: Sequence[Block]) -> list[Node]:
    """The parts of every formula in a stretch of the document."""
    return [part for block in blocks for formula in formulas(block) for part in formula.parts]


def stretches(blocks: Sequence[Block]) -> list[list[Node]]:
    """The same under each heading."""
    ends = [place for place, block in enumerate(blocks) if isinstance(block, Heading)]
    return [nodes(blocks[start:stop]) for start, stop in pairwise([0, *ends, len(blocks)])]
