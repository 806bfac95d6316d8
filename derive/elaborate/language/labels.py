"""Labels before formulas that are parallel to each other: what is said under one is not said under the other.

    Left node: p = 0.25, so H = 0.811.        Right node: p = 0.5, so H = 1.
    First example: y = 1.                     Second example: y = 0.
    Before: n = 100.                          After: n = 400.
    With the ReLU, a = max(0, z).             With the sigmoid, a = sigma(z).

Two labels are parallel that have all words but one in common, or are words that tell two things apart.
"""

from __future__ import annotations

import re

from derive.elaborate.language.phrases_notation_en import APART, PART_OF_A_SOLUTION

LABEL = re.compile(
    r"(?:^|\n|[.;!?][*_]{0,2}\s)[ \t]*(?:[-*+•][ \t]+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)][ \t]+|\\item\s+)?[*_]{0,2}"
    r"(?P<label>[A-Za-z][\w'-]*(?: (?:[\w'-]+|\$\d{1,3}\$)){0,3})"
    r"(?:[*_]{0,2}[:][*_]{0,2}|[*_]{0,2}\.[*_]{0,2}(?=\s+\$))\s")
OPENING = re.compile(                            # with the ReLU, ...; using a stride of $2$, ...
    r"(?:^|\n|[.;!?)][*_]{0,2}\s)[ \t]*(?:[-*+•][ \t]+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)][ \t]+|\\item\s+)?[*_]{0,2}"
    r"(?P<label>(?:With|Using|Under|In|By|On)(?: (?:[\w'-]+|\$\d{1,3}\$)){1,4}),\s")
BEFORE = 4000                                    # characters in which the other label stands


def under_another_label(source: str, given: int, at: int) -> bool:
    """Whether the last label before a place came after another place, and a parallel one before that."""
    start = max(0, given - BEFORE)
    labels = sorted((found.start("label"), found["label"].lower().split())
                    for pattern in (LABEL, OPENING) for found in pattern.finditer(source, start, at))
    here = next((words for place, words in reversed(labels) if place > given), None)
    return here is not None and not PART_OF_A_SOLUTION.match(" ".join(here)) and any(
        place < given and _are_parallel(words, here) for place, words in labels)


def _are_parallel(one: list[str], other: list[str]) -> bool:
    if len(one) != len(other):
        return False
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and (len(one) > 1 or any(set(differing[0]) <= words for words in APART))


__all__ = ["under_another_label"]
