r"""Roots: \sqrt{x}, \sqrt[3]{x}, and √ as it is typed.

    √16, √x, √(x + 1)     what is bracketed, or one number or name
    √2x, √x²              unread: how far the root reaches is not written
    \sqrt 16             unread: only the 1 is typeset under the root
"""

from __future__ import annotations

from derive.read.node import Node
from derive.read.numerals import Token
from derive.read.packages import Packages

TYPED_ROOTS = frozenset("√∛∜")
# What, right behind the first sign under a typed root, may stand under it as well.
REACHED = frozenset(("name", "word", "number", "supers", "subs", "^", "_", "open", "frac", "func", "!", "prime"))


class Roots(Packages):
    def root(self, token: Token) -> Node:
        degree: Node | None = None
        if self.token.kind == "open" and self.token.text == "[":
            self.advance()
            degree = self.enclosed("]")
        if self.token.kind == "open" and self.token.text == "(" and degree is None:
            radicand = self.bracket().children[0]
        elif self.source[token.start:token.stop] in TYPED_ROOTS:
            radicand = self.typed_radicand()
        elif self.token.kind == "number" and len(self.token.text) > 1:
            self.advance()
            return self.fault("braces are missing: only the first digit is typeset under the root", token.start)
        else:
            radicand = self.argument()
        return self.node("root", "", (radicand,) if degree is None else (radicand, degree), token.start)

    def typed_radicand(self) -> Node:
        """What stands under a root without a line: a number or a name, where nothing touches it from behind."""
        token = self.token
        inner = self.argument() if token.kind != "number" else self.node("number", self.advance().text, (), token.start)
        if self.token.start == self.end and self.token.kind in REACHED:
            return self.fault("how far this root reaches is not written", token.start, (inner,))
        return inner

    def enclosed(self, closer: str) -> Node:
        """Items up to a closing square bracket."""
        self.bars.append("]")
        inner = self.deeper(self.items)
        self.bars.pop()
        if self.token.kind == "close" and self.token.text == closer:
            self.advance()
            return inner
        return self.fault("nothing closes [", inner.span.start, (inner,))
