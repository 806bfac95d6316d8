r"""Integral transforms and other operators on functions, which a script letter stands for: no products.

    \mathcal{L}\{t e^{at}\}           transform of L: t bound, t exp(a t)
    \mathcal{L}\{\sin t\}(s)          the same, at s
    \mathcal{F}_x[f(x)](k)            transform of F: x bound, f(x), at k
    \mathcal{L}\{y\}                  L of what y stands for

What the letter does to a function is not decided here: equal shapes are equal, and nothing said of it is refuted; of
L and what is written out in t, see `laplace`. A letter that the page gives a meaning of its own is read by that.
"""

from __future__ import annotations

from derive.elaborate.language.spelling import is_transform, names_in, spelling
from derive.elaborate.reading import Scope, Unreadable
from derive.kernel.term import Apply, Bind, Symbol, Term
from derive.read.node import Node

RUNNING = ("t", "tau", "s", "x", "n", "k", "omega", "xi")       # what a function depends on, the likeliest first


def transformed(items: tuple[Node, ...], scope: Scope) -> tuple[Term, int] | None:
    """The transform that factors begin with, and how many of them it takes; None where they begin with none."""
    if len(items) < 2 or not is_transform(*items[:2]):
        return None
    letter, inverse, below = _apart(items[0])
    name = spelling(letter)
    if name is None or scope.knows(name):
        return None
    inner = items[1].children[0]
    if inner.kind in ("list", "given", "chain", "none"):
        raise Unreadable("what this operator is taken of is not read", items[1].span)
    head = f"transform {name}" + ("^{-1}" if inverse else "")
    at = items[2].children[0] if len(items) > 2 and items[2].kind == "paren" and items[2].text == "()" else None
    places = (scope.term(at),) if at is not None and spelling(at) is not None else ()
    taken = 2 + len(places)
    if below is None and inner.kind in ("name", "sub", "font", "accent") and inner.text not in RUNNING:
        return Apply(head, (scope.term(inner), *places)), taken
    running = below or next((one for one in RUNNING if one in names_in(inner)), None)
    if running is None and names_in(inner):
        raise Unreadable("which name this operator acts on is not settled", items[1].span)
    variable = Symbol(running or "t")
    return Bind(head, variable, scope.binding({variable.name: variable}).term(inner), places), taken


def _apart(item: Node) -> tuple[Node, bool, str | None]:
    """The letter of an operator, whether its inverse is meant, and the name under it, in either order."""
    inverse, below = False, None
    while item.kind in ("sup", "sub"):
        script = item.children[1]
        if item.kind == "sub":
            below = spelling(script) or ""
        elif script.kind == "negate" and script.children[0].text == "1":
            inverse = True
        else:
            return Node("none", "", (), item.span), False, None
        item = item.children[0]
    return item, inverse, below


__all__ = ["transformed"]
