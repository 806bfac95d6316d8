"""The label of an item before a typed formula, which is no factor of it.

    (a) SE = s/sqrt(n)        (1) 2*3 = 6        iv) d/dx x^2 = 2x        2) x + 2 = 5        Ex 8. z = 3 - 4i

Labels come in a row: the one before, or the one after, begins a line near by.
"""

from __future__ import annotations

import re

LABEL = re.compile(
    r"[ \t]*(?:(?P<problem>(?:Ex(?:ercise)?|Prob(?:lem)?|Q(?:u(?:estion)?)?)\b\.?[ ]?\d{1,2}[.:)])"
    r"|\(?(?P<label>[a-h]|[ivx]{1,4}|\d{1,2})\))[ \t]+"
    r"(?!\((?:[A-Za-z]|\d{1,2})\))(?=[^\s*/+^=<>·×)≤≥≈-]|-[^\s-])")
NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
FAR = 4000                                       # characters in which the neighbour stands


def label_before(text: str, start: int, stop: int) -> re.Match[str] | None:
    """The label that a line begins with; one in brackets only where a neighbour of it begins another line."""
    found = LABEL.match(text, start, stop)
    if found is None or found["problem"] or "(" not in found[0]:
        return found
    return found if any(
        re.compile(rf"^[ \t]*\(?{one}[.)]\s", re.MULTILINE).search(text, max(0, start - FAR), stop + FAR)
        for one in _neighbours(found["label"])) else None


def _neighbours(label: str) -> list[str]:
    """b and d of c, 1 and 3 of 2, ii and iv of iii."""
    if label.isdigit():
        return [str(int(label) + step) for step in (-1, 1)]
    found = [chr(ord(label) + step) for step in (-1, 1)] if label in "abcdefgh" else []
    if label in NUMERALS:
        place = NUMERALS.index(label)
        found += NUMERALS[max(0, place - 1) : place] + NUMERALS[place + 1 : place + 2]
    return found


__all__ = ["label_before"]
