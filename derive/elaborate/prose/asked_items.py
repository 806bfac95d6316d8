"""Relations that a page asks to solve without a word beside them.

    Solve.  (b) |x + 4| = 2x - 1. If x + 4 = 2x - 1, ...     an item begins with it, under words that ask to solve
    z^2 + 2z + 5 = 0 has roots ...                           roots, solutions or zeros are said of it
    we need c_1 + c_2 = 1 and c_2 - c_1 = 3                  several equations that are needed, or that the matching of
                                                             coefficients gives, of what no identity was let
    demand is Q = 100 - 2P and supply is Q = 3P              one name by two formulas in a sentence, each of a thing

An equation is then to be solved, whatever its names were before. An item that begins with an inequality begins
another problem, and no step from what stood before. Under a heading or a numbered question that asks for something
else, nothing is said here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from derive.elaborate.equations.systems import has_ansatz
from derive.elaborate.language.sections import first_words
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.language.template import Template
from derive.elaborate.prose.clauses import CONNECTIVE
from derive.read.document import Block, Heading, Paragraph
from derive.read.node import Node
from derive.read.patterns import regex

if TYPE_CHECKING:
    from derive.elaborate.page import Page

LABEL = regex(r"[\s*_]*\(?(?:[a-z]|[ivx]{1,5}|\d{1,2})[.)][\s*_]*", re.I)
QUESTION = regex(
    r"[\s*_#\\{]*(?:text(?:bf|it|sc)\{)?\(?(?:(?:question|problem|exercise|task|part|section|q)\b|\d{1,2}[.)])", re.I)
NUMBERED = regex(r"[\s*_]*\(?\d{1,2}[.)]")
SOLVE = regex(r"\bsolv(?:e|ing)\b|\bfind (?:all|the) (?:real |complex )?(?:solutions?|roots?|values? of)\b", re.I)
ENDS = regex(r"[ \t*_]*(?:[.;:\n]|$|\(|(?:for|with|in) real\b)")
HAS_ROOTS = regex(
    r"[\s,]*(?:which )?(?:has|have)\s+(?:the |only |no |exactly |just )*(?:[a-z]+ ){0,3}(?:roots?|solutions?|zeros?)\b")
NEEDED = regex(
    r"\b(?:we|it) (?:need|require|must have|want)s?(?: that)?\s*$"
    r"|\b(?:initial|boundary) (?:conditions?|values?|data) (?:then )?(?:give|yield|require|mean|become|lead to)s?"
    r"(?: that)?\s*$")
MATCHED = regex(r"\b(?:matching|comparing|equating|identifying|collecting)(?: the)? coefficients\b[^.⟦]*$")
TWO_THINGS = regex(
    r"[\s,;]*(?:and|while|whereas|but)\s+(?:the\s+|its\s+|that of\s+)?(?:[a-z]+\s+){1,3}(?:is|are|by|follows|obeys)"
    r"(?: given by)?\s*")
ORDERS = frozenset({"<", ">", "<=", ">="})


def posed(page: Page, text: Template) -> dict[int, str]:
    """The formulas of a paragraph that are to be solved, and the sign of each."""
    found: dict[int, str] = {}
    for index, (_, stop) in enumerate(text.gaps):
        sign = _sign(text.node(index))
        if sign == "=" and HAS_ROOTS.match(text.text, stop):
            found[index] = sign
        before = text.text[text.sentence_start(text.gaps[index][0]) : text.gaps[index][0]]
        if sign == "=" and (NEEDED.search(before) or (MATCHED.search(before) and not has_ansatz(page))):
            several = _joined(text, index)
            found |= dict.fromkeys(several if len(several) > 1 else (), sign)
        if sign == "=" and index and _is_of_another_thing(text, index):
            found |= {index - 1: sign, index: sign}
    for index in _first(text):
        sign = _sign(text.node(index))
        if sign in ORDERS or (sign and (_are_curves(text) or (
                _asked_to_solve(page, text) and not _goes_on(page, text.node(index))))):
            found[index] = sign
    return found


def _goes_on(page: Page, node: Node | None) -> bool:
    """Whether the question itself holds an equation in the unknown, of which the items are the steps."""
    if not page.run or node is None or page.run[-1].isolated is not None:
        return False
    asked, source = page.run[0].side.span.start, page.document.source
    line = source[source.rfind("\n", 0, asked) + 1 : asked]
    names = {symbol.name for symbol in page.run[0].unknowns}
    return LABEL.fullmatch(line) is None and bool(names & names_in(node))


def _sign(node: Node | None) -> str:
    """The one relation of a formula, if that may be solved."""
    if node is None or node.kind != "chain" or len(node.children) != 3 or node.children[0].kind == "none":
        return ""
    sign = node.children[1].text
    return sign if sign == "=" or sign in ORDERS else ""


def _are_curves(text: Template) -> bool:
    """Whether an item begins with one name by several formulas: y = 3x + 2 and y = -x + 10."""
    nodes = [node for index in _first(text) if (node := text.node(index)) is not None and _sign(node) == "="]
    names = {spelling(node.children[0]) for node in nodes}
    return len(nodes) > 1 and len(names) == 1 and None not in names and all(
        names_in(node.children[2]) - names for node in nodes)


def _is_of_another_thing(text: Template, index: int) -> bool:
    """Whether the name on the left of an equation is that of the equation before it, which is of another thing."""
    before, here = (text.node(one) for one in (index - 1, index))
    if before is None or here is None or _sign(before) != "=":
        return False
    name, other = (spelling(one.children[0]) for one in (before, here))
    between = text.text[text.gaps[index - 1][1] : text.gaps[index][0]]
    return name is not None and name == other and TWO_THINGS.fullmatch(between) is not None and all(
        names_in(one.children[2]) for one in (before, here))


def _first(text: Template) -> list[int]:
    """The formulas that are the whole first sentence of an item, apart from its label: one, or several with "and"."""
    if not text.gaps or not LABEL.fullmatch(text.text[: text.gaps[0][0]]):
        return []
    found = _joined(text, 0)
    return found if ENDS.match(text.text, text.gaps[found[-1]][1]) else []


def _joined(text: Template, first: int) -> list[int]:
    """The formulas from one on that "and" and commas join."""
    found, end = [first], text.gaps[first][1]
    for index, (start, stop) in enumerate(text.gaps[first + 1 :], first + 1):
        if not CONNECTIVE.match(text.text[end:start]) or not _sign(text.node(index)):
            break
        found, end = [*found, index], stop
    return found


def _asked_to_solve(page: Page, text: Template) -> bool:
    """Whether the question or the heading before a paragraph asks to solve; numbered items are beside each other."""
    place = text.offsets[0] if text.offsets else 0
    beside = NUMBERED.match(text.text) is not None
    for block in reversed([one for one in page.document.blocks if one.span.start < place]):
        if beside and isinstance(block, Paragraph) and NUMBERED.match(_source(page, block)):
            continue
        if isinstance(block, Heading) or QUESTION.match(_source(page, block)):
            return SOLVE.search(_source(page, block)) is not None
    return False


def _source(page: Page, block: Block) -> str:
    return first_words(block) if isinstance(block, Paragraph) else page.text(block.span)


__all__ = ["posed"]
