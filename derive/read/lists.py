"""What stands in a group: statements with commas, semicolons, colons, conditions and prose between."""

from __future__ import annotations

from itertools import pairwise

from derive.read.cursor import CLOSERS, Cursor
from derive.read.node import Node, Span
from derive.read.numerals import Token

# Where an operand is wanted, so that a bar opens.
WANTING = frozenset(
    (",", ";", ":", "open", "{", "left", "mid", "rel", "bar", "dbar", "text", "quad", "&", "newline", "begin")
)
MARKS = frozenset((",", ";", ":", "mid", "bar", "dbar"))


class Lists(Cursor):
    def items(self) -> Node:
        """Everything up to the closer of the group."""
        start = self.token.start
        braces = self.bars[-1:] == ["}"] and self.source[:start].rstrip()[-2:] == "\\{"
        entries = [self.entry()]
        marks: list[str] = []
        while (mark := self.mark()) is not None:
            marks.append(mark)
            entries.append(self.entry())
        while marks and marks[-1] in ",;" and entries[-1].kind == "none":
            entries.pop()
            marks.pop()
        return fold(entries, marks, self.orders(braces))

    def orders(self, braces: bool) -> tuple[str, ...]:
        return ("mid", ":", ";", ",") if braces else ("mid", ";", ",", ":")

    def mark(self) -> str | None:
        token = self.token
        if token.kind not in MARKS or self.ends(token):
            return None
        self.advance()
        if token.kind in ("bar", "dbar", "mid"):
            double = token.kind == "bar" and self.token.kind == "bar" and self.token.start == token.stop
            if double:
                self.advance()
            return "mid||" if double or token.kind == "dbar" else "mid|"
        return token.kind

    def ends(self, token: Token) -> bool:
        """Whether the group ends here."""
        if token.kind in CLOSERS:
            return True
        return token.kind in ("bar", "dbar") and token.text in self.bars[-1:] and self.i != self.opened

    def entry(self) -> Node:
        """One statement, prose and statements in turn, or an empty place."""
        parts: list[Node] = []
        start = self.token.start
        while (not self.ends(self.token) and self.token.kind not in MARKS) or self.opens_bar():
            token, before = self.token, self.i
            after = self.ahead(1).kind
            if token.kind == "quad" or (token.kind == "." and (after in CLOSERS or after == "quad")):
                self.advance()
                continue
            if token.kind == "text" and self.is_prose(token):
                self.advance()
                parts.append(self.node("text", token.text, (), token.start))
                continue
            parts.append(self.statement())
            if self.i == before:
                self.advance()
                parts[-1] = self.fault(f"unexpected {self.source[token.start:token.stop]}", token.start)
        if self.token.kind == ":" and not parts and self.ahead(1).kind in ("}", "close", "right", ","):
            self.advance()
            return self.node("symbol", ":", (), start)
        if not parts:
            return self.none(start)
        return parts[0] if len(parts) == 1 else self.node("phrase", "", tuple(parts), start)

    def opens_bar(self) -> bool:
        """A bar where an operand is wanted."""
        token = self.token
        if token.kind not in ("bar", "dbar"):
            return False
        if token.text in self.bars[-1:]:
            return self.i == self.opened
        before = self.ahead(-1).kind if self.i else "open"
        even = self.left_bars.get(self.i, 0) % 2 == 0
        return before in WANTING and (even or before not in ("bar", "text", "quad", "mid"))


def fold(entries: list[Node], marks: list[str], orders: tuple[str, ...]) -> Node:
    """Entries and the marks between them, as a tree; the first of `orders` binds loosest."""
    if not marks:
        return entries[0]
    for order in orders:
        cuts = [i for i, mark in enumerate(marks) if mark.startswith(order)]
        if not cuts:
            continue
        if order == "mid":
            cut = cuts[0]
            left = fold(entries[:cut + 1], marks[:cut], orders)
            right = fold(entries[cut + 1:], marks[cut + 1:], orders[1:])
            return Node("given", marks[cut][3:], (left, right), span((left, right)))
        edges = [-1, *cuts, len(marks)]
        parts = tuple(
            fold(entries[a + 1:b + 1], marks[a + 1:b], orders) for a, b in pairwise(edges)
        )
        return Node("list", order, parts, span(parts))
    return Node("error", "more than one condition bar", tuple(entries), span(tuple(entries)))




def span(parts: tuple[Node, ...]) -> Span:
    return Span(parts[0].span.start, max(part.span.stop for part in parts))
