"""Two answers side by side: what is around them, and what it means that they are equal.

    $x = 2$, \\boxed{x = 2}     x = 2
    x < 1  beside  1 > x       the one holds exactly when the other does
    k = 1  beside  1           the values
"""

from __future__ import annotations

import re

from derive.elaborate.open_names import GREEK
from derive.kernel.term import RELATIONS, Apply, Symbol, Term

STATEMENTS = RELATIONS | {"in", "and", "or", "not", "iff", "implies", "forall", "exists", "true", "false"}
AROUND = re.compile(
    r"\$\$(?P<a>[^$]*)\$\$|\$(?P<b>[^$]*)\$|\\\((?P<c>.*)\\\)|\\\[(?P<d>.*)\\\]|\\boxed\s*\{(?P<e>.*)\}", re.DOTALL)


def is_word(name: str) -> bool:
    """Whether a name is a word, and not a letter with its index or a Greek one."""
    return name.isalpha() and name.isascii() and len(name) > 2 and GREEK.fullmatch(name) is None


def undelimited(latex: str) -> str:
    """A formula without the dollars, brackets or boxes that stand around all of it."""
    inner = latex.strip()
    while (match := AROUND.fullmatch(inner)) is not None:
        found = next(part for part in match.groups() if part is not None)
        if not _is_balanced(found):
            break
        inner = found.strip()
    return inner if inner else latex


def _is_balanced(text: str) -> bool:
    """Whether every brace that opens closes, and none closes before."""
    depth = 0
    for before, c in zip(" " + text, text, strict=False):
        if before != "\\" and c in "{}":
            depth += 1 if c == "{" else -1
            if depth < 0:
                return False
    return depth == 0 and "\\)" not in text and "\\]" not in text


def compared(left: Term, right: Term) -> Apply | None:
    """What is to be shown of two answers; None where one states something and the other is a value."""
    stated = [isinstance(side, Apply) and side.head in STATEMENTS for side in (left, right)]
    if all(stated):
        return Apply("iff", (left, right))
    if any(stated):
        statement, value = (left, right) if stated[0] else (right, left)
        match statement:
            case Apply("=", (Symbol(), given)) if not isinstance(value, Symbol):
                return Apply("=", (given, value) if stated[0] else (value, given))
        return None
    return Apply("=", (left, right))
