"""The outline of a page: where parts of it begin, one inside another.

    ## Problem 2 ... (a) ... (b) ...      (a) and (b) are parts of Problem 2, and lie beside each other

Titles of what belongs to one solution ("Setup", "Forward pass", "Step 2") begin no part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from derive.elaborate.language.phrases_notation_en import PART_OF_A_SOLUTION

PAGES = 4                                        # whose outlines are kept
SECTIONS = {"section": 1, "subsection": 2, "subsubsection": 3, "paragraph": 4}
BOLD, PROBLEM, NUMBERED, LETTERED, ITEM = 7, 8, 9, 10, 11      # levels below those of headings
BEGINNING = re.compile(
    r"(?:^|\n)[ \t>]*(?:(?P<heading>\#{1,6})[ \t]+(?P<title>[^\n]*)"
    r"|\\(?P<section>(?:sub){0,2}section|paragraph)\*?\{(?P<named>[^\n}]*)"
    r"|(?:[-*+][ \t]+)?(?:\*\*|__|(?:\\noindent\s*)?\\textbf\{)(?P<bold>[^\n*_}]{2,80})(?:\*\*|__|\})"
    r"|(?P<problem>(?:Problem|Exercise|Question|Example|Task|Box|Ex|Q)\.?\s*\d{1,2}(?:\.\d{1,2})?)[.:)\s(]"
    r"|(?P<numbered>\(?\d{1,2}[.)])[ \t*_]"
    r"|(?P<lettered>\(?(?:[a-z]|[ivx]{1,4})[.)])[ \t*_]"
    r"|(?P<item>\\item\b)|(?P<close>\\end\{(?:enumerate|itemize)\}))")
LABELLED = re.compile(r"\W*parts?\b", re.I)      # part (b) is one of its own
LETTER = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})[.)]")


def path(source: str, place: int) -> tuple[int, ...]:
    """The beginnings of the parts in which a place lies, the outermost first."""
    found: tuple[int, ...] = ()
    for start, inside in _outline(source):
        if start > place:
            break
        found = inside
    return found


def lies_within(place: tuple[int, ...], part: tuple[int, ...]) -> bool:
    """Whether what lies in one part lies in another, or in a part of that."""
    return place[: len(part)] == part


@lru_cache(maxsize=PAGES)
def _outline(source: str) -> tuple[tuple[int, tuple[int, ...]], ...]:
    open_parts: list[tuple[int, int]] = []       # level and beginning of each
    found = []
    for start, level in _beginnings(source):
        while open_parts and open_parts[-1][0] >= abs(level):
            open_parts.pop()
        if level > 0:
            open_parts.append((level, start))
        found.append((start, tuple(begun for _, begun in open_parts)))
    return tuple(found)


def _beginnings(source: str) -> Iterator[tuple[int, int]]:
    """Where something begins, and its level; a negative one only ends what is open."""
    for match in BEGINNING.finditer(source):
        start = match.start() + (source[match.start()] == "\n")
        title = match["title"] or match["named"] or match["bold"] or ""
        of_a_solution = PART_OF_A_SOLUTION.match(title) is not None and LABELLED.match(title) is None
        if match["close"]:
            yield start, -ITEM
        elif of_a_solution and LETTER.match(title.lstrip("* ")) is None:
            continue
        elif match["heading"] or match["section"]:
            yield start, len(match["heading"]) if match["heading"] else SECTIONS[match["section"]]
        elif match["bold"]:
            yield start, LETTERED if LETTER.match(title) else NUMBERED if title[:1].isdigit() else BOLD
        else:
            yield start, next(level for kind, level in (
                ("problem", PROBLEM), ("numbered", NUMBERED), ("lettered", LETTERED), ("item", ITEM)) if match[kind])


__all__ = ["lies_within", "path"]
