"""Equations that are claimed of every value, whatever words introduce them.

    By definition, tan x = sin x / cos x            functions that everybody knows are not the page's to define
    The logarithm satisfies log(ab) = log a + log b
    By the Pythagorean identity, sin^2 x + cos^2 x = 1
    f(x) = 2 for all x                              of a function of the page: it asks for no x
    Factor: x^2 - x - 6 = (x - 3)(x + 2)            a sum and a product that begin alike: they are to be the same

Otherwise the first two would be taken for granted, and the others for equations that ask for x.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from derive.elaborate.formulas.sampling import approximate
from derive.elaborate.language.spelling import names_in, spelling
from derive.kernel.term import Apply, Term, free, heads
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page

STATING = ("by", "defin", "denot", "satisf")     # words that make a given of what may be a claim
NAMED = frozenset({
    "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch", "asin", "acos", "atan",
    "log", "exp", "factorial", "binomial"})
KNOWN = NAMED | {"+", "-", "*", "/", "^", "sqrt", "root", "abs", "pi", "e"}
SCALARS = frozenset({"real", "integer"})
ORDERS = frozenset({"<", ">", "<=", ">=", "!="})
THERE = "there"                                  # exists: the word that `lead_of` gives
IDENTITY = re.compile(r"\b(?:identity|formula|law|rule|theorem|definition)\b[\s,:]*(?:says|states|reads|is|that|gives)?"
                      r"[\s,:]*(?:that)?[\s,:]*$", re.I)
FACTORED = re.compile(
    r"(?:^|[.;:,(]|\b(?:we|and|then|to|now|so|it|this|which))\s*factor(?:s|ing|i[sz](?:es?|ing))?\b"
    r"(?:\s+(?:as|into|it|this|the (?:left(?: hand)? side|polynomial|quadratic|cubic)))*[\s,:]*$", re.I)
FAR, NEAR = 1e7, 1e-3
OF_ALL = re.compile(
    r"[\s,]*(?:everywhere|identically|for (?:all|any|every|each)\s+(?:real\s+|values? of\s+)?\$?\s*"
    r"(?P<name>\\?\w+)\s*(?:\\in\s*\\(?:mathbb\s*\{?)?R\}?)?\s*\$?)\s*(?=[.,;)]|$)", re.I)


def states_known_functions(page: Page, node: Node) -> bool:
    """Whether words that define state an equation between functions that everybody knows.

    Or words that tell what there is, and what they tell is in numbers and names alone: we know that for all n, ...
    """
    if page.said == THERE:
        bounded = any(spelling(side) is not None for side in node.children[0::2])        # exists n_1 > 0
        if bounded and node.children[1].text in ORDERS:
            return False
        terms = [page.read(side).term for side in node.children[0::2]]
        return all(term is not None and all(name.sort in SCALARS for name in free(term)) for term in terms)
    if node.kind != "chain" or len(node.children) != 3 or node.children[1].text not in ("=", "equiv"):
        return False
    if not page.said.startswith(STATING):
        return False
    left, right = (page.read(side).term for side in node.children[0::2])
    return left is not None and right is not None and are_known_functions(page, left, right)


def are_known_functions(page: Page, left: Term, right: Term) -> bool:
    """Whether two sides are made of known functions of the same names, of which nothing is known."""
    names, used = free(left) | free(right), heads(left) | heads(right)
    return (bool(names) and bool(used & NAMED) and used <= KNOWN
            and (free(left) == free(right) or not free(right))
            and all(symbol.sort in SCALARS and not page.context.knows(symbol.name) for symbol in names))


def is_called_an_identity(page: Page, left: Term, right: Term) -> bool:
    """Whether the words right before call an equation between known functions an identity; nothing was to be solved.

    Or say that a sum is made a product.
    """
    if _is_factored(page, left, right):
        return True
    asked = {symbol for lone in page.run for symbol in lone.unknowns}
    return (asked.isdisjoint(free(left)) and bool(IDENTITY.search(page.words))
            and are_known_functions(page, left, right))


def _is_factored(page: Page, left: Term, right: Term) -> bool:
    """Whether words announce the factors of a sum in one name, and the product begins as the sum does."""
    match left, right:
        case Apply("+", _), Apply("*", factors) if len(free(left)) == 1 and free(left) == free(right):
            (name,) = free(left)
            if FACTORED.search(page.words) is None or sum(bool(free(one)) for one in factors) < 2:
                return False
            one, other = (approximate(side, {name: FAR}) for side in (left, right))
            return bool(one and other and abs(one / other - 1) < NEAR)
    return False


def is_said_of_all(page: Page, node: Node) -> bool:
    """Whether "for all x" stands right behind an equation."""
    source, stop = page.document.source, node.span.stop
    while source[stop : stop + 1] in ("$", ")", "\\"):
        stop += 1
    found = OF_ALL.match(source, stop)
    return found is not None and (found["name"] is None or found["name"].lstrip("\\") in names_in(node))


__all__ = ["are_known_functions", "is_called_an_identity", "is_said_of_all", "states_known_functions"]
