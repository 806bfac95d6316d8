"""What stands under the heading of a part, before its first problem: it is said of all problems of that part.

    ## Part A                 A1. ...  A2. ...
    ## Part B   Now z = 1 + i and w = -1 + i.      B1. |z| = ...    B2. z^6 = ...

Such text is no end of the last problem before the heading, where another heading of that level stands before the first.
Nor is a paragraph between two problems that begins with "Now let", "From now on": it is said of all that follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from derive.elaborate.language.outline import LABELLED
from derive.elaborate.language.phrases_notation_en import PART_OF_A_SOLUTION
from derive.elaborate.language.sheets import BARE
from derive.elaborate.language.stretches import first_words
from derive.read.document import Block, Display, Heading

Stretch = tuple[str, int, int]
FROM_NOW_ON = re.compile(
    r"\s*(?:(?:Now|Next) (?:let|assume|suppose|fix)\b|(?:From (?:now|here) on|For the rest|In (?:the|what|all that)"
    r" follow\w*|In all (?:remaining|further)|Throughout|Henceforth|Below)\b[^.$]{0,60}"
    r"\b(?:let|assume|suppose|fix|be|is|are|have|write)\b)", re.I)


def with_introductions(blocks: Sequence[Block], stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches of problems, with one without a label for each introduction of a part between two of them."""
    return list(_apart(blocks, stretches)) if len(stretches) > 2 else list(stretches)


def _apart(blocks: Sequence[Block], stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    levels = {block.level for block in blocks[: stretches[0][2]] if isinstance(block, Heading)} - {BARE}
    for (label, start, stop), follows in pairwise([*stretches, ("", 0, 0)]):
        place = _heading_of_a_part(blocks, start, stop, levels) if label and follows[0] else None
        last = first_words(blocks[stop - 1]) if label and follows[0] and stop - start > 1 else ""
        if place is None and FROM_NOW_ON.match(last):
            place = stop - 1
        yield label, start, stop if place is None else place
        if place is not None:
            yield "", place, stop


def _heading_of_a_part(blocks: Sequence[Block], start: int, stop: int, levels: set[int]) -> int | None:
    """Where the last heading of a part stands in a problem, that formulas follow."""
    first = blocks[start]
    below = first.level if isinstance(first, Heading) else BARE
    for place in range(stop - 1, start, -1):
        block = blocks[place]
        if isinstance(block, Heading) and block.level in levels and block.level < below:
            told = any(isinstance(one, Display) or getattr(one, "pieces", ()) for one in blocks[place + 1 : stop])
            goes_on = PART_OF_A_SOLUTION.match(block.text) and not LABELLED.match(block.text)
            return place if told and not goes_on else None
    return None


__all__ = ["with_introductions"]
