"""Templates: a paragraph as one text in which formulas are numbered gaps.

    Assume $j$ is the correct class      ->   assume ⟦0⟧ is the correct class

so that a phrase is one pattern over the text, and a match leads back to its
place in the source. A name written without dollars (y_j) is a gap too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from derive.read.document import Formula, Heading, Paragraph, Text
from derive.read.node import Node, Span
from derive.read.parse import parse

GAP = re.compile(r"⟦(\d+)⟧")
BARE = re.compile(r"(?<![\w\\$@/.'’-])(?:[A-Za-z](?:[_^](?:\{[\w,+-]{1,8}\}|[^\W_]{1,3}))+|[B-HJ-Zb-z]"
                  r"|[aAI](?=\s+(?:is|are|be)\b))(?![\w'’/-]|\.\w)")
ATOM = (
    r"(?:\d+(?:\.\d+)?(?:[A-Za-z](?![A-Za-z]))?|[A-Za-z](?:_\w{1,3})?(?:\([\w,. ]{1,9}\))?(?![A-Za-z])"
    r"|\([^()\n]{1,40}\))"
)
EQUATION = re.compile(
    rf"(?<![\w\\$`@/.'’-])[A-Za-z](?:_\w{{1,3}})?(?:\(\w\))?"
    rf"(?:\s*(?:=|<=|>=|<|>|≤|≥|≠)\s*-?{ATOM}(?:(?:\s*[-+*/^]\s*-?|(?=\()){ATOM})*)+(?![\w`(])"
)
NUMERAL = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[%!]?"
OPERATION = r"\s*(?:[-+*/^×·÷]|x(?=\s*[\d(]))\s*"
PIECE = rf"-?(?:{NUMERAL}|\(\s*-?{NUMERAL}(?:{OPERATION}{NUMERAL})*\s*\))"
# Arithmetic in running text: 3 x 4 + 5 = 17. The first side calculates something.
ARITHMETIC = re.compile(
    rf"(?<![\w\\$`@/.,:'’%^*+×·÷-])(?<![-+*/^×·÷] ){PIECE}(?:{OPERATION}{PIECE})+"
    rf"(?:\s*(?:=|≈)\s*{PIECE}(?:{OPERATION}{PIECE})*)+(?![\w`(%$\\]|[.,]\d|\s*[-+*/^×·÷=<>≈]\s*[\w($\\])"
)
# Words behind a number that make another number of it, and words near by that make another arithmetic.
SCALE = re.compile(
    r"\s*(?:hundred|thousand|[mb]illion|dozen|percent|per cent|k\b|[mr]\b|rem|mod|\(mod|base|seconds?|minutes?|mins?"
    r"|hours?|hrs?|days?|weeks?|months?|years?|feet|foot|ft|inch|cents?|a\.?m\b|p\.?m\b|o'clock)"
)
OTHER_ARITHMETIC = re.compile(
    r"\b(?:binary|hex\w*|octal|base|modul\w+|mod|clock|integer division|rounded? (?:up|down)|truncat\w+|remainder)\b"
)
SENTENCE = re.compile(r"(?<!\bi\.e)(?<!\be\.g)(?<!\bresp)(?<!\bcf)[.!?](?=\s|$)|\n\s*\n")


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

    def put_text(start: int, stop: int) -> None:
        written.append(source[start:stop])
        offsets.extend(range(start, stop))

    def put_formula(formula: Formula) -> None:
        mark = f"⟦{len(formulas)}⟧"
        gaps.append((len(offsets), len(offsets) + len(mark)))
        formulas.append(formula)
        written.append(mark)
        offsets.extend([formula.span.start] * len(mark))

    counts = not OTHER_ARITHMETIC.search(source[block.span.start : block.span.stop].lower())
    for piece in pieces:
        if isinstance(piece, Formula):
            put_formula(piece)
            continue
        place = piece.span.start
        for match in _bare(source, piece.span, counts):
            word = match.group()
            if (len(word) > 1 or word in names) and not _is_masked(piece, match):
                put_text(place, match.start())
                span = Span(match.start(), match.end())
                put_formula(Formula(span, (_parsed(source, span, match.re is ARITHMETIC),)))
                place = match.end()
        put_text(place, piece.span.stop)
    text = "".join(written)
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return Template(lowered, text, tuple(offsets), tuple(formulas), tuple(gaps))


def _is_masked(piece: Text, match: re.Match[str]) -> bool:
    """Whether this is a part of the text that is not to be read: an address, a tag."""
    start = piece.span.start
    same = len(piece.text) == piece.span.stop - start        # no macro of the page was expanded in it
    return same and not piece.text[match.start() - start : match.end() - start].strip()


def _parsed(source: str, span: Span, arithmetic: bool) -> Node:
    """What is written without dollars; an x between numbers is a cross."""
    if arithmetic and "x" in source[span.start : span.stop]:
        source = source[: span.start] + source[span.start : span.stop].replace("x", "×")
    return parse(source, span.start, span.stop)


def _bare(source: str, span: Span, counts: bool) -> Iterator[re.Match[str]]:
    """Names, short equations and, where numbers count as usual, arithmetic written without dollars, in order."""
    place = span.start
    equations = list(EQUATION.finditer(source, span.start, span.stop))
    if counts:
        taken = [match.span() for match in equations]
        equations += [
            match for match in ARITHMETIC.finditer(source, span.start, span.stop)
            if not SCALE.match(source[match.end() : match.end() + 20].lower())
            and not any(start < match.end() and match.start() < stop for start, stop in taken)
        ]
    for equation in sorted(equations, key=lambda match: match.start()):
        yield from BARE.finditer(source, place, equation.start())
        yield equation
        place = equation.end()
    yield from BARE.finditer(source, place, span.stop)
