"""Brackets of every kind, and bars.

A plain bar opens when an operand is wanted and closes when one has been read; between operands it is a condition
(an odd number of bars left in the group) or the opening of an absolute value (an even number).
"""

from __future__ import annotations

from derive.read.cursor import CLOSERS, Cursor
from derive.read.node import Node, Span
from derive.read.symbols import PARTNER

KINDS = {"lfloor": "floor", "lceil": "ceil"}


class Brackets(Cursor):
    def bracket(self) -> Node:
        token = self.token
        saved, self.integrals = self.integrals, 0
        if token.kind in ("bar", "dbar", "lbar"):
            result = self.bars_around()
        elif token.kind == "left":
            result = self.leftright()
        else:
            result = self.paired()
        self.integrals = saved
        return result

    def paired(self) -> Node:
        """( ... ), [ ... ], \\{ ... \\}; half-open intervals close a bracket with another kind."""
        opening = self.advance()
        inner = self.inside(PARTNER[opening.text])
        closing = self.token
        if closing.kind == "close":
            self.advance()
            if closing.text == PARTNER[opening.text]:
                return self.shaped(opening.text, closing.text, inner, opening.start)
            if opening.text + closing.text in ("(]", "[)") and inner.kind == "list" and len(inner.children) == 2:
                return self.node("paren", opening.text + closing.text, (inner,), opening.start)
            return self.fault(f"{opening.text} is closed by {closing.text}", opening.start, (inner,))
        shown = self.source[opening.start:opening.stop]
        extent = Span(opening.start, max(inner.span.stop, opening.stop))
        return Node("error", f"nothing closes {shown}", (inner,), extent)

    def inside(self, closer: str) -> Node:
        if self.token.kind == "close":
            return self.none(self.token.start)
        self.bars.append(closer)
        inner = self.deeper(self.items)
        self.bars.pop()
        return inner

    def shaped(self, opening: str, closing: str, inner: Node, start: int) -> Node:
        if opening in KINDS:
            return self.node(KINDS[opening], "", (inner,), start)
        if opening == "(" and inner.kind == "juxtapose" and is_modulus(inner.children[0]):
            rest = inner.children[1:]                    # 7 \\equiv 1 (\\text{mod } 3)
            modulus = rest[0] if len(rest) == 1 else Node("juxtapose", "", rest, inner.span)
            return self.node("modulo", "", (modulus,), start)
        return self.node("paren", opening + closing, (inner,), start)

    def leftright(self) -> Node:
        r"""\left( ... \right), \left. F \right|_a^b, \left\{ cases \right."""
        opening = self.advance()
        if self.token.kind == "right":
            inner = self.none(self.token.start)
        else:
            self.bars.append("right")
            inner = self.deeper(self.items)
            self.bars.pop()
        closing = self.token
        if closing.kind != "right":
            return self.fault("no \\right for this \\left", opening.start, (inner,))
        self.advance()
        pair = opening.text + closing.text
        if (opening.text == "." and closing.text in ("|", "]", "||")) or pair == "[|":
            return self.evaluation_after(inner, opening.start)
        if pair in ("||", "||||"):
            return self.node("abs" if pair == "||" else "norm", "", (inner,), opening.start)
        if opening.text in KINDS and closing.text == PARTNER[opening.text]:
            return self.node(KINDS[opening.text], "", (inner,), opening.start)
        if pair == "..":
            return inner
        if "." in pair and pair != "{.":
            return self.fault("a bracket without its partner", opening.start, (inner,))
        return self.node("paren", pair, (inner,), opening.start)

    def evaluation_after(self, inner: Node, start: int) -> Node:
        """The scripts after \\right| are the ends."""
        self.go_to(self.i - 1)
        return self.evaluation(inner, start)

    def bars_around(self) -> Node:
        """|x|, \\|x\\|, \\lvert x \\rvert, ||x||."""
        opening = self.advance()
        double = opening.text == "||"
        if not double and opening.kind == "bar" and self.touches(0, opening.stop) and self.next_bars_touch():
            return self.doubled_bars(opening.start)
        explicit = opening.kind == "lbar"
        self.bars.append("rbar" if explicit else opening.text)
        self.opened = self.i
        inner = self.deeper(self.items) if self.token.kind not in CLOSERS else self.none()
        self.bars.pop()
        closing = self.token
        if closing.text == opening.text and closing.kind in (("rbar",) if explicit else ("bar", "dbar", "rbar")):
            self.advance()
            return self.node("norm" if double else "abs", "", (inner,), opening.start)
        if not explicit and (closing.kind, closing.text) == ("close", ">") and self.bars[-1:] != [">"]:
            self.advance()                               # |a>
            return self.node("state", "ket", (inner,), opening.start)
        return self.fault("nothing closes this bar", opening.start, (inner,))

    def touches(self, distance: int, place: int) -> bool:
        return self.ahead(distance).kind == "bar" and self.ahead(distance).start == place

    def next_bars_touch(self) -> bool:
        """Whether the next bars in this group are a pair: ||x||, as against ||x| - |y||."""
        level, distance = 0, 1
        while self.ahead(distance).kind != "end":
            kind = self.ahead(distance).kind
            level += (kind in ("open", "{", "left", "begin")) - (kind in ("close", "}", "right", "finish"))
            if level < 0:
                return False
            if kind == "bar" and level == 0:
                return self.touches(distance + 1, self.ahead(distance).stop)
            distance += 1
        return False

    def doubled_bars(self, start: int) -> Node:
        """||x|| written with four single bars."""
        self.advance()
        self.bars.append("|")
        inner = self.deeper(self.items)
        self.bars.pop()
        if self.token.kind == "bar" and self.ahead(1).kind == "bar":
            self.go_to(self.i + 2)
            return self.node("norm", "", (inner,), start)
        return self.fault("nothing closes these bars", start, (inner,))


def is_modulus(node: Node) -> bool:
    return node.kind == "name" and node.text == "mod"
