"""Templates: a paragraph as one text in which formulas are numbered gaps.

    Assume $j$ is the correct class      ->   assume ⟦0⟧ is the correct class

so that a phrase is one pattern over the text, and a match leads back to its
place in the source. A name written without dollars (y_j) is a gap too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from derive.elaborate.language.undelimited import OTHER_ARITHMETIC, read_undelimited, undelimited
from derive.read.document import Formula, Heading, Paragraph, Text
from derive.read.node import Node, Span

GAP = re.compile(r"⟦(\d+)⟧")
SENTENCE = re.compile(r"(?<!\bi\.e)(?<!\be\.g)(?<!\bresp)(?<!\bcf)[.!?](?=\s|$)|\n\s*\n"
                      r"|\n(?=[ \t]*(?i:base|basis|step|proof|use|check|test|example)\b[^\n:]{0,20}:)")


@dataclass(frozen=True)
class Template:
    """The text with gaps, in lower case, and where each character of it stands in the source."""

    text: str
    written: str                                 # the same, in the author's case
    offsets: tuple[int, ...]
    formulas: tuple[Formula, ...]
    gaps: tuple[tuple[int, int], ...]            # where each formula stands in the text

    def span(self, start: int, stop: int) -> Span:
        """The stretch of the source behind a stretch of the text."""
        last = self.offsets[stop - 1] if stop > start else self.offsets[start]
        for index, (_, end) in enumerate(self.gaps):
            if end == stop:
                return Span(self.offsets[start], self.formulas[index].span.stop)
        return Span(self.offsets[start], last + 1 if stop > start else last)

    def node(self, index: int) -> Node | None:
        """The one part of a formula; None where it has several or none."""
        parts = self.formulas[index].parts
        return parts[0] if len(parts) == 1 else None

    @cached_property
    def sentences(self) -> tuple[list[int], list[int]]:
        """Where the marks at the ends of sentences begin, and where they end."""
        found = list(SENTENCE.finditer(self.text))
        return [match.start() for match in found], [match.end() for match in found]

    def sentence_start(self, position: int) -> int:
        """Where the sentence around a position begins."""
        ends = self.sentences[1]
        before = bisect_right(ends, position)
        return ends[before - 1] if before else 0

    def sentence_stop(self, position: int) -> int:
        """Where the sentence around a position ends, before its mark."""
        starts = self.sentences[0]
        after = bisect_left(starts, position)
        return starts[after] if after < len(starts) else len(self.text)


def gaps_in(words: str) -> list[int]:
    """The numbers of the formulas that stand in a stretch of the text."""
    return [int(match.group(1)) for match in GAP.finditer(words)]


def template(block: Paragraph | Heading, source: str, names: Collection[str]) -> Template:
    """The template of a block; `names` are the names that the page is known to use."""
    pieces = block.pieces or (Text(block.span, source[block.span.start : block.span.stop]),)
    written: list[str] = []
    offsets: list[int] = []
    formulas: list[Formula] = []
    gaps: list[tuple[int, int]] = []

    def put_text(piece: Text, start: int, stop: int) -> None:
        written.append(_words(piece, source)[start - piece.span.start : stop - piece.span.start])
        offsets.extend(range(start, stop))

    def put_formula(formula: Formula) -> None:
        mark = f"⟦{len(formulas)}⟧"
        gaps.append((len(offsets), len(offsets) + len(mark)))
        formulas.append(formula)
        written.append(mark)
        offsets.extend([formula.span.start] * len(mark))

    counts = _counts(block, source)
    for piece in pieces:
        if isinstance(piece, Formula):
            put_formula(piece)
            continue
        place = piece.span.start
        for match in undelimited(source, piece.span, counts):
            word = match.group()
            if (len(word) > 1 or word in names) and not _is_masked(piece, match):
                put_text(piece, place, match.start())
                span = Span(match.start(), match.end())
                put_formula(Formula(span, (read_undelimited(source, match),)))
                place = match.end()
        put_text(piece, place, piece.span.stop)
    text = "".join(written)
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return Template(lowered, text, tuple(offsets), tuple(formulas), tuple(gaps))


def _counts(block: Paragraph | Heading, source: str) -> bool:
    """Whether numbers count as usual in a block."""
    return not OTHER_ARITHMETIC.search(source[block.span.start : block.span.stop].lower())


def typed(block: Paragraph | Heading, piece: Text, source: str) -> list[Span]:
    """Where formulas without dollars are read in a piece: of some, conditions and goals, nothing is judged."""
    return [Span(*match.span()) for match in undelimited(source, piece.span, _counts(block, source))
            if len(match.group()) > 1 and not _is_masked(piece, match)]


def _words(piece: Text, source: str) -> str:
    """The text of a piece as it is written, without comments, which are no words of the page."""
    written = source[piece.span.start : piece.span.stop]
    return piece.text if "<!--" in written and len(piece.text) == len(written) else written


def _is_masked(piece: Text, match: re.Match[str]) -> bool:
    """Whether this is a part of the text that is not to be read: an address, a tag."""
    start = piece.span.start
    same = len(piece.text) == piece.span.stop - start        # no macro of the page was expanded in it
    return same and not piece.text[match.start() - start : match.end() - start].strip()
