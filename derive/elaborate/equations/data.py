"""Data: x = (1, 3, 5) says what the x_i of the page are, and that there are three of them.

    y_1 = k_1 x_1 + k_2 x_2 ... for k = (2, 1):                 k_1 = 2, k_2 = 1, which are names of their own
    \\mu = \\frac1m \\sum_{i=1}^m x_i ... for x = (1, 3, 5):     x_1 = 1, x_2 = 3, x_3 = 5, m = 3

The number of entries is that of the sums which run over all of them. Other data for the same letter replace these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.context import equation
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.names.lengths import base
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, number, subterms
from derive.read.node import Node
from derive.read.patterns import regex

if TYPE_CHECKING:
    from derive.elaborate.page import Page

FOR = regex(                                # (d) For the data x = (1, 2), y = (3, 4) and a = 1:
    r"\s*(?:[(\[]?\w{1,3}[.)\]]\s*)?(?:for|at|when)\b[^,;:⟦]*(?:⟦\d+⟧\s*(?:,|and|,\s*and)\s*)*$", re.IGNORECASE)


def give_data(page: Page, array: Symbol, value: Term) -> None:
    """Put the entries of a list that is given to an indexed name in force, and the numbers that count them."""
    entries = _entries(value)
    context, name = page.context, array.name
    if name not in context.arity and base(name) in context.arity and base(name) not in context.values:
        name = base(name)                        # \\mathbf x = (1, 3, 5), and the x_i in plain type
    letters = letters_under(page.written, name)
    if name not in context.arity and isinstance(value, Apply) and value.head == "transpose":
        return                                   # v = (1, -2)^T is one of several, of which v_1 and v_2 are sought
    if context.arity.get(name, 1 if letters else 0) != 1 or len(entries) < 2 or name in context.definitions:
        return                                   # no index, or its elements are told by a formula
    numbered = bool(letters) and all(map(str.isdigit, letters))
    if name not in context.arity and numbered and _stands_alone(page.written, name) < 2:
        for index, entry in enumerate(entries, start=1):
            context.give(f"{name}_{index}", entry)               # k_1 and k_2 of k = (2, 1), which are names
        return
    array = Symbol(name, "array")                # and not the number beside it
    context.arity[name] = 1
    context.withdraw([fact for fact in context.facts if is_entry(fact, array)])
    counted = _counts(array, [*map(equation, context.definitions.values()), *context.facts], len(entries))
    first = 0 if 0 in _lows(page.written, name) else min({low for low, _, _ in counted}, default=1)
    for index, entry in enumerate(entries, start=first):
        context.assume(Apply("=", (Apply("at", (array, number(index))), entry)))
    ends = {end.name for letter in letters for end in context.ranges.get(letter, ())[1:] if isinstance(end, Symbol)}
    for counts, size in [*((end, len(entries)) for end in ends), *((end, size) for _, end, size in counted)]:
        context.declare(counts, "integer")
        context.give(counts, Number(Fraction(size)))


def give_points(page: Page, nodes: Iterable[Node]) -> bool:
    """Pairs of numbers as the x_i and the y_i of the page; whether they are."""
    written = [pair for node in nodes for pair in (node.children if node.kind == "list" else (node,))]
    pairs = [pair for pair in written if _is_pair(pair)]         # and not the \lambda = 1 behind them
    if len(pairs) < 2 or not (
            letters_under(page.written, "x") & letters_under(page.written, "y") & page.context.ranges.keys()):
        return False
    sides = list(zip(*(pair.children[0].children for pair in pairs), strict=True))
    for name, entries in zip("xy", sides, strict=True):
        terms = [page.read(entry).term for entry in entries]
        give_data(page, Symbol(name, "array"), Apply("tuple", tuple(term for term in terms if term is not None)))
    return True


def _is_pair(node: Node) -> bool:
    inner = node.children[0] if node.kind == "paren" and node.text == "()" else node
    return inner is not node and inner.kind == "list" and len(inner.children) == 2 and not names_in(inner) and all(
        part.kind in ("list", "number", "negate", "frac", "over") for part in inner.walk())


def heads_sentence(page: Page, node: Node) -> bool:
    """Whether all that follows is said of a value: "At x = 12", "For the batch x = (1, 3, 5):" before a sentence."""
    return page.said == "at" or bool(
        len(node.children) == 3 and FOR.match(page.words) and not names_in(node.children[2])
        and not any(part.kind == "derivative" and names_in(node.children[0]) & names_in(part)
                    for top in page.written for part in top.walk()))     # when x = 6: dx/dt is what it is before


def goes_on_defining(page: Page, node: Node) -> bool:
    """Whether an equation gives a name behind another one at the head of a sentence: For a = tanh z, L = (a - t)^2:"""
    behind = FOR.match(page.words) is not None and "⟦" in page.words
    return behind and len(node.children) == 3 and spelling(node.children[0]) is not None


def _entries(value: Term) -> tuple[Term, ...]:
    match value:
        case Apply("*", (factor, table)) if not free(factor) and len(inner := _entries(table)) > 1:
            return tuple(Apply("*", (factor, entry)) for entry in inner)         # x = (1/sqrt 5)(-3, -1, 1, 3)
        case Apply("tuple", items) if not any(free(item) for item in items):
            return items
        case Apply("transpose", (Apply("matrix", (Number(rows), _, *row)),)) if rows == 1 and not any(map(free, row)):
            return tuple(row)
        case Apply("matrix", (_, Number(columns), *items)) if columns == 1 and not any(map(free, items)):
            return tuple(items)
    return ()


def letters_under(formulas: Iterable[Node], name: str) -> set[str]:
    """The indices of a name that are written, as they are: i, 2, or nothing of i + j - 1."""
    return {spelling(part.children[1]) or part.children[1].text for top in formulas for part in top.walk()
            if part.kind == "sub" and spelling(part.children[0]) == name}


def _lows(formulas: Iterable[Node], name: str) -> set[int]:
    """Where the sums that run over elements of a name begin."""
    found: set[int] = set()
    for top in formulas:
        for part in top.walk():
            low = part.children[0] if part.kind == "bigop" and part.children else None
            if low is not None and low.kind == "chain" and low.children[2].kind == "number" and (
                    spelling(low.children[0]) in letters_under(part.children, name)):
                found.add(int(low.children[2].text) if low.children[2].text.isdigit() else 1)
    return found


def _stands_alone(formulas: Iterable[Node], name: str) -> int:
    """In how many formulas a name stands without an index."""
    return sum(name in names_in(top) for top in formulas)


def is_entry(fact: Term, array: Symbol) -> bool:
    """Whether a fact tells one element of an array: x_2 = 3."""
    match fact:
        case Apply("=", (Apply("at", (name, Number())), _)):
            return name == array
    return False


def _counts(array: Symbol, terms: Iterable[Term], entries: int) -> list[tuple[int, str, int]]:
    """Where each sum over the elements begins, the name that it counts to, and which number that is."""
    found = []
    for term in terms:
        for part in subterms(term):
            match part:
                case Bind("sum" | "product", index, body, (Number(low), Symbol(end, "integer"))):
                    if Apply("at", (array, index)) in subterms(body) and low in (0, 1):
                        found.append((int(low), end, int(low) + entries - 1))
    return found


__all__ = ["give_data", "give_points", "heads_sentence", "is_entry", "letters_under"]
