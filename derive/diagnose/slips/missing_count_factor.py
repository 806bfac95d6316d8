"""A count leaves out one of the numbers that are to be multiplied.

Pattern   weights counted as k k c_out, without the input channels
Repair    the stated count times the factors left out is the right count
Example   Amount of parameters of A is 3 * 3 * 5 = 45, where A has 3 input channels
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from derive.diagnose.counts import exact, right_count
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
    for size in (1, 2):
        for chosen in combinations(named, size):
            product = Fraction(1)
            for _, value in chosen:
                product *= value
            if product == ratio:
                yield _repair(fault, [name for name, _ in chosen], product)
                return


def _repair(fault: Fault, names: list[str], product: Fraction) -> Repair:
    count = right_count(fault)
    assert count is not None
    verb = "are" if len(names) > 1 or names[0].endswith("s") else "is"
    message = f"the {' and the '.join(names)} {verb} missing: {count.message}"
    step = with_goal(fault.step, Apply("=", (count.side, count.side)))
    fix = f"{fault.source[count.span.start : count.span.stop].strip()} \\times {product}"
    return Repair(count.span, step, fix, message, f"multiply by {product}", trusted=True)
