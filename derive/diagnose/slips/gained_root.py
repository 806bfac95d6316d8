"""A root was gained that the equation does not have.

Pattern   both sides squared, or multiplied by what may be zero, and the steps called equivalent
Repair    the implication, which holds, in place of the equivalence
Example   sqrt(x) = x - 2  <=>  x = (x - 2)^2
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, with_goal
from derive.diagnose.messages import point
from derive.kernel.term import Apply
from derive.kernel.verdict import Refuted

COST = 7
KIND = "relation"
MESSAGE = "a root is gained"
HELP = "put the roots into the first equation and drop those that do not satisfy it"


def repairs(fault: Fault) -> Iterator[Repair]:
    """The same statements under an arrow to the right, where an equivalence was claimed."""
    verdict = fault.judgement.verdict
    goal = fault.step.obligation.goal if fault.step.obligation is not None else None
    match goal:
        case Apply("iff", (before, after)) if isinstance(verdict, Refuted):
            step = with_goal(fault.step, Apply("implies", (before, after)))
            message = f"{point(verdict.counterexample)} satisfies the second statement and not the first"
            yield Repair(fault.step.at, step, r"\Rightarrow", message)
