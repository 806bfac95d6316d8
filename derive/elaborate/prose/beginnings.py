"""Beginnings: whether a paragraph behind a display begins a sentence of its own, and where the display's own ends.

    "For c = 2 it would be 5" and "With c = 2: f(1) = 5" begin one, "For c > 0." goes on with the display before it
    "for c > 0. If c = -1 instead, ..."    of two sentences, the second speaks of something else; "Here d > 0." does not
"""

from __future__ import annotations

import re

from derive.elaborate.language.sections import first_words
from derive.read.document import Paragraph, Text
from derive.read.node import Span

NEXT = re.compile(r"[.!?](?=\s+(?!(?:Here|Where|With)\b)(?:[A-Z]|\Z))")


def begins_sentence(block: Paragraph) -> bool:
    """Whether a paragraph begins with a condition of its own sentence: "For c = 2 it would be 5", not "For c > 0."."""
    rest = block.pieces[1:]
    words = re.match(r"\W*(\w+)", first_words(block))
    if words is None or not words[1][:1].isupper() or words[1].lower() in ("where", "here", "and", "in", "the", "this"):
        return False
    for piece in rest:
        said, stop, _ = piece.text.partition(". ") if isinstance(piece, Text) else ("", "", "")
        if ":" in said or re.sub(r"\b(?:and|or|all|any|both)\b|\W", "", said):
            return True
        if stop:
            break
    return False


def first_and_rest(block: Paragraph) -> tuple[Paragraph, Paragraph]:
    """The sentence with which a paragraph begins, and what comes after it, which may be nothing."""
    for place, piece in enumerate(block.pieces):
        if not isinstance(piece, Text) or (end := NEXT.search(piece.text)) is None or (
                place == len(block.pieces) - 1 and not piece.text[end.end():].strip()):
            continue
        if len(piece.text) != piece.span.stop - piece.span.start:
            break
        at = piece.span.start + end.end()
        before, after = Text(Span(piece.span.start, at), piece.text[:end.end()]), Text(
            Span(at, piece.span.stop), piece.text[end.end():])
        return (Paragraph(Span(block.span.start, at), (*block.pieces[:place], before)),
                Paragraph(Span(at, block.span.stop), (after, *block.pieces[place + 1:])))
    return block, Paragraph(Span(block.span.stop, block.span.stop), ())
