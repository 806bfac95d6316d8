"""Rounding: by how much the two sides of a link may differ where the author rounded.

    2/3 = 0.67                half a unit of the last digit of the result
    x \\approx 3               the same, whole numbers included
    (1/3) * 3.1 = 0.33 * 3.1  a decimal that is new on the right came by rounding; the
                              bound is how far its half unit moves the side
    0.33 * 3 = 1.00           and so on down the chain
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from itertools import product
from typing import Protocol

from derive.elaborate.formulas.branches import Valuation
from derive.elaborate.formulas.rewording import worded_name
from derive.elaborate.formulas.sampling import approximate
from derive.elaborate.step import Side, Step
from derive.elaborate.unfolding import rewrite
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, heads, number, subterms
from derive.read.node import Node

CLOSE = Fraction(1, 200)                          # of a whole number of two digits, by which it may be rounded
DIGITS = 60                                      # longer decimals are no rounded results
FINE = Fraction(1, 100)                           # results that are put in have two digits behind the point at least
LONG = 1000                                      # or four in all: 654.5
LOOSE = 4                                        # half units by which a result of rounded numbers may be off
SMALL = 1e-6                                     # values of which no digits are cut off: 6.62e-24
CORNERS = 6                                      # decimals in one side that are followed
COUNTS = frozenset({"binomial", "factorial"})
TABLES = frozenset({"tuple", "matrix", "transpose"})
Units = dict[Fraction, Fraction]


class Results(Protocol):
    """The results that a page has shown."""

    def off(self, side: Side) -> Fraction:
        """How far a side moves with those in it."""


class Rounded(Units):
    """The decimals of a chain that came by rounding, their units, and the side before the first of them."""

    start: Term | None = None


def rounded_goal(
    left: Side, right: Side, relation: str, rounded: Rounded, given: Callable[[], Collection[Fraction]] = tuple,
    steps: Sequence[Step] = (), results: Results | None = None,
) -> Term | None:
    """|left - right| <= what rounding explains; None where no rounding is to be seen.

    `rounded` collects the decimals that came by rounding, for the links that follow; what is `given` came by none.
    Where numbers were rounded before, what has names in it may rest on several of them, and so may a left side that
    holds results of the page.
    """
    if relation not in ("=", "approx") or left.node is None or right.node is None:
        return None
    if left.term is None or right.term is None:
        return None
    written, result = worded_name(left.node), worded_name(right.node)
    whole = relation == "approx" or _is_long(result) or _is_measured(written, result)
    if relation == "approx" and isinstance(right.term, Apply) and right.term.head in TABLES and not free(right.term):
        rounded.update(decimals(result))         # (0.707, 1.414), and then e^{0.707}
    known = decimals(written, whole)
    loose = _zeros(result) if relation == "approx" else 1
    shown = {value: loose * unit for value, unit in decimals(result, whole).items() if value not in known}
    if free(right.term) or free(left.term) or not shown:  # a value put in for a name is no rounding
        unit = last_digit(result, whole) or last_digit(written, whole)
        if unit is None and free(left.term) and _is_of_data(result, given()):
            return within_bound(left.term, right.term, Fraction(result.text) * CLOSE)     # ln 2/k = 20, k = 0.0347
        if unit or free(right.term):
            again = relation == "approx" and unit is not None and unit < FINE and _approximated(steps)
            return within_bound(left.term, right.term, unit * (LOOSE if again else 1) / 2) if unit else None
        if not free(left.term) and not free(right.term) and results is not None and (off := results.off(left)):
            return within_bound(left.term, right.term, off)      # 654.5/2454.5 = 200/750, of digits shown before
        fine = {value: unit for value, unit in shown.items() if is_fine(value, unit)}
        fresh = fine and {value: unit for value, unit in fine.items() if value not in given()}
        by = moved(right.term, fresh)
        by = by * LOOSE if by and _approximated(steps) else by
        by = max(by, results.off(right)) if by and results is not None else by
        return within_bound(left.term, right.term, by) if by else None      # y' = 0.599 - 1, of y = 0.5987
    earlier = dict(rounded)
    if (exact := _value(left.term, {})) is None or exact != _value(right.term, {}):
        rounded.start = rounded.start if earlier else left.term
        rounded.update(shown)                    # what is equal to the last digit came by no rounding
    bound = moved(right.term, shown)
    before = moved(left.term, earlier) or Fraction(0)
    if relation == "approx" and bound is not None and max(shown.values()) < 1:
        bound *= 2                               # digits may also have been cut off; this far, nothing is refuted
    before = max(before, results.off(left)) if results is not None else before
    return within_bound(left.term, right.term, bound + before) if bound is not None else None


def _zeros(node: Node) -> int:
    """By how much a whole number may be rounded that ends with zeros behind three digits: 8680 for 8678."""
    digits = node.text if node.kind == "number" and node.text.isdigit() else ""
    return int(10 ** min(len(digits) - len(digits.rstrip("0")), max(0, len(digits) - 3)))


def _approximated(steps: Sequence[Step]) -> bool:
    return any(step.relation == "approx" for step in steps)


def _is_long(node: Node) -> bool:
    """Whether a whole number has digits enough to be a rounded result: 503 for 503.16."""
    return node.kind == "number" and node.text.isdigit() and len(node.text) >= 3


def _is_measured(written: Node, result: Node) -> bool:
    """Whether a whole number of two digits is what a measured quantity comes to: 7.83 * 10^4 / 2000 = 39."""
    scaled = any(_scale(part) is not None for part in written.walk()) and bool(decimals(written))
    return scaled and result.kind == "number" and result.text.isdigit() and len(result.text) == 2


def _is_of_data(result: Node, given: Collection[Fraction]) -> bool:
    """Whether a whole number of two digits may be what data come to, of which some have three digits and a point."""
    whole = result.kind == "number" and result.text.isdigit() and len(result.text) == 2
    return whole and any(value.denominator > 1 and len(str(abs(value.numerator)).strip("0")) > 2 for value in given)


def within_bound(left: Term, right: Term, bound: Fraction) -> Term:
    """|left - right| <= bound"""
    return Apply("<=", (Apply("abs", (Apply("+", (left, Apply("-", (right,)))),)), number(bound)))


def decimals(node: Node, whole: bool = False) -> Units:
    """The decimals written in a formula, each with the unit of its last digit."""
    found: Units = {}
    scales = {id(inner) for part in node.walk() if _scale(part) is not None for inner in part.children}
    for part in node.walk():
        if part.kind == "sum" and (unit := last_digit(part)) is not None:        # 1.21e-4
            mantissa = part.children[0].children[0]
            scales.add(id(mantissa))
            scale = unit / (last_digit(mantissa) or 1)
            found[Fraction(mantissa.text) * scale] = unit
        elif part.kind == "number" and id(part) not in scales and (unit := last_digit(part, whole)):
            found[Fraction(part.text)] = max(unit, found.get(Fraction(part.text), unit))
    return found


def is_fine(value: Fraction, unit: Fraction) -> bool:
    """Whether a decimal has digits enough to be a result that is put in."""
    return unit <= FINE or (unit < 1 and abs(value) >= LONG * unit)


def moved(term: Term, units: Units) -> Fraction | None:
    """How far a closed term moves when its rounded decimals move by half a unit; exact at the corners."""
    used = [value for value in units if _occurs(term, value)]
    if not used or len(used) > CORNERS:
        return Fraction(0)
    names = {value: Symbol(f"rounded {k}") for k, value in enumerate(used)}
    opened = _opened(term, names)
    here = _value(term, {})
    if here is None:
        return None
    furthest = Fraction(0)
    for signs in product((-1, 1), repeat=len(used)):
        there = _value(opened, {names[v]: v + sign * units[v] / 2 for v, sign in zip(used, signs, strict=True)})
        if there is None:
            return None
        furthest = max(furthest, abs(there - here))
    return furthest


def _value(term: Term, point: dict[Symbol, Fraction]) -> Fraction | None:
    """The value at a point, in floating point where it is not rational: a bound need not be sharp."""
    if not COUNTS.isdisjoint(heads(term)):
        return None                              # 120 (0.3)^3 (0.7)^7 is no side in which digits were cut off
    exact = Valuation({symbol.name: number(value) for symbol, value in point.items()}, {}).of(term)
    if exact is not None:
        return exact
    near = approximate(term, {symbol: float(value) for symbol, value in point.items()})
    if near is None or abs(near) < SMALL:
        return None if near is None else Fraction(near)
    return Fraction(near).limit_denominator(10**15)


def _occurs(term: Term, value: Fraction) -> bool:
    match term:
        case Number(other):
            return other == value
        case Apply(_, args):
            return any(_occurs(arg, value) for arg in args)
    return False


def _opened(term: Term, names: dict[Fraction, Symbol]) -> Term:
    """The term with its rounded decimals as names."""
    match term:
        case Number(value):
            return names.get(value, term)
        case Apply(head, args):
            return Apply(head, tuple(_opened(arg, names) for arg in args))
    return term


def last_digit(node: Node, whole: bool = False) -> Fraction | None:
    """The unit of the last digit of a decimal as written; None for anything else.

    0.67 -> 1/100    -0.2 -> 1/10    1.5 * 10^{3} -> 100    12.5\\% -> 1/1000    1.21e-4, 1.21E-4 -> 1/1000000
    """
    match node.kind:
        case "negate" | "plus" | "paren" if node.children:
            return last_digit(node.children[0], whole)
        case "number":
            mantissa, _, power = node.text.partition("e")
            _, point, digits = mantissa.partition(".")
            if len(node.text) > DIGITS or not mantissa.replace(".", "", 1).isdigit() or not (point or whole):
                return None
            return Fraction(10) ** (int(power or 0) - len(digits))
        case "percent" if node.children:
            unit = last_digit(node.children[0], True)      # 1/3 = 33%
            return unit / 100 if unit else None
        case "product" | "juxtapose" if len(node.children) == 2:
            unit, scale = last_digit(node.children[0], whole), _scale(node.children[1])
            return unit * scale if unit and scale else None
        case "sum" if len(node.children) == 2 and node.children[0].kind == "juxtapose":
            return _last_of_numeral(*node.children)
    return None


def _last_of_numeral(mantissa: Node, exponent: Node) -> Fraction | None:
    """1.21e-4 -> 1/1000000, typed as programs print it."""
    if len(mantissa.children) != 2 or mantissa.children[1].text not in ("e", "E"):
        return None
    sign, digits = (-1, exponent.children[0]) if exponent.kind == "negate" else (1, exponent)
    unit = last_digit(mantissa.children[0])
    if unit is None or digits.kind != "number" or not digits.text.isdigit() or len(digits.text) > 2:
        return None
    return unit * Fraction(10) ** (sign * int(digits.text))


def _scale(node: Node) -> Fraction | None:
    """A power of ten, or of two as it counts bytes."""
    if node.kind != "sup" or node.children[0].kind != "number" or node.children[0].text not in ("10", "2"):
        return None
    exponent, sign = node.children[1], 1
    if exponent.kind == "negate":
        exponent, sign = exponent.children[0], -1
    if exponent.kind != "number" or not exponent.text.isdigit() or len(exponent.text) > 2:
        return None
    return Fraction(node.children[0].text) ** (sign * int(exponent.text))


def with_quantities(exact: Obligation, goal: Term | None) -> Obligation | None:
    """A rounded result with numbers for the quantities that have one: P(B) = 0.2 in P(A) P(B) ~ 0.13."""
    if goal is None:
        return None
    bound = {part.variable for part in subterms(goal) if isinstance(part, Bind)}       # dL/dw is no slope at w x = 0.5
    known: dict[Term, Term] = {left: right for one in exact.hypotheses if isinstance(one, Apply) and one.head == "="
             for left, right in [one.args] if isinstance(left, Apply) and free(left) and not free(right)
             and bound.isdisjoint(free(left))}
    return Obligation(exact.hypotheses, rewrite(goal, lambda part: known.get(part)))


def closed(goal: Term, knows: Callable[[str], bool]) -> bool:
    """Whether every name in a rounded result is one that the page gives."""
    return all(knows(symbol.name) for symbol in free(goal))
