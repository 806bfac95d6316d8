"""Pages that are made of problems, by their titles, by the data in their sections, or by who speaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from derive.elaborate.language.phrases_notation_en import ASKED_BY, NUMBER_OF_A_TITLE, RULE, SHEET, UNIT_BEHIND
from derive.elaborate.language.spelling import head_of, names_in
from derive.elaborate.language.stretches import first_words, nodes, way_of
from derive.read.document import Block

BARE = 6                                         # the level of a bare line that reads as a heading
MANY = 3                                         # sections with data of their own
TURN = "User"
BOX = re.compile(r"\s*(\[\d{1,2}\])\s+[A-Z]{3}[A-Z -]*\b")


def are_of_a_sheet(blocks: Sequence[Block], sections: Sequence[tuple[str, int, int]]) -> bool:
    """Whether numbered sections stand on a page of homework, by its title: each is a problem."""
    titles = [title for title, _, _ in sections if title]
    before = blocks[: sections[0][2]]
    return len(titles) > 1 and all(map(NUMBER_OF_A_TITLE.match, titles)) and any(
        SHEET.search(first_words(block)) for block in before)


def have_data(blocks: Sequence[Block], sections: Sequence[tuple[str, int, int]], source: str) -> bool:
    """Whether sections have data with units of their own, three or more, and a name with one is another elsewhere."""
    ways: dict[str, set[tuple[int, str]]] = {}
    measured: dict[str, set[int]] = {}
    for title, start, stop in sections:
        for node in nodes(blocks[start:stop]) if title else ():
            gives = node.kind == "chain" and len(node.children) > 2 and node.children[1].text == "="
            name = head_of(node.children[0]) if gives else None
            if name and name not in names_in(node.children[2]):
                ways.setdefault(name, set()).add((start, way_of(node.children[2])))
                if node.children[2].kind == "number" and UNIT_BEHIND.match(source, node.children[2].span.stop):
                    measured.setdefault(name, set()).add(start)
    return len(set().union(*measured.values())) >= MANY and any(
        len({place for place, _ in ways[name]}) > 1 and len({way for _, way in ways[name]}) > 1 for name in measured)


def turns(source: str) -> Callable[[Block], str]:
    """The label of a question in a conversation, where a rule stands before it: "---", and then "User: ..."."""
    def label(block: Block) -> str:
        before = source[: block.span.start].rstrip(" *_#\t")
        begins = not before.strip() or RULE.search(before) is not None
        return TURN if begins and ASKED_BY.match(first_words(block)) else ""
    return label


def boxed(source: str) -> Callable[[Block], str]:
    """The label of a box of a study sheet: [3] TREES, and what is reckoned in it."""
    def label(block: Block) -> str:
        match = BOX.match(first_words(block))
        return match[1] if match is not None and "=" in source[block.span.start : block.span.stop] else ""
    return label
