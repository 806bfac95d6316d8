"""Beginnings: whether a paragraph behind a display begins a sentence of its own.

    "For c = 2 it would be 5" begins one, "For c > 0." goes on with the display before it
"""

from __future__ import annotations

import re

from derive.elaborate.language.sections import first_words
from derive.read.document import Paragraph, Text


def begins_sentence(block: Paragraph) -> bool:
    """Whether a paragraph begins with a condition of its own sentence: "For c = 2 it would be 5", not "For c > 0."."""
    rest = block.pieces[1:]
    words = re.match(r"\W*(\w+)", first_words(block))
    if words is None or not words[1][:1].isupper() or words[1].lower() in ("where", "here", "and", "in", "the", "this"):
        return False
    for piece in rest:
        said, stop, _ = piece.text.partition(". ") if isinstance(piece, Text) else ("", "", "")
        if re.sub(r"\b(?:and|or|all|any|both)\b|\W", "", said):
            return True
        if stop:
            break
    return False
