"""Fractions that are derivatives, partial signs, nabla.

An operator \\frac{d}{dx} acts on the next bracket with its scripts, or, when no bracket follows, on the following
juxtaposed factors up to + - a relation or an explicit product sign.
"""

from __future__ import annotations

from derive.read.cursor import CLOSERS, STARTS, Cursor, starts_differential
from derive.read.node import Node, Span
from derive.read.numerals import Token


class Derivatives(Cursor):
    def fraction(self) -> Node:
        token = self.advance()
        sign = self.derivative_sign()
        if sign:
            return self.derivative(token, sign)
        numerator = self.numerator()
        return self.node("frac", "", (numerator, self.argument()), token.start)

    def numerator(self) -> Node:
        """The upper part; under an integral a differential in it belongs to the integral."""
        if not self.integrals or self.token.kind != "{":
            return self.argument()
        opening = self.advance()
        if starts_differential(self.tokens, self.i):
            inner = Node("number", "1", (), Span(self.token.start, self.token.start))
        else:
            inner = self.deeper(self.sum)
        self.absorbed += self.variables()
        if self.token.kind == "}":
            self.advance()
            return inner
        return self.fault("nothing closes {", opening.start, (inner,))

    def derivative_sign(self) -> str:
        """ "d" or "partial" when the fraction that begins here is a derivative."""
        if self.token.kind != "{" or not self.is_sign(self.ahead(1)):
            return ""
        closing = self.partners.get(self.i, -1)
        if closing < 0 or closing + 2 >= len(self.tokens) or self.tokens[closing + 1].kind != "{":
            return ""
        upper, lower, following = self.ahead(1), self.tokens[closing + 2], self.tokens[closing + 3:closing + 4]
        if not self.is_sign(lower) or lower.text != upper.text or not following:
            return ""
        if following[0].kind not in ("name", "word", "open", "{", "left", "font", "accent", "func", "struck", "big"):
            return ""
        after = self.ahead(2).kind
        return (lower.text or "partial") if after in STARTS or (after in ("}", "^") and after != "_") else ""

    def is_sign(self, token: Token) -> bool:
        return token.kind in ("partial", "dsign") or (token.kind == "name" and token.text == "d")

    def derivative(self, token: Token, sign: str) -> Node:
        self.advance()
        self.advance()
        order = self.order()
        operand = self.none() if self.token.kind == "}" else self.deeper(self.body)
        problem = self.leave_group()
        self.advance()
        variables, wrong = self.under(order)
        left = self.leave_group()
        problem = problem or wrong or left
        if operand.kind == "none":
            operand = self.acted_on()             # also of one that is not read: what it acts on is no side by itself
        if problem:
            return self.fault(problem, token.start, (operand, *variables))
        if is_symbolic(order):
            return self.node("nth", order, (operand, *variables), token.start)
        return self.node("derivative", sign, (operand, *variables), token.start)

    def leave_group(self) -> str:
        """Past the closing brace; what is left before it is a fault."""
        problem = "" if self.token.kind == "}" else "this derivative cannot be read"
        self.skip_group()
        if self.token.kind == "}":
            self.advance()
        return problem

    def order(self) -> str:
        """The order written on a sign or a variable: "2", "n", "" for none."""
        if self.token.kind == "supers":
            return self.advance().text
        if self.token.kind != "^":
            return ""
        self.advance()
        script = self.argument()
        return script.text if script.kind in ("number", "name") else self.source[script.span.start:script.span.stop]

    def under(self, order: str, calls: bool = True) -> tuple[list[Node], str]:
        """The variables below the line, each as often as its order says."""
        variables: list[Node] = []
        once: list[Node] = []                    # each variable as a power, should the orders say so
        while self.is_sign(self.token) and len(variables) < 20:
            self.advance()
            start = self.token.start
            variable = power = self.variable(start, calls)
            times = 1
            if self.token.kind in ("^", "supers"):
                times, variable = self.repeated(variable, start, bool(order))
                last = self.node("number", str(times), (), start)
                power = self.node("sup", "", (variable, last), start) if times > 1 else variable
            if times > 9 or times < 1:
                return [variable], "the order of the derivative is not a small number"
            variables += [variable] * times
            once.append(power)
        if len(once) > 1 and order == str(len(once)):
            variables = once                     # d^2 l / (d mu d sigma^2), in the variance
        if is_symbolic(order) and len(variables) == 1 and variables[0].kind == "sup":
            variable, exponent = variables[0].children
            if self.source[exponent.span.start:exponent.span.stop].split() == order.split():
                return [variable, exponent], ""  # d^n / dx^n
        if order and not (order.isdigit() and int(order[:3]) == len(variables)):
            return variables, "the orders above and below the line differ"
        return variables, ""

    def repeated(self, variable: Node, start: int, ordered: bool) -> tuple[int, Node]:
        """x^2 below the line: twice x under d^2, otherwise the square of x."""
        following = self.ahead(1)
        text = following.text
        if following.kind == "{":
            text = self.ahead(2).text if self.ahead(3).kind == "}" else ""
        if ordered and self.token.kind == "supers":
            text = self.token.text
        if ordered and text.isdigit():
            order = self.order()
            return (int(order) if order.isdigit() and len(order) < 3 else 99), variable
        variable = self.scripts(variable, start)
        while self.token.kind in ("open", "left"):
            variable = self.node("juxtapose", "", (variable, self.bracket()), start)
        return 1, variable

    def variable(self, start: int, calls: bool = True) -> Node:
        """A name with its index, a bracket, or a function of a bracket: P(y=j)."""
        variable = self.deeper(self.atom)
        lower_first = self.token.kind in ("_", "subs")
        if lower_first:
            script = self.script()
            variable = self.node("sub", "", (variable, script), start)
        while self.token.kind == "prime":
            variable = self.node("prime", self.advance().text, (variable,), start)
        while calls and self.token.kind in ("open", "left") and variable.kind not in ("paren", "juxtapose"):
            variable = self.node("juxtapose", "", (variable, self.bracket()), start)
        return variable

    def acted_on(self) -> Node:
        """What an operator acts on: the next bracket with its scripts, or the following run."""
        kind = self.token.kind
        if kind in CLOSERS or (kind not in STARTS and kind not in ("bar", "dbar")):
            return self.none()
        if kind in ("open", "left", "lbar"):
            return self.deeper(self.factor)
        return self.deeper(self.run) if self.continues() else self.none()

    def partial(self) -> Node:
        """\\partial_x f; \\partial f / \\partial x, dy/dx, d/dx; a lone \\partial f is a differential."""
        token = self.advance()
        sign = "partial" if token.kind == "partial" else "d"
        if self.token.kind == "_":
            variable = self.script()
            order = self.order()
            times = int(order) if order.isdigit() and len(order) == 1 else 1
            if order and not order.isdigit():
                return self.fault("the order of the derivative is not a small number", token.start)
            parts = variable.children if variable.kind in ("juxtapose", "list") else (variable,)
            return self.node("derivative", "partial", (self.acted_on(), *(parts * times)), token.start)
        order = self.order()
        if self.token.kind == "/" or (self.token.kind not in STARTS and self.token.kind != "bar"):
            operand = self.none()
        else:
            start = self.token.start
            operand = self.variable(start)
            operand = self.scripts(operand, start)
        if self.token.kind == "/" and self.is_sign(self.ahead(1)):
            self.advance()
            variables, problem = self.under(order, calls=operand.kind != "none")
            if problem:
                return self.fault(problem, token.start, (operand, *variables))
            if operand.kind == "none":
                operand = self.acted_on()
            return self.node("derivative", sign, (operand, *variables), token.start)
        if operand.kind == "none":
            return self.node("symbol", sign, (), token.start)
        return self.node("differential", sign, (operand,), token.start)

    def nabla(self) -> Node:
        """\\nabla f, \\nabla_x f, \\nabla^2 f, \\nabla \\cdot F."""
        token = self.advance()
        variable = self.none()
        text = ""
        while self.token.kind in ("_", "^"):
            raised = self.token.kind == "^"
            script = self.script()
            if raised:
                text = "^" + script.text
            else:
                variable = script
        if self.token.kind == "times" and self.token.text in ("cdot", "times"):
            text = self.advance().text
        operand, turned = unturned(self.acted_on())
        if operand.kind == "juxtapose" and not turned:
            return self.gradient_times(text, variable, operand, token.start)
        found = self.node("nabla", text, (variable, operand), token.start)
        return found if turned is None else self.node("sup", "", (found, turned), token.start)

    def gradient_times(self, text: str, variable: Node, operand: Node, start: int) -> Node:
        r"""\nabla f(x)^\top d: the gradient of f at x, turned, times d; \nabla x^\top A x as a whole otherwise."""
        items = operand.children
        taken = 2 if len(items) > 1 and items[0].kind in ("name", "sub") and bracketed(items[1]) else 1
        heart, turned = unturned(items[taken - 1], taken == 2)
        if turned is None or (taken == 1 and not is_function_letter(heart)):
            return self.node("nabla", text, (variable, operand), start)
        inner = heart if taken == 1 else Node("juxtapose", "", (items[0], heart), operand.span)
        gradient = Node("nabla", text, (variable, inner), operand.span)
        first = Node("sup", "", (gradient, turned), operand.span)
        return self.node("juxtapose", "", (first, *items[taken:]), start) if items[taken:] else first


def unturned(node: Node, called: bool = False) -> tuple[Node, Node | None]:
    """A factor without the mark of a transpose on it, and the mark."""
    if node.kind == "sup" and (called or is_function_letter(node.children[0])):
        mark = node.children[1]
        if (mark.kind == "symbol" and mark.text == "top") or (mark.kind == "name" and mark.text == "T"):
            return node.children[0], mark
    return node, None


def bracketed(node: Node) -> bool:
    """Whether a factor is a bracket, with or without an exponent."""
    return node.kind == "paren" or (node.kind == "sup" and node.children[0].kind == "paren")


def is_function_letter(node: Node) -> bool:
    """Whether a factor is a letter that usually names a function, with an index or without."""
    node = node.children[0] if node.kind == "sub" else node
    return node.kind == "name" and node.text in ("f", "g", "h", "F", "L", "J", "phi", "psi", "ell")


def is_symbolic(order: str) -> bool:
    """Whether the order of a derivative is written and no numeral: n, n + 1."""
    return order != "" and not order.isdigit()
