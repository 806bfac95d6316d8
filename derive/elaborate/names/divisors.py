"""Divisibility: d | n as an equation of remainders, of letters that are whole then, and what a common divisor divides.

    d | n              n mod d = 0
    f in O(g)          f = O(g), as orders of growth are written both ways
    gcd(a + k b, b)    a, b and k are whole
    n^2 mod 8, n = 2k  so are n and k
    d = gcd(a, n)      a mod d = 0, n mod d = 0

With d = 0 the equations have no value, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.elaborate.language.conventions import ORDERS
from derive.elaborate.language.spelling import names_in
from derive.elaborate.names.plainness import DIVISORS as ALSO
from derive.kernel.term import Apply, Term, heads, number, subterms
from derive.read.node import Node, Span
from derive.read.record import replace

REMAINDERS = frozenset({"mod", "bmod", "mod?"})
STATED = frozenset({"chain", "text", "phrase", "logic", "given", "none"})
WHOLE = frozenset({"number", "name", "juxtapose", "sum", "product", "negate", "paren"})     # of whole numbers, whole
LETTERS = frozenset("abcdijklmnpqr")             # of whole numbers that divide each other


def divided(node: Node) -> Node:
    """A statement d | n, or f in O(g), as an equation; other statements as they are."""
    if node.kind == "chain" and any(map(_is_order, node.children[2::2])) and not _is_capital(node.children[0]):
        return replace(node, children=tuple(
            replace(one, text="=") if place % 2 and one.text == "in" and _is_order(node.children[place + 1]) else one
            for place, one in enumerate(node.children)))
    if node.kind != "given" or not _is_of_numbers(node):
        return node
    left, right = node.children
    sign = Node("relation", "divides", (), Span(left.span.stop, right.span.start))
    whole = Node("paren", "()", (right,), right.span) if right.kind == "sum" else right
    return Node("chain", "", (Node("operator", "mod", (whole, left), left.span), sign, Node(
        "number", "0", (), right.span)), node.span)


def _is_order(node: Node) -> bool:
    return node.kind == "juxtapose" and len(node.children) == 2 and node.children[1].kind == "paren" and (
        node.children[0].text in ORDERS)


def _is_capital(node: Node) -> bool:
    return node.kind == "name" and node.text.isupper()               # a matrix in the group O(n)


def whole_letters(node: Node) -> set[str]:
    """The letters of a formula that are whole, as they divide each other or stand under a common divisor."""
    found: set[str] = set()
    for part in (node, *(node.children if node.kind in ("logic", "list") else ())):
        found |= names_in(part) & LETTERS if part.kind == "given" and _is_of_numbers(part) else set()
    for part in node.walk():
        if part.kind == "operator" and part.text in REMAINDERS and names_in(part) <= LETTERS | ALSO:
            whole = part.children[1].kind != "number" or _is_whole(part.children[1])
            found |= names_in(part) & LETTERS if whole else set()
        if part.kind == "apply" and part.children[0].text in ALSO and names_in(part.children[1]) <= LETTERS | ALSO:
            found |= names_in(part.children[1]) & LETTERS
    for part in node.walk() if found else ():    # n = 2k + 1, and n^2 mod 8
        if part.kind == "chain" and len(part.children) == 3 and part.children[1].text == "=":
            left, right = part.children[0], part.children[2]
            if left.kind == "name" and left.text in found and right.kinds() <= WHOLE:
                found |= names_in(right) & LETTERS
    return found


def _is_whole(modulus: Node) -> bool:
    return modulus.text.isdecimal() and len(modulus.text) < 10 and int(modulus.text) > 1


def _is_of_numbers(node: Node) -> bool:
    return node.text == "|" and len(node.children) == 2 and names_in(node) <= LETTERS | ALSO and not any(
        part.kind in STATED for part in node.walk() if part is not node)


def told_by_divisors(sides: Iterable[Term], facts: Iterable[Term]) -> Iterator[Term]:
    """That a common divisor divides what it is of, in the names that are given for it too."""
    facts = tuple(facts)
    found: dict[Apply, list[Term]] = {}
    for term in (*sides, *facts):
        for part in subterms(term) if "gcd" in heads(term) else ():
            if isinstance(part, Apply) and part.head == "gcd":
                found.setdefault(part, [part])
    for fact in facts:
        match fact:
            case Apply("=", (name, Apply("gcd", _) as divisor)) if divisor in found and name not in found[divisor]:
                found[divisor].append(name)
    for divisor, names in found.items():
        yield from (Apply("=", (Apply("mod", (one, name)), number(0))) for name in names for one in divisor.args)


__all__ = ["divided", "told_by_divisors", "whole_letters"]
