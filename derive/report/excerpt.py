"""Excerpts: one source line with carets under a stretch of it.

Every character of the source is drawn as itself where that is safe and as a visible stand-in where it is not
(controls, escapes, marks that turn the direction of writing), so that no document can move the cursor, colour
the terminal or reorder a line. Carets are aligned by drawn width: wide characters count two, marks none.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from derive.read.document import Document
from derive.read.node import Span

TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
STAND_IN = "\N{REPLACEMENT CHARACTER}"
CUT = "…"


def drawn(character: str) -> str:
    """A character as it may be shown on one line of a terminal.

        tab -> four spaces,  control -> its picture,  direction mark -> U+FFFD,  anything else -> itself
    """
    if character == "\t":
        return "    "
    if character in TURNING or character in "\u2028\u2029":
        return STAND_IN
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    if unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn"):
        return STAND_IN
    return character


def shown(text: str) -> str:
    """A text made safe for one line of a terminal; line ends become spaces."""
    return "".join(" " if c in "\r\n" else drawn(c) for c in text)


def width(text: str) -> int:
    """The columns a drawn text takes in a terminal of fixed pitch."""
    return sum(map(_width, text))


def _width(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The drawn line, how far in the carets begin, how many there are, and whether the span goes on below."""

    text: str
    indent: int
    carets: int
    continues: bool


def excerpt(document: Document, span: Span, columns: int) -> Excerpt:
    """The line on which a span begins, cut to a window around the span when it is wider than `columns`."""
    source = document.source
    start = min(max(span.start, 0), len(source))
    line = document.place(start)[0]
    begin = document.starts[line - 1]
    # Only what a window can show is looked at: a line may be as long as the document.
    left = max(begin, start - 2 * columns)
    end = source.find("\n", start, start + 4 * columns)
    right = min(end if end >= 0 else start + 4 * columns, len(source))
    stop = min(max(span.stop, start), right)
    before = _cells(source[left:start])
    inside = _cells(source[start:stop].rstrip("\r"))
    after = _cells(source[stop:right].rstrip("\r"))
    before, cut_before = _last(before, max(columns // 3, columns - _total(inside) - _total(after) - 2), left > begin)
    inside, cut_inside = _first(inside, columns - _total(before) - 2, False)
    after, cut_after = _first(after, columns - _total(before) - _total(inside) - 2, end < 0 and right < len(source))
    head = (CUT if cut_before else "") + "".join(before)
    tail = "".join(after) if not cut_inside else ""
    text = head + "".join(inside) + tail + (CUT if cut_inside or cut_after else "")
    return Excerpt(text, width(head), max(1, _total(inside)), cut_inside or span.stop > right)


def _cells(text: str) -> list[str]:
    return [drawn(character) for character in text]


def _total(cells: list[str]) -> int:
    return sum(map(width, cells))


def _first(cells: list[str], room: int, cut: bool) -> tuple[list[str], bool]:
    """As many cells from the left as fit into the room, and whether any were left out."""
    used = 0
    for index, cell in enumerate(cells):
        used += width(cell)
        if used > room:
            return cells[:index], True
    return cells, cut


def _last(cells: list[str], room: int, cut: bool) -> tuple[list[str], bool]:
    kept, shortened = _first(cells[::-1], room, cut)
    return kept[::-1], shortened
