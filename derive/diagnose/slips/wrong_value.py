"""A number is not the value of what it is said to be.

Pattern   x_1 = 1  where x_1 is 0.6
Repair    the value of the other side
Example   x_1 = 0.5 + 0.1 = 0.7
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from derive.diagnose.counts import exact
from derive.diagnose.fault import Fault, Repair, edited
from derive.elaborate.notation import plain
from derive.elaborate.step import Side
from derive.kernel.term import Apply, Symbol, free
from derive.kernel.verdict import Refuted

COST = 35
KIND = "value"
MESSAGE = "the value is another one"
HELP = "recompute the value"


def repairs(fault: Fault) -> Iterator[Repair]:
    """The exact value of the left side in place of a closed right side, or its rounding to the digits shown."""
    verdict, left, right = fault.judgement.verdict, fault.step.lhs, fault.step.rhs
    if not isinstance(verdict, Refuted) or left is None or right is None or fault.step.relation not in ("=", "approx"):
        return
    if right.term is None or free(right.term) or exact(right.term) is None:
        return
    found = _value(verdict.counterexample.lhs)
    if found is None:
        return
    value, whole = found
    places = _places(fault.source[right.span.start : right.span.stop])
    text = numeral(value)
    rounding = places is not None and (not whole or value * 10**places % 1 != 0)
    if rounding:
        assert places is not None
        text = _rounded(value, places)
    elif not whole:
        return
    repair = edited(fault, right.span, text)
    if repair is not None:
        subject = plain(left.term) if left.term is not None else left.latex
        detail = f" to {places} places" if rounding else " here"
        same = left.term is not None and exact(left.term) == value and not rounding
        message = f"the value is {text}" if same else f"{subject} is {text}{detail}{_whose(fault, right)}"
        yield Repair(repair.span, repair.step, text, message, f"write {text}", trusted=rounding)


def _value(text: str) -> tuple[Fraction, bool] | None:
    """A value as the counterexample says it, and whether these are all its digits."""
    try:
        if text.endswith("...") and len(text) > 12:
            return Fraction(text.removesuffix("...")), False
        return Fraction(text), True
    except (ValueError, ZeroDivisionError):
        return None


def _places(written: str) -> int | None:
    """How many decimal places a number was written with; None where it is no decimal."""
    found = re.fullmatch(r"-?\s*[\d,]*\.(\d{1,9})", written.strip())
    return len(found[1]) if found else None


def _rounded(value: Fraction, places: int) -> str:
    """The nearest decimal with so many places, ties away from zero."""
    scaled = int(abs(value) * 10**places + Fraction(1, 2))
    digits = str(scaled).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def numeral(value: Fraction) -> str:
    """A number as an author would write it: a whole number, a short decimal, or a fraction."""
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1 and value.denominator <= 10**6:
        return f"{float(value):.12g}"
    sign = "-" if value < 0 else ""
    return f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def _whose(fault: Fault, right: Side) -> str:
    """The name whose given value was written instead, if there is one."""
    assert right.term is not None
    written = exact(right.term)
    obligation = fault.step.obligation
    for hypothesis in obligation.hypotheses if obligation is not None else ():
        match hypothesis:
            case Apply("=", (Symbol() as name, value)) if exact(value) == written:
                return f"; {plain(right.term)} is the value of {plain(name)}"
    return ""
