"""Places: spans in, lines and columns out, 1-based and in code points, the end exclusive."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from derive.read.document import Document
from derive.read.node import Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span begins and ends; the lines of a notebook count within its cell."""

    line: int
    column: int
    end_line: int
    end_column: int
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.cell}:{self.line}:{self.column}" if self.cell else f"{self.line}:{self.column}"


def place(document: Document, span: Span) -> Place:
    """The place of a span; a span that runs over the end of the source is cut there."""
    size = len(document.source)
    start = min(max(span.start, 0), size)
    stop = min(max(span.stop, start), size)
    line, column = document.place(start)
    end_line, end_column = document.place(stop)
    first, cell = _cell(document, start)
    return Place(line - first, column, max(end_line - first, line - first), end_column, cell)


def _cell(document: Document, offset: int) -> tuple[int, str]:
    """How many lines stand before the cell that holds an offset, and the cell's id."""
    index = bisect_right([start for start, _ in document.cells], offset) - 1
    if index < 0:
        return 0, ""
    start, name = document.cells[index]
    return document.place(start)[0] - 1, name
