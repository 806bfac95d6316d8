"""A count leaves out one of the numbers that are to be multiplied.

Pattern   weights counted as k k c_out, without the input channels
Repair    the stated count times the factors left out is the right count
Example   Amount of parameters of A is 3 * 3 * 5 = 45, where A has 3 input channels
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations
from math import prod

from derive.diagnose.counts import RightCount, exact, right_count
from derive.diagnose.fault import Fault, Repair, with_goal
from derive.kernel.term import Apply

COST = 2
KIND = "factor"
MESSAGE = "a factor is missing in the count"
HELP = "multiply by the factor that is missing"


def repairs(fault: Fault) -> Iterator[Repair]:
    """The right count, where the stated one lacks one or two of its named factors."""
    count = right_count(fault)
    if count is None or not count.stated:
        return
    ratio = count.expected / count.stated
    named = [(name, value) for name, term in count.factors if (value := exact(term)) is not None and value != 1]
    unwritten = _unwritten(fault, named)
    for size in (1, 2):
        for chosen in chain(combinations(unwritten, size), combinations(named, size)):
            if prod(value for _, value in chosen) == ratio:
                yield _repair(count, fault, [name for name, _ in chosen], ratio)
                return


def _unwritten(fault: Fault, named: list[tuple[str, Fraction]]) -> list[tuple[str, Fraction]]:
    """The factors that find no number of their own in the stated count, which is read from left to right."""
    side = fault.step.rhs
    written = [Fraction(node.text) for node in side.node.walk() if node.kind == "number"] if side and side.node else []
    missing = []
    for name, value in named:
        if value in written:
            written.remove(value)
        else:
            missing.append((name, value))
    return missing


def _repair(count: RightCount, fault: Fault, names: list[str], product: Fraction) -> Repair:
    verb = "are" if len(names) > 1 or names[0].endswith("s") else "is"
    step = with_goal(fault.step, Apply("=", (count.side, count.side)))
    fix = f"{fault.source[count.span.start : count.span.stop].strip()} \\times {product}"
    message = f"{' and '.join(names)} {verb} missing: {count.message}"
    return Repair(count.span, step, fix, message, f"multiply by {product}", trusted=True)
