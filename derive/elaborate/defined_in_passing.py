"""Definitions within a chain, by their own sign, taken out of it as statements of their own.

    P(y_i = 1 | x_i) = p_i := s(w x_i)       p_i := s(w x_i), then P(y_i = 1 | x_i) = p_i
    1 + 2 + ... + n = n (n + 1)/2 =: S_n     the sum, then S_n := n (n + 1)/2
    a := b, a := b = c                       nothing: the definition is at the head
"""

from __future__ import annotations

from derive.elaborate.language.spelling import call_of, spelling
from derive.read.node import Node, Span
from derive.read.record import replace


def defined_in_passing(node: Node, purpose: str) -> tuple[Node, ...]:
    """The statements that a chain with a definition in it is made of, in order; none where there is no such one."""
    sides, signs = node.children[::2], node.children[1::2]
    places = [k for k, sign in enumerate(signs) if sign.text == "isdefine" or (sign.text == "define" and k > 0)]
    if node.kind != "chain" or len(places) != 1 or purpose not in ("", "statement", "given"):
        return ()
    (k,) = places
    turned = signs[k].text == "isdefine"
    name, body = (sides[k + 1], sides[k]) if turned else (sides[k], sides[k + 1])
    if spelling(name) is None and call_of(name) is None and name.kind != "sub":
        return ()
    told = replace(node, children=(name, replace(signs[k], text="define"), body))
    before, after = _chain(node, 0, k), _chain(node, k + 1, len(sides) - 1)
    return tuple(part for part in ((before, told, after) if turned else (told, before, after)) if part is not None)


def _chain(node: Node, first: int, last: int) -> Node | None:
    """The links from one side to another; None where there are none."""
    if last <= first:
        return None
    children = node.children[2 * first : 2 * last + 1]
    return replace(node, children=children, span=Span(children[0].span.start, children[-1].span.stop))


__all__ = ["defined_in_passing"]
