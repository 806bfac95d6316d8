"""Factors: names, numbers, fonts and accents, roots, groups, unknown macros."""

from __future__ import annotations

from derive.read.cursor import CLOSERS, SEPARATORS, starts_differential
from derive.read.node import Node, Span
from derive.read.numerals import Token
from derive.read.roots import Roots
from derive.read.vocabulary import TRANSPARENT

LEAVES = {"number": "number", "name": "name", "word": "name", "dots": "dots", "sym": "symbol", "text": "text",
          "dsign": "name"}

# Signs that can be all of a group: x^{+}, \\overset{!}{=}.
ALONE = frozenset(("times", "+", "-", "rel", "prime", "pm", "operator", ":", "bar", "dbar", "percent", "!", "mid"))

ENDING = CLOSERS | SEPARATORS | {"rel", "arrow", "times", "/"}     # no argument of a macro, and no operand of a sign


class Atoms(Roots):
    def factor(self) -> Node:
        """An atom with its scripts, primes and factorials; with a bracket in braces after it, a call: f^{2}{(x)}."""
        start = self.token.start
        found = self.scripts(self.deeper(self.atom), start)
        if self.token.kind == "{" and self.is_braced_bracket() and named_at_heart(found):
            opening = self.token.start
            bracket = self.scripts(self.deeper(self.group), opening)
            return self.node("juxtapose", "applied", (found, bracket), start)
        return found

    def is_braced_bracket(self) -> bool:
        r"""Whether {\left( ... \right)} begins here, as computer algebra sets the argument of a function."""
        closing = self.partners.get(self.i, -1)
        opening = self.ahead(1)
        return closing > 0 and (opening.kind, opening.text) == ("left", "(") and self.closes_alone(closing)

    def closes_alone(self, closing: int) -> bool:
        """Whether the bracket after the brace here is closed only before the brace at `closing`."""
        level = 0
        for index in range(self.i + 1, closing):
            level += (self.tokens[index].kind == "left") - (self.tokens[index].kind == "right")
            if level == 0:
                return index == closing - 1
        return False

    def atom(self) -> Node:
        token = self.token
        kind = token.kind
        if kind in ("name", "dsign") and token.text == "d":
            if self.is_inline_derivative():
                return self.partial()
            if kind == "dsign" and starts_differential(self.tokens, self.i):
                return self.differential()
        if kind in LEAVES:
            self.advance()
            while kind == "dots" and self.token.kind == "dots":
                self.advance()                   # a row broken at its dots shows them on both lines
            return self.node(LEAVES[kind], token.text, (), token.start)
        match kind:
            case "{":
                return self.group()
            case "open" | "left" | "lbar" | "bar" | "dbar":
                return self.bracket()
            case "func":
                return self.function()
            case "big":
                return self.big()
            case "int":
                return self.integral()
            case "frac":
                return self.fraction()
            case "partial":
                return self.partial()
            case "nabla":
                return self.nabla()
            case "begin":
                return self.environment()
            case "accent" | "font" | "binom" | "sqrt" | "struck":
                return self.decorated(token)
            case "macro":
                return self.macro(token)
            case "not":
                self.advance()
                return self.node("logic", "not", (self.factor(),), token.start)
            case "operator" if token.text in ("cup", "cap") and self.ahead(1).kind in ("_", "^"):
                return self.big()
        return self.stray(token)

    def is_inline_derivative(self) -> bool:
        """Whether dy/dx or d/dx begins here, with upright signs or slanted ones that touch their names."""
        slash = 1 if self.ahead(1).kind == "/" else 2
        upper, sign, name = self.token, self.ahead(slash + 1), self.ahead(slash + 2)
        if self.ahead(slash).kind != "/" or sign.text != "d" or name.kind not in ("name", "word"):
            return False
        if slash == 2 and self.ahead(1).kind not in ("name", "word"):
            return False
        return upper.kind == sign.kind == "dsign" or (
            sign.stop == name.start and (slash == 1 or upper.stop == self.ahead(1).start))

    def decorated(self, token: Token) -> Node:
        self.advance()
        if token.kind == "struck":
            inner = self.node("name", token.text, (), token.start)
            return self.node("font", "mathbb", (inner,), token.start)
        if token.kind == "binom":
            top = self.argument()
            return self.node("binom", "", (top, self.argument()), token.start)
        if token.kind == "sqrt":
            return self.root(token)
        inner = self.argument()
        return self.node(token.kind, token.text, (inner,), token.start) if token.text else inner

    def argument(self) -> Node:
        """The argument of a macro or script: a group, or the next single token (one digit of a number)."""
        token = self.token
        if token.kind == "{":
            return self.deeper(self.group)
        if token.kind in CLOSERS or token.kind in SEPARATORS:
            return self.missing("an argument is missing")
        if token.kind == "number" and min(token.stop - token.start, len(token.text)) > 1 and token.text[0].isdigit():
            rest = token.text[1:].lstrip(".") or token.text[1:]
            self.tokens[self.i] = self.token = Token("number", rest, token.start + 1, token.stop)
            return Node("number", token.text[0], (), Span(token.start, token.start + 1))
        if token.kind in ("func", "big"):
            self.advance()
            return self.node("name", token.text, (), token.start)
        if token.kind in ("bar", "dbar", "times", "+", "-", "rel", "prime", "dsign"):
            self.advance()
            return self.node("symbol" if token.kind != "dsign" else "name", token.text, (), token.start)
        return self.deeper(self.atom)

    def group(self) -> Node:
        """{...}: grouping that leaves no trace but the extent of what holds it."""
        opening = self.advance()
        if self.token.kind == "}":
            self.advance()
            return Node("none", "", (), Span(opening.start, self.end))
        saved, self.integrals = self.integrals, 0
        self.bars.append("}")
        inner = self.named() or self.items()
        self.bars.pop()
        self.integrals = saved
        if self.token.kind == "infix":
            inner = self.infixed(inner)
        if self.token.kind == "}":
            self.advance()
            return inner
        return self.fault("nothing closes {", opening.start, (inner,))

    def infixed(self, left: Node) -> Node:
        """{n \\choose k} and {a \\over b}: the rest of the group is the lower part."""
        sign = self.advance()
        self.bars.append("}")
        right = self.deeper(self.items)
        self.bars.pop()
        kind = {"choose": "binom", "over": "frac", "brace": "binom", "brack": "binom"}.get(sign.text)
        if kind is None:
            return self.fault(f"\\{sign.text} is not read", left.span.start, (left, right))
        text = sign.text if sign.text in ("brace", "brack") else ""
        return self.node(kind, text, (left, right), left.span.start)

    def named(self) -> Node | None:
        """A group that is one sign or one word: {+}, {\\text{in}}, {\\max}."""
        token = self.token
        if token.kind == "prime" or (token.kind == "sym" and token.text == "prime"):
            return self.primes()
        if token.text in ("circ", "odot") and token.kind in ("times", "sym", "operator") and self.counts(self.ahead(1)):
            self.advance()                       # A^{\\circ 2}: what is raised by that product
            return self.node("repeated", token.text, (self.items(),), token.start)
        if token.text == self.ahead(1).text == "ast" and self.ahead(2).kind == "}":
            self.go_to(self.i + 2)
            return self.node("symbol", "ast ast", (), token.start)
        if self.ahead(1).kind != "}":
            return None
        if token.kind in ("func", "big") or (token.kind == "text" and token.text.isalpha()):
            self.advance()
            return self.node("name", token.text, (), token.start)
        if token.kind == "macro" and self.is_no_power():
            self.advance()                       # a macro of another file, alone in its group
            return self.node("name", f"macro {token.text}", (), token.start)
        if token.kind in ALONE:
            self.advance()
            text = "prime" if token.kind == "prime" and token.text == "'" else token.text
            return self.node("symbol", text, (), token.start)
        return None

    def counts(self, token: Token) -> bool:
        """Whether a token begins a count, of which the sign before it is repeated; 20^{\\circ C} is a temperature."""
        return token.kind in ("number", "{", "open", "left", "-") or (token.kind == "name" and token.text in "nkm")

    def primes(self) -> Node | None:
        r"""{\\prime\\prime} as one sign with as many primes."""
        count = distance = 0
        while (token := self.ahead(distance)).kind == "prime" or (token.kind == "sym" and token.text == "prime"):
            count += len(token.text) if token.kind == "prime" else 1
            distance += 1
        if self.ahead(distance).kind != "}" or count > 9:
            return None
        start = self.token.start
        self.go_to(self.i + distance)
        return self.node("symbol", "prime" if count == 1 else "'" * count, (), start)

    def is_no_power(self) -> bool:
        """Whether the group here is no exponent, as A^{\\tr} may be a transpose; the upper end of a sum is none."""
        before = [one.kind for one in self.tokens[max(0, self.i - 20):self.i - 1]]
        if before[-1:] != ["^"]:
            return True
        under = before[:-1]
        if under[-1:] == ["}"] and "_" in under:
            under = under[:len(under) - under[::-1].index("_") - 1]
        return under[-1:] == ["big"]

    def macro(self, token: Token) -> Node:
        """Macros without a token kind of their own, and unknown ones."""
        self.advance()
        name = token.text
        if name in ("underbrace", "overbrace", "underbracket", "overbracket"):
            return self.brace(token)
        if name in TRANSPARENT:
            if name == "smash" and [one.text for one in self.tokens[self.i : self.i + 3 : 2]] == ["[", "]"]:
                self.go_to(self.i + 3)           # \\smash[b]{...}
            return self.argument()
        if name in ("textcolor", "colorbox", "cancelto"):
            self.argument()
            return self.argument()
        if name in ("overset", "underset", "stackrel"):
            return self.stacked(token)
        found = self.packaged(token)
        if found is not None:
            return found
        if name == "pmod":
            return self.node("modulo", "", (self.argument(),), token.start)
        if name == "substack":
            return self.substack(token)
        return self.unknown(token)

    def brace(self, token: Token) -> Node:
        kind = "under" if token.text.startswith("under") else "over"
        inner = self.argument()
        label = self.none()
        if self.token.kind == ("_" if kind == "under" else "^"):
            self.advance()
            label = self.argument()
        return self.node("brace", kind, (inner, label), token.start)

    def stacked(self, token: Token) -> Node:
        """\\underset{x}{\\arg\\max} is a big operator with a lower part; anything else stacked is an accent."""
        label = self.argument()
        argument = 1 if self.ahead(1).kind == "func" and self.ahead(1).text == "arg" else 0
        if self.token.kind == "{" and self.ahead(1 + argument).kind == "big" and self.ahead(2 + argument).kind == "}":
            text = ("arg" if argument else "") + self.ahead(1 + argument).text
            self.go_to(self.i + 3 + argument)
            return self.operated(text, label, token.start)
        if self.token.kind == "big":
            return self.operated(self.advance().text, label, token.start)
        inner = self.argument()
        return self.node("accent", token.text, (inner, label), token.start)

    def operated(self, text: str, lower: Node, start: int) -> Node:
        body = self.deeper(self.operand_of_big)
        return self.node("bigop", text, (lower, self.none(lower.span.stop), body), start)

    def operand_of_big(self) -> Node:
        return self.term()

    def substack(self, token: Token) -> Node:
        """Conditions under one another: a list."""
        if self.token.kind != "{":
            return self.missing("an argument is missing")
        self.advance()
        rows = [self.items()]
        while self.token.kind == "newline":
            self.advance()
            rows.append(self.items())
        if self.token.kind == "}":
            self.advance()
        return rows[0] if len(rows) == 1 else self.node("list", ",", tuple(rows), token.start)

    def unknown(self, token: Token) -> Node:
        """An unknown macro with the groups that follow it directly.

        With empty braces alone, \\satmean{}, or with nothing behind it that it could be applied to, it stands for one
        thing that another file defines: a name in words.
        """
        if self.token.kind == "{" and self.ahead(1).kind == "}" and self.ahead(2).kind != "{":
            self.go_to(self.i + 2)
            return self.node("name", f"macro {token.text}", (), token.start)
        if self.token.kind in ENDING:
            return self.node("name", f"macro {token.text}", (), token.start)
        parts: list[Node] = []
        while self.token.kind == "{" and self.token.start == self.end and len(parts) < 9:
            parts.append(self.argument())
        return self.fault(f"unknown macro \\{token.text}", token.start, tuple(parts))

    def stray(self, token: Token) -> Node:
        """A token that cannot begin a factor. Closers and separators are left where they are."""
        if token.kind in ("^", "_", "supers", "subs", "prime"):
            return self.none(token.start)
        if token.kind in CLOSERS or token.kind in SEPARATORS or token.kind in ("rel", "arrow", "logic"):
            return self.missing("something is missing here")
        following = self.ahead(1).kind
        self.advance()
        if token.kind in ("times", "operator", "percent", "quantifier", "pm", "+", "-") and (
            token.kind == "quantifier" or following in CLOSERS or following in SEPARATORS
        ):
            return self.node("symbol", token.text or token.kind, (), token.start)
        shown = self.source[token.start:token.stop]
        return self.fault(f"unexpected {shown}", token.start)


def named_at_heart(node: Node) -> bool:
    """Whether a name stands under the indices, exponents and primes of a factor."""
    while node.kind in ("sup", "sub", "prime", "accent", "font"):
        node = node.children[0]
    return node.kind == "name"
