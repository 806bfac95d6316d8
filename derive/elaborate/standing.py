"""Names that stand for a value told outside of the formulas.

    "tossed 100 times": n p = 50          n is 100, which no formula says
    A = \\pi r^2 = 28.27                   r has the value that gives this

A step that puts in such values is not refuted by choosing others: it is no claim about all values of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from derive.elaborate.sections import first_words
from derive.kernel.term import Apply, Number, Symbol, Term, free, subterms
from derive.read.document import Block, Paragraph, Text

RELATIONS = frozenset({"=", "<", "<=", ">", ">=", "!="})
_LABELLED = r"(?:problem|exercise|question|step|part|task|case|section|chapter|figure|table|equation|eq|theorem|lemma)"
_NUMBER = re.compile(
    rf"(?<![\w.^_({{])(?<!\\){_LABELLED}?\s*\$?\d[\d,.]*%?(?![\w)])"
    r"|\b(two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|thousand|million|dozen|half|quarter|fair)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(_LABELLED, re.IGNORECASE)


def tells_numbers(blocks: Iterable[Block]) -> bool:
    """Whether the words of a stretch hold numbers, apart from labels such as "Step 2" and the marks of lists."""
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        for piece in block.pieces or (Text(block.span, first_words(block)),):
            if isinstance(piece, Text):
                words = re.sub(r"^\W*\(?\w{1,3}[.)]", "", piece.text) if piece is block.pieces[0] else piece.text
                if any(not _LABEL.match(found.group()) for found in _NUMBER.finditer(words)):
                    return True
            elif len(piece.parts) == 1 and piece.parts[0].kind in ("number", "percent"):
                return True
    return False


def stands_for_a_value(symbol: Symbol, goal: Term) -> bool:
    """Whether a name that nothing on the page settles stands on one side of a relation, and numbers on the other."""
    match goal:
        case Apply(head, (left, right)) if head in RELATIONS:
            here, there = (left, right) if symbol in free(left) else (right, left)
            return symbol not in free(there) and bool(_numerals(there) - _numerals(here))
    return False


def _numerals(term: Term) -> set[object]:
    return {part.value for part in subterms(term) if isinstance(part, Number)}
