r"""Rows of a table that give names their values, as definitions.

    |     |                          |            |
    |-----|--------------------------|------------|
    | $W$ | $\begin{pmatrix}1 & 2\end{pmatrix}$ | 2 numbers |        W := (1 2)
    | $c$ | -0.5                     | 1          |                   c := -0.5

Of tables with an empty head, or with one that calls the second column values. Declined where another formula stands in
the row, and where what is given is in names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derive.elaborate.language.phrases_notation_en import VALUES_HEAD
from derive.elaborate.language.spelling import names_in, spelling
from derive.read.document import Block, Document, Formula, Paragraph, Text
from derive.read.node import Node, Span
from derive.read.record import replace

HEAD = re.compile(r"\s*\|(?P<cells>[^\n]*)\|[ \t]*\n[ \t]*\|[-: |]+\|[ \t]*\n[ \t]*\|\s*")
ROW, BETWEEN, NUMBER = re.compile(r"\n[ \t]*\|\s*$"), re.compile(r"\s*\|\s*"), re.compile(
    r"\s*\|\s*(?P<minus>[-−]?)(?P<digits>\d{1,12}(?:\.\d{1,12})?)\s*\|")
REST = re.compile(r"\s*\|(?:[^\n]*\|)?[ \t]*(?:\n|$)")


def with_tabled_values(document: Document) -> Document:
    """The document with such rows as formulas."""
    return replace(document, blocks=tuple(map(_read, document.blocks)))


def _read(block: Block) -> Block:
    if not isinstance(block, Paragraph) or not block.pieces or not isinstance(block.pieces[0], Text):
        return block
    head = HEAD.fullmatch(block.pieces[0].text)
    cells = [cell.strip() for cell in head["cells"].split("|")] if head is not None else []
    if len(cells) < 2 or not (not any(cells) or VALUES_HEAD.fullmatch(cells[1])):
        return block
    return replace(block, pieces=tuple(_rows(block.pieces)))


def _rows(pieces: Sequence[Text | Formula]) -> Iterator[Text | Formula]:
    place = 0
    while place < len(pieces):
        found = _given(pieces, place)
        if found is None:
            yield pieces[place]
            place += 1
        else:
            yield found[0]
            place += found[1]


def _given(pieces: Sequence[Text | Formula], place: int) -> tuple[Formula, int] | None:
    """The definition that begins at a piece, and how many pieces it takes."""
    name, before, behind = pieces[place], pieces[place - 1 if place else 0], pieces[place + 1 : place + 4]
    if not isinstance(name, Formula) or len(name.parts) != 1 or spelling(name.parts[0]) is None:
        return None
    if not isinstance(before, Text) or not (place == 1 or ROW.search(before.text)) or not behind:
        return None
    bar = behind[0]
    if not isinstance(bar, Text):
        return None
    if len(behind) == 3 and isinstance(behind[1], Formula) and isinstance(behind[2], Text):
        value, rest = behind[1], behind[2]
        if BETWEEN.fullmatch(bar.text) and REST.match(rest.text) and len(value.parts) == 1 and _is_closed(
                value.parts[0]):
            return _defined(name, bar.span, value.parts[0]), 3
    number = NUMBER.match(bar.text)
    if number is not None and REST.match(bar.text, number.end() - 1):
        start = bar.span.start + number.start("digits")
        digits = Node("number", number["digits"], (), Span(start, start + len(number["digits"])))
        node = Node("negate", "", (digits,), Span(start - 1, digits.span.stop)) if number["minus"] else digits
        return _defined(name, Span(bar.span.start, start), node), 1
    return None


def _is_closed(value: Node) -> bool:
    return value.kind in ("number", "negate", "frac", "over", "paren", "matrix") and not names_in(value)


def _defined(name: Formula, at: Span, value: Node) -> Formula:
    sign = Node("relation", "define", (), at)
    whole = Span(name.span.start, value.span.stop)
    return Formula(whole, (Node("chain", "", (name.parts[0], sign, value), whole),))


__all__ = ["with_tabled_values"]
