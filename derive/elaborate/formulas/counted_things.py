"""What numbers count, in upright words behind them: 240 - 36 = 204 loaves, 3 boxes * 4 apples/box = 12 apples.

Where both sides are numbers but for such words, the words say what is counted, and are set aside. Not where a number of
things alone stands on the left, or things of two kinds are added: 2 boxes = 24 apples, 3 months + 2 weeks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from derive.elaborate.formulas.operand import Operand
from derive.elaborate.language.conventions import PROSE, UNITS
from derive.elaborate.language.spelling import names_in
from derive.read.node import Node
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

_THINGS = re.compile(r"\s*[a-z]{3,}(?:[ /-][a-z]{2,}){0,3}\s*")
_UPRIGHT = re.compile(r"\\(?:text\w*|mathrm|mbox)\s*\{")
_NUMBERS = frozenset({
    "dozen", "dozens", "hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "billions",
    "pair", "pairs", "score", "half", "halves", "quarter", "quarters", "gross", "couple", "percent", "month", "months",
    "fortnight", "century", "decade",
})
_JOINED = frozenset({"juxtapose", "product", "sum", "frac", "over", "paren", "negate"})


def without_things(page: Page, left: Operand, right: Operand) -> tuple[Operand, Operand]:
    """The sides without the words for what is counted, where nothing but numbers is left."""
    nodes = [side.side.node for side in (left, right)]
    if any(node is None for node in nodes):
        return left, right
    bare = [_bare(page, node) for node in nodes if node is not None]
    alone = bare[0].kind == "number" and bare[0] != nodes[0]
    if bare == nodes or alone or any(names_in(node) or node.kind == "text" for node in bare) or any(
            _mixes(page, node) for node in nodes if node is not None):
        return left, right
    one, other = (page.read(node) for node in bare)
    if one.term is None or other.term is None:
        return left, right
    return (replace(one, side=replace(left.side, node=bare[0], term=one.term)),
            replace(other, side=replace(right.side, node=bare[1], term=other.term)))


def _bare(page: Page, node: Node) -> Node:
    if node.kind not in _JOINED:
        return node
    parts = [_bare(page, part) for part in node.children]
    if node.kind in ("juxtapose", "product"):
        kept = [part for k, part in enumerate(parts) if not (k and _is_thing(page, part))]
        if len(kept) == 1:
            return kept[0]
        parts = kept
    return node if tuple(parts) == node.children else replace(node, children=tuple(parts))


def _mixes(page: Page, node: Node) -> bool:
    """Whether a sum adds things of two kinds, or a word is a number itself."""
    for part in node.walk():
        words = {one.text.strip().rstrip("s") for child in (part.children if part.kind == "sum" else ())
                 for one in child.walk() if _is_thing(page, one)}
        if len(words) > 1 or (part.kind in ("name", "text") and not _NUMBERS.isdisjoint(part.text.split())):
            return True
    return False


def _is_thing(page: Page, node: Node) -> bool:
    """A word, or a few, that name nothing on the page and join nothing."""
    upright = node.kind == "text" or (
        node.kind == "name" and _UPRIGHT.match(page.document.source, node.span.start) is not None)
    return upright and _THINGS.fullmatch(node.text) is not None and not any(
        word in PROSE or word in UNITS for word in re.findall("[a-z]+", node.text)) and not (
        page.context.knows(node.text.strip()))


__all__ = ["without_things"]
