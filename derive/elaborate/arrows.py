"""Statements under arrows: E <=> F <=> G, E => F, <= E; a link for each arrow, about the two statements beside it."""

from __future__ import annotations

from collections.abc import Sequence

from derive.elaborate.lone import given_equation
from derive.elaborate.operand import Operand
from derive.elaborate.page import Page
from derive.elaborate.solving import forget_solved, remember_solution, whole
from derive.elaborate.step import Condition
from derive.elaborate.two_signs import with_witnesses
from derive.read.node import Node, Span

ARROWS = frozenset({"iff", "implies", "impliedby"})


def state_arrows(page: Page, node: Node, conditions: Sequence[Condition]) -> None:
    """E <=> F <=> G: a link for each arrow, about the two statements beside it."""
    groups: list[list[Node]] = [[]]
    arrows: list[Node] = []
    for child in node.children:
        if child.kind == "relation" and child.text in ARROWS:
            arrows.append(child)
            groups.append([])
        else:
            groups[-1].append(child)
    forget_solved(page, node)
    sides = [_statement_side(page, group) for group in groups]
    if groups[0] and groups[0][0].kind == "none":
        if page.run:
            sides[0] = whole(page.run[-1])
            page.steps[page.run[-1].place] = given_equation(page.steps[page.run[-1].place])
        elif page.statement is not None:
            sides[0] = page.statement
    for index, arrow in enumerate(arrows):
        left, right = sides[index], sides[index + 1]
        if arrow.text == "impliedby":
            left, right = right, left
        arrow = Node("relation", "implies" if arrow.text == "impliedby" else arrow.text, arrow.children, arrow.span)
        left, right = with_witnesses(left, arrow.text, right, page.context.knows)
        page.add(page.link(left, arrow, right, conditions, []))
    page.statement, page.chain, page.run = sides[-1], None, []
    remember_solution(page, sides[-1].term)


def _statement_side(page: Page, group: list[Node]) -> Operand:
    """The statement between two arrows as one side."""
    if len(group) == 1:
        return page.read(group[0])
    if not group:
        return page.read(Node("none", "", (), Span(0, 0)))
    return page.read(Node("chain", "", tuple(group), Span(group[0].span.start, group[-1].span.stop)))
