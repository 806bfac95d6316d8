r"""Moments without brackets, with the brackets that are meant: on pages that take means and variances.

    \operatorname{Var} X + \mathbb{E} X^2        Var(X) + E(X^2)
    \mathbb{E} XY - \mathbb{E} X\,\mathbb{E} Y   E(XY) - E(X) E(Y)
    \mathbb{E} \sum_i X_i, \mathrm{E} e^{tX}     E(\sum_i X_i), E(e^{tX})
    E X^2, where E is the mean of a page         E(X^2); elsewhere E is a letter like others
    E(X - a)^2, there                            E((X - a)^2), which nobody writes for the square of a mean

What follows ends before the next moment, before a bracket that is no argument, and before a letter that is not random
(E X \mu is E(X) \mu). Declines where it begins with a small letter that others follow: E x u may be either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import is_

from derive.elaborate.language.phrases_notation_en import OF_MEANS
from derive.elaborate.language.sections import nodes
from derive.elaborate.language.spelling import spelling
from derive.elaborate.names.wording import changed
from derive.read.document import Document
from derive.read.node import Node, Span
from derive.read.record import replace

SPREADS = frozenset({"Var", "mathbb{V}", "SD", "Std"})
OPERATORS = SPREADS | {"mathbb{E}"}
LETTER = "E"
RANDOM = re.compile(r"(?:bar\{|overline\{|hat\{|tilde\{)?[N-Z](?:_.*)?\}?(?:_.*)?")
WHOLE = frozenset({"frac", "bigop", "integral", "abs", "norm", "root", "apply", "cases", "binom"})
NAMES = frozenset({"name", "sub", "accent", "font"})
CLOSED = frozenset({"paren", "given", "text", "dots", "matrix"})


def with_brackets_of_moments(document: Document) -> Document:
    """The document with Var(X) for each Var X, and E(X) for each E X where E is a mean."""
    everything = nodes(document.blocks)
    letters = {name for top in everything for name in top.letters()} & {"Var", "E", "V", "SD", "Std"}
    if not letters:
        return document
    means = _is_mean(everything, document.source)

    def is_moment(node: Node) -> bool:
        base = node.children[0] if node.kind == "sub" else node
        name = spelling(base)
        return name in OPERATORS or (name == LETTER and means)

    blocks = tuple(changed(block, lambda node: _bracketed(node, is_moment)) for block in document.blocks)
    return replace(document, blocks=blocks)


def _is_mean(tops: Sequence[Node], source: str) -> bool:
    """Whether the letter E is the mean here: it never stands alone, and the page speaks of chance."""
    if OF_MEANS.search(source) is None:
        return False
    parts = [part for top in tops for part in top.walk()]
    uses = sum(part.kind == "name" and part.text == LETTER for part in parts)
    before = sum(_is_letter(left) and _may_be_random(right) for part in parts if part.kind == "juxtapose"
                 for left, right in zip(part.children, part.children[1:], strict=False))
    return uses > 0 and uses == before + _struck(parts)


def _struck(parts: Sequence[Node]) -> int:
    """How often E stands in a type face, as a name of another spelling."""
    return sum(part.kind == "font" and part.children[0].kind == "name" and part.children[0].text == LETTER
               and spelling(part) != LETTER for part in parts)


def _is_letter(node: Node) -> bool:
    base = node.children[0] if node.kind == "sub" else node
    return spelling(base) == LETTER


def _may_be_random(node: Node) -> bool:
    r"""A bracket, or what has a capital of random variables in it: X, X^2, e^{tX}, |X|, \\bar X."""
    return _peeled(node).kind in ("paren", "abs") or _is_random(node)


def _bracketed(node: Node, is_moment: Callable[[Node], bool]) -> Node:
    children = tuple(_bracketed(child, is_moment) for child in node.children)
    if node.kind == "juxtapose" and any(map(is_moment, children)):
        children = tuple(_arranged(children, is_moment))
        return children[0] if len(children) == 1 else replace(node, children=children)
    return node if all(map(is_, children, node.children)) else replace(node, children=children)


def _arranged(items: Sequence[Node], is_moment: Callable[[Node], bool]) -> list[Node]:
    """The factors of a product, each moment with a bracket behind it."""
    found: list[Node] = []
    place = 0
    while place < len(items):
        found.append(items[place])
        place += 1
        if not is_moment(found[-1]) or place == len(items):
            continue
        taken = _taken(items[place:], is_moment, _is_spread(found[-1]))
        if taken:
            span = Span(items[place].span.start, items[place + taken - 1].span.stop)
            inner = items[place] if taken == 1 else Node("juxtapose", "", tuple(items[place : place + taken]), span)
            found.append(Node("paren", "[]", (inner,), span))
            place += taken
        elif _is_letter(found[-1]) and items[place].kind in ("paren", "sup"):
            found.append(_of_random(items[place]))
            place += 1
    return found


def _of_random(bracket: Node) -> Node:
    """A round bracket with something random behind an E as one that only a mean has; a power of a sum within it."""
    inner = _peeled(bracket)
    if inner.kind != "paren" or inner.text != "()" or not _is_random(inner) or inner not in (
            bracket, *bracket.children[:1]):
        return bracket
    if bracket.kind == "sup" and inner is bracket.children[0] and inner.children[0].kind == "sum":
        return Node("paren", "[]", (bracket,), bracket.span)
    square = replace(inner, text="[]")
    return square if inner is bracket else replace(bracket, children=(square, *bracket.children[1:]))


def _taken(items: Sequence[Node], is_moment: Callable[[Node], bool], of_spread: bool) -> int:
    """How many factors behind a moment it is taken of; 0 where a bracket follows, or where it is not clear."""
    count = 0
    while count < len(items) and items[count].kind in ("number", "frac") and not _is_random(items[count]):
        count += 1                               # Var 2X, E \\frac{1}{n} \\sum_i X_i
    if count == len(items) or is_moment(items[count]) or _peeled(items[count]).kind in CLOSED:
        return 0
    first, count = items[count], count + 1
    if count < len(items) and _is_argument(first, items[count]):
        count += 1                               # E f(X)
    firm = first.kind in WHOLE or _is_random(first)
    while count < len(items) and not is_moment(items[count]) and _peeled(items[count]).kind not in CLOSED and (
            _is_random(items[count]) if of_spread else firm or not _is_small(items[count])):
        count += 1
    return count if firm or count == len(items) or is_moment(items[count]) else 0


def _peeled(node: Node) -> Node:
    while node.kind in ("sup", "sub", "factorial"):
        node = node.children[0]
    return node


def _is_argument(first: Node, bracket: Node) -> bool:
    """f(X), g(X_i): a letter and a bracket in which something random stands alone, or after it a comma."""
    return _peeled(bracket).kind == "paren" and spelling(first) is not None and not _is_random(first) and _is_random(
        bracket)


def _is_spread(moment: Node) -> bool:
    """Whether it is a variance, from which no constant can be drawn without its square."""
    return spelling(moment.children[0] if moment.kind == "sub" else moment) in SPREADS


def _is_small(node: Node) -> bool:
    """A small letter in italics, which may be a factor outside as well as inside of the mean."""
    base = _peeled(node)
    return base.kind == "name" and len(base.text) == 1


def _is_random(node: Node) -> bool:
    """Whether a capital of random variables stands in a factor."""
    return any(RANDOM.fullmatch(spelling(part) or "") for part in node.walk() if part.kind in NAMES)


__all__ = ["with_brackets_of_moments"]
