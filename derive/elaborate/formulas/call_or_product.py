"""Whether a name and the bracket after it are an application: by what is declared, by the letter, by what it holds.

    f(x), P(A \\cup B), \\mathrm{Var}(X)     applications
    x(y+1), w_1 (x_0)                     products
    y(t), F(a + b), K(0)                  one or the other, as the table of ambiguities has it
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.elaborate.formulas.calls import Callee, is_at_a_place, is_marked, selects
from derive.elaborate.formulas.event_sides import is_complement, is_joined
from derive.elaborate.language.conventions import (
    CIRCULAR,
    FUNCTION_LETTERS,
    FUNCTIONS,
    GREEK,
    INDICATORS,
    PROBABILITY_LETTERS,
    SPECIAL,
    TIME_LETTERS,
)
from derive.elaborate.language.spelling import is_upright, spelling
from derive.elaborate.names.arithmetic_functions import SORTS as ARITHMETIC
from derive.elaborate.names.symbols import depends
from derive.elaborate.reading import FUNCTION_SORTS, Scope
from derive.kernel.term import Symbol, Term, free
from derive.read.node import Node, Span
from derive.read.record import replace

_OF_FUNCTIONS = frozenset({"name", "number", "sum", "negate", "juxtapose", "product", "paren"})

MEANS = frozenset({"E", "mathbb{E}"})

# Letters in roman or double-struck type that are no operators.
UPRIGHT_NAMES = frozenset({"d", "e", "i", "T", "mathbb{1}", "mathbb{R}", "mathbb{N}", "mathbb{Z}", "mathbb{C}"})

# What functions of a random name are called: F_X(x), f_X(x), M_X(t), \\varphi_X(t), G_X(s), K_X(t).
OF_RANDOM_NAMES = frozenset({"F", "f", "M", "phi", "varphi", "G", "K", "p", "P", "S", "psi"})


def applies(callee: Callee, bracket: Node, scope: Scope) -> bool:
    """Whether a name and the bracket after it are an application; by the tables where nothing is declared."""
    name, inner = callee.name, bracket.children[0]
    if scope.signature.sorts.get(name) in ("beta", "choose", *ARITHMETIC):
        return True
    known = scope.signature
    if _stands_within(callee, inner):
        return False
    if name in scope.bound:
        bound = scope.bound[name]
        return isinstance(bound, Symbol) and bound.sort in FUNCTION_SORTS | {"array"} and not callee.indices
    if scope.is_function(name) or is_marked(name) or (name in INDICATORS and callee.indices):
        return True
    if scope.is_array(name):
        return inner.kind == "given" or is_at_a_place(callee, bracket) or (
            not callee.indices and (selects(inner) or name in known.definitions))
    if name in FUNCTIONS or name in SPECIAL:
        return not scope.knows(name)
    if name in OF_RANDOM_NAMES and bracket.text in ("()", "[]") and _is_of_a_random_name(callee):
        return True
    if depends(name, known):
        return _plain_argument(inner) or (
            name in FUNCTION_LETTERS and bracket.text == "()" and _is_near(name, inner, scope))
    if scope.knows(name):
        return False
    if is_upright(callee.node) and name not in UPRIGHT_NAMES and bracket.text in ("()", "[]"):
        return True
    if inner.kind in ("given", "chain"):
        stated = inner.kind == "given" or name in PROBABILITY_LETTERS or selects(inner)
        return stated and bracket.text in ("()", "[]")
    if len(name) > 1 and name.isalpha() and name not in GREEK and name not in PROBABILITY_LETTERS:
        return bracket.text != "{}" or not callee.indices
    if name == "omega" and bracket.text == "()" and not callee.indices:
        return not scope.choose("little_omega", callee.node)
    if _has_a_formula(callee, scope):
        return False
    if name in FUNCTION_LETTERS:
        if bracket.text != "()" or (name == "sigma" and (callee.exponent is not None or _is_of_two(callee))):
            return False                         # a variance or a covariance before a bracket is a factor
        return _plain_argument(inner) or scope.choose("function_argument", callee.node, name)
    if name in PROBABILITY_LETTERS:
        if _is_event(inner) and bracket.text != "{}":
            return True
        if name == "E" and bracket.text == "()" and _is_of_capitals(inner):
            return scope.choose("function_argument", callee.node, name)
        expects = len(name) > 1 or name in ("O", "o") or (name == "E" and bracket.text == "[]")
        return bracket.text != "{}" and (expects or (bracket.text == "()" and _plain_argument(inner)))
    if inner.kind == "name" and bracket.text == "()" and callee.exponent is None and inner.text != name:
        # y(t), v(r), T_n(x), \\beta_3(H); but w_1 (x_0), and 2 m (c) in a row of factors, are products.
        of_state = name in GREEK and inner.text.isupper()
        if not callee.indices or name.isupper() or inner.text in TIME_LETTERS or of_state:
            return scope.choose("application", callee.node, name)
    if inner.kind == "name" and bracket.text == "()" and _is_square(callee) and inner.text != name:
        return scope.choose("powered_application", callee.node, name)
    if inner.kind == "list" and bracket.text == "()":
        return True
    if inner.kind == "number" and bracket.text == "()" and callee.exponent is None and not callee.primes:
        # K(0), \\zeta(2), y(1), J_0(0): a value at a place, if it is no product, as w_1(2) is.
        indexed = callee.indices and not (name[:1].isupper() or name.partition("_")[0] in GREEK)
        return not indexed and not scope.choose("numeric_argument", callee.node, name)
    return callee.primes > 0 and bracket.text == "()" and _plain_argument(inner)


def is_power_within(callee: Callee, bracket: Node, layers: Sequence[Node]) -> bool:
    """Whether E(X - a)^2 stands there: the power on the round bracket of a sum may be that of what is averaged."""
    return bool(layers) and all(layer.kind == "sup" for layer in layers) and callee.exponent is None and (
        callee.name in MEANS and bracket.text == "()" and bracket.children[0].kind == "sum")


def pointwise(item: Node, bracket: Node, scope: Scope) -> Term | None:
    """(f + g)(x) as f(x) + g(x), where only functions of the page and numbers stand in brackets.

    (1 - f)(1 - 2 f) is a product.
    """
    inner = item.children[0] if item.kind == "paren" and item.text == "()" else item
    plain = inner is not item and inner.kinds() <= _OF_FUNCTIONS and bracket.kind == "paren" and bracket.text == "()"
    known = scope.signature.definitions
    if not plain or inner.kind == "name" or any(
            part.kind == "name" and _has_as_term(bracket.children[0], part.text) for part in inner.walk()) or not all(
            part.text in known and len(known[part.text].parameters) == 1 and known[part.text].symbol.sort == "function"
            and part.text not in scope.bound for part in inner.walk() if part.kind == "name"):
        return None
    return scope.term(_at(inner, bracket)) if "name" in inner.kinds() else None


def _at(formula: Node, bracket: Node) -> Node:
    if formula.kind == "name":
        return Node("paren", "()", (Node("juxtapose", "applied", (formula, bracket), formula.span),), formula.span)
    return replace(formula, children=tuple(_at(part, bracket) for part in formula.children))


def _is_of_two(callee: Callee) -> bool:
    """Whether a letter has two indices: sigma_{12}, sigma_{xy}."""
    written = "".join(spelling(index) or (index.text if index.kind == "number" else "") for index in callee.indices)
    return len(callee.indices) == 2 or len(written) == 2


def _is_of_a_random_name(callee: Callee) -> bool:
    """Whether a letter has a random name as its index: F_X(z - y) is a value of the distribution function of X."""
    indices = [spelling(index) or "" for index in callee.indices]
    return callee.exponent is None and len(indices) == 1 and indices[0][:1] in tuple("UVWXYZ") and (
        len(indices[0]) == 1 or indices[0][1] == "_")


def _stands_within(callee: Callee, inner: Node) -> bool:
    """Whether the name is in a term of the sum in the bracket, by itself or behind a number: h (1 - 2 h) is a product.

    Nothing is applied to itself.
    """
    name = spelling(callee.node)
    return name is not None and _has_as_term(inner, name)


def _has_as_term(inner: Node, name: str) -> bool:
    terms = [term.children[0] if term.kind == "negate" else term for term in inner.children]
    multiple = [term.children[1] if term.kind == "juxtapose" and len(term.children) == 2
                and term.children[0].kind == "number" else term for term in terms]
    return inner.kind == "sum" and any(spelling(term) == name for term in multiple)


def _has_a_formula(callee: Callee, scope: Scope) -> bool:
    """Whether the name with its index is worth something by itself: h_1 = v + 1, and it is no function."""
    definition = scope.signature.definitions.get(spelling(callee.node) or "") if callee.indices else None
    return definition is not None and not definition.parameters and not callee.primes


def _is_near(name: str, inner: Node, scope: Scope) -> bool:
    """Whether a bracket holds a place beside the one at which a function stands: f(x + h) of f(x)."""
    body = scope.signature.definitions[name].body
    places = {symbol.name for symbol in free(body)} - {name}
    return inner.kind == "sum" and len(places) == 1 and not places.isdisjoint(map(spelling, inner.children))


def _is_square(callee: Callee) -> bool:
    """Whether a name stands under a power by a number, of which it is not told what is raised: y^2(t)."""
    exponent = callee.exponent
    return exponent is not None and exponent.kind == "number" and callee.name not in ("e", "i", "pi", "d")


def _is_event(inner: Node) -> bool:
    r"""Whether a bracket holds what only events are made with: A \\cup B, A^c, \\bigcup_i A_i."""
    if inner.kind in ("sup", "logic", "phrase"):
        return is_complement(inner) or is_joined(inner)
    return (inner.kind == "operator" and inner.text in ("cup", "cap", "setminus", "triangle")) or (
        inner.kind == "bigop" and inner.text in ("union", "intersection"))


def _is_of_capitals(inner: Node) -> bool:
    """Whether a bracket speaks of capital letters alone, as of random variables: X^2, XY, X + Y."""
    names = [part.text for part in inner.walk() if part.kind == "name"]
    return bool(names) and all(len(name) == 1 and name in "UVWXYZ" for name in names)


def _plain_argument(inner: Node) -> bool:
    """Whether a bracket holds what is usually an argument: a name, a number, or several things."""
    if inner.kind == "juxtapose" and len(inner.children) == 2:
        return spelling(inner.children[0]) is not None and inner.children[1].kind == "paren"       # f(g(x))
    return inner.kind in ("list", "given", "chain", "number") or spelling(inner) is not None


def wider_angle(item: Node, behind: Node, scope: Scope) -> Node | None:
    r"""\\sin(a+b)x as the sine of (a+b)x, where that reading is asked for: a name behind the bracket of an angle."""
    if item.kind != "apply" or behind.kind != "name" or spelling(item.children[0]) not in CIRCULAR:
        return None
    angle = item.children[-1]
    if angle.kind != "paren" or angle.children[0].kind != "sum" or scope.choose("angle_before_name", item):
        return None
    whole = Node("juxtapose", "", (angle, behind), Span(angle.span.start, behind.span.stop))
    return Node("apply", "", (item.children[0], whole), Span(item.span.start, behind.span.stop))
