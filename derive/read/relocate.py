"""Blocks read from an expanded or moved text, with the places of the source put in."""

from __future__ import annotations

from collections.abc import Callable

from derive.read.document import Block, Display, Formula, Heading, Paragraph, Text
from derive.read.node import Node, Span
from derive.read.record import replace

Place = Callable[[Span], Span]


def relocated(block: Block, place: Place) -> Block:
    """The block with every span in the source."""
    match block:
        case Display():
            lines = tuple(_formula(line, place) for line in block.lines)
            return Display(place(block.span), lines, block.environment)
        case Paragraph():
            return Paragraph(place(block.span), tuple(_piece(piece, place) for piece in block.pieces))
        case Heading():
            pieces = tuple(_piece(piece, place) for piece in block.pieces)
            return replace(block, span=place(block.span), pieces=pieces)


def _piece(piece: Text | Formula, place: Place) -> Text | Formula:
    if isinstance(piece, Formula):
        return _formula(piece, place)
    return Text(place(piece.span), piece.text)


def _formula(formula: Formula, place: Place) -> Formula:
    parts = tuple(moved(part, place) for part in formula.parts)
    return replace(formula, span=place(formula.span), parts=parts)


def moved(node: Node, place: Place) -> Node:
    """The tree with every span replaced, without recursion on depth; nodes that are shared stay shared."""
    done: dict[int, Node] = {}
    pending = [(node, False)]
    while pending:
        here, ready = pending.pop()
        if ready:
            children = tuple(done[id(child)] for child in here.children)
            done[id(here)] = Node(here.kind, here.text, children, place(here.span))
        elif id(here) not in done:
            pending.append((here, True))
            pending.extend((child, False) for child in here.children)
    return done[id(node)]
