"""Names of which a sentence speaks in general: x^2 >= 0 for all x, whatever x was before; and what words imply.

    a > b implies a^2 > b^2      a > b is the condition of what follows, as behind "if"
"""

from __future__ import annotations

from derive.elaborate.language.spelling import spelling
from derive.elaborate.language.template import Template, gaps_in
from derive.read.node import Node
from derive.read.patterns import regex

FOR_ALL = regex(
    r"\b(?:for|of|at|whatever|(?:independent|irrespective|regardless) of)\s+(?:all|every|each|any|arbitrary)?\s*"
    r"(?:(?:real|positive|non-?negative|integers?|numbers?|values? of|choices? of|possible|admissible)\s+)*"
    r"(?P<names>⟦\d+⟧(?:\s*,\s*⟦\d+⟧|\s+and\s+⟦\d+⟧)*)")
ALL = regex(r"\b(?:all|every|each|any|arbitrary|whatever|independent|irrespective|regardless)\b")

IMPLIES = regex(
    r"[\s,]*(?:implies|ensures|guarantees|entails|forces|gives|yields|means|leads to)\s+(?:us\s+)?(?:that\s+)?")
ORDERS = frozenset({"<", "<=", ">", ">="})


def implied_by(text: Template, index: int) -> list[Node]:
    """The inequality of which words say that a formula follows from it."""
    before = text.node(index - 1) if index else None
    between = text.text[text.gaps[index - 1][1] : text.gaps[index][0]] if index else ""
    if before is None or before.kind != "chain" or not IMPLIES.fullmatch(between):
        return []
    return [before] if {sign.text for sign in before.children[1::2]} <= ORDERS and before.children[
        0].kind != "none" else []


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
