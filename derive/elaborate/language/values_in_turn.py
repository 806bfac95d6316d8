"""Paragraphs that take one name for several values in turn: what each of them finds is its own.

    $\\lambda = 5$: ..., so v = (1, 1)^T.        $\\lambda = 2$: ..., so v = (1, -2)^T.

Each begins with the name and a number, after a few words at most. What two of them give by other formulas begins anew,
unless it is given elsewhere, too: m of m = w x + b is what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.language.stretches import nodes, way_of
from derive.read.document import Block, Display, Formula, Heading, Paragraph, Text

BEFORE = re.compile(
    r"\W*(?:(?:for|when|if|with|case|eigenvalue|at|take|now|next|the|root|value|second|first|other)\b\W*){0,4}", re.I)


def values_in_turn(blocks: Sequence[Block]) -> dict[int, frozenset[str]]:
    """The paragraphs that take another value of a name, by their places, with the names that begin anew there."""
    begins = list(_begins(blocks))
    starts = {place for place, _, _ in begins}
    elsewhere = {name for place, block in enumerate(blocks) if place not in starts for name, _ in _given([block])}
    found: dict[int, frozenset[str]] = {}
    for name in {name for _, name, _ in begins}:
        places = [(place, way) for place, one, way in begins if one == name]
        if len({way for _, way in places}) < 2:
            continue
        last: dict[str, str] = {}
        stops = [*(place for place, _ in places[1:]), _end(blocks, places[-1][0])]
        for (place, _), stop in zip(places, stops, strict=True):
            here = dict(reversed(list(_given(blocks[place:stop]))))
            anew = {one for one, way in here.items() if last.get(one, way) != way} - elsewhere
            if anew:
                found[place] = found.get(place, frozenset()) | anew
            last |= here
    return found


def _begins(blocks: Sequence[Block]) -> Iterator[tuple[int, str, str]]:
    """The paragraphs that begin with a name and its value, and both."""
    for place, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            continue
        pieces = list(block.pieces[:2])
        if pieces and isinstance(pieces[0], Text) and BEFORE.fullmatch(pieces[0].text):
            pieces = pieces[1:]
        if not pieces or not isinstance(pieces[0], Formula) or len(pieces[0].parts) != 1:
            continue
        chain = pieces[0].parts[0]
        if chain.kind == "chain" and len(chain.children) == 3 and chain.children[1].text == "=" and (
                name := spelling(chain.children[0])) and not names_in(chain.children[2]):
            yield place, name, way_of(chain.children[2])


def _end(blocks: Sequence[Block], start: int) -> int:
    """Where the last of these paragraphs ends, with the displays behind it."""
    stop = start + 1
    while stop < len(blocks) and isinstance(blocks[stop], Display):
        stop += 1
    return stop


def _given(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """The names that these paragraphs say are something, up to the next heading, and what."""
    for block in blocks:
        if isinstance(block, Heading):
            return
        for node in nodes([block]):
            if node.kind == "chain" and node.children[1].text == "=" and len(node.children) > 2 and (
                    name := spelling(node.children[0])) and name not in names_in(node.children[2]):
                yield name, way_of(node.children[2])


__all__ = ["values_in_turn"]
