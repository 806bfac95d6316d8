"""The name whose value the text tells right behind a formula: c of 4c = 3, so c = 3/4, and of 4c = 3 => c = 3/4."""

from __future__ import annotations

import re

_SPACE = r"(?:[\s$,;.&]|\\[\])\\,;:! ]|\\q?quad\b|\\(?:begin|end)\{\w+\*?\})*"
_SOLVED = re.compile(
    _SPACE + r"(?:\\(?:implies|Rightarrow|Longrightarrow|iff|Leftrightarrow|Longleftrightarrow|therefore)\b"
    r"|(?:and\s+)?(?:so|hence|thus|therefore|then|giving|which gives|this gives|we (?:get|find|obtain)|i\.e\.)"
    r"(?:\s+that)?)" + _SPACE + r"\\?(?P<name>[A-Za-z]+(?:_\{?\w+\}?)?)\s*(?:=|\\approx\b)", re.IGNORECASE)


def told_behind(source: str, stop: int) -> str:
    """The name that is said to be something behind a place of the text; "" where the words lead to no such thing."""
    found = _SOLVED.match(source, stop)
    return re.sub(r"[{}\\]", "", found["name"]) if found is not None else ""


__all__ = ["told_behind"]
