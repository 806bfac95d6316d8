"""Names that were solved for: what they are from there on, and when that ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.kernel.term import Apply, Symbol, Term, free
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page


def remember_solution(page: Page, statement: Term | None) -> None:
    """x = 2 at the end of a solution: a value that the page goes on with, as if it were given."""
    match statement:
        case Apply("=", (Symbol() as unknown, value)) if not free(value) and not page.context.knows(unknown.name):
            page.solved.add(unknown.name)
            page.context.give(unknown.name, value)
        case Apply("=", (Symbol() as unknown, value)) if tie(statement) and not page.context.knows(unknown.name):
            page.tied[unknown] = value


def tie(statement: Term | None) -> Term | None:
    """h = 32/x^2 at the end of a solution: a name that others give."""
    match statement:
        case Apply("=", (Symbol(_, "real") as unknown, value)) if free(value) and unknown not in free(value):
            return statement
    return None


def forget_solved(page: Page, node: Node) -> None:
    """A new equation in an unknown that was solved for: its earlier value does not hold here."""
    for part in node.walk():
        if part.kind == "name" and part.text in page.solved:
            page.solved.discard(part.text)
            page.context.values.pop(part.text, None)
            page.context.used.discard(part.text)
            page.context.changed()
