"""Membership: x in a set, taken apart where the set is built of others.

    x in A \\ B              x in A and not (x in B)
    x in A cup B            x in A or x in B
    n in Z_{>= 1}           n in Z and n >= 1
    x in R^+                x in R and x > 0
    z in [a, b], z complex  im z = 0 and re z in [a, b]
"""

from __future__ import annotations

from itertools import pairwise

from derive.elaborate.reading import Scope, Unreadable
from derive.kernel.term import Apply, Number, Symbol, Term, number
from derive.read.node import Node

KINDS = {"]]": "(]", "[[": "[)", "][": "()"}     # the French way of writing open ends
_ORDERS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "!=": "!="}
_MARKED = {"+": ">", "-": "<", "*": "!=", "ast": "!="}


def membership(left: Node, sign: Node, right: Node, scope: Scope) -> Term:
    """x in a set; a list on the left is each of its members in the set."""
    items = left.children if left.kind == "list" else (left,)
    links = tuple(_member(scope.term(item), right, scope) for item in items)
    if sign.text == "notin":
        links = tuple(Apply("not", (link,)) for link in links)
    return links[0] if len(links) == 1 else Apply("and", links)


def _member(element: Term, where: Node, scope: Scope) -> Term:
    """One element in a set."""
    if where.kind == "paren" and where.text == "()" and where.children[0].kind == "operator":
        where = where.children[0]
    if where.kind == "operator" and where.text in ("setminus", "cup", "cap"):
        first, second = (_member(element, part, scope) for part in where.children)
        if where.text == "setminus":
            return Apply("and", (first, _outside(second)))
        return Apply("or" if where.text == "cup" else "and", (first, second))
    bounded = _bounded(element, where, scope)
    if bounded is not None:
        return bounded
    return _on_the_line(Apply("in", (element, read_set(where, scope))))


def _outside(member: Term) -> Term:
    """Not in a set; of one with a few members, equal to none of them; off a cut from zero, not zero either."""
    match member:
        case Apply("and", (Apply("=", (Apply("im", (element,)), _)), Apply("in", (_, Apply("interval", (
                low, Number(end), Symbol("(]" | "[]"))))))) if end == 0 and low == Apply("-", (Apply("infinity"),)):
            return Apply("and", (Apply("not", (member,)), Apply("!=", (element, number(0)))))
        case Apply("in", (element, Apply("set", (_, *_) as few))):
            parts = tuple(Apply("!=", (element, one)) for one in few)
            return parts[0] if len(parts) == 1 else Apply("and", parts)
    return Apply("not", (member,))


def _bounded(element: Term, where: Node, scope: Scope) -> Term | None:
    """Z_{>= 1}, R_{> 0}, R^+: the numbers of a set on one side of a bound."""
    if where.kind not in ("sub", "sup") or where.children[0].kind != "font":
        return None
    base, mark = where.children
    inside = Apply("in", (element, read_set(base, scope)))
    if where.kind == "sub" and mark.kind == "chain" and len(mark.children) == 3 and mark.children[0].kind == "none":
        order = _ORDERS.get(mark.children[1].text)
        return Apply("and", (inside, Apply(order, (element, scope.term(mark.children[2]))))) if order else None
    if where.kind == "sup" and mark.kind in ("symbol", "name") and mark.text in _MARKED:
        return Apply("and", (inside, Apply(_MARKED[mark.text], (element, number(0)))))
    return None


def _on_the_line(member: Apply) -> Term:
    """A complex number in a real interval is real, and in it."""
    element, where = member.args
    if isinstance(element, Symbol) and element.sort == "complex" and isinstance(where, Apply):
        if where.head == "interval":
            real = Apply("=", (Apply("im", (element,)), number(0)))
            return Apply("and", (real, Apply("in", (Apply("re", (element,)), where))))
    return member


def read_set(node: Node, scope: Scope) -> Term:
    """What stands after "in": a pair in brackets is an interval."""
    inner = node.children[0] if node.kind == "paren" else None
    if inner is not None and node.text == "{}" and inner.kind != "given" and inner.text != ":":
        items = inner.children if inner.kind == "list" else (inner,)
        if any(item.kind == "dots" for item in items):
            return _run(items, node, scope)
        return Apply("set", tuple(scope.term(item) for item in items))
    if inner is not None and node.text != "{}" and inner.kind == "list" and len(inner.children) == 2:
        low, high = (scope.term(child) for child in inner.children)
        return Apply("interval", (low, high, Symbol(KINDS.get(node.text, node.text), "real")))
    where = scope.term(node)
    unknown = isinstance(where, Symbol) and where.sort == "real" and not scope.knows(where.name)
    return Symbol(where.name, "set") if isinstance(where, Symbol) and unknown else where


def _run(items: tuple[Node, ...], node: Node, scope: Scope) -> Term:
    """{1, 2, ..., n} as a run of whole numbers."""
    kept = [item for item in items if item.kind != "dots"]
    if items[-2:-1] and items[-2].kind == "dots" and all(item.kind == "number" for item in kept[:-1]):
        values = [scope.term(item) for item in kept[:-1]]
        numbers = [value.value for value in values if isinstance(value, Number)]
        if numbers and all(b - a == 1 for a, b in pairwise(numbers)):
            return Apply("range", (values[0], scope.term(kept[-1])))
    raise Unreadable("the pattern of the dots is not settled", node.span)
