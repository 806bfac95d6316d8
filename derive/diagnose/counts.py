"""The right count behind a claim in words, for the slips that name what is wrong with the stated one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from derive.diagnose.fault import Fault
from derive.kernel.term import Apply, Number, Term
from derive.read.node import Span

COUNTED = ("size", "multiplications", "parameters", "weights", "biases", "outputs")


@dataclass(frozen=True, slots=True)
class RightCount:
    stated: Fraction
    expected: Fraction
    side: Term  # the term of the right count
    factors: tuple[tuple[str, Term], ...]
    message: str  # how it is obtained
    span: Span  # of the stated count


def right_count(fault: Fault) -> RightCount | None:
    """The count that a claim should have stated; None when it is no claim of a count with exact values."""
    quantity, stated_side = fault.step.quantity, fault.step.rhs
    if quantity is None or quantity.expected is None or stated_side is None or stated_side.term is None:
        return None
    stated, expected = exact(stated_side.term), exact(quantity.expected)
    if stated is None or expected is None or stated == expected:
        return None
    return RightCount(stated, expected, quantity.expected, quantity.factors, quantity.message, stated_side.span)


def exact(term: Term) -> Fraction | None:
    """The value of a sum, product or whole power of numbers; None for anything else."""
    match term:
        case Number(value):
            return value
        case Apply("-", (inner,)):
            value_ = exact(inner)
            return None if value_ is None else -value_
        case Apply("+" | "*" as head, args):
            total = Fraction(0 if head == "+" else 1)
            for arg in args:
                part = exact(arg)
                if part is None:
                    return None
                total = total + part if head == "+" else total * part
            return total
        case Apply("^", (base, Number(power))) if power.denominator == 1 and 0 <= power <= 64:
            root = exact(base)
            return None if root is None else root ** int(power)
        case Apply("/", (over, under)):
            top, bottom = exact(over), exact(under)
            return None if top is None or not bottom else top / bottom
    return None
