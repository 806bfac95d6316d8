"""Juxtaposition, application and powers: what stands beside what, settled by the names.

    f(x)          f applied to x, where f is known as a function or is one of the letters that usually are
    x(y+1)        a product
    P(y=j)        the element j of P, where P is defined that way
    P^2(y=j)      its square
    f^{-1}(x)     the inverse function; \\sin^{-1} x is the arc sine
    \\sin^2 x      (sin x)^2
"""

from __future__ import annotations

from derive.elaborate.formulas.arithmetic import mixed
from derive.elaborate.formulas.call_or_product import applies, is_power_within, pointwise, wider_angle
from derive.elaborate.formulas.calls import Callee, call, harmonic, is_family, marked
from derive.elaborate.formulas.component_functions import component
from derive.elaborate.formulas.convolutions import is_convolution
from derive.elaborate.formulas.differentiators import differentiated, may_differentiate, slope_at
from derive.elaborate.formulas.fields import field_named
from derive.elaborate.formulas.matrices import is_matrix, product, transposes
from derive.elaborate.formulas.poles import residue
from derive.elaborate.formulas.repeating import repeating
from derive.elaborate.formulas.selections import selected, sliced
from derive.elaborate.formulas.series import series
from derive.elaborate.formulas.structure import condition_of, iverson
from derive.elaborate.formulas.transforms import transformed
from derive.elaborate.language.conventions import FUNCTIONS, GREEK, INDICATORS, SPECIAL, UNITS
from derive.elaborate.language.spelling import decoration, spelling
from derive.elaborate.names.functions import falling
from derive.elaborate.names.indices import cell_of
from derive.elaborate.names.symbols import DOTS, base_name, depends, indices_of, split
from derive.elaborate.reading import Scope, Unreadable
from derive.kernel.term import Apply, Term, number
from derive.read.node import Node


def juxtaposition(node: Node, scope: Scope) -> Term:
    """Factors side by side: applications are found from the left, the rest is a product."""
    if node.text == "applied":
        return braced(node, scope)
    chosen = combinations(node.children, scope) or field_named(node.children, scope)
    if chosen is not None:
        return chosen
    repeated = repeating(node)
    if repeated is not None:
        decimal, length = repeated
        others = tuple(scope.term(item) for item in node.children[length:])
        return Apply("*", (decimal, *others)) if others else decimal
    parts = mixed(node)
    if parts is not None:
        whole, top, bottom = parts
        if scope.choose("mixed_number", node):
            return Apply("+", (whole, Apply("/", (top, bottom))))
        return Apply("*", (whole, Apply("/", (top, bottom))))
    items = node.children
    if any(map(is_convolution, items, items[1:])):
        raise Unreadable("a convolution", node.span)
    if any(item.kind == "dots" for item in items):
        return series(node, scope)
    if _is_counted_factorial(items) and not scope.choose("factorial_product", node):
        counted = Node("juxtapose", "", (items[0], items[1].children[0]), node.span)
        return Apply("factorial", (scope.term(counted),))
    factors: list[Term] = []
    position = 0
    while position < len(items):
        item = items[position]
        rest = items[position + 1:]
        if len(rest) > 1 and _is_numeral(item, rest[0], rest[1]):
            factors.append(scope.term(Node("number", f"{item.text}e{rest[1].text}", (), item.span)))
            position += 3
            continue
        if (of_the_rest := residue(items[position:], scope)) is not None:
            factors.append(of_the_rest)
            break
        if (operated := transformed(items[position:], scope)) is not None:
            factors.append(operated[0])
            position += operated[1]
            continue
        if item.kind == "derivative" and item.children[0].kind == "none" and rest:
            taken = len(rest) if rest[0].kind != "paren" or scope.choose("operator", item) is False else 1
            factors.append(_operated(item, rest[:taken], node, scope))
            position += 1 + taken
            continue
        if item.kind == "derivative" and rest and _stands_before(item) and not scope.choose("operator", item):
            factors.append(_operated(item, (item.children[0], *rest), node, scope))
            break
        if rest and (slope := slope_at(item, rest[0], scope)) is not None:
            factors.append(slope)
            position += 2
            continue
        if item.kind == "over" and rest and position == 0:
            return _slashed(item, rest, node, scope)
        value = next((found for read in (component, sliced, composed, pointwise, application_of)
                      if (found := read(item, rest[0], scope)) is not None), None) if rest else None
        if value is None and rest and may_differentiate(item, rest[0], scope):
            taken = 2 if len(rest) > 1 and rest[1].kind == "paren" else 1
            factors.append(differentiated(item, rest[:taken], node, scope))
            position += 1 + taken
            continue
        if value is not None:
            factors.append(value)
            position += 2
            continue
        if value is None and rest and (element := selected(item, rest[0], scope)) is not None:
            factors.append(element)
            position += 2
            continue
        if item.kind == "text" and position and item.text.strip() in UNITS:
            factors.append(Apply("unit " + item.text.strip()))
            position += 1
            continue
        if item.kind in ("text", "dots") or (item.kind == "differential" and not scope.signature.differentials):
            raise Unreadable("this has no meaning as a factor", item.span)
        if rest and item.kind == "name" and item.text in ("d", "Delta") and not scope.knows(item.text):
            factors.append(_difference(item, rest, scope))
            position += 2
            continue
        if item.kind == "name" and item.text in UNITS and position and not scope.knows(item.text):
            factors.append(Apply("unit " + item.text))
        else:
            factors.append(iverson(item, scope) or scope.term(item))
        position += 1
    return product(factors)


def braced(node: Node, scope: Scope) -> Term:
    r"""f^{2}{\\left(x\\right)}: a name applied to a bracket that is set in braces, as computer algebra prints calls."""
    item, bracket = node.children
    inner, layers = peeled(bracket)
    callee = _callee(item, scope)
    callee = callee and harmonic(callee, inner, scope)
    name = "" if callee is None else callee.name
    worded = len(stem := name.partition("_")[0]) > 1 and stem.isalpha() and stem not in GREEK
    firm = worded or name in FUNCTIONS or name in SPECIAL or scope.is_function(name)
    if callee is None or (not firm and (scope.knows(name) or not scope.choose("braced_call", node, name))):
        return juxtaposition(Node("juxtapose", "", node.children, node.span), scope)
    return layered(call(callee, inner, scope), layers, scope)


def combinations(items: tuple[Node, ...], scope: Scope) -> Term | None:
    r"""{}_nC_r and {}^nC_r as n over r, {}_nP_r as n (n-1) ... (n-r+1); None for other factors."""
    if len(items) != 2 or items[0].kind not in ("sub", "sup") or items[0].children[0].kind != "none":
        return None
    letter = items[1].children[0] if items[1].kind == "sub" else items[1]
    if letter is items[1] or letter.kind != "name" or letter.text not in ("C", "P"):
        return None
    n, r = scope.term(items[0].children[1]), scope.term(items[1].children[1])
    if letter.text == "C":
        return Apply("binomial", (n, r))
    return falling(n, r)


def composed(item: Node, bracket: Node, scope: Scope) -> Term | None:
    r"""(f \\circ g)(x) as f(g(x)); None where no composition of names stands before a bracket."""
    inner, layers = peeled(bracket)
    product_sign = item.children[0] if item.kind == "paren" and item.text == "()" else item
    if product_sign is item or product_sign.kind != "product" or layers:
        return None
    if product_sign.text in ("*", "ast", "star") and inner.kind == "paren" and all(
            (name := spelling(part)) is not None and scope.sort(name) in ("function", "unknown")
            for part in product_sign.children):
        raise Unreadable("a convolution is not read", item.span)
    if product_sign.text != "circ":
        return None
    if inner.kind != "paren" or not all(spelling(part) for part in product_sign.children):
        return None
    found = inner
    for function in reversed(product_sign.children):
        applied = Node("juxtapose", "applied", (function, found), item.span)
        found = Node("paren", "()", (applied,), item.span)
    return scope.term(found.children[0])


def _is_counted_factorial(items: tuple[Node, ...]) -> bool:
    """Whether 2n! stands there: a numeral and the factorial of a name, which may be meant of both."""
    return (
        len(items) == 2 and items[0].kind == "number" and items[1].kind == "factorial" and items[1].text == "!"
        and items[1].children[0].kind == "name"
    )


def _is_numeral(left: Node, middle: Node, right: Node) -> bool:
    """Whether 3E8 stands there, without a blank: a numeral with its power of ten."""
    return (
        left.kind == right.kind == "number" and right.text.isdecimal()
        and middle.kind == "name" and middle.text in ("E", "e")
        and left.span.stop == middle.span.start and middle.span.stop == right.span.start
    )


def _difference(sign: Node, rest: tuple[Node, ...], scope: Scope) -> Term:
    """\\Delta x as one name; dx outside of an integral or a derivative has no value, and is read only where asked."""
    name = spelling(rest[0])
    last = len(rest) == 1 or (rest[1].kind == "name" and rest[1].text == "d")
    if sign.text == "d" and scope.signature.differentials and last and name not in (None, "e"):
        return Apply("differential", (scope.term(rest[0]),))
    if sign.text == "d" or name is None:
        raise Unreadable("a differential outside of an integral or a derivative" if sign.text == "d"
                         else "the difference of an expression is not read", sign.span)
    return scope.symbol(f"Delta{{{name}}}")


def _slashed(quotient: Node, rest: tuple[Node, ...], whole: Node, scope: Scope) -> Term:
    """An inline quotient with factors after it: 1/2x is (1/2)x, a/bc is a/(bc), 1/f(x) is 1/(f(x)).

    Where the denominator is a bracket the slash ends with it. The first two may be meant the other way, and
    1/n(n+1), which is (1/n)(n+1), as well.
    """
    top, bottom = quotient.children
    applied_bottom = application_of(bottom, rest[0], scope)
    taken = rest[1:] if applied_bottom is not None else rest
    first = applied_bottom if applied_bottom is not None else scope.term(bottom)
    if not taken:
        return Apply("/", (scope.term(top), first))
    after = scope.term(taken[0] if len(taken) == 1 else Node("juxtapose", "", taken, whole.span))
    together = False
    if bottom.kind != "paren" and taken[0].kind in ("paren", "frac"):
        together = not scope.choose("division_bracket" if quotient.text == "div" else "slash_bracket", quotient)
    elif bottom.kind != "paren":
        plain = bottom.kind == "number"
        together = scope.choose("slash_number" if plain else "slash_name", quotient) != plain
    if together:
        return Apply("/", (scope.term(top), product([first, *_factors(after)])))
    return product([Apply("/", (scope.term(top), first)), *_factors(after)])


def _factors(term: Term) -> tuple[Term, ...]:
    return term.args if isinstance(term, Apply) and term.head == "*" else (term,)


def _stands_before(derivative: Node) -> bool:
    """Whether an operator stands before a bracket, which it differentiates: \\frac{d}{dx}(u)."""
    operand, *variables = derivative.children
    return operand.kind == "paren" and bool(variables) and operand.span.start >= variables[-1].span.stop


def _operated(operator: Node, rest: tuple[Node, ...], whole: Node, scope: Scope) -> Term:
    """An operator \\frac{d}{dx} put in front of what it differentiates."""
    operand = rest[0] if len(rest) == 1 else Node("juxtapose", "", rest, whole.span)
    return scope.term(Node("derivative", operator.text, (operand, *operator.children[1:]), whole.span))


def application_of(item: Node, bracket: Node, scope: Scope) -> Term | None:
    """The name applied to the bracket beside it, with what stands on the bracket; None for a product."""
    if (angle := wider_angle(item, bracket, scope)) is not None:
        return scope.term(angle)
    inner, layers = peeled(bracket)
    if spelling(item) in INDICATORS and inner.kind == "paren":
        return Apply("piecewise", (condition_of(inner.children[0], scope), number(1), number(0)))
    if inner.kind == "matrix" and inner.text != "cases":
        inner = Node("paren", "()", (inner,), inner.span)        # the brackets of the table are those of the call
    if inner.kind not in ("paren",) or inner.text not in ("()", "[]", "{}"):
        return None
    callee = _callee(item, scope)
    callee = callee and harmonic(callee, inner, scope)
    if callee is None or not applies(callee, inner, scope):
        return None
    if is_power_within(callee, inner, layers) and scope.choose("power_of_moment", item):
        return call(callee, Node("paren", "[]", (bracket,), bracket.span), scope)
    return layered(call(callee, inner, scope), layers, scope)


def layered(term: Term, layers: list[Node], scope: Scope) -> Term:
    """A term with the exponents, factorials and indices that stand on its bracket."""
    for layer in reversed(layers):
        if layer.kind == "factorial":
            term = Apply("factorial", (term,))
        elif layer.kind == "sub":
            term = cell_of(term, indices_of(layer.children[1]), scope)
        elif decoration(layer.children[1]) in ("*", "dagger"):
            term = Apply("conj", (term,))
        elif transposes(layer.children[1], term, scope):
            term = Apply("transpose", (term,))
        elif is_matrix(term):
            term = Apply("matpow", (term, scope.term(layer.children[1])))
        else:
            term = Apply("^", (term, scope.term(layer.children[1])))
    return term


def peeled(bracket: Node) -> tuple[Node, list[Node]]:
    """A bracket under its exponents and factorials."""
    layers: list[Node] = []
    while bracket.kind in ("factorial", "sup", "sub"):
        layers.append(bracket)
        bracket = bracket.children[0]
    return bracket, layers


def _callee(item: Node, scope: Scope) -> Callee | None:
    exponent = None
    primes = 0
    node = item
    if node.kind == "sup" and (decoration(node.children[1]) is None or node.children[1].kind == "paren"):
        exponent, node = node.children[1], node.children[0]
    if node.kind == "prime":
        primes, node = len(node.text), node.children[0]
    if node.kind == "accent" and node.text in DOTS and not scope.knows(spelling(node) or ""):
        moved = spelling(node.children[0])
        if moved and (scope.is_function(moved) or depends(moved, scope.signature)):
            primes, node = DOTS[node.text], node.children[0]
    whole = spelling(node)
    if whole == "mathcal{O}" and not scope.knows(whole):
        return Callee("O", Node("name", "O", (), node.span), exponent, primes)
    if whole is not None and (whole in FUNCTIONS or whole in SPECIAL or scope.is_function(whole)
                              or scope.is_array(whole) or depends(whole, scope.signature)):
        return Callee(whole, node, exponent, primes)
    base, indices = split(node)
    if base.kind == "prime" and not primes:
        primes, base = len(base.text), base.children[0]
        node = Node("sub", "", (base, node.children[1]), node.span) if node.kind == "sub" else base
        if (whole := spelling(node)) is not None and scope.is_function(whole):
            return Callee(whole, node, exponent, primes)         # M_X' with the mark on the letter
    name = base_name(base, scope)
    if name is None:
        return None
    if is_family(name, indices, exponent, scope):
        name, exponent = f"{name}^{{{marked(exponent)}}}", None
    return Callee(name, node, exponent, primes, tuple(indices))
