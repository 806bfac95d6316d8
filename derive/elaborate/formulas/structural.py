r"""Notation whose value is not decided here, read as terms of its own shape: bound names bound, sets named, sides kept.

Equal shapes are equal; nothing else is known of these heads, so that nothing said of them is refuted.

    \sup_{x \in A} f(x)           sup over x (A,) f(x)
    \bigcup_{i=1}^n A_i           union over i (1, n) A_i
    \limsup_{n \to \infty} a_n    limsup n (infinity,) a_n
    \max_{|x| = 1} f(x)           max over x () where(f(x), |x| = 1)
    \{x \in S : x > 0\}           collection x () where(x, x in S and x > 0)
    |\psi\rangle                  ket(psi)
    \forall x \in S : P           forall x (S,) P
"""

from __future__ import annotations

from collections.abc import Callable

from derive.elaborate.formulas import structure
from derive.elaborate.formulas.membership import read_set
from derive.elaborate.formulas.ranges_below import told_range
from derive.elaborate.formulas.structure import condition_of
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.names.partial_subscripts import INDICES
from derive.elaborate.reading import Scope, Unreadable
from derive.kernel.term import Apply, Bind, Symbol, Term, free, number
from derive.read.node import Node

OVER = frozenset({
    "sup", "inf", "esssup", "union", "intersection", "coprod", "bigoplus", "otimes", "bigor", "bigand", "biguplus",
    "bigsqcup", "max", "min", "argmax", "argmin",
})
TENDING = {"limsup", "liminf", "plim"}


def over(node: Node, scope: Scope) -> Term:
    """A big operator of which only the shape is known, over what stands under it."""
    lower, upper, body = node.children
    if body.kind == "none":
        raise Unreadable(f"nothing follows {node.text}", node.span)
    if node.text in TENDING:
        return _tending(node, lower, body, scope)
    if node.text not in OVER:
        raise Unreadable(f"the operator {node.text} is not read", node.span)
    if lower.kind == "none":
        if upper.kind != "none":
            raise Unreadable("this range is not read", upper.span)
        return Apply(node.text, (scope.term(body),))
    parts = lower.children if lower.kind == "list" else (lower,)
    names: list[str] = []
    bounds: tuple[Term, ...] = ()
    conditions: list[Node] = []
    for part in parts:
        if names and part.kind == "chain" and names_in(part) & set(names):
            conditions.append(part)              # a condition on a name that was introduced before it
            continue
        found, limits = _range(part, upper, body, scope)
        names += [name for name in found if name not in names]
        bounds = limits or bounds
        if not limits and part.kind != "name" and spelling(part) is None:
            conditions.append(part)
    if not names or (bounds and len(names) > 1):
        raise Unreadable("this range is not read", lower.span)
    symbols = [_variable(name, bounds, scope) for name in names]
    inside = scope.binding({symbol.name: symbol for symbol in symbols})
    term = inside.term(body)
    if conditions:
        stated = tuple(condition_of(condition, inside) for condition in conditions)
        term = Apply("where", (term, stated[0] if len(stated) == 1 else Apply("and", stated)))
    for place, symbol in enumerate(reversed(symbols)):
        term = Bind(f"{node.text} over", symbol, term, bounds if place == len(symbols) - 1 else ())
    return term


def _range(part: Node, upper: Node, body: Node, scope: Scope) -> tuple[list[str], tuple[Term, ...]]:
    """The names that one condition under an operator introduces, and their bounds where it gives them."""
    if part.kind == "chain" and len(part.children) == 3:
        left, sign, right = part.children
        name = spelling(left)
        if name and sign.text == "in" and upper.kind == "none":
            return [name], (read_set(right, scope),)
        if name and sign.text == "=" and upper.kind != "none":
            return [name], (scope.term(right), scope.term(upper))
    if upper.kind == "none" and (told := told_range(part, scope)) is not None:
        return [told[0]], told[1:]
    name = spelling(part)
    if name is not None:
        return [name], (number(1), scope.term(upper)) if upper.kind != "none" else ()
    if upper.kind != "none":
        raise Unreadable("this range is not read", part.span)
    shared = sorted((names_in(part) & names_in(body)) - scope.bound.keys())
    fresh = [name for name in shared if not scope.knows(name)] or shared
    if len(fresh) != 1:
        raise Unreadable("which name runs under this operator is not settled", part.span)
    return fresh, ()


def _variable(name: str, bounds: tuple[Term, ...], scope: Scope) -> Symbol:
    integer = len(bounds) == 2 or scope.sort(name) == "integer" or name in INDICES
    return Symbol(name, "integer" if integer else scope.sort(name))


def _tending(node: Node, lower: Node, body: Node, scope: Scope) -> Term:
    """limsup and liminf, at infinity where nothing is said of where the name tends."""
    at: Term = Apply("infinity")
    name = spelling(lower)
    if lower.kind == "chain" and len(lower.children) == 3 and lower.children[1].text == "to":
        name, at = spelling(lower.children[0]), scope.term(lower.children[2])
    if name is None:
        raise Unreadable("this limit is not read: what tends where", lower.span)
    variable = Symbol(name, "integer" if name in INDICES else "real")
    return Bind(node.text, variable, scope.binding({name: variable}).term(body), (at,))


def collection(node: Node, scope: Scope) -> Term:
    r"""A set by a condition: \{x : x > 0\}, \{x \in S \mid x > 0\}, \{x^2 : x \in S\}."""
    inner = node.children[0]
    if len(inner.children) != 2 or inner.text not in (":", "|"):
        raise Unreadable("this set is not read", node.span)
    element, condition = inner.children
    condition = _joined(condition)
    names = _introduced(element, condition)
    if not names or any(name in scope.bound for name in names):
        raise Unreadable("which name runs in this set is not settled", node.span)
    symbols = [Symbol(name, _sort(name, scope)) for name in names]
    inside = scope.binding({symbol.name: symbol for symbol in symbols})
    stated: list[Term] = []
    value: Term
    if element.kind == "chain":
        stated.append(condition_of(element, inside))
        value = inside.term(element.children[0])
    else:
        value = inside.term(element)
    for part in condition.children if condition.kind == "list" else (condition,):
        stated.append(condition_of(part, inside))
    term: Term = Apply("where", (value, stated[0] if len(stated) == 1 else Apply("and", tuple(stated))))
    for symbol in reversed(symbols):
        term = Bind("collection", symbol, term, ())
    return term


def _joined(condition: Node) -> Node:
    r"""Conditions with commas between: the names before u, v \\in S are in S as well."""
    if condition.kind != "list":
        return condition
    parts: list[Node] = []
    waiting: list[Node] = []
    for part in condition.children:
        if part.kind == "chain" and waiting:
            several = Node("list", ",", (*waiting, part.children[0]), part.span)
            part, waiting = Node("chain", "", (several, *part.children[1:]), part.span), []
        if spelling(part) is not None:
            waiting.append(part)
        else:
            parts.append(part)
    if waiting:
        raise Unreadable("this condition is not read", waiting[0].span)
    return parts[0] if len(parts) == 1 else Node("list", condition.text, tuple(parts), condition.span)


def _sort(name: str, scope: Scope, where: Term | None = None) -> str:
    """The sort of a name that runs over a set: a letter that counts is an integer unless the set says otherwise."""
    if where is not None and where in (Apply("reals"), Apply("integers"), Apply("naturals")):
        return "real" if where == Apply("reals") else "integer"
    sort = scope.sort(name)
    return "integer" if name in INDICES and sort == "real" and not scope.knows(name) else sort


def _introduced(element: Node, condition: Node) -> list[str]:
    """The names that a set runs over: x of {x : ...}, x and y of {(x, y) : ...}, x of {x^2 : x in S}."""
    if element.kind == "chain":
        left = element.children[0]
        element = left if len(element.children) == 3 and element.children[1].text == "in" else element
    if element.kind == "chain":
        return []
    items = element.children if element.kind == "list" else (element,)
    if element.kind == "paren" and element.children[0].kind == "list":
        items = element.children[0].children
    named = [spelling(item) for item in items]
    if all(named):
        return [name for name in named if name]
    taken: list[str] = []
    several = condition.kind == "list" or (condition.kind == "logic" and condition.text == "and")
    for part in condition.children if several else (condition,):
        if part.kind == "chain" and part.children[1].text == "in":
            first = part.children[0]
            first = first.children[0] if first.kind == "paren" else first        # (x, y) \\in A \\times B
            taken += [spelling(item) or "" for item in (first.children if first.kind == "list" else (first,))]
    if taken and all(taken):
        return taken
    shared = sorted(names_in(element) & names_in(condition))
    return shared if len(shared) == 1 else []


QUANTIFIERS = {"for all": "forall", "there exists": "exists"}


def quantified(items: tuple[Node, ...], scope: Scope) -> Term | None:
    r"""\forall x \in S : P, \exists x : P, one within another; None where no quantifier begins the list."""
    if len(items) < 3 or items[0].kind != "text" or items[0].text not in QUANTIFIERS:
        return None
    head, run, rest = QUANTIFIERS[items[0].text], items[1], items[2:]
    first = run.children[0] if run.kind == "chain" else run
    name = spelling(first)
    if name is None or (run.kind == "chain" and len(run.children) != 3):
        raise Unreadable("what is quantified here is not settled", run.span)
    bounds: tuple[Term, ...] = ()
    if run.kind == "chain" and run.children[1].text == "in":
        bounds = (read_set(run.children[2], scope),)
    variable = Symbol(name, _sort(name, scope, bounds[0] if bounds else None))
    inside = scope.binding({name: variable})
    body = quantified(rest, inside)
    if body is None:
        if any(part.kind == "text" for part in rest):
            raise Unreadable("words in a formula", rest[0].span)
        stated = tuple(condition_of(part, inside) for part in rest)
        body = stated[0] if len(stated) == 1 else Apply("and", stated)
    if run.kind == "chain" and not bounds:
        body = Apply("implies" if head == "forall" else "and", (condition_of(run, inside), body))
    return Bind(head, variable, body, bounds)


def _state(node: Node, scope: Scope) -> Term:
    """Dirac's brackets: what stands in them is a label or a vector, and the order of factors counts."""
    return Apply(node.text, tuple(scope.term(child) for child in node.children))


def _paren(node: Node, scope: Scope) -> Term:
    """A bracket: a set by a condition, or whatever else it is."""
    inner = node.children[0]
    if node.text == "{}" and (inner.kind == "given" or (inner.kind == "list" and inner.text == ":")):
        return collection(node, scope)
    return structure.READERS["paren"](node, scope)


def _list(node: Node, scope: Scope) -> Term:
    found = quantified(node.children, scope)
    return structure.READERS["list"](node, scope) if found is None else found


def _given(node: Node, scope: Scope) -> Term:
    """a | b outside of a bracket: a divides b, of whole numbers; a condition only inside a bracket after a name."""
    if node.text != "|" or any(side.kind in _STATED for side in node.children):
        raise Unreadable("a bar of condition outside of a bracket", node.span)
    left, right = (scope.term(side) for side in node.children)
    if free(left) | free(right) and all(name.sort == "integer" for name in free(left) | free(right)):
        return Apply("=", (Apply("mod", (right, left)), number(0)))
    return Apply("divides", (left, right))


_STATED = frozenset({"chain", "list", "text", "none", "logic", "phrase", "given"})

def _repeated(node: Node, scope: Scope) -> Term:
    raise Unreadable("a function that is composed with itself is not read", node.span)


READERS: dict[str, Callable[[Node, Scope], Term]] = {
    "state": _state, "paren": _paren, "list": _list, "given": _given, "repeated": _repeated,
}
