"""Equations in running text that nothing was made of: they are reported, so that nothing on the page is passed over.

    Area = pi r^2 = 9 pi.       typed with blanks for products: which letters are words is not known
    20% of 50 = 10              words on one side
    Area = length x width       a relation between words alone is no equation to be judged
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.elaborate.language.conventions import GREEK
from derive.elaborate.language.template import SENTENCE, typed
from derive.elaborate.page import Page
from derive.elaborate.prose.sentences import read_prose
from derive.read.document import Formula, Paragraph, Text
from derive.read.node import Span
from derive.read.patterns import regex
from derive.read.vocabulary import BARE_FUNCTIONS

EQUAL = regex(r"(?<![=<>!:+*/^~\\-])=(?![=<>])")
# Options of macros, targets of links, tags: no equations.
OTHER = regex(
    r"\\[A-Za-z]+\*?\[[^\]\n]{0,200}\](?:\{[^{}\n]{0,200}\})*|\]\([^)\n]{0,300}\)|<[^<>\n]{0,300}>"
    r"|(?<!\S)\S{0,200}://\S*|(?<![\w-])[\w-]{1,30}=[\"'][^\"'\n]{0,200}[\"']")
CLAUSE = regex(rf"{SENTENCE.pattern}|[,;:](?=\s)")
# The name of a quantity in words, behind the mark of an item: (b) precision, Gain(Wind), H(S|Wind).
WORDS = regex(
    r"\W*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+)?[A-Za-z][A-Za-z\u0027-]*(?: [A-Za-z\u0027-]+){0,5}"
    r"(?:\([A-Za-z]{2,}(?:\s?[|,]\s?[A-Za-z]+)*\)|\([A-Za-z]\|[A-Za-z]{2,}\))?\s*")
NUMERAL = regex(r"[-−]?\d[\d.,]*(?=\s*(?:[,;(\n]|\.\s|$|\Z))")
BEFORE = regex(r"(?:([A-Za-z]+)|[\d)\]}!%°²³'|])\s*\Z")
AFTER = regex(r"\s*[-−±√]?\s*(?:([A-Za-z]+)|[\d(\[|√∫∑\\])")


def read_paragraph(page: Page, block: Paragraph) -> None:
    """Everything that a paragraph says, and the equations in it that were not read."""
    first = len(page.steps)
    read_prose(page, block)
    page.citations.hear(page.text(block.span))
    taken = [piece.span for piece in block.pieces if isinstance(piece, Formula)]
    for step in page.steps[first:]:
        taken += [step.at, *(side.span for side in (step.lhs, step.rhs) if side is not None)]
    last = -1
    for piece in block.pieces:
        if not isinstance(piece, Text):
            continue
        if places := _equations(piece):
            taken += typed(block, piece, page.document.source)
        for place in places:
            if place > last and not any(span.start <= place < span.stop for span in taken):
                span = _clause(page, piece, place)
                last = span.stop
                if any(span.start <= fault.span.start < span.stop for fault in page.document.faults):
                    continue                     # it is said already that nothing closes this $
                if _names_in_words(page, span, place, taken):
                    page.add(page.step("given", Span(place, place + 1), role="definition"))
                    continue
                page.unread(span, "an equation in the text that was not read")


def _names_in_words(page: Page, clause: Span, place: int, taken: Sequence[Span]) -> bool:
    """Whether words alone are said to equal what was read, or a number: precision = 40/60 = 0.667, H(weak) = 0.811."""
    source = page.document.source
    words, behind = source[clause.start : place], place + 1
    while source[behind : behind + 1] in (" ", "\t"):
        behind += 1
    is_read = any(span.start <= behind + 1 and behind < span.stop for span in taken)
    return WORDS.fullmatch(words) is not None and (is_read or NUMERAL.match(source, behind) is not None)


def _equations(piece: Text) -> list[int]:
    """The places of the signs of equality that stand beside something to reckon with."""
    start = piece.span.start
    if "=" not in piece.text or len(piece.text) != piece.span.stop - start:
        return []
    text = OTHER.sub(lambda found: " " * len(found[0]), piece.text)
    return [start + found.start() for found in EQUAL.finditer(text) if _reckons(text, found.start(), found.end())]


def _reckons(text: str, start: int, stop: int) -> bool:
    before, after = BEFORE.search(text, max(0, start - 40), start), AFTER.match(text, stop)
    if before is None or after is None or (len(after[1] or "") > 2 and after[1] not in GREEK | BARE_FUNCTIONS):
        return False                             # vitamin C = no equation
    return any(word is None or len(word) == 1 or word in GREEK for word in (before[1], after[1]))


def _clause(page: Page, piece: Text, place: int) -> Span:
    """The clause, on its line, around a place."""
    source = page.document.source
    start = max(piece.span.start, source.rfind("\n", 0, place) + 1)
    ends = [found.end() for found in CLAUSE.finditer(source, start, place)]
    start = ends[-1] if ends else start
    line_end = source.find("\n", place)
    stop = min(piece.span.stop, line_end if line_end >= 0 else len(source))
    end = CLAUSE.search(source, place, stop)
    words = source[start : end.start() if end else stop]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
