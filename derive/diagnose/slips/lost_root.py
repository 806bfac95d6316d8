"""A root of the equation was lost.

Pattern   x^2 = 4  solved as  x = 2
Repair    the root that breaks the equivalence, added as another case; of several names the one that is divided out
Example   x^2 = 3 x  <=>  x = 3
Example   2 x y = 2 c x  =>  y = c
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, with_goal
from derive.elaborate.notation import latex, plain
from derive.kernel.term import Apply, free, number
from derive.kernel.verdict import Refuted

COST = 6
KIND = "case"
MESSAGE = "a root is lost"
HELP = "name every root: an equation must not be divided by what may be zero, nor a root taken with one sign"


def repairs(fault: Fault) -> Iterator[Repair]:
    """The equivalence with the counterexample's value as one more root on the right."""
    verdict, right = fault.judgement.verdict, fault.step.rhs
    goal = fault.step.obligation.goal if fault.step.obligation is not None else None
    if not isinstance(verdict, Refuted) or right is None:
        return
    point = verdict.counterexample.point
    match goal:
        case Apply("iff" | "implies" as head, (before, after)):
            divided = [(name, value) for name, value in point if value == number(0) and name not in free(after)]
            for symbol, value in point if len(point) == 1 else divided:
                root = Apply("=", (symbol, value))
                step = with_goal(fault.step, Apply(head, (before, Apply("or", (after, root)))))
                fix = f"{fault.source[right.span.start : right.span.stop].strip()} \\text{{ or }} {latex(root)}"
                yield Repair(right.span, step, fix, f"the root {plain(root)} is lost", f"add {plain(root)}")
