"""A count in words is not what follows from the sizes given.

Pattern   multiplications counted over windows that the output does not have
Repair    the count that the sizes give
Example   Amount of multiplications to compute A is 297 * 297 * 15 = 1,323,135
"""

from collections.abc import Iterator
from itertools import pairwise
from math import isqrt

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
    """What the stated count holds in place of one factor, or of two that belong together.

        stated = expected / (rows * columns) * found   and   found = m * m   ->   m x m in place of rows x columns
    """
    named = [(name, value) for name, term in count.factors if (value := exact(term)) is not None and value > 0]
    for (name, value), (_, other) in pairwise(named):
        found = count.stated / (count.expected / (value * other))
        root = isqrt(int(found)) if found.denominator == 1 and found > 0 else 0
        if root and root * root == found and found != value * other:
            more = "more" if found > value * other else "fewer"
            thing = name.split(" ", 2)[-1].replace("rows", "positions")
            return f"; the count given is that of {root} x {root} {thing}, {more} than the {value} x {other} there are"
    for name, value in named:
        found = count.stated / (count.expected / value)
        if found.denominator == 1 and found > 0 and found != value:
            return f"; the count given has {found} in place of {name}"
    return ""
