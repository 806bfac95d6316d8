"""Rounding: what a decimal result may differ by.

    2/3 = 0.67            |2/3 - 0.67| <= 0.005
    x \\approx 3           |x - 3| <= 0.5
    0.333 * 3.1 for       the digits of decimals that are new on the right are
    (1/3) * 3.1           results of earlier rounding; the bound follows them through
"""

from __future__ import annotations

from fractions import Fraction

from derive.elaborate.branches import Valuation
from derive.elaborate.step import Side
from derive.kernel.term import Apply, Number, Term, number
from derive.read.node import Node

DIGITS = 60                                      # longer decimals are no rounded results


def rounded_goal(left: Side, right: Side, relation: str, valuation: Valuation) -> Term | None:
    """|left - right| <= half a unit of the last digit shown; None where no side is a rounded result."""
    if relation not in ("=", "approx") or left.term is None or right.term is None:
        return None
    for side in (right, left):
        unit = side.node and last_digit(side.node, whole=relation == "approx")
        if unit:
            return _within(left.term, right.term, unit / 2)
    return None


def _within(left: Term, right: Term, bound: Fraction) -> Term:
    return Apply("<=", (Apply("abs", (Apply("+", (left, Apply("-", (right,)))),)), number(bound)))


def last_digit(node: Node, whole: bool = False) -> Fraction | None:
    """The unit of the last digit of a decimal as written; None for anything else.

    0.67 -> 1/100    -0.2 -> 1/10    1.5 * 10^{3} -> 100    12\\% of decimals -> 1/100
    """
    match node.kind:
        case "negate" | "plus" | "paren" if node.children:
            return last_digit(node.children[0], whole)
        case "number":
            _, point, digits = node.text.partition(".")
            if len(digits) > DIGITS or not (point or whole):
                return None
            return Fraction(1, 10 ** len(digits))
        case "percent" if node.children:
            unit = last_digit(node.children[0], whole)
            return unit / 100 if unit else None
        case "product" if len(node.children) == 2:
            unit, scale = last_digit(node.children[0], whole), _power_of_ten(node.children[1])
            return unit * scale if unit and scale else None
    return None


def _power_of_ten(node: Node) -> Fraction | None:
    if node.kind != "sup" or node.children[0].kind != "number" or node.children[0].text != "10":
        return None
    exponent, sign = node.children[1], 1
    if exponent.kind == "negate":
        exponent, sign = exponent.children[0], -1
    if exponent.kind != "number" or not exponent.text.isdigit() or len(exponent.text) > 2:
        return None
    return Fraction(10) ** (sign * int(exponent.text))


def is_closed_number(term: Term) -> bool:
    """Whether a term is a literal number, a sign before it included."""
    while isinstance(term, Apply) and term.head == "-" and len(term.args) == 1:
        term = term.args[0]
    return isinstance(term, Number)
