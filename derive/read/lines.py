"""One line of a display: its statements, separated by space, commas, semicolons and words.

A comma separates statements only where both sides have a relation; otherwise it makes a list:
`x_0 = 1, w_0 = 2` is two statements, `i = 1, 2, \\dots, n` and `x, y \\in S` are one each.
"""

from __future__ import annotations

import re

from derive.read.lists import Lists
from derive.read.node import Node, Span
from derive.read.numerals import Token

LABEL = re.compile(
    r"\s*((?:\(\s*)?(?:[A-Za-z]{0,3}\s?\d{0,3}(?:\.\d{1,2})*[a-z]?|[ivxIVX]{1,5})\s*[.):]+)"
    r"(?=\s*(?:\\[;:,!]\s*)?\\q?quad)"
)

NUMERIC = frozenset(("number", "name", ":", "rel", "frac", "{", "}", ".", "open", "close", "/", "times"))


class Lines(Lists):
    def parts(self) -> tuple[Node, ...]:
        """Everything on the line, in order."""
        self.ratios = self.is_ratio()
        if self.ratios and not self.is_plain_ratio():
            self.go_to(len(self.tokens))
            return (self.fault("a ratio is not read", self.tokens[0].start),)
        found: list[Node] = []
        pending: list[Node] = []
        while self.i < len(self.tokens):
            token, before = self.token, self.i
            if token.kind in (",", ";", "quad", ".", "text", "quantifier", ":") and self.separates(token):
                self.advance()
                if token.kind != ",":
                    found += listed(pending)
                    pending = []
                if token.kind == "text":
                    found.append(self.node("text", token.text, (), token.start))
                elif token.kind == "quantifier":
                    found.append(self.node("text", QUANTIFIERS[token.text], (), token.start))
                continue
            statement = self.barred(self.statement())
            if self.i == before:
                self.advance()
                statement = self.fault(f"unexpected {self.source[token.start:token.stop]}", token.start)
            elif pending and self.adjacent(before):
                found += listed(pending)
                pending = []
            pending.append(statement)
        return tuple(found + listed(pending))

    def is_ratio(self) -> bool:
        """Colons that compare numbers, 3 : 2 = 6 : 4, as against "name : statement"."""
        level = 0
        colons: list[int] = []
        for index, token in enumerate(self.tokens):
            if token.kind == "quad" and colons and "_" in {one.kind for one in self.tokens[:colons[0]][-4:]}:
                colons = []                      # H_0: p = 1 \quad H_1: p > 1
            level += (token.kind in ("open", "{", "left", "begin")) - (token.kind in ("close", "}", "right", "finish"))
            if token.kind == ":" and level == 0:
                colons.append(index)
        if not colons or any(token.kind in ("quantifier", "text") for token in self.tokens):
            return False
        if len(colons) == 1 and self.is_behind_a_label(colons[0]):
            return False
        sides = {self.tokens[i].kind for c in colons for i in (c - 1, c + 1) if 0 <= i < len(self.tokens)}
        return len(colons) > 1 or sides == {"number"} or (
            sides == {"open", "close"} and not any(token.kind == "name" for token in self.tokens))     # (5/8) : (15/4)

    def is_behind_a_label(self, colon: int) -> bool:
        """Whether a colon touches an equation and a blank sets another one apart: t = T/4:  1/2 * 3 = 3/2."""
        stop = self.tokens[colon].stop
        touches = colon > 0 and self.tokens[colon - 1].stop == self.tokens[colon].start
        sides = (self.tokens[:colon], self.tokens[colon:])
        return touches and self.source[stop : stop + 1] in (" ", "\t") and all(
            any(token.kind == "rel" for token in side) for side in sides)

    def is_plain_ratio(self) -> bool:
        """Whether every side is a ratio of two, or none: 3 : 2 = 6 : 4, as against 1 : 2 : 3."""
        colons = [0]
        for token in self.tokens:
            if token.kind == "rel":
                colons.append(0)
            colons[-1] += token.kind == ":"
        numeric = all(token.kind in NUMERIC for token in self.tokens)
        return max(colons) == 1 and numeric

    def adjacent(self, index: int) -> bool:
        """Whether no comma stands before the statement that began at this token."""
        return index > 0 and self.tokens[index - 1].kind != ","

    def separates(self, token: Token) -> bool:
        if token.kind == "text":
            return self.is_prose(token)
        return True

    def barred(self, left: Node) -> Node:
        """a | b outside brackets."""
        if self.token.kind not in ("bar", "mid", "dbar"):
            return left
        mark = self.advance()
        right = self.statement()
        return Node("given", mark.text, (left, right), Span(left.span.start, max(right.span.stop, self.end)))


STATEMENTS = ("chain", "logic")
QUANTIFIERS = {"forall": "for all", "exists": "there exists", "nexists": "there is no"}


def listed(items: list[Node]) -> list[Node]:
    """Items with commas between: statements of their own, or lists that belong to one."""
    groups: list[list[Node]] = []
    for item in items:
        previous = groups[-1][-1] if groups else None
        if previous is not None and belongs(previous, item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return [combined(group) for group in groups]


def belongs(previous: Node, item: Node) -> bool:
    """Whether an item after a comma is of one list with the item before it."""
    if item.kind in STATEMENTS:
        return previous.kind not in (*STATEMENTS, "error") and item.kind == "chain" and item.children[0].kind != "none"
    return previous.kind not in STATEMENTS or continues_list(previous, item)


def continues_list(previous: Node, item: Node) -> bool:
    """Whether an item without a relation continues the list on the right of the statement before it."""
    if previous.kind != "chain":
        return True
    last = previous.children[-1]
    return item.kind in ("number", "dots", "negate", "over", "frac") or last.kind == "dots" or last.kind == "number"


def combined(group: list[Node]) -> Node:
    if len(group) == 1:
        return group[0]
    where = next((i for i, item in enumerate(group) if item.kind == "chain"), -1)
    if where < 0:
        return Node("list", ",", tuple(group), Span(group[0].span.start, group[-1].span.stop))
    chain = group[where]
    left = (*group[:where], chain.children[0])
    right = (chain.children[-1], *group[where + 1:])
    children = (_list(left), *chain.children[1:-1], _list(right))
    return Node("chain", "", children, Span(left[0].span.start, right[-1].span.stop))


def _list(items: tuple[Node, ...]) -> Node:
    if len(items) == 1:
        return items[0]
    return Node("list", ",", items, Span(items[0].span.start, items[-1].span.stop))


def label(source: str, start: int, stop: int) -> Span | None:
    """The label that a line begins with: "T1." before a \\quad."""
    found = LABEL.match(source, start, stop)
    return Span(found.start(1), found.end(1)) if found else None
