"""Laws that sentences and tables tell by a density, or by values with probabilities.

    X has density f(x) = 2x on [0, 1]; let f(x) = 2x, 0 < x < 1, be the density of X; a display with f_X(x) = ...
    X takes the values 0, 1, 2 with probabilities 0.2, 0.5, 0.3
    P(X = 0) = 0.2, P(X = 1) = 0.5, P(X = 2) = 0.3           as soon as these add up to 1
    | x | 0 | 1 | 2 |  with  | P(X = x) | 0.2 | 0.5 | 0.3 |  likewise

What is heard of densities becomes a law in `chance/heard_laws`, once formula and range are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from derive.elaborate.chance.heard_laws import USUAL, Heard
from derive.elaborate.chance.own_laws import INFINITY, Table
from derive.elaborate.formulas.event_sides import CHANCES
from derive.elaborate.language.spelling import call_of, capital, spelling
from derive.elaborate.language.template import Template, gaps_in
from derive.elaborate.page import Page
from derive.kernel.moments import EXPECTED, VARIANCES
from derive.kernel.term import Apply, Term, free, number
from derive.read.document import Block
from derive.read.node import Node
from derive.read.patterns import regex

DENSITY = regex(r"\b(?:densit(?:y|ies)|pdf|p\.d\.f)\b")
UNSURE = regex(r"\b(?:conditional|marginals?|posterior|prior|likelihood|given that|not|if|estimat\w+|transform\w*)\b")
JOINT = regex(r"\bjoint(?:ly)?\b")
SQUARE = regex(r"\bunit square\b")
TAKES = regex(
    r"⟦(\d+)⟧\s*(?:,\s*)?(?:which\s+)?(?:takes?|taking|assumes?|has|is)\s+(?:on\s+)?(?:only\s+)?(?:the\s+)?"
    r"(?:possible\s+)?(?:values?\s+)?(?P<values>[^;]{1,120}?)\s+with\s+(?:the\s+)?(?:respective\s+)?"
    r"(?:probabilit(?:y|ies)|chances?)\s+(?P<chances>[^;]{1,160}?)(?:,?\s+respectively)?(?=[;:]|\.\s|\.?\s*$)")
LET_ANEW = regex(r"⟦(\d+)⟧\s*(?:be|denotes?|is|=|counts?|stands? for|represents?)\s+(?:now\s+)?(?:the|a|an)\b")
NUMBERS = regex(r"⟦(\d+)⟧|(?<![\w.])(-?\d+(?:\.\d+)?)(?:/(\d+))?(?![\w])")
ROW = regex(r"^[ \t]*\|(?P<cells>[^\n]*)\|[ \t]*$", re.M)
OF_TABLE = regex(r"\$?\s*(?:\\mathbb\{P\}|\\Pr|Pr|P)\s*\(\s*([A-Z])\s*=\s*([a-z])\s*\)\s*\$?")
CELL = regex(r"\$?\s*(-?\d+(?:\.\d+)?)\s*(?:/\s*(\d+))?\s*\$?|\$?\\[td]?frac\{?(\d+)\}?\{?(\d+)\}?\$?")
BRACKETS = frozenset({"[]", "()", "[)", "(]"})


def hear_own_laws(page: Page, text: Template) -> None:
    """What the sentences of a paragraph tell of densities and of values with probabilities."""
    for match in DENSITY.finditer(text.text):
        start, stop = text.sentence_start(match.start()), text.sentence_stop(match.start())
        sentence = text.text[start:stop]
        if UNSURE.search(sentence) is None:
            _hear_density(page, text, sentence)
    for match in TAKES.finditer(text.text):
        name = capital(text.node(int(match[1])))
        values, chances = (list(_numbers(page, text, match[part])) for part in ("values", "chances"))
        if name and len(values) > 1 and len(values) == len(chances):
            _tell(page, name, values, chances)
    for match in LET_ANEW.finditer(text.text):   # X takes ..., and in another sentence here: let X be the sum
        sentence = text.text[text.sentence_start(match.start()) : text.sentence_stop(match.start())]
        name = capital(text.node(int(match[1])))
        if name and not (DENSITY.search(sentence) or TAKES.search(sentence)):
            page.densities.forget_own(name)


def end_told_laws(page: Page, text: Template) -> None:
    """A name that a sentence lets stand for something else has the law of before no longer, whatever it has now."""
    known = page.densities
    told = {name for names in (*known.own, *known.heard) for name in names} | known.counted
    told |= {one for fact in page.context.facts for one in _of(fact)}
    for match in LET_ANEW.finditer(text.text) if told else ():
        name = capital(text.node(int(match[1])))
        if name in told:
            known.forget(name)
            page.context.withdraw([fact for fact in page.context.facts if name in _of(fact)])


def _of(fact: Term) -> set[str]:
    """X of P(X = 1) = 0.2, E(X) = 3: the names in a probability or a mean that is told."""
    match fact:
        case Apply("=", (Apply(head, args), _)) if head in CHANCES | EXPECTED | VARIANCES:
            return {symbol.name for arg in args for symbol in free(arg)}
    return set()


def hear_tables(page: Page, blocks: Sequence[Block]) -> None:
    """The tables of a stretch of the page with a row P(X = x)."""
    source = page.document.source[blocks[0].span.start : blocks[-1].span.stop] if blocks else ""
    rows = [[cell.strip() for cell in match["cells"].split("|")] for match in ROW.finditer(source)]
    rows = [row for row in rows if not set("".join(row)) <= set(":- ")]          # without the rule below the head
    for above, below in pairwise(rows):
        label = OF_TABLE.fullmatch(below[0])
        if label is None or above[0].strip("$ ") != label[2] or len(above) != len(below):
            continue
        values, chances = ([_cell(cell) for cell in row[1:]] for row in (above, below))
        _tell(page, label[1], values, chances)


def _cell(written: str) -> Fraction | None:
    match = CELL.fullmatch(written)
    if match is None:
        return None
    top, below = match[1] or match[3], match[2] or match[4]
    return Fraction(top) / int(below) if below and int(below) else Fraction(top)


def _tell(page: Page, name: str, values: Sequence[Fraction | None], chances: Sequence[Fraction | None]) -> None:
    page.densities.forget(name)
    rows = tuple((v, p) for v, p in zip(values, chances, strict=True) if v is not None and p is not None)
    table = Table(rows)
    if len(rows) == len(values) and table.is_whole:
        page.densities.own[name,] = table


def _hear_density(page: Page, text: Template, sentence: str) -> None:
    lines = [text.formulas[gap].parts for gap in gaps_in(sentence)]
    nodes = [node for parts in lines for node in parts]
    names: list[str] = []
    function, ends = "", list[tuple[str, Term, Term]]()
    for parts in (*lines, *(whole.children for whole in nodes if whole.kind == "list")):
        ends += _of_several(page, parts)
    for node in (part for whole in nodes for part in (whole.children if whole.kind == "list" else (whole,))):
        inner = node.children[0] if node.kind == "paren" and node.text == "()" and node.children else node
        pair = [capital(part) for part in inner.children] if inner.kind == "list" else [capital(node)]
        if all(pair):
            names += [one for one in pair if one not in names]
        elif (head := _function(node)) and not function:
            function = head
        else:
            ends += _ends(page, node)
    if SQUARE.search(sentence):
        ends.append(("", number(0), number(1)))
    joint = JOINT.search(sentence) is not None
    if len(names) == (2 if joint else 1):
        page.densities.forget(names[0])
        page.densities.heard[tuple(names)] = Heard(tuple(names), function, tuple(ends))


def _function(node: Node) -> str:
    """f of f(x) = 2x, f(x) or f alone."""
    left = node.children[0] if node.kind == "chain" and node.children[1].text in ("=", "define") else node
    call = call_of(left)
    name = call[0] if call is not None else spelling(left) if left is node else None
    return name if name is not None and name[:1] in USUAL and name not in CHANCES else ""


def _ends(page: Page, node: Node) -> Iterator[tuple[str, Term, Term]]:
    """The ranges that a formula tells: [0, 1], [0, 1]^2, 0 < x < 1, x in (0, 3), x >= 0."""
    if node.kind == "sup" and node.children[1].kind == "number" and node.children[1].text == "2":
        node = node.children[0]
    if node.kind == "paren" and node.text in BRACKETS and len(node.children) == 1 and node.children[0].kind == "list":
        sides = [page.read(side).term for side in node.children[0].children]
        if len(sides) == 2 and sides[0] is not None and sides[1] is not None:
            yield "", sides[0], sides[1]
        return
    if node.kind != "chain":
        return
    parts = node.children
    if len(parts) == 3 and parts[1].text == "in" and (name := spelling(parts[0])) is not None:
        yield from ((name, low, high) for _, low, high in _ends(page, parts[2]))
    elif len(parts) == 5 and {parts[1].text, parts[3].text} <= {"<", "<="} and (name := spelling(parts[2])) is not None:
        low, high = page.read(parts[0]).term, page.read(parts[4]).term
        if low is not None and high is not None:
            yield name, low, high
    elif len(parts) == 3 and parts[1].text in (">", ">=") and (name := spelling(parts[0])) is not None:
        if (end := page.read(parts[2]).term) is not None:
            yield name, end, INFINITY


def _of_several(page: Page, parts: Sequence[Node]) -> Iterator[tuple[str, Term, Term]]:
    """0 < x, y < 1, and so of each letter in between."""
    if len(parts) < 2 or any(one.kind != "chain" or len(one.children) != 3 for one in (parts[0], parts[-1])):
        return
    first, last = parts[0].children, parts[-1].children
    names = [spelling(one) for one in (first[2], *parts[1:-1], last[0])]
    low, high = page.read(first[0]).term, page.read(last[2]).term
    if {first[1].text, last[1].text} <= {"<", "<="} and low is not None and high is not None and not (
            free(low) | free(high)):
        yield from ((name, low, high) for name in names if name is not None)


def _numbers(page: Page, text: Template, words: str) -> Iterator[Fraction | None]:
    """The numbers of a list in words and formulas."""
    for match in NUMBERS.finditer(words):
        if match[1] is None:
            yield Fraction(match[2]) / (int(match[3] or 1) or 1)
            continue
        for node in text.formulas[int(match[1])].parts:
            for part in node.children if node.kind == "list" else (node,):
                term = page.read(part).term
                yield page.context.valuation.of(term) if term is not None and not free(term) else None


__all__ = ["end_told_laws", "hear_own_laws", "hear_tables"]
