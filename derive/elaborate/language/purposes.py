"""What the words before a formula make of it: given, condition, statement, goal, equation."""

from __future__ import annotations

import re

from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.phrases_notation_en import TELLS_WHAT_THERE_IS

THERE = "there"                                  # is, or exists


def purpose_of(words: str) -> tuple[str, str]:
    """What the last telling word before a formula makes of it: given, condition, statement, goal, equation."""
    best = (-1, -1, "", "")
    for rank, (purpose, pattern) in enumerate(phrases.PURPOSE_PATTERNS):
        for match in pattern.finditer(words):
            best = max(best, (match.end(), -rank, purpose, match.group().split()[0]))
    return best[2], ("let" if best[3] in ("let", "lets", "set", "put", "define", "redefine") else best[3])


def lead_of(words: str) -> tuple[str, str]:
    """What an unfinished sentence makes of the display after it, and the word that says so.

    Only words at its very end count: "suppose that", "prove that", "solve the equation".
    """
    if words == THERE:
        return "given", words
    last = re.sub(r"\bverify[*_ ]*:[*_ ]*$", "", words.lower().rstrip()).rstrip(":,").rstrip()       # it is claimed
    for purpose, pattern in phrases.LEADS:
        match = pattern.search(last)
        if match is not None:
            return purpose, "let" if match.group().split()[0] in ("let", "define", "set", "put") else ""
    return "", ""


def leading(sentence: str, last: str) -> str:
    """The last words of an unfinished sentence, or what they amount to where it tells what there is.

    There are c and n_0 such that for all n >= n_0,        there
    """
    return THERE if TELLS_WHAT_THERE_IS.search(sentence) else last


__all__ = ["lead_of", "leading", "purpose_of"]
