"""Rounding within a side: the right side is the left one with some of its parts worked out to the digits shown.

    5!/(3! 2!) 0.8^4 0.2^2 = 10 * 0.0164        10 and 0.0164 each stand for a part, which they equal or round
    (0.905 - 0.5)/SE = (0.905 - 0.5)/0.109      0.109 is SE, rounded

The goal is the conjunction of what each number claims of the part that it stands for, and of the equation that is left
when the numbers are put in: 0.15 + 0.1 = 0.16 + 0.1 is none, for 0.16 does not round 0.15.

    SE = 0.109 stated, then (0.905 - 0.5)/SE = 3.72       the result of the number stated, not of the exact SE
    a = 3.2 stated, then sqrt(2 a d) = sqrt(2 * 3.2 * 2)  the number stated put in, and d by its exact value
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from derive.elaborate.formulas.rounding import Rounded, Units, decimals, last_digit
from derive.elaborate.formulas.sampling import approximate
from derive.elaborate.formulas.shown_digits import Digits
from derive.elaborate.formulas.written_out import written_out
from derive.elaborate.step import Side
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, number, substitute
from derive.read.node import Node

PARTS = 8                                        # numbers that stand for parts of one side
ALIKE = Fraction(1, 200)                         # how near a number that is put in is to the one that is given
NONE: Mapping[Term, Fraction] = {}
TRIES = 200                                      # ways of setting the parts of two sides beside each other

Pairs = tuple[tuple[Term, Term], ...]
Found = tuple[Term, Pairs]                       # the left side with numbers put in, and what they stand for


def carried_on(near: Term | None, left: Side, right: Side, rounded: Rounded) -> tuple[Obligation, ...]:
    """The result of what a chain came to before it was rounded: 1000/1.05^10 = 1000/1.629 = 613.91.

    Only where it is also that of the rounded numbers as far as these are known.
    """
    unit = last_digit(right.node) if right.node is not None else None
    if near is None or rounded.start in (None, left.term) or not unit or not isinstance(right.term, Number):
        return ()
    if rounded.start is None or free(rounded.start):
        return ()
    return (Obligation((), Apply("and", (_nearest(rounded.start, right.term, unit), near))),)


def within(left: Side, right: Side, relation: str, digits: Digits, exact: Obligation) -> tuple[Obligation, ...]:
    """What rounding inside of the sides of a link, or in the names that they rest on, would make of it."""
    hypotheses = exact.hypotheses
    whole = _formula(left.term, hypotheses) if isinstance(left.term, Symbol) else left.term
    if relation not in ("=", "approx") or not isinstance(whole, Apply | Bind):
        return ()
    if right.term is None or right.node is None:
        return ()
    stated = digits.stated
    used = {symbol: stated[symbol.name] for symbol in free(whole) if symbol.name in stated}
    used = {symbol: (value, unit) for symbol, (value, unit) in used.items() if unit}
    rightly = tuple(_nearest(symbol, number(value), unit) for symbol, (value, unit) in used.items())
    values = {symbol: number(value) for symbol, (value, _) in used.items()}
    given = {h.args[0]: h.args[1].value for h in hypotheses if isinstance(h, Apply) and h.head == "="
             and isinstance(h.args[1], Number)}
    found = [_parts(whole, right.term, right.node, digits, given)]
    if found == [None] and decimals(right.node):
        found.append(_parts(written_out(whole, hypotheses), right.term, right.node, digits))
    if used:
        put_in = substitute(whole, values)
        found += [_with(rightly, _result(put_in, right.term, right.node)),
                  _with(rightly, _parts(put_in, right.term, right.node, digits)),
                  _with(rightly, Apply("=", (put_in, right.term)))]
    return tuple(Obligation(hypotheses, goal) for goal in found if goal is not None)


def _formula(name: Symbol, hypotheses: tuple[Term, ...]) -> Term | None:
    """What a name was defined as: ln 2/k of t = 0.693/0.0231, sqrt(20/3) of s = sqrt(6.67)."""
    for known in hypotheses:
        match known:
            case Apply("=", (left, Apply() as body)) if left == name:
                return body
    return None


def _with(claims: tuple[Term, ...], goal: Term | None) -> Term | None:
    return Apply("and", (*claims, goal)) if goal is not None else None


def _parts(left: Term, right: Term, written: Node, digits: Digits, given: Mapping[Term, Fraction] = NONE
           ) -> Term | None:
    """What must hold for the right side to be the left one with parts of it worked out; None where it is not that.

    What is given in numbers is put in as it is: 0.2 is not 0.21.
    """
    units = digits.widened(decimals(written))
    if not units or isinstance(right, Number | Symbol):
        return None
    for put_in, pairs in _matches(left, right, units, [TRIES]):
        inexact = [value for _, value in pairs if isinstance(value, Number) and value.value in units]
        if any(part in given and isinstance(value, Number) and abs(given[part] - value.value) > ALIKE * abs(given[part])
               for part, value in pairs):
            continue
        if inexact and len(pairs) <= PARTS:
            return Apply("and", (*(_claim(part, value, units) for part, value in pairs), Apply("=", (put_in, right))))
    return None


def _result(put_in: Term, right: Term, written: Node) -> Term | None:
    """A decimal as the result of what stands on the left."""
    unit = last_digit(written)
    return _nearest(put_in, right, unit) if unit and isinstance(right, Number) else None


def _claim(part: Term, value: Term, units: Units) -> Term:
    unit = units.get(value.value) if isinstance(value, Number) else None
    return _nearest(part, value, unit) if unit else Apply("=", (part, value))


def _nearest(part: Term, value: Term, unit: Fraction) -> Term:
    """|part - value| < half a unit, or the tie that is rounded away from zero."""
    gap, half = Apply("abs", (Apply("+", (part, Apply("-", (value,)))),)), number(unit / 2)
    away = Apply(">", (Apply("abs", (value,)), Apply("abs", (part,))))
    return Apply("or", (Apply("<", (gap, half)), Apply("and", (Apply("<=", (gap, half)), away))))


def _matches(left: Term, right: Term, units: Units, budget: list[int]) -> Iterator[Found]:
    """Ways to read the right term as the left one with parts worked out, the likeliest first."""
    budget[0] -= 1
    if budget[0] < 0:
        return
    if left == right:
        yield right, ()
        return
    if isinstance(right, Number):
        if not isinstance(left, Number) and _may_be(left, right.value, units.get(right.value)):
            yield right, ((left, right),)
        return
    if not (isinstance(left, Apply) and isinstance(right, Apply)):
        return
    if left.head == right.head == "-" and len(left.args) == len(right.args) == 1:
        for put_in, pairs in _matches(left.args[0], right.args[0], units, budget):
            yield Apply("-", (put_in,)), pairs
    elif left.head == right.head and left.head in ("+", "*") and len(left.args) >= len(right.args):
        for parts, pairs in _aligned(left.head, left.args, right.args, units, budget):
            yield Apply(left.head, parts), pairs
    elif left.head == right.head and len(left.args) == len(right.args):
        for parts, pairs in _aligned("", left.args, right.args, units, budget):
            yield Apply(left.head, parts), pairs
    elif right.head == "-" and isinstance(right.args[0], Number):
        value = right.args[0].value
        if _may_be(left, -value, units.get(value)):
            yield right, ((Apply("-", (left,)), right.args[0]),)


def _aligned(head: str, lefts: tuple[Term, ...], rights: tuple[Term, ...], units: Units, budget: list[int]
             ) -> Iterator[tuple[tuple[Term, ...], Pairs]]:
    """The parts in order, each on the right for one or, in sums and products, for several next to one another."""
    if not rights:
        if not lefts:
            yield (), ()
        return
    spare = len(lefts) - len(rights)
    for taken in range(1, spare + 2 if head else 2):
        if taken > len(lefts) or budget[0] < 0:
            return
        part = lefts[0] if taken == 1 else Apply(head, lefts[:taken])
        for put_in, pairs in _matches(part, rights[0], units, budget):
            for rest, more in _aligned(head, lefts[taken:], rights[1:], units, budget):
                yield (put_in, *rest), (*pairs, *more)


def _may_be(part: Term, value: Fraction, unit: Fraction | None) -> bool:
    """Whether a part comes to the value, as far as floating point tells; a part with names may."""
    if free(part):
        return unit is not None
    near = approximate(part, {})
    slack = float(unit or 0) * 0.51 + 1e-9 * max(1.0, abs(float(value)))
    return near is None or abs(near - float(value)) <= slack


__all__ = ["carried_on", "within"]
