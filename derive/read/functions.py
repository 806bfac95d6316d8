"""Functions without brackets, big operators, integrals."""

from __future__ import annotations

from derive.read.cursor import CLOSERS, SEPARATORS, STARTS, Cursor, starts_differential
from derive.read.node import Node, Span
from derive.read.symbols import BIG_FUNCTIONS

# What ends the argument of a function without brackets.
ENDS_ARGUMENT = frozenset(("func", "big", "int", "dots", "text"))
# What may run under a sum that does not say its index.
INDICES = frozenset("ijkl")
BASES = frozenset(("2", "3", "4", "5", "6", "7", "8", "9", "10", "16"))     # of logarithms, as they are typed


class Functions(Cursor):
    def function(self) -> Node:
        """\\sin x, \\sin^2 x, \\log_2 n, \\exp(x): the argument is what is bracketed right after, or the run."""
        token = self.advance()
        if token.text == "arg" and self.token.kind == "big" and self.token.text in ("max", "min"):
            return self.big("arg", token.start)
        name = self.node("name", token.text, (), token.start)
        name = self.based(name) if token.text == "log" and self.token.kind == "_" else self.scripted(name, token.start)
        following = self.token
        if following.kind in ("open", "left", "lbar") and following.text != "|":
            return self.node("apply", "", (name, self.bracket()), token.start)
        if following.kind == "{" and self.ahead(1).kind != "}":
            return self.node("apply", "", (name, self.braced()), token.start)
        if following.kind in ("-", "+") and self.ahead(1).kind in STARTS:
            self.advance()
            inner = self.deeper(self.bare_argument)
            kind = "negate" if following.kind == "-" else "plus"
            return self.node("apply", "", (name, self.node(kind, "", (inner,), following.start)), token.start)
        if not self.begins_argument():
            return name
        return self.node("apply", "", (name, self.deeper(self.bare_argument)), token.start)

    def based(self, name: Node) -> Node:
        """\\log_27 is typeset as log_2 7, and means it where no other argument follows."""
        number, after = self.ahead(1), self.ahead(2)
        digits = number.kind == "number" and number.text.isdigit() and number.stop - number.start == len(number.text)
        if self.typed or not digits or len(number.text) < 2 or number.text[0] in "01" or number.text[1] == "0" or (
                after.kind in STARTS or after.kind in ("open", "left", "lbar", "{")):
            return self.scripted(name, name.span.start)
        self.advance()
        return self.node("sub", "", (name, self.argument()), name.span.start)

    def braced(self) -> Node:
        """An argument in braces, which ends with them; what stands on a bracket in them stands on the function."""
        start = self.token.start
        inner = self.deeper(self.group)
        return inner if inner.kind == "paren" else self.scripts(inner, start)

    def begins_argument(self) -> bool:
        kind = self.token.kind
        if kind in ("bar", "dbar"):
            return self.token.text not in self.bars[-1:] and not self.evaluates()
        if kind not in STARTS or kind in ("unknown", "^", "_", "prime", "dots"):
            return False
        return not (self.integrals and starts_differential(self.tokens, self.i))

    def evaluates(self) -> bool:
        return self.ahead(1).kind in ("_", "^")

    def scripted(self, name: Node, start: int) -> Node:
        """The scripts of a function name: \\sin^2, \\log_2, and log4(8) as it is typed."""
        number, bracket = self.token, self.ahead(1)
        if self.typed and name.text == "log" and number.kind == "number" and number.text in BASES and (
                number.start == name.span.stop and bracket.kind == "open" and bracket.start == number.stop):
            self.advance()
            return self.node("sub", "", (name, self.node("number", number.text, (), number.start)), start)
        return self.scripts(name, start) if self.token.kind in ("^", "_", "prime", "supers", "subs") else name

    def bare_argument(self) -> Node:
        """Juxtaposed factors up to a sign, a function, a big operator, a derivative, a differential."""
        start = self.token.start
        factors = [self.factor()]
        while self.continues() and self.token.kind not in ENDS_ARGUMENT:
            if factors[0].kind == "bigop":
                break
            factors.append(self.factor())
        return self.node("juxtapose", "", tuple(factors), start) if len(factors) > 1 else factors[0]

    def big(self, prefix: str = "", begun: int | None = None) -> Node:
        """\\sum_{k=1}^n body, \\lim_{x \\to 0} body, \\max_i body; \\max(a, b) is a function."""
        token = self.advance()
        text = prefix + {"cup": "union", "cap": "intersection"}.get(token.text, token.text)
        start = token.start if begun is None else begun
        lower, upper = self.limits()
        if lower.kind == upper.kind == "none" and text in BIG_FUNCTIONS:
            if self.token.kind in ("open", "left"):
                name = Node("name", text, (), Span(start, token.stop))
                return self.node("apply", "", (name, self.bracket()), start)
        bodiless = not self.begins_body() or (text in BIG_FUNCTIONS and self.token.kind not in STARTS)
        if lower.kind == "none" and bodiless:
            return self.node("name", text, (), start)
        if not self.begins_body():
            body = self.missing(f"nothing follows {self.source[start:token.stop]}")
            return Node("bigop", text, (lower, upper, body), Span(start, max(self.end, body.span.stop)))
        body = self.deeper(self.body)
        if text in ("sum", "prod") and lower.kind == upper.kind == "none":
            lower = implied_index(body) or lower
        return self.node("bigop", text, (lower, upper, body), start)

    def limits(self) -> tuple[Node, Node]:
        lower = upper = self.none()
        while self.token.kind in ("_", "^", "subs", "supers"):
            raised = self.token.kind in ("^", "supers")
            if (upper if raised else lower).kind != "none":
                self.advance()
                self.argument()
                fault = self.fault("two limits on one operator", self.ahead(-1).start)
                return (lower, fault) if raised else (fault, upper)
            if self.token.kind in ("subs", "supers") or self.typed or self.ahead(1).kind == "number":
                limit = self.script()            # int_0^10, which TeX would set as 1 and 0
            else:
                self.advance()
                limit = self.argument()
            lower, upper = (lower, limit) if raised else (limit, upper)
        return lower, upper

    def begins_body(self) -> bool:
        kind = self.token.kind
        if kind in ("bar", "dbar"):
            return self.token.text not in self.bars[-1:]
        return not (kind in CLOSERS or kind in SEPARATORS or kind in ("rel", "arrow", "times", "/", "text", "logic"))

    def body(self) -> Node:
        """The following product, with a sign before it."""
        token = self.token
        if token.kind in ("-", "+"):
            self.advance()
            return self.node("negate" if token.kind == "-" else "plus", "", (self.term(),), token.start)
        return self.term()

    def integral(self) -> Node:
        """\\int_a^b body d x; the differentials may stand in a numerator, or first."""
        index, token = self.i, self.advance()
        lower, upper = self.limits()
        known = self.differentials_ahead.get(index, False)
        outer, self.absorbed = self.absorbed, []
        body = self.deeper(lambda: self.integrand(known))
        variables = self.absorbed + self.variables(self.integrals)
        self.absorbed = outer
        if body.kind == "none" and variables and self.begins_body():
            body = self.deeper(self.term)
        elif body.kind == "none" and variables:
            place = variables[0].span
            body = Node("number", "1", (), Span(place.start, place.start))
        if not variables and body.kind == "paren":
            body, variables = bracketed(body)
        if not variables:
            variables = [self.missing("no differential for this integral")]
            parts = (lower, upper, body, *variables)
            extent = Span(token.start, max(self.end, *(part.span.stop for part in parts)))
            return Node("integral", token.text, parts, extent)
        return self.node("integral", token.text, (lower, upper, body, *variables), token.start)

    def integrand(self, known: bool) -> Node:
        if starts_differential_here(self):
            return self.none(self.token.start)
        if not self.begins_body():
            return self.missing("nothing to integrate")
        self.integrals += 1
        body = self.sum() if known else self.term()
        self.integrals -= 1
        return body

    def variables(self, outer: int = 0) -> list[Node]:
        """dx dy: the variables, one after another; the last ones are left to the integrals outside of this one."""
        mark, found = self.i, self.differentials_here()
        wanted = max(1, len(found) - outer) if outer else len(found)
        if wanted < len(found):
            self.go_to(mark)
            found = self.differentials_here(wanted)
        return found

    def differentials_here(self, most: int = 9) -> list[Node]:
        found: list[Node] = []
        while len(found) < most and starts_differential_here(self):
            self.advance()
            start = self.token.start
            found.append(self.scripts(self.deeper(self.atom), start))
        return found

    def differential(self) -> Node:
        sign = self.advance()
        start = self.token.start
        inner = self.scripts(self.deeper(self.atom), start)
        return self.node("differential", sign.text, (inner,), sign.start)


def starts_differential_here(cursor: Cursor) -> bool:
    return cursor.i < len(cursor.tokens) and starts_differential(cursor.tokens, cursor.i)


def bracketed(body: Node) -> tuple[Node, list[Node]]:
    """An integrand in one bracket with its differential, \\int (x dx), taken apart."""
    inner = body.children[0]
    if inner.kind != "juxtapose" or len(inner.children) < 3:
        return body, []
    *factors, sign, variable = inner.children
    if sign.kind != "name" or sign.text != "d" or variable.kind not in ("name", "sub"):
        return body, []
    whole = factors[0] if len(factors) == 1 else Node("juxtapose", "", tuple(factors), inner.span)
    return whole, [variable]


def implied_index(body: Node) -> Node | None:
    r"""The index of \\sum x_i, where the body has one letter of an index in its subscripts; it takes no room."""
    letters = {
        part.text for sub in body.walk() if sub.kind == "sub" for part in sub.children[1].walk() if part.kind == "name"
    }
    if len(letters) != 1 or not letters <= INDICES:
        return None
    return Node("name", letters.pop(), (), Span(body.span.start, body.span.start))
