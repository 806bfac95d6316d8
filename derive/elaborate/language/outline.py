"""The outline of a page: where parts of it begin, one inside another.

    ## Problem 2 ... (a) ... (b) ...      (a) and (b) are parts of Problem 2, and lie beside each other

    WAVES over a rule of dashes, --- 2. Waves, BEAM 2. Cantilever    typed titles

Titles of what belongs to one solution ("Forward pass", "Step 2"), or holds for all of it ("Notation"), begin no part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from derive.elaborate.language.phrases_notation_en import FOR_ALL_PARTS, NUMBERED_TITLE, PART_OF_A_SOLUTION

PAGES = 4                                        # whose outlines are kept
SECTIONS = {"section": 1, "subsection": 2, "subsubsection": 3, "paragraph": 4}
BOLD, PROBLEM, NUMBERED, LETTERED, ITEM = 7, 8, 9, 10, 11      # levels below those of headings
BEGINNING = re.compile(
    r"(?:^|\n)[ \t>]*(?:(?P<heading>\#{1,6}|(?:==+|--+)(?=[^\n]*[ \t](?:==+|--+)[ \t]*(?:\n|\Z)))"
    r"[ \t]+(?P<title>[^\n]*)"
    r"|(?P<ruled>[A-Z][^\n|=]{2,70})\n(?P<rule>===+|---+)[ \t]*(?=\n)"
    r"|---+[ \t]+(?P<dashed>\d{1,2}[.)][ \t][^\n]{2,70})(?=\n)"
    r"|(?P<capitals>[A-Z]{4,}(?:[ ][A-Z0-9]+){0,3}(?=[.:][ ][A-Z]))"
    r"|\\(?P<section>(?:sub){0,2}section|paragraph)\*?\{(?P<named>[^\n}]*)"
    r"|(?:[-*+][ \t]+)?(?:\*\*|__|(?:\\noindent\s*)?\\textbf\{)(?P<bold>[^\n*_}]{2,80})(?:\*\*|__|\})"
    r"|(?P<problem>(?:Problem|Exercise|Question|Example|Task|Box|Ex|Q)\.?\s*\d{1,2}(?:\.\d{1,2})?)[.:)\s(]"
    r"|(?P<numbered>\(?\d{1,2}[.)])[ \t*_]"
    r"|(?P<lettered>\(?(?:[a-z]|[ivx]{1,4})[.)])[ \t*_]"
    r"|(?P<item>\\item\b)|(?P<close>\\end\{(?:enumerate|itemize)\})|(?P<bullet>[-*+•][ \t]))")
KINDS = {"problem": PROBLEM, "numbered": NUMBERED, "lettered": LETTERED, "item": ITEM}
LABELLED = re.compile(r"\W*parts?\b", re.I)      # part (b) is one of its own
LETTER = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})[.)]")
NUMBER = re.compile(r"\(?\d{1,2}[.)]")


def path(source: str, place: int, of_problems: bool = False) -> tuple[int, ...]:
    """The beginnings of the parts in which a place lies, the outermost first; or of the counted problems alone."""
    found: tuple[Part, ...] = ()
    for start, inside in _outline(source):
        if start > place:
            break
        found = inside
    return tuple(part.start for part in found if part.is_problem or not of_problems)


def lies_within(place: tuple[int, ...], part: tuple[int, ...]) -> bool:
    """Whether what lies in one part lies in another, or in a part of that."""
    return place[: len(part)] == part


@dataclass(frozen=True, slots=True)
class Part:
    start: int
    level: int
    is_problem: bool = False                     # titled, and counted as one of several; no numbered step of a list


def titles_between(source: str, start: int, stop: int, bold: bool = True) -> Iterator[str]:
    """The titles between two places: of headings and sections, and words in bold with which a line begins."""
    for match in BEGINNING.finditer(source, start, stop):
        if _has_title(match) or (bold and match["bold"] and not _is_item(match)):
            yield _title(match)


def items_between(source: str, start: int, stop: int, bullets: bool = True) -> bool:
    """Whether an item of a list begins between two places."""
    return any(_is_item(match) or (bullets and match["bullet"]) for match in BEGINNING.finditer(source, start, stop))


def begins_between(source: str, start: int, stop: int) -> bool:
    """Whether an item or something with a title begins between two places."""
    return items_between(source, start, stop) or next(titles_between(source, start, stop), None) is not None


def last_beginning(source: str, start: int, stop: int) -> int:
    """Where an item or something with a title begins last between two places; the first of these where none does."""
    found = [match.end() for match in BEGINNING.finditer(source, start, stop)
             if not match["bullet"] and not match["close"]]
    return found[-1] if found else start


def _has_title(match: re.Match[str]) -> bool:
    return any(match[kind] is not None for kind in ("heading", "section", "ruled", "dashed"))


def _title(match: re.Match[str]) -> str:
    return next((match[kind] for kind in ("title", "named", "bold", "ruled", "dashed", "capitals") if match[kind]), "")


def _is_item(match: re.Match[str]) -> bool:
    title = match["bold"] or ""
    return match.lastgroup in KINDS or LETTER.match(title) is not None or NUMBER.match(title) is not None


@lru_cache(maxsize=PAGES)
def _outline(source: str) -> tuple[tuple[int, tuple[Part, ...]], ...]:
    """Where something begins, and the parts that are open from there on."""
    open_parts: list[Part] = []
    found = []
    for match in BEGINNING.finditer(source):
        start = match.start() + (source[match.start()] == "\n")
        part = Part(start, ITEM) if match["close"] else None if match["bullet"] else _begun(match, start)
        if part is not None:
            while open_parts and open_parts[-1].level >= part.level:
                open_parts.pop()
            open_parts += [] if match["close"] else [part]
            found.append((start, tuple(open_parts)))
    return tuple(found)


def _begun(match: re.Match[str], start: int) -> Part | None:
    """The part that begins with a line; none where it belongs to the one before."""
    title = _title(match)
    goes_on = PART_OF_A_SOLUTION.match(title) is not None and LABELLED.match(title) is None
    if FOR_ALL_PARTS.match(title) or (goes_on and LETTER.match(title.lstrip("* ")) is None):
        return None
    counted = NUMBERED_TITLE.match(title) is not None
    if match["heading"] or match["section"]:
        level = len(match["heading"]) if match["heading"] else SECTIONS[match["section"]]
    elif match["ruled"] or match["dashed"] or match["capitals"]:
        level = BOLD if match["capitals"] else 2 if match["dashed"] or "-" in match["rule"] else 1
    elif match["bold"]:
        level = LETTERED if LETTER.match(title) else NUMBERED if counted else BOLD
    else:
        level, counted = next((level, level == PROBLEM) for kind, level in KINDS.items() if match[kind])
    return Part(start, level, counted and level != LETTERED)


__all__ = ["begins_between", "items_between", "last_beginning", "lies_within", "path", "titles_between"]
