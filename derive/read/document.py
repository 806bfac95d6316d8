"""Documents: a source text cut into blocks, every block with its place.

    Document    the whole: source, blocks in order, faults of the container (unclosed $, bad bytes)
    Heading     "# Forward pass", \\section{...}; also a bare line that reads as one ("Backward Pass")
    Paragraph   pieces of prose and inline formulas in order; a list item is a paragraph
    Display     one displayed block; one Formula for each line of it (aligned rows, `\\\\`)

A line of a paragraph that begins with an undelimited relation or \\therefore is text with a sign.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from derive.read.node import Node, Span
from derive.read.record import record

LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that could not be read: where, and why. The rest of the page is still there."""

    span: Span
    message: str


@record(frozen=True, slots=True)
class Text:
    """A stretch of prose, as written."""

    span: Span
    text: str


@record(frozen=True, slots=True)
class Formula:
    """One formula: an inline one, or one line of a display.

    `parts` are the statements on the line in order, split at `\\quad`, `;`, `,` and words where these
    separate statements: chain nodes, plain expression nodes and text nodes ("where", "if", "T1.").
    `label` and `tag` come from \\label and \\tag.
    """

    span: Span
    parts: tuple[Node, ...]
    label: str = ""
    tag: str = ""


@record(frozen=True, slots=True)
class Heading:
    span: Span
    text: str
    level: int                                   # 1 is the highest; 6 for a bare line
    pieces: tuple[Text | Formula, ...] = ()


@record(frozen=True, slots=True)
class Paragraph:
    span: Span
    pieces: tuple[Text | Formula, ...]


@record(frozen=True, slots=True)
class Display:
    span: Span
    lines: tuple[Formula, ...]
    environment: str = ""


Block = Heading | Paragraph | Display


@dataclass(frozen=True)
class Document:
    source: str
    blocks: tuple[Block, ...]
    faults: tuple[Fault, ...] = ()
    path: str = "-"
    cells: tuple[tuple[int, str], ...] = field(default=())   # notebooks: (offset, cell id)

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(found.end() for found in LINE_END.finditer(self.source))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both 1-based, in code points."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
