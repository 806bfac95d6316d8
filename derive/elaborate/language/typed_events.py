"""Probabilities typed with words: P(young | stay) = 2/6, P(not A) = 0.7, P(A and B) = 0.15.

    stay, type 2          the name of an event; several words are its name as well
    A and B, A & B        A \\cap B          A or B      A \\cup B
    not A                 what A is not      B | A, B given A
    +, -                  the outcome of a test, and the other one
    no rain               what rain is not, where the page has it for a condition: "no sixes" counts sixes
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from derive.read.node import Node, Span
from derive.read.patterns import regex

PROBABILITY = r"(?:Pr?|prob)\((?=[^()\n]{0,60}[A-Za-z]{2})[A-Za-z¬~+-][^()=<>$\\\n]{0,60}\)"
SIGNED = ("+", "-")
_BRACKET = regex(rf"(?<![\w\\]){PROBABILITY}")
_GIVEN = regex(r"\s*\|\s*|\s+given\s+")
_JOINED = (("cup", re.compile(r"\s+or\s+|\s*∪\s*")), ("cap", re.compile(r"\s+and\s+|\s*[&∩,]\s*")))
_NOT = regex(r"(?:not\s+|¬\s*|~\s*)(?=\S)")
_NO = regex(
    r"(?:\||\\mid|\\vert|\bgiven)\s*(?:\\(?:text|mathrm|textrm|operatorname)\{\s*)?no (\w[\w ]{1,30}?)\s*[})]")
_WORDS = regex(r"[A-Za-z][\w'-]*(?:[ -][\w'-]+){0,5}")


def with_events(tree: Node, source: str) -> Node | None:
    """A typed formula with the brackets of its probabilities read as events; None where one of them is not."""
    brackets = {match.end() for match in _BRACKET.finditer(source, tree.span.start, tree.span.stop)}
    return _read(tree, source, brackets)


def _read(node: Node, source: str, brackets: set[int]) -> Node | None:
    if node.kind == "paren" and node.span.stop in brackets:
        inside = _bracket(source, node.span.start + 1, node.span.stop - 1)
        return None if inside is None else Node("paren", "()", (inside,), node.span)
    children = tuple(_read(child, source, brackets) for child in node.children)
    read = tuple(child for child in children if child is not None)
    return Node(node.kind, node.text, read, node.span) if len(read) == len(children) else None


def _bracket(source: str, start: int, stop: int) -> Node | None:
    sides = list(_pieces(source, start, stop, _GIVEN))
    events = [_event(source, *side) for side in sides]
    if len(events) > 2 or any(one is None for one in events):
        return None
    known = tuple(one for one in events if one is not None)
    return known[0] if len(known) == 1 else Node("given", "|", known, Span(start, stop))


def _event(source: str, start: int, stop: int) -> Node | None:
    """Events joined by words, one that is denied, or one by its name."""
    for joined, pattern in _JOINED:
        pieces = list(_pieces(source, start, stop, pattern))
        if len(pieces) > 1:
            parts = [_event(source, *piece) for piece in pieces]
            known = tuple(part for part in parts if part is not None)
            return Node("operator", joined, known, Span(start, stop)) if len(known) == len(parts) else None
    if (after := denied(source, start, stop, source)) is not None:
        inner = _event(source, after, stop)
        return None if inner is None else Node("logic", "not", (inner,), Span(start, stop))
    if source[start:stop] in SIGNED:             # of a test
        outcome = Node("name", "positive", (), Span(start, stop))
        return outcome if source[start:stop] == "+" else Node("logic", "not", (outcome,), Span(start, stop))
    if _WORDS.fullmatch(source, start, stop) is None:
        return None
    written = " ".join(source[start:stop].split())
    return Node("name", written if len(written) == 1 else written.lower(), (), Span(start, stop))


def denied(text: str, start: int, stop: int, page: str) -> int | None:
    """Where the event begins that a stretch denies: X of "not X", and of "no X" where the page has that after a bar."""
    if (found := _NOT.match(text, start, stop)) is not None:
        return found.end()
    if text.startswith("no ", start, stop) and text[start + 3 : stop].strip() in _conditions(page):
        return start + 3
    return None


@lru_cache(maxsize=4)
def _conditions(source: str) -> frozenset[str]:
    return frozenset(match[1] for match in _NO.finditer(source))


def _pieces(source: str, start: int, stop: int, between: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The stretches between what separates them, without the blanks around."""
    for cut in between.finditer(source, start, stop):
        yield _bare(source, start, cut.start())
        start = cut.end()
    yield _bare(source, start, stop)


def _bare(source: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and source[start].isspace():
        start += 1
    while start < stop and source[stop - 1].isspace():
        stop -= 1
    return start, stop
