"""Definitions of functions of vectors by their components: softmax(z)_i = exp(z_i)/sum_k exp(z_k)."""

from __future__ import annotations

from derive.elaborate.formulas.component_functions import component_head
from derive.elaborate.formulas.operand import Operand
from derive.elaborate.language.spelling import spelling
from derive.elaborate.names.lengths import base
from derive.elaborate.names.signature import Components
from derive.elaborate.page import Page
from derive.kernel.term import Apply, Bind, Symbol, Term, free, subterms
from derive.read.node import Node


def gives_components(page: Page, left: Node, right: Node) -> bool:
    """Whether an equation says what a component of a function is that was not known by its components before."""
    head = component_head(left, right)
    return head is not None and head[0] not in page.context.components and _read(page, head, right) is not None


def add_components(page: Page, left: Node, relation: Node, right: Node) -> Operand:
    """The given step; the function is known from here on."""
    head = component_head(left, right)
    assert head is not None
    found = _read(page, head, right)
    assert found is not None
    value = page.read(right)
    page.context.components[head[0]] = found
    page.context.changed()
    quantity = page.read(left)
    page.add(page.step("given", relation.span, role="definition", lhs=quantity.side, rhs=value.side,
                       relation=relation.text, findings=value.reading.findings))
    return quantity


def _read(page: Page, head: tuple[str, Node, Node], right: Node) -> Components | None:
    _, argument, written = head
    body, letter = page.read(right).term, base(spelling(argument) or "")
    if body is None:
        return None
    array = next((part.args[0] for part in subterms(body) if isinstance(part, Apply) and part.head == "at"
                  and isinstance(part.args[0], Symbol) and base(part.args[0].name) == letter), None)
    if not isinstance(array, Symbol) or any(base(one.name) == letter and one != array for one in free(body)):
        return None
    return Components(array, Symbol(written.text, "integer"), body, not _has_ends(right, body))


def _has_ends(right: Node, body: Term) -> bool:
    """Whether every sum says where it ends: sum_{k=1}^K, not sum_k."""
    sums = sum(isinstance(part, Bind) for part in subterms(body))
    ended = sum(part.kind == "bigop" and len(part.children) > 2 and part.children[1].kind != "none"
                for part in right.walk())
    return ended >= sums


__all__ = ["add_components", "gives_components"]
