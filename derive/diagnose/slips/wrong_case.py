"""A step stands under the wrong case heading.

Pattern   a step that holds for j = i under the heading "Case j != i"
Repair    the condition that no heading covers, in place of the heading's own
Example   Case j != i:  dP_j/dh_i = dP_j/dh_j
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, with_hypotheses
from derive.elaborate.notation import latex, plain

COST = 5
KIND = "case"
MESSAGE = "the step does not hold in the case of its heading"
HELP = "mend the heading, or move the step"


def repairs(fault: Fault) -> Iterator[Repair]:
    """The step under the condition that the split leaves out."""
    index = fault.step.case
    if index is None or index not in fault.gaps:
        return
    condition, finding = fault.gaps[index]
    case = fault.elaborated.cases[index]
    step = with_hypotheses(fault.step, {case.condition}, (condition,))
    message = f"the step fails when {plain(case.condition)} and holds when {plain(condition)}"
    yield Repair(fault.step.at, step, None, message, f"the heading should read {latex(condition)}", finding)
