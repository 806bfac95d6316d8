"""Rewording: conditions in words inside a formula, as the relations that they stand for.

    if it is class i        i = c      where c is the class that is right
    otherwise               left to the reader of cases
"""

from __future__ import annotations

from collections.abc import Callable

from derive.elaborate.phrases_en import CLASS, OTHERWISE, RIGHT
from derive.kernel.term import Apply, Symbol, Term
from derive.read.node import Node


def in_words(correct: Symbol | None) -> Callable[[Node], Term | None]:
    """The reading of conditions in words where `correct` is the class that is right."""

    def condition(node: Node) -> Term | None:
        words = " ".join(part.text for part in node.walk() if part.kind == "text").lower()
        names = [part for part in node.walk() if part.kind == "name"]
        if correct is None or len(names) != 1 or any(part.kind == "relation" for part in node.walk()):
            return None
        if OTHERWISE.search(words) or not (CLASS.search(words) or RIGHT.search(words)):
            return None
        head = "!=" if " not " in f" {words} " else "="
        return Apply(head, (Symbol(names[0].text, "integer"), correct))

    return condition
