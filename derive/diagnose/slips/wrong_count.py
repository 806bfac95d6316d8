"""A count in words is not what follows from the sizes given.

Pattern   multiplications counted over windows that the output does not have
Repair    the count that the sizes give
Example   Amount of multiplications to compute A is 297 * 297 * 15 = 1,323,135
"""

from collections.abc import Iterator

from derive.diagnose.counts import RightCount, exact, right_count
from derive.diagnose.fault import Fault, Repair, with_goal
from derive.kernel.term import Apply

COST = 3
KIND = "count"
MESSAGE = "the count is not what the sizes give"
HELP = "count again from the sizes"


def repairs(fault: Fault) -> Iterator[Repair]:
    """The right count, with what the stated one may have counted instead."""
    count = right_count(fault)
    if count is None:
        return
    message = count.message + _instead(count)
    step = with_goal(fault.step, Apply("=", (count.side, count.side)))
    yield Repair(count.span, step, str(count.expected), message, f"the count is {int(count.expected):,}", trusted=True)


def _instead(count: RightCount) -> str:
    """Which factors the stated count holds in place of the right ones, when it is a whole multiple of the rest."""
    for name, term in count.factors:
        value = exact(term)
        if value is None or value == 0:
            continue
        found = count.stated / (count.expected / value)
        if found.denominator == 1 and found != value and found > 0:
            more = "more" if found > value else "fewer"
            return f"; the count given has {int(found):,} for the {int(value):,} {name}, {more} than there are"
    return ""
