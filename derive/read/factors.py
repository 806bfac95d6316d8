"""A letter behind a number and a blank: the unit of the number, or a factor, by the side before it.

    K = s (2s)^2 = 4 s^3       s is reckoned with on the side before: a factor
    d = v t = 15 m             m is a unit
    a = 12 m/s / 4 s = 3 m     s stands behind numbers alone
"""

from __future__ import annotations

import re
from functools import lru_cache

PAGES = 4                                        # whose texts are kept
BEHIND = re.compile(r"(?<=\d) (?=([A-Za-z])(?![A-Za-z0-9_('’/]))")
LONGEST = 200                                    # characters of a side
SIGN = re.compile(r"[=<>≈≤≥\n,;]")


@lru_cache(maxsize=PAGES)
def with_factors(text: str) -> str:
    """The text with a star for the blank before each such factor, as long as it was."""
    found = [blank.start() for blank in BEHIND.finditer(text) if _is_factor(text, blank.start(), blank[1])]
    for place in found:
        text = f"{text[:place]}*{text[place + 1:]}"
    return text


def _is_factor(text: str, place: int, letter: str) -> bool:
    """Whether the side before this one is more than a name, and reckons with the letter."""
    here = text.rfind("=", max(0, place - LONGEST), place)
    if here < 0 or SIGN.search(text, here + 1, place) is not None:
        return False
    before = [found.end() for found in SIGN.finditer(text, max(0, here - LONGEST), here)]
    side = text[before[-1] if before else max(0, here - LONGEST) : here].strip()
    return len(side) > 1 and re.search(rf"(?<![A-Za-z0-9/])(?<!\d ){letter}(?![A-Za-z0-9'’])", side) is not None and (
        re.search(r"[A-Za-z]{3}", side) is None)


__all__ = ["with_factors"]
