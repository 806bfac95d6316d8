"""Equations between differentials: du = 2x dx says that u has the slope 2x in x.

    a du = b dx    a du/dx = b    where u is given by a formula in x
                   a = b dx/du    where x is given by a formula in u
                   given          where neither is: dv = e^x dx names v by its slope

What holds several differentials, as dz = 2x dx + 2y dy, is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from derive.elaborate.language.spelling import spelling
from derive.elaborate.page import Page
from derive.kernel.term import free
from derive.read.node import Node, Span
from derive.read.record import replace

PART = "v"
NEAR = 3                                         # lines that belong together
REACH = 80                                       # characters in which the other factor is let
OTHER_FACTOR = re.compile(r"[\s$,;.)]*(?:\\[\](),;! ]|\\q?quad|and|,|\s|\$|\\\(|&)*d\s*v\s*&?=")
FIRST_FACTOR = re.compile(r"(?<![A-Za-z\\])u\s*&?=[^=]{1,60}$")
NAMES = ("name", "sub", "accent", "font")


def relate_differentials(page: Page, node: Node, purpose: str = "") -> Node | None:
    """The equation of slopes that an equation of differentials states, or the same node where it states none.

    None where it has been taken as given.
    """
    if node.kind != "chain" or len(node.children) != 3 or node.children[1].text != "=":
        return node
    found = [parted(side) for side in node.children[0::2]]
    if None in found:
        return node
    (above, left), (below, right) = (part for part in found if part is not None)
    if spelling(above) == spelling(below):
        return node
    relation = node.children[1]
    if spelling(above) == PART and _was_let(page, node) and (purpose == "given" or _is_let(page, node)):
        page.context.forget(PART, None)          # u = x, dv = cos x dx: another integral by parts than before
    if _rests_on(page, above, below):
        return replace(node, children=(_times(left, _slope(above, below, node.children[0].span)), relation, right))
    if _rests_on(page, below, above):
        return replace(node, children=(left, relation, _times(right, _slope(below, above, node.children[2].span))))
    if all(page.read(side).term is not None for side in node.children[0::2]):
        return node                              # d is a number here
    page.add(page.step("given", relation.span, role="declaration", relation="="))
    return None


def begins_parts(page: Page, node: Node) -> bool:
    """Whether a formula is one of the two factors of an integral by parts: u = log x, beside dv = dx."""
    start = node.span.stop
    return OTHER_FACTOR.match(page.document.source, start, start + REACH) is not None


def _is_let(page: Page, node: Node) -> bool:
    """Whether the other factor stands before this one."""
    start = node.span.start
    return FIRST_FACTOR.search(page.document.source[max(0, start - REACH) : start]) is not None


def _was_let(page: Page, node: Node) -> bool:
    """Whether the factor of an integral by parts was given some lines above, for another integral."""
    definition = page.context.definitions.get(PART)
    return definition is not None and definition.line + NEAR < page.line(node.span)


def parted(side: Node) -> tuple[Node, Node] | None:
    """The name of the one differential in a product or quotient, and the product of all else."""
    match side.kind:
        case "differential" if side.text == "d" and side.children[0].kind in NAMES:
            return side.children[0], _one(side.span)
        case "negate":
            inner = parted(side.children[0])
            return None if inner is None else (inner[0], replace(side, children=(inner[1],)))
        case "frac" | "over":
            inner = parted(side.children[0])
            return None if inner is None else (inner[0], replace(side, children=(inner[1], side.children[1])))
        case "apply" if side.children[1].kind == "juxtapose":    # cos t dt: the argument ends before dt
            inner = parted(side.children[1])
            return None if inner is None else (inner[0], replace(side, children=(side.children[0], inner[1])))
        case "juxtapose" | "product":
            return _of_factors(side)
    return None


def _of_factors(side: Node) -> tuple[Node, Node] | None:
    """d x stands as two factors where nothing said that d is a sign."""
    factors = side.children
    for place, factor in enumerate(factors):
        after = factors[place + 1] if place + 1 < len(factors) else None
        if factor.kind == "name" and factor.text == "d" and after is not None and after.kind in NAMES:
            return after, _product(side, (*factors[:place], *factors[place + 2:]))
        inner = parted(factor)
        if inner is not None:
            return inner[0], _product(side, (*factors[:place], inner[1], *factors[place + 1:]))
    return None


def _product(side: Node, factors: Sequence[Node]) -> Node:
    if len(factors) == 1:
        return factors[0]
    return replace(side, children=tuple(factors)) if factors else _one(side.span)


def _times(factor: Node, slope: Node) -> Node:
    if factor.kind == "number" and factor.text == "1":
        return slope
    return Node("product", "cdot", (factor, slope), slope.span)


def _slope(above: Node, below: Node, span: Span) -> Node:
    return Node("derivative", "d", (above, below), span)


def _one(span: Span) -> Node:
    return Node("number", "1", (), span)


def _rests_on(page: Page, name: Node, on: Node) -> bool:
    """Whether a name is given by a formula in another one."""
    definition = page.context.definitions.get(spelling(name) or "")
    return definition is not None and spelling(on) in {symbol.name for symbol in free(definition.body)}
