r"""Macros that packages bring along: \abs{x}, \norm{x}, \set{...}, \dv{f}{x}, \braket{a}{b}, \genfrac.

A document that defines one of these itself is read by its own definition, which is expanded before.

    physics      \abs \norm \qty \order \dv \pdv \bra \ket \braket \mel \expval
    mathtools    \set \Set \abs \norm \genfrac
    siunitx      \num \SI \qty \si
"""

from __future__ import annotations

from derive.read.cursor import Cursor
from derive.read.node import Node
from derive.read.numerals import Token

AROUND = {"abs": ("abs", ""), "norm": ("norm", ""), "set": ("paren", "{}"), "Set": ("paren", "{}"),
          "parens": ("paren", "()"), "paren": ("paren", "()"), "brackets": ("paren", "[]"),
          "floor": ("floor", ""), "ceil": ("ceil", ""), "absolutevalue": ("abs", "")}
DERIVATIVES = {"dv": "d", "odv": "d", "derivative": "d", "pdv": "partial", "partialderivative": "partial"}
STATES = {"bra": "bra", "ket": "ket", "Bra": "bra", "Ket": "ket", "braket": "braket", "Braket": "braket",
          "innerproduct": "braket", "ketbra": "ketbra", "dyad": "ketbra", "outerproduct": "ketbra",
          "mel": "braket", "matrixel": "braket", "expval": "expval", "ev": "expval"}
COUNTS = {"bra": 1, "ket": 1, "ketbra": 2, "expval": 1}
LONGEST = 4                                      # variables of one derivative


class Packages(Cursor):
    def packaged(self, token: Token) -> Node | None:
        """What a macro of a package stands for; None where it is none of these, or is not written as it is there."""
        name = token.text
        if name in AROUND and (self.token.text, self.ahead(1).kind) == ("*", "{"):
            self.advance()                       # \\abs*{x} only sizes the bars
        if name in AROUND and self.token.kind in ("{", "open", "left"):
            kind, text = AROUND[name]
            inner = self.grouped_argument()
            return self.node(kind, text, (inner,), token.start)
        if name in ("qty", "quantity") and self.token.kind in ("open", "left", "lbar", "bar"):
            return self.bracket()
        if name in DERIVATIVES and self.token.kind in ("{", "open"):
            return self.differentiated(token)
        if name in STATES and self.token.kind == "{":
            return self.state(token, STATES[name])
        if name == "order" and self.token.kind == "{":
            head = self.node("name", "O", (), token.start)
            return self.node("juxtapose", "", (head, self.node("paren", "()", (self.grouped_argument(),), token.start)),
                             token.start)
        if name == "num" and self.token.kind == "{":
            return self.grouped_argument()
        if name == "genfrac":
            return self.general_fraction(token)
        return None

    def grouped_argument(self) -> Node:
        """An argument in braces, or what a bracket holds."""
        if self.token.kind == "{":
            return self.deeper(self.group)
        bracket = self.bracket()
        return bracket.children[0] if bracket.kind == "paren" else bracket

    def differentiated(self, token: Token) -> Node:
        r"""\dv{f}{x}, \dv[2]{f}{x}, \pdv{f}{x}{y}; with one argument an operator."""
        order = 1
        if self.token.kind == "open":
            self.advance()
            written = self.advance()
            if written.kind != "number" or not written.text.isdigit() or self.token.kind != "close":
                return self.fault("the order of the derivative is not a small number", token.start)
            order = int(written.text[:3])
            self.advance()
        parts: list[Node] = []
        while self.token.kind == "{" and self.token.start == self.end and len(parts) < LONGEST:
            parts.append(self.deeper(self.group))
        if not parts or not 1 <= order <= 9 or (order > 1 and len(parts) > 2):
            return self.fault("this derivative cannot be read", token.start, tuple(parts))
        operand, variables = (parts[0], parts[1:]) if len(parts) > 1 else (self.none(), parts)
        sign = DERIVATIVES[token.text]
        found = self.node("derivative", sign, (operand, *variables * order), token.start)
        if operand.kind != "none":
            return found
        return self.node("derivative", sign, (self.acted_on(), *variables * order), token.start)

    def acted_on(self) -> Node:
        raise NotImplementedError

    def state(self, token: Token, kind: str) -> Node:
        r"""\bra{a}, \ket{b}, \braket{a|b}, \braket{a}{b}, \mel{a}{H}{b}."""
        parts = [self.deeper(self.group)]
        while len(parts) < COUNTS.get(kind, 3) and self.token.kind == "{" and self.token.start == self.end:
            parts.append(self.deeper(self.group))
        if len(parts) == 1 and kind == "braket" and parts[0].kind == "given":
            parts = list(parts[0].children)
        if kind == "ketbra" and len(parts) == 2:
            return self.node("juxtapose", "", (self.node("state", "ket", (parts[0],), token.start),
                                               self.node("state", "bra", (parts[1],), token.start)), token.start)
        if kind == "expval":
            return self.node("paren", "<>", tuple(parts), token.start)
        return self.node("state", kind, tuple(parts), token.start)

    def general_fraction(self, token: Token) -> Node:
        r"""\genfrac(){0pt}{}{n}{k} is a binomial, with a line and without brackets it is a fraction."""
        begins = self.i
        groups: list[tuple[int, int]] = []
        while len(groups) < 4 and self.i < len(self.tokens):
            start = self.i
            if self.token.kind == "{":
                end = self.partners.get(self.i, -1)
                if end < 0:
                    break
                self.go_to(end + 1)
            else:
                self.advance()
            groups.append((start, self.i))
        delimiters = "".join(self.tokens[k].text for a, b in groups[:2] for k in range(a, b)
                             if self.tokens[k].kind in ("open", "close"))
        thickness = "".join(self.tokens[k].text for k in range(*groups[2]) if self.tokens[k].kind == "number") \
            if len(groups) > 2 else "?"
        kind = {"()0": "binom", "": "frac", "[]0": "brack", "{}0": "brace"}.get(delimiters + thickness.rstrip("."), "")
        if len(groups) < 4 or not kind or self.token.kind != "{":
            self.go_to(begins)
            return self.fault("unknown macro \\genfrac", token.start)
        above = self.argument()
        return self.node(kind if kind == "frac" else "binom", kind if kind[:3] == "bra" else "",
                         (above, self.argument()), token.start)
