"""Where a recurrence begins that is another one than before: behind a title, and in a row of a table."""

from __future__ import annotations

import re

from derive.read.node import Span

TITLED = re.compile(r"\s*(?:[-*]\s+|\d+[.)]\s+)?(?:\*\*[^*]+\*\*|\\(?:paragraph|textbf)\{[^}]*\})[\s.:]*\${1,2}\s*")
FIRST_CELL = re.compile(r"[ \t|]*\$?\s*")
NEXT_CELL = re.compile(r"\s*\$?\s*[&|]")


def begins_anew(source: str, span: Span) -> bool:
    """Whether an equation is the first thing that a paragraph with a title says, **Binary search.** T(n) = ..., or the
    first cell of a row: T(n) = 4 T(n/2) + n & T(n) = Theta(n^2).
    """
    before = source[source.rfind("\n", 0, span.start) + 1 : span.start]
    if TITLED.fullmatch(before):
        return True
    return FIRST_CELL.fullmatch(before) is not None and NEXT_CELL.match(source, span.stop) is not None


__all__ = ["begins_anew"]
