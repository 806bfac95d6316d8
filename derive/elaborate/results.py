"""Results: dz/dw = ... for compiled functions, and SE = ... = 0.109 for what is reckoned with these digits."""

from __future__ import annotations

from fractions import Fraction

from derive.elaborate.formulas.operand import Operand
from derive.elaborate.formulas.rounding import last_digit
from derive.elaborate.formulas.units import without_unit
from derive.elaborate.language.spelling import spelling
from derive.elaborate.names.signature import Definition
from derive.elaborate.page import Page
from derive.elaborate.step import Named
from derive.kernel.term import Number, Symbol, free
from derive.read.node import Node
from derive.read.record import replace


def name_result(page: Page, start: Operand | None, right: Operand, place: int) -> None:
    """Remember dz/dw = ... for compiled functions, and with which side the chain of a step began."""
    if start is not None and start.term is not None:
        page.starts[place] = start.term
    node, body = (start.side.node if start is not None else None), right.term
    if start is None or node is None or body is None or node.kind != "derivative" or len(node.children) != 2:
        return
    top, bottom = (_named_part(child) for child in node.children)
    if top is None or bottom is None:
        return
    top = page.context.aliases.get(top, top)
    names = tuple(sorted(free(body), key=lambda symbol: symbol.name))
    index = node.children[1].children[1] if node.children[1].kind == "sub" else None
    letter = index.text if index is not None and index.kind == "name" else ""
    parameters = (Symbol(letter, "integer"),) if letter in page.context.ranges else ()
    symbol = Symbol(f"d{top}_d{bottom}", "array" if parameters else "real")
    definition = Definition(symbol, parameters, body, page.line(start.side.span))
    page.named.append(Named(definition, place, (top, bottom), names))


def remember_digits(page: Page, start: Operand | None, right: Operand) -> None:
    """SE = ... = 0.109: later results may rest on the digits stated rather than on the exact value."""
    if start is None or start.term is None or right.side.node is None:
        return
    digits, unit_told = without_unit(right.side.node, page.document.source)
    value, unit = page.read(digits).term, last_digit(digits)
    if isinstance(start.term, Symbol) and isinstance(value, Number) and page.context.knows(start.term.name):
        page.digits.stated[start.term.name] = value.value, unit or Fraction(0)
    step = page.steps[-1]
    reckoned = not isinstance(start.term, Number)        # 7200/11 was shown as 654.5
    if step.lhs is not None and step.obligation is not None and reckoned:
        side = replace(right.side, node=digits, term=page.read(digits).term) if unit_told else right.side
        page.digits.show(start.term, step.lhs, side, page.given, step.obligation.hypotheses)


def _named_part(node: Node) -> str | None:
    """The name a derivative is of or in: z, or h of h_i."""
    return spelling(node) if node.kind != "sub" or node.children[1].kind == "number" else spelling(node.children[0])
