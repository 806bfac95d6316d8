"""What an author writes below a brace: p \\underbrace{\\sum_i y_i}_{=1} = p goes on with 1, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from derive.elaborate.equations.back_substitution import put_back
from derive.elaborate.formulas.operand import JUDGED, Operand
from derive.kernel.term import Apply, Term

if TYPE_CHECKING:
    from derive.elaborate.page import Page

RELATIONS = frozenset(("=", "<", "<=", ">", ">="))


def rests_on_here(page: Page, left: Operand, right: Operand, reason: str) -> list[Term]:
    """What a step rests on by what is written in it: put back, below a brace, and cited in its reason."""
    return [*put_back(page, left, right), *said_below(page, left, right), *page.citations.cited(reason)]


def said_below(page: Page, *sides: Operand) -> Iterator[Term]:
    """The relations below the braces of some sides, each a step of its own and a premise of this one."""
    for side in sides:
        for part in side.side.node.walk() if side.side.node is not None else ():
            if part.kind != "brace" or len(part.children) != 2 or part.children[1].kind != "chain":
                continue
            none, relation, *rest = part.children[1].children
            if none.kind != "none" or len(rest) != 1 or relation.text not in RELATIONS:
                continue
            inner, value = page.read(part.children[0]), page.read(rest[0])
            if inner.term is None or value.term is None:
                continue
            if not any(step.at == relation.span for step in page.steps):
                page.add(page.link(inner, relation, value, (), ()))
            yield Apply(JUDGED[relation.text], (inner.term, value.term))


__all__ = ["rests_on_here"]
