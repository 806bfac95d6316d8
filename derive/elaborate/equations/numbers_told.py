"""The numbers that the words of a page tell, and those that its tables and lists give: no results of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from derive.elaborate.language.sections import first_words
from derive.read.document import Block, Paragraph, Text
from derive.read.node import Node

_LABELLED = r"(?:problem|exercise|question|step|part|task|case|section|chapter|figure|table|equation|eq|theorem|lemma)"
_NUMBER = re.compile(
    rf"(?<![\w.^_({{])(?<!\\){_LABELLED}?\s*\$?\d[\d,.]*%?(?![\w)])"
    r"|\b(two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|thousand|million|dozen|half|quarter|fair)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(_LABELLED, re.IGNORECASE)
_INDICATOR = re.compile(r"\b[01](?=,?\s*(?:if|when|for|otherwise|else)\b)")     # y_j is 1 if ..., and 0 otherwise
# (1 - 1.06^(-10))/0.06 = 7.36009, then PV = 1200*7.36009
_RECKONED = re.compile(r"[\d)][ ]?[-+*/^][^=\n]*(?<![<>!:=])[=≈~]=?[ ]?-?\Z|=[^=\n]*[\d)][ ]?[*×·][ ]?\Z")
_WORDS: dict[str, int | Fraction] = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "twenty": 20, "hundred": 100, "thousand": 1000, "million": 10**6, "dozen": 12,
    "half": Fraction(1, 2), "quarter": Fraction(1, 4), "fair": Fraction(1, 2),
}
LONGEST = 20                                     # digits of a number told in words


def numbers_told(blocks: Iterable[Block]) -> frozenset[Fraction]:
    """The numbers in the words of a stretch, apart from labels such as "Step 2" and the marks of lists."""
    told: set[Fraction] = set()
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        for piece in block.pieces or (Text(block.span, first_words(block)),):
            if isinstance(piece, Text):
                first = not block.pieces or piece is block.pieces[0]
                words = re.sub(r"^\W*\(?\w{1,3}[.)]", "", piece.text) if first else piece.text
                words = _INDICATOR.sub("", words)
                for found in _NUMBER.finditer(words):
                    line = words.rfind("\n", 0, found.start()) + 1
                    if _RECKONED.search(words, line, found.start()) is None:
                        told |= _told(found.group())
            elif not any(part.kind == "chain" and part.children[1].text != "sim" and not _sets(part)
                         for part in piece.parts):
                told |= {value for top in piece.parts for part in top.walk() for value in _written(part)}
    return frozenset(told)


def _sets(chain: Node) -> bool:
    """c := -0.5 and no more."""
    return len(chain.children) == 3 and chain.children[1].text == "define"


def _told(written: str) -> set[Fraction]:
    """A number in words or digits; of a percentage the share as well."""
    if _LABEL.match(written):
        return set()
    if written.lower() in _WORDS:
        return {Fraction(_WORDS[written.lower()])}
    digits = re.sub(r"[^\d.]", "", written).rstrip(".")
    if len(digits) > LONGEST or not digits.replace(".", "", 1).isdigit():
        return {Fraction(0)}                     # a number, though which is not read
    value = Fraction(digits)
    return {value, value / 100} if written.endswith("%") else {value}


def _written(part: Node) -> set[Fraction]:
    if part.kind == "percent" and part.children[0].kind == "number":
        return _told(part.children[0].text + "%")
    return _told(part.text) if part.kind == "number" else set()


__all__ = ["numbers_told"]
