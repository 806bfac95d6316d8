"""Precedence, loosest first: items, statements, sums, products, runs, factors.

    items       given |        below ; below , below :      (":" is loosest in braces: {x : x > 0})
    statement   implies iff    below or, below and, below the relations
    sum         + - ± ∪        left to right, as one n-ary node
    term        explicit product signs and /, left to right
    run         juxtaposed factors

Conventions where the notation is ambiguous (an elaborator may try the other reading):

    1/2x            (1/2) x          left to right
    a/bc            (a/b) c
    a \\cdot b / c   (a b) / c
    \\sin 2x y       sin of the whole run of juxtaposed factors, up to a sign, a function, a big operator,
                    a derivative or a differential
    \\sin(x) y       (sin x) y        a bracket or braces right after are the whole argument
    \\sin x / 2      (sin x) / 2
    \\sin(x)^2       (sin x)^2
    -x^2            -(x^2)
    2^3^4           an error, as in TeX
    x^12            an error: TeX raises only the 1
    \\sum a b \\cdot c + d    (sum of a b c) + d
    |a|b|c|         |a| b |c|
    [F]_a^b         F between a and b, unless a is a list or product of index names
"""

from __future__ import annotations

import re
from itertools import pairwise

from derive.read.congruence import congruent, with_one_modulus
from derive.read.cursor import CLOSERS, LONGEST, SEPARATORS, STARTS, Cursor, starts_differential
from derive.read.node import Node, Span
from derive.read.numerals import Token
from derive.read.vocabulary import WORDS

# A unit in \\text that is not one word: m/s, cm^2, 1/s.
UNIT = re.compile(r"[A-Za-zµμΩ°%$€][A-Za-zµμΩ0-9]*(?:[/^·*][A-Za-zµμΩ0-9]+)*\Z")

COMPARISONS = frozenset(("=", "!=", "<", "<=", ">", ">=", "approx", "define"))
LABELS = frozenset(("overset", "stackrel", "underset", "xrightarrow", "xleftarrow"))


class Expression(Cursor):
    """Everything that binds looser than a factor."""

    def statement(self) -> Node:
        """Operands and relations: `a = b < c`, `a = b \\implies c = d`, `x = 1 or x = 2`."""
        start = self.token.start
        sides: list[Node] = []
        signs: list[Node] = []
        while True:
            relation = self.relation()
            if relation is None and sides:
                break
            if relation is not None:
                if not sides:
                    sides.append(self.none(start))
                signs.append(relation)
            sides.append(self.side(bool(signs)))
        return grouped(sides, signs) if signs else sides[0]

    def side(self, after_relation: bool) -> Node:
        token = self.token
        if after_relation and (token.kind in CLOSERS or token.kind in SEPARATORS or self.ends_statement(token)):
            return self.none()
        found = self.sum()
        if self.ratios and self.token.kind == ":":
            self.advance()
            return self.node("over", ":", (found, self.sum()), token.start)
        return found

    def ends_statement(self, token: Token) -> bool:
        """A relation or prose where an operand is wanted: the operand is absent, not an error."""
        return token.kind in ("rel", "arrow") or self.is_prose(token)

    def is_prose(self, token: Token) -> bool:
        """Words that separate statements, as against words that are a side: \\text{Total cost} = 15."""
        if token.kind != "text":
            return False
        if UNIT.match(token.text) and token.text.lower() not in WORDS:
            return False
        words = token.text.split(None, 1)
        if not words or words[0].lower().rstrip(",.:;") in WORDS or token.text.endswith((":", ",", ";")):
            return True
        following = self.ahead(1).kind
        before = self.ahead(-1).kind if self.i else ""
        return not (following in ("rel", "times", "/", "^", "_", "+", "-") or before in ("rel", "times", "/", "+", "-"))

    def relation(self) -> Node | None:
        """A relation sign here, with its labels, or nothing."""
        token = self.token
        if token.kind in ("rel", "arrow"):
            self.advance()
            return self.node("relation", token.text, (), token.start)
        if token.kind == "logic":
            self.advance()
            return self.node("logic", token.text, (), token.start)
        if token.kind == "text" and token.text.strip(", ").lower() in ("and", "or") and self.i and self.open_ended():
            self.advance()
            return self.node("logic", token.text.strip(", ").lower(), (), token.start)
        if token.kind == "{" and self.ahead(1).kind in ("rel", "arrow") and self.ahead(2).kind == "}":
            self.go_to(self.i + 3)
            return self.node("relation", self.ahead(-2).text, (), token.start)
        if self.is_label():
            return self.labelled()
        return None

    def open_ended(self) -> bool:
        """Whether both sides of an "and" can be operands."""
        after = self.ahead(1)
        return after.kind not in CLOSERS and after.kind not in SEPARATORS and not self.is_prose(after)

    def is_label(self) -> bool:
        """Whether \\overset{...}{=} or the like begins here: a relation with a label, not a decorated operand."""
        token = self.token
        if token.kind != "macro" or token.text not in LABELS:
            return False
        if token.text.startswith("x"):
            return True
        label = self.partners.get(self.i + 1, self.i + 1)
        sign = label + (2 if self.ahead(label - self.i + 1).kind == "{" else 1)
        closed = sign == label + 1 or self.ahead(sign - self.i + 1).kind == "}"
        return closed and self.ahead(sign - self.i).kind in ("rel", "arrow")

    def labelled(self) -> Node:
        """\\overset{!}{=}, \\stackrel{(a)}{=}, \\xrightarrow{d}."""
        token = self.advance()
        label = self.argument()
        if token.text.startswith("x"):
            return self.node("relation", "to" if token.text == "xrightarrow" else "gets", (label,), token.start)
        braced = self.token.kind == "{"
        relation = self.ahead(1 if braced else 0)
        self.go_to(self.i + (3 if braced else 1))
        return self.node("relation", relation.text, (label,), token.start)

    def sum(self) -> Node:
        start = self.token.start
        terms = [self.signed()]
        steps = 0
        while self.token.kind in ("+", "-", "pm", "operator"):
            token = self.advance()
            bars = self.evaluations
            if token.kind in ("+", "-"):
                right = self.signed(inner=True)
                if self.evaluations > bars:
                    terms.append(right)
                    return self.fault("an evaluation bar after a sum without brackets", start, tuple(terms))
                terms.append(self.node("negate", "", (right,), token.start) if token.kind == "-" else right)
                continue
            steps += 1
            left = self.node("sum", "", tuple(terms), start) if len(terms) > 1 else terms[0]
            if steps > LONGEST:
                return self.fault("too long a chain of operators", start)
            right = self.signed(inner=True)
            kind = "plusminus" if token.kind == "pm" else "operator"
            terms = [self.node(kind, token.text, (left, right), start)]
        return self.node("sum", "", tuple(terms), start) if len(terms) > 1 else terms[0]

    def signed(self, inner: bool = False) -> Node:
        """A term with the signs before it."""
        signs: list[Token] = []
        while self.token.kind in ("+", "-", "pm") and len(signs) < LONGEST:
            signs.append(self.advance())
        alone = self.token.kind in CLOSERS or self.token.kind in SEPARATORS or self.stands_given()
        if len(signs) == 1 and not inner and alone:
            return self.node("symbol", {"-": "-", "+": "+"}.get(signs[0].kind, signs[0].text), (), signs[0].start)
        if len(signs) > 20:
            return self.fault("too many signs in a row", signs[0].start)
        result = self.term()
        for sign in reversed(signs):
            kind = {"+": "plus", "-": "negate"}.get(sign.kind, "plusminus")
            result = self.node(kind, sign.text if kind == "plusminus" else "", (result,), sign.start)
        return result

    def stands_given(self) -> bool:
        """Whether a sign stands between a bracket and its only bar: P(+ | D)."""
        opened = self.i > 1 and self.ahead(-2).kind == "open"
        return self.token.kind in ("bar", "mid") and opened and self.left_bars.get(self.i, 0) < 2

    def term(self) -> Node:
        """Explicit products and quotients, left to right; what follows a quotient by juxtaposition multiplies it."""
        start = self.token.start
        left = self.run()
        steps = 0
        while self.token.kind in ("times", "/"):
            sign = self.advance()
            steps += 1
            if steps > LONGEST and (sign.kind == "/" or left.kind != "product" or left.text != sign.text):
                return self.fault("too long a chain of products and quotients", start, (left,))
            right = self.operand(sign)
            if sign.kind == "/":
                left = self.node("over", sign.text, (left, right), start)
                if self.continues():
                    left = self.node("juxtapose", "", (left, *self.factors(left)), start)
            elif left.kind == "product" and left.text == sign.text and left.span.start == start:
                left = self.node("product", sign.text, (*left.children, right), start)
            else:
                left = self.node("product", sign.text, (left, right), start)
        return left

    def operand(self, sign: Token) -> Node:
        """What follows an explicit sign: a run after a product sign, one factor after a slash; signs allowed."""
        before = self.token
        if before.kind in ("-", "+"):
            self.advance()
            inner = self.factor() if sign.kind == "/" else self.run()
            return self.node("negate" if before.kind == "-" else "plus", "", (inner,), before.start)
        return self.factor() if sign.kind == "/" else self.run()

    def continues(self) -> bool:
        """Whether another juxtaposed factor begins here."""
        token = self.token
        kind = token.kind
        if kind in STARTS:
            if kind in ("name", "dsign") and self.integrals and starts_differential(self.tokens, self.i):
                return False
            if kind == "{" and self.ahead(1).kind in ("rel", "arrow") and self.ahead(2).kind == "}":
                return False
            return not self.is_label()
        if kind == "text":
            return UNIT.match(token.text) is not None and not self.is_prose(token)
        if kind in ("bar", "dbar"):
            if token.text in self.bars[-1:]:
                return False
            left = self.left_bars.get(self.i, 1)
            paired = self.ahead(1).kind == "bar" and self.ahead(1).start == token.stop
            return left % 4 == 0 if paired and kind == "bar" else left % 2 == 0
        return False

    def beside_number(self) -> bool:
        """Whether the token before is a number on the line and not in a script: 2 3, as against c^2 3."""
        script = self.ahead(-2).kind if self.i > 1 else ""
        return self.ahead(-1).kind == "number" and script not in ("^", "_")

    def scales(self) -> bool:
        """Whether a power of ten begins here beside a decimal: 3.16 10^7."""
        return self.token.text == "10" and self.ahead(1).kind == "^" and "." in self.ahead(-1).text

    def run(self) -> Node:
        start = self.token.start
        factors = [self.factor()]
        if self.continues():
            factors += self.factors(factors[0])
        whole = self.node("juxtapose", "", tuple(factors), start) if len(factors) > 1 else factors[0]
        if self.token.kind in ("bar", "rbar") and self.ahead(1).kind in ("_", "^") and not self.closes_bar():
            self.evaluations += 1
            whole = self.evaluation(whole, start)
        return whole

    def closes_bar(self) -> bool:
        """Whether a bar here closes one: |x|_2, \\lVert x \\rVert_2."""
        return self.bars[-1:] in (["|"], ["rbar"])

    def factors(self, first: Node) -> list[Node]:
        found: list[Node] = []
        while self.continues():
            before = self.i
            last = found[-1] if found else first
            beside = self.token.kind == "number" and self.beside_number() and last.kind != "binom" and not self.scales()
            found.append(self.factor())
            if beside and not (found[-1].kind == "sup" and len(found[-1].children[0].text) != 3):
                found[-1] = Node("error", "two numbers side by side", (found[-1],), found[-1].span)
            if self.i == before:
                self.advance()
        return found


def grouped(sides: list[Node], signs: list[Node]) -> Node:
    """Sides and the signs between them, as a tree: arrows loosest, then or, and, relations."""
    signs = implied(signs)
    for loosest in ("arrow", "or", "and"):
        cuts = [i for i, sign in enumerate(signs) if _class(sign) == loosest]
        if cuts:
            edges = [-1, *cuts, len(signs)]
            parts = [
                grouped(sides[a + 1:b + 1], signs[a + 1:b]) for a, b in pairwise(edges)
            ]
            if loosest == "arrow":
                return _chain(parts, [signs[i] for i in cuts])
            return Node("logic", loosest, tuple(with_one_modulus(parts)), _span(parts))
    return _chain(sides, signs) if signs else sides[0]


def implied(signs: list[Node]) -> list[Node]:
    """An arrow between two statements leads from one to the other: a = b \\rightarrow c = d."""
    stated = [i for i, sign in enumerate(signs) if sign.kind == "relation" and sign.text in COMPARISONS]
    return [
        Node("relation", "implies", sign.children, sign.span)
        if sign.text == "to" and stated and stated[0] < i < stated[-1] and not sign.children else sign
        for i, sign in enumerate(signs)
    ]


def _class(sign: Node) -> str:
    if sign.kind == "logic":
        return sign.text
    return "arrow" if sign.text in ("implies", "iff", "impliedby") else "relation"


def _chain(sides: list[Node], signs: list[Node]) -> Node:
    sides, signs = undotted(sides, signs)
    sides, signs = congruent(sides, signs)
    children = [sides[0], *(part for pair in zip(signs, sides[1:], strict=True) for part in pair)]
    return Node("chain", "", tuple(children), _span(children))


def _span(parts: list[Node]) -> Span:
    return Span(parts[0].span.start, max(part.span.stop for part in parts))


def undotted(sides: list[Node], signs: list[Node]) -> tuple[list[Node], list[Node]]:
    """a = \\ldots = b is a = b, and \\ldots = b goes on with what stood before; other signs keep their dots."""
    if not any(side.kind == "dots" for side in sides) or {sign.text for sign in signs} != {"="}:
        return sides, signs
    kept = [place for place, side in enumerate(sides) if side.kind != "dots"]
    if len(kept) < 2:
        return sides, signs
    return [sides[place] for place in kept], [signs[place - 1] for place in kept[1:]]
