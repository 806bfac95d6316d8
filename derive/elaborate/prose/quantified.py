"""Names of which a sentence speaks in general: x^2 >= 0 for all x, whatever x was before."""

from __future__ import annotations

import re

from derive.elaborate.language.spelling import spelling
from derive.elaborate.language.template import Template, gaps_in

FOR_ALL = re.compile(
    r"\b(?:for|of|at|whatever|(?:independent|irrespective|regardless) of)\s+(?:all|every|each|any|arbitrary)?\s*"
    r"(?:(?:real|positive|non-?negative|integers?|numbers?|values? of|choices? of|possible|admissible)\s+)*"
    r"(?P<names>⟦\d+⟧(?:\s*,\s*⟦\d+⟧|\s+and\s+⟦\d+⟧)*)")
ALL = re.compile(r"\b(?:all|every|each|any|arbitrary|whatever|independent|irrespective|regardless)\b")


def of_all(text: Template) -> dict[int, frozenset[str]]:
    """For each sentence, by its beginning, the names that it speaks of in general: their values count for nothing."""
    found: dict[int, frozenset[str]] = {}
    for match in FOR_ALL.finditer(text.text):
        if not ALL.search(match.group()):
            continue                             # for x = 2
        names = set()
        for index in gaps_in(match["names"]):
            node = text.node(index)
            first = node.children[0] if node is not None and node.kind == "chain" else node
            equation = node is not None and node.kind == "chain" and node.children[1].text == "="
            name = spelling(first) if first is not None and not equation else None
            names |= {name} if name is not None else set()
        start = text.sentence_start(match.start())
        found[start] = found.get(start, frozenset()) | names
    return found
