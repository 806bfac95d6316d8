"""Equations that a told value does not fulfil, where the text goes on to say what the name is here.

    t = 10 years ... It doubles when e^{0.05 t} = 2, so t = ln 2/0.05
"""

from __future__ import annotations

from derive.elaborate.elsewhere import are_far_apart
from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.language.told_behind import told_behind
from derive.elaborate.page import Page
from derive.elaborate.unfolding import unfold
from derive.kernel.term import free, substitute
from derive.read.node import Node


def end_told_value(page: Page, node: Node) -> Node:
    """Forget the value of a name that is told anew behind an equation, if the equation fails for it; the equation."""
    left, right = node.children[0], node.children[2]
    told = told_behind(page.document.source, node.span.stop) if len(node.children) == 3 else ""
    if told not in page.context.values or spelling(left) == told or told not in names_in(left) | names_in(right):
        return node
    sides = [unfold(term, page.signature) for side in (left, right) if (term := page.read(side).term) is not None]
    known = {name: page.context.values[name.name] for side in sides for name in free(side)
             if name.name in page.context.values}
    if len(sides) == 2 and are_far_apart(page, *(substitute(side, known) for side in sides)):
        page.context.forget(told, page.context.sorts.get(told))
    return node


__all__ = ["end_told_value"]
