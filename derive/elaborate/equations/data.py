"""Data: x = (1, 3, 5) says what the x_i of the page are, and that there are three of them.

    \\mu = \\frac1m \\sum_{i=1}^m x_i ... for x = (1, 3, 5):     x_1 = 1, x_2 = 3, x_3 = 5, m = 3

The number of entries is that of the sums which run over all of them. Other data for the same letter replace these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.context import equation
from derive.elaborate.language.spelling import names_in
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, number, subterms
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page

FOR = re.compile(r"\s*(?:for|at|when)\b[^,;:]*$", re.IGNORECASE)


def give_data(page: Page, array: Symbol, value: Term) -> None:
    """Put the entries of a list that is given to an indexed name in force, and the numbers that count them."""
    entries = _entries(value)
    if page.context.arity.get(array.name) != 1 or len(entries) < 2:
        return
    array = Symbol(array.name, "array")          # and not the number beside it
    if array.name in page.context.definitions:
        return                                   # its elements are told by a formula
    context = page.context
    context.withdraw([fact for fact in context.facts if _is_entry(fact, array)])
    counted = _counts(array, [*map(equation, context.definitions.values()), *context.facts], len(entries))
    first = min({low for low, _, _ in counted}, default=1)
    for index, entry in enumerate(entries, start=first):
        context.assume(Apply("=", (Apply("at", (array, number(index))), entry)))
    for _, name, size in counted:
        context.declare(name, "integer")
        context.give(name, Number(Fraction(size)))


def heads_sentence(page: Page, node: Node) -> bool:
    """Whether all that follows is said of a value: "At x = 12", "For the batch x = (1, 3, 5):" before a sentence."""
    return page.said == "at" or bool(
        len(node.children) == 3 and FOR.match(page.words) and not names_in(node.children[2]))


def _entries(value: Term) -> tuple[Term, ...]:
    match value:
        case Apply("tuple", items) if not any(free(item) for item in items):
            return items
        case Apply("matrix", (_, Number(columns), *items)) if columns == 1 and not any(map(free, items)):
            return tuple(items)
    return ()


def _is_entry(fact: Term, array: Symbol) -> bool:
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
                case Bind("sum" | "product", index, body, (Number(low), Symbol(name, "integer"))):
                    if Apply("at", (array, index)) in subterms(body) and low in (0, 1):
                        found.append((int(low), name, int(low) + entries - 1))
    return found


__all__ = ["give_data", "heads_sentence"]
