"""Whether an author put the given values in, so that what holds at them is what is claimed.

    x = 2, y = 3:  x + y = 5             meant: a closed side, or their digits in place of the names
    y - t = -1.5:  dL/dw = -1.5 x        meant: a decimal that stands in no formula is what one came to
    x = 1:         x_0 w_1 = w_1         a coincidence, and no step of algebra
    at x = 3:      y = 9 + 5 (x - 3)     a tangent: x moves again
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from derive.elaborate.step import Step, is_mark
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, free, number, subterms
from derive.read.node import Node


def values_are_meant(step: Step) -> bool:
    """Whether the author put the given values in: a closed side, or their digits on one side in place of the names."""
    if step.numeric:
        return True
    if _leaves_out_orders(step):
        return False                             # x^2 > 9 <=> x > 3 beside another inequality that is to be solved
    left, right = step.lhs, step.rhs
    if left is None or right is None or left.term is None or right.term is None or step.obligation is None:
        return True
    values, tables = _values(step.obligation), _tables(step.obligation)
    if not values and not tables:
        return True                              # u = log x, where no number is put in, is a definition
    if any(_moves_from(part, values) for side in (left.term, right.term) for part in subterms(side)):
        return False                             # y = 9 + 6 (x - 3): a tangent at x = 3, and no x that is 3
    marked = frozenset().union(*(free(one) for one in step.obligation.hypotheses if is_mark(one)))
    if free(left.term) & marked - values.keys() and free(right.term) & values.keys():
        return False                             # the y of a tangent, y = 6 x - 9
    one_sided = free(left.term) ^ free(right.term)
    gone = one_sided & values.keys() or values.keys() - free(left.term) - free(right.term)       # or C, within y
    written = _literals(left.node) | _literals(right.node)
    if _comes_to_a_decimal(step, _literals(left.node), _literals(right.node)):
        return True
    return bool(gone or one_sided & tables) and all(values[name] in written for name in gone if name in values)


def _leaves_out_orders(step: Step) -> bool:
    """Whether an equivalence was to hold without an order that is in force."""
    if step.obligation is None or step.general is None or step.relation != "iff":
        return False
    gone = [one for one in step.obligation.hypotheses if one not in step.general.hypotheses]
    return any(isinstance(one, Apply) and one.head in ("<", "<=", ">", ">=", "!=") for one in gone)


def _comes_to_a_decimal(step: Step, left: set[Fraction], right: set[Fraction]) -> bool:
    """Whether one side alone holds a number with decimals that nothing known holds: it was worked out."""
    assert step.obligation is not None
    known = {part.value for one in step.obligation.hypotheses for part in subterms(one) if isinstance(part, Number)}
    return any(value.denominator > 1 and value not in known and -value not in known for value in left ^ right)


def _moves_from(part: Term, values: dict[Symbol, Fraction]) -> bool:
    """Whether a part is the distance of a name from the very number that it is: x - 3, where x = 3.

    1 - y, of a label y = 1, is none.
    """
    match part:
        case Apply("+", (Symbol() as name, *rest)) if values.get(name):
            return Apply("-", (number(values[name]),)) in rest or number(-values[name]) in rest
    return False


def _values(obligation: Obligation) -> dict[Symbol, Fraction]:
    found: dict[Symbol, Fraction] = {}
    for hypothesis in obligation.hypotheses:
        match hypothesis:
            case Apply("=", (Symbol() as name, value)) if (exact := _exact(value)) is not None and (
                    name.sort not in ("function", "unknown")):           # g = 1 is said of one place
                found[name] = exact
    return found


def _tables(obligation: Obligation) -> frozenset[Symbol]:
    """The names of matrices given by their entries: what one says of them is meant of these entries."""
    return frozenset(
        name for hypothesis in obligation.hypotheses if isinstance(hypothesis, Apply) and hypothesis.head == "="
        for name, value in (hypothesis.args,)
        if isinstance(name, Symbol) and isinstance(value, Apply) and (
            value.head == "matrix" or (value.head == "transpose" and not free(value))))


def _exact(term: Term) -> Fraction | None:
    match term:
        case Number(value):
            return value
        case Apply("-", (Number(value),)):
            return -value
    return None


def _literals(node: Node | None) -> set[Fraction]:
    """The numbers written in a side, with both signs."""
    found: set[Fraction] = set()
    for part in node.walk() if node is not None else ():
        if part.kind == "number" and part.text.replace(".", "", 1).isdigit() and len(part.text) < 50:
            value = Fraction(Decimal(part.text))
            found |= {value, -value}
    return found


__all__ = ["values_are_meant"]
