"""A factor was lost, gained or changed.

Pattern   2 x y  written as  x y
Repair    one factor dropped, one number changed, or a small factor put before a term
Example   d/dx x^2 = x
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited, parts, source_of
from derive.read.node import Node, Span

COST = 40
KIND = "factor"
MESSAGE = "a factor is wrong or missing"
HELP = "recompute the factors of this term"


def repairs(fault: Fault) -> Iterator[Repair]:
    """Numbers changed, then factors added before a term, then factors dropped."""
    for node in parts(fault, "number"):
        for text in _others(node.text):
            yield from _try(fault, node.span, text)
    for term in _terms(fault):
        yield from _try(fault, Span(term.span.start, term.span.start), "2 ")
        yield from _try(fault, term.span, f"\\frac{{1}}{{2}} {source_of(fault, term)}")
        for factor in _factors_elsewhere(fault):
            yield from _try(fault, term.span, f"{_bracketed(fault, term)} \\cdot {factor}")
    for node in parts(fault, "juxtapose", "product"):
        for child in node.children:
            rest = [source_of(fault, other) for other in node.children if other is not child]
            yield from _try(fault, node.span, " \\cdot ".join(rest))


def _try(fault: Fault, span: Span, text: str) -> Iterator[Repair]:
    edit = edited(fault, span, text)
    if edit is not None:
        yield edit


def _others(digits: str) -> list[str]:
    if not digits.isdecimal() or len(digits) > 12:
        return []
    value = int(digits)
    others = [value + 1, value - 1, 2 * value] + ([value // 2] if value % 2 == 0 else [])
    return [str(other) for other in others if other > 0]


def _terms(fault: Fault) -> list[Node]:
    """The terms of the right side, its sign apart."""
    side = fault.step.rhs
    if side is None or side.node is None:
        return []
    terms = side.node.children if side.node.kind == "sum" else (side.node,)
    return [term.children[0] if term.kind in ("negate", "plus") else term for term in terms]


def _factors_elsewhere(fault: Fault) -> list[str]:
    """Names and brackets of the left side: what may have been left out."""
    side = fault.step.lhs
    if side is None or side.node is None:
        return []
    found = (source_of(fault, node) for node in side.node.walk() if node.kind in ("name", "sub", "paren"))
    return list(dict.fromkeys(text for text in found if len(text) < 40))[:8]


def _bracketed(fault: Fault, node: Node) -> str:
    text = source_of(fault, node)
    return f"({text})" if node.kind in ("sum", "negate") else text
