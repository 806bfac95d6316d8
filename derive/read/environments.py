"""Matrices, cases, and aligned lines inside a formula."""

from __future__ import annotations

from derive.read.cursor import Cursor
from derive.read.node import Node, Span
from derive.read.vocabulary import ENVIRONMENTS, LINES

CONDITION_WORDS = frozenset(("if", "when", "for", "whenever", "if,", "for,"))


class Environments(Cursor):
    def environment(self) -> Node:
        opening = self.advance()
        known = ENVIRONMENTS.get(opening.text, "aligned" if opening.text in LINES else "")
        self.bars.append("finish")
        rows = self.rows(known)
        self.bars.pop()
        if self.token.kind != "finish":
            return self.fault(f"no \\end{{{opening.text}}}", opening.start, tuple(rows))
        closing = self.advance()
        if closing.text != opening.text:
            return self.fault(f"{opening.text} is closed by {closing.text}", opening.start, tuple(rows))
        if not known:
            return self.fault(f"unknown environment {opening.text}", opening.start, tuple(rows))
        if known == "aligned" and len(rows) == 1 and len(rows[0].children) == 1:
            return rows[0].children[0]           # lines that are one formula
        kind, text = ("cases", "") if known == "cases" else ("matrix", known)
        return self.node(kind, text, tuple(rows), opening.start)

    def rows(self, known: str) -> list[Node]:
        rows: list[Node] = []
        while True:
            start = self.token.start
            cells = self.cells()
            if len(cells) > 1 or cells[0].kind != "none":
                if known == "cases":
                    cells = case(cells)
                rows.append(self.node("row", "", tuple(cells), start))
            if self.token.kind != "newline":
                return rows
            self.advance()

    def cells(self) -> list[Node]:
        cells = [self.deeper(self.items)]
        while self.token.kind == "&":
            self.advance()
            cells.append(self.deeper(self.items))
        return cells


def case(cells: list[Node]) -> list[Node]:
    """Value and condition of a row of cases; "if" before a condition says nothing more."""
    if len(cells) == 1:
        only = cells[0]
        if only.kind == "list" and len(only.children) == 2:
            cells = list(only.children)
        elif only.kind == "phrase" and len(only.children) > 1:
            rest = only.children[1:]
            cells = [only.children[0], rest[0] if len(rest) == 1 else Node(
                "phrase", "", rest, Span(rest[0].span.start, rest[-1].span.stop))]
    if len(cells) == 2:
        value, condition = cells
        if value.kind == "list" and len(value.children) == 2 and value.children[1].kind == "none":
            value = value.children[0]
        if condition.kind == "phrase" and len(condition.children) == 2:
            word, statement = condition.children
            if word.kind == "text" and word.text.lower() in CONDITION_WORDS and statement.kind in ("chain", "logic"):
                condition = statement
        cells = [value, condition]
    if len(cells) == 1:
        place = cells[0].span.stop
        cells.append(Node("none", "", (), Span(place, place)))
    return cells
