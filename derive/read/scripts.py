"""What follows a factor: indices, exponents, primes, factorials, percent, evaluation bars.

`x^2_1` and `x_1^2` are one shape: sup(sub(x, 1), 2).
"""

from __future__ import annotations

import re

from derive.read.cursor import CLOSERS, Cursor
from derive.read.node import Node, Span
from derive.read.numerals import Token
from derive.read.tokens import tokenize
from derive.read.vocabulary import BARE_NAMES, SPELLED, SPELLED_SHORT

# After x^- these show that more was meant to be raised.
UNBRACED = frozenset(("name", "number", "word", "open", "frac", "func"))
STANDARD = frozenset(("E", "G", "H", "S", "U"))      # potentials and energies of standard states: E^\\circ
VARIANCE = re.compile(r"\bvarian|\bVar\(", re.I)


class Scripts(Cursor):
    def scripts(self, base: Node, start: int) -> Node:
        """The base with all that is attached to it."""
        count = 0
        while True:
            token = self.token
            count += 1
            if count > 12:
                return self.fault("too many marks on one factor", start, (base,)) if self.attached(token) else base
            if token.kind in ("^", "_", "supers", "subs") or self.is_numbered(base):
                base = self.indices(base, start)
            elif token.kind == "prime":
                self.advance()
                base = self.node("prime", token.text, (base,), start)
            elif token.kind == "!":
                double = self.ahead(1).kind == "!" and self.ahead(1).start == token.stop
                self.go_to(self.i + (2 if double else 1))
                base = self.node("factorial", "!!" if double else "!", (base,), start)
            elif token.kind == "percent":
                self.advance()
                base = self.node("percent", "", (base,), start)
            elif token.kind == "sym" and token.text == "circ" and self.source[token.start] in "°\\":
                self.advance()
                base = self.node("degree", "", (base,), start)
            else:
                return base

    def attached(self, token: Token) -> bool:
        return token.kind in ("^", "_", "supers", "subs", "prime", "!", "percent")

    def indices(self, base: Node, start: int) -> Node:
        """One index and one exponent, in either order."""
        lower = self.number_behind(base, start) if self.is_numbered(base) else None
        upper: Node | None = None
        primes = ""
        while self.token.kind in ("^", "_", "supers", "subs"):
            token = self.token
            raised = token.kind in ("^", "supers")
            if (upper if raised else lower) is not None:
                return self.doubled(base, start, raised)
            script = self.script()
            if raised and script.kind == "symbol" and (script.text == "prime" or set(script.text) == {"'"}):
                primes += "'"
                base = self.node("prime", "'" if script.text == "prime" else script.text, (base,), start)
            elif raised:
                upper = script
                if self.runs_on(base, script):
                    return self.fault("how far this exponent reaches is not written", start, (base,))
            else:
                lower = script
        return self.attach(base, lower, upper, start)

    def is_numbered(self, base: Node) -> bool:
        """Whether a number touches a typed letter or the capitals of a name: R1, SE0."""
        touches = self.token.kind == "number" and self.token.start == base.span.stop
        named = len(base.text) == 1 or base.text in SPELLED | SPELLED_SHORT or (
            base.text.isupper() and base.text in BARE_NAMES)
        return self.typed and touches and base.kind == "name" and named and self.token.text.isdigit()

    def number_behind(self, base: Node, start: int) -> Node:
        """The index that a typed number is: x2 beside an x0 or x1, where it is no exponent that was lost.

        A variance may be called s2, where nothing is s^2.
        """
        token = self.advance()
        sure = base.text == "chi" or (len(base.text) > 1 and base.text.isupper()) or (
            base.text in ("s", "sigma") and token.text == "2" and VARIANCE.search(self.source) is not None
            and re.search(rf"(?<![A-Za-z]){base.text}\s?(?:\^|\*\*|²)", self.source) is None)
        if not sure and not re.search(rf"(?<![\w^_]){re.escape(base.text)}[01](?![\d.])", self.source):
            return self.fault("whether this number is an index is not written", start, (base,))
        return self.node("number", token.text, (), token.start)

    def runs_on(self, base: Node, script: Node) -> bool:
        """Whether a letter touches a typed exponent: e^2x may be either power."""
        touches = self.token.kind == "name" and self.token.start == script.span.stop
        exponential = base.kind == "number" or base.text == "e"
        return self.typed and touches and exponential and script.kind in ("number", "negate")

    def attach(self, base: Node, lower: Node | None, upper: Node | None, start: int) -> Node:
        if base.kind == "paren" and base.text == "[]" and bounds(lower, upper):
            inner = base.children[0]
            return self.node("evaluated", "", (inner, lower or self.none(), upper or self.none()), start)
        if lower is not None:
            base = self.node("sub", "", (base, joined(lower)), start)
        if upper is None:
            return base
        stem = base.children[0] if base.kind == "sub" else base
        if upper.kind == "symbol" and upper.text in ("circ", "degree") and stem.text not in STANDARD:
            return self.node("degree", "", (base,), start)
        if upper.text == "ast ast" and base.kind not in ("name", "sub", "font"):     # what is starred twice
            upper = Node("symbol", "ast", (), upper.span)
            base = self.node("sup", "", (base, upper), start)
        return self.node("sup", "", (base, upper), start)

    def doubled(self, base: Node, start: int, raised: bool) -> Node:
        self.script()
        return self.fault("two exponents on one factor" if raised else "two indices on one factor", start, (base,))

    def script(self) -> Node:
        """The argument of ^ or _: a group, or one token."""
        token = self.advance()
        if token.kind in ("supers", "subs") and len(token.text) > 1 and not token.text.isdigit():
            marks = [Token(one.kind, one.text, token.start, token.stop) for one in tokenize(token.text)]
            inner = type(self)(self.source, marks, token.start, token.stop)
            written = inner.statement()          # n-1, i=1
            return written if inner.i == len(marks) else self.fault("this script is not read", token.start)
        if token.kind in ("supers", "subs"):
            return Node("number" if token.text.isdigit() else "name", token.text, (), Span(token.start, token.stop))
        following = self.token
        if following.kind in CLOSERS or following.kind in ("^", "_"):
            return self.fault("nothing after " + token.text, token.start)
        if following.kind in ("times", "+", "-", "sym", "rel"):
            self.advance()
            touching = self.token.start == following.stop and self.token.kind in UNBRACED
            if self.typed and touching and following.kind == "-":
                below = self.advance() if self.token.kind == "number" else None
                opposite = self.argument() if below is None else self.node("number", below.text, (), below.start)
                return self.node("negate", "", (opposite,), following.start)
            if touching and (following.kind == "-" or (following.kind == "+" and self.token.kind == "number")):
                return self.fault("braces are missing: only the sign is typeset as the script", following.start)
            return self.node("symbol", following.text, (), following.start)
        if token.text == "**":
            return self.factor()
        if following.kind == "number" and self.typed:
            self.advance()
            return self.node("number", following.text, (), following.start)
        if following.kind == "number" and len(following.text) > 1:
            if following.stop - following.start == len(following.text):
                self.advance()
                return self.fault("braces are missing: only the first digit is typeset as the script", following.start)
        return self.argument()

    def evaluation(self, inner: Node, start: int) -> Node:
        """F |_a^b, with the cursor at the bar."""
        self.advance()
        lower = upper = None
        while self.token.kind in ("^", "_") and (upper if self.token.kind == "^" else lower) is None:
            raised = self.token.kind == "^"
            script = self.script()
            lower, upper = (lower, script) if raised else (script, upper)
        return self.node("evaluated", "", (inner, lower or self.none(), upper or self.none()), start)


def joined(lower: Node) -> Node:
    """The digits of an index as they are typeset: blanks between them leave no trace, x_{1 2 3} is x_{123}."""
    digits = [part.children[0] if part.kind == "error" and part.children else part for part in lower.children]
    if lower.kind != "juxtapose" or not all(part.kind == "number" and part.text.isdecimal() for part in digits):
        return lower
    return Node("number", "".join(part.text for part in digits), (), lower.span)


def bounds(lower: Node | None, upper: Node | None) -> bool:
    """Whether the scripts of a square bracket are the ends of an evaluation and not an index and a power."""
    if lower is None:
        return False
    if lower.kind == "chain":
        return True
    if upper is None or lower.kind in ("juxtapose", "list"):
        return False
    return not ((upper.kind == "symbol" and upper.text in ("top", "dagger", "*", "ast", "+", "-"))
                or (upper.kind == "name" and upper.text == "T")
                or (upper.kind in ("paren", "negate") and lower.kind == "name"))
