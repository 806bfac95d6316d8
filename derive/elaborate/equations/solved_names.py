"""Names that were solved for: what they are from there on, and when that ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.elaborate.language.phrases_notation_en import DRAWN_FROM
from derive.elaborate.step import Step
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


def remember_tie(page: Page, step: Step) -> None:
    """From x^2 h = 32 we have h = 32/x^2: drawn from a fact, where "if x^2 h = 32" would be a case."""
    known = Apply("=", (left.term, right.term)) if (left := step.lhs) and (right := step.rhs) and (
        left.term is not None and right.term is not None and step.relation == "=") else None
    if known is not None and DRAWN_FROM.search(page.words):
        remember_solution(page, known if tie(known) else None)


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
