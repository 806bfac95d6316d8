"""Derivatives that stand beside what they are taken of or at, as factors do.

    \\frac{df}{dx}(a)     the derivative of f at a
    D f(x), D_x f, D^2 f   the derivative of f
"""

from __future__ import annotations

from derive.elaborate.language.conventions import FUNCTION_LETTERS
from derive.elaborate.language.spelling import call_of, spelling
from derive.elaborate.reading import Scope, Unreadable
from derive.kernel.term import Apply, Bind, Term
from derive.read.node import Node

_HIGHEST = 20


def slope_at(item: Node, bracket: Node, scope: Scope) -> Term | None:
    """The derivative of a function that is only named, at what stands in the bracket; None for a product.

    Only a name, a number or a call is a place: \\frac{dy}{dx}(x + 1) is a product.
    """
    if item.kind != "derivative" or bracket.kind != "paren" or bracket.text != "()" or len(item.children) < 2:
        return None
    place = bracket.children[0]
    if spelling(item.children[0]) is None or not _is_place(place):
        return None
    term = scope.term(item)
    if not isinstance(term, Bind) or term.head != "derivative" or len(term.bounds) != 1:
        return None
    at = scope.term(place)
    if term.bounds not in ((term.variable,), (at,)):
        return None
    if not (isinstance(term.body, Bind) or (isinstance(term.body, Apply) and term.body.head == "call")):
        return None                              # nothing depends on the place there
    if not scope.choose("slope_at", item):
        return None
    return Bind("derivative", term.variable, term.body, (at,))


def _is_place(place: Node) -> bool:
    inner = place.children[0] if place.kind == "negate" else place
    return spelling(inner) is not None or inner.kind == "number" or call_of(inner) is not None


def may_differentiate(item: Node, operand: Node, scope: Scope) -> bool:
    """Whether D f or D_x f stands there, of which nothing says that D is a number."""
    base = item.children[0] if item.kind in ("sub", "sup") else item
    if base.kind != "name" or base.text != "D" or scope.knows("D") or scope.knows(spelling(item) or "D"):
        return False
    return (spelling(operand) or "") in FUNCTION_LETTERS - {"sigma"}


def differentiated(item: Node, rest: tuple[Node, ...], whole: Node, scope: Scope) -> Term:
    """D f(x), D_x f, D^2 f(x): the derivative in the name below, or in the only argument."""
    argument = rest[1].children[0] if len(rest) > 1 else None
    variable = item.children[1] if item.kind == "sub" else argument
    order = item.children[1].text if item.kind == "sup" else "1"
    named = variable is not None and spelling(variable) is not None and variable.kind != "number"
    if not named or not order.isdecimal() or not 0 < int(order) <= _HIGHEST or not scope.choose("differentiator", item):
        raise Unreadable(f"whether {spelling(item) or 'D'} differentiates or multiplies is not settled", item.span)
    assert variable is not None
    operand = rest[0] if len(rest) == 1 else Node("juxtapose", "", rest, whole.span)
    return scope.term(Node("derivative", "d", (operand, *(variable,) * int(order)), whole.span))
