"""The relation sign is wrong.

Pattern   a > b  written as  a < b
Repair    another relation between the same sides
Example   7 < 5
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited, with_goal
from derive.kernel.term import Apply

COST = 8
KIND = "relation"
MESSAGE = "the relation between the two sides is another one"
HELP = "mend the relation sign"

OTHER_SIGNS = {"<": (">", ">=", "<="), ">": ("<", "<=", ">="), "<=": (">=", ">"), ">=": ("<=", "<"), "!=": ("=",)}
LATEX = {"=": "=", "!=": r"\neq", "<": "<", ">": ">", "<=": r"\leq", ">=": r"\geq"}


def repairs(fault: Fault) -> Iterator[Repair]:
    """The same sides under each other sign; an equation is never mended into an inequality."""
    goal = fault.step.obligation.goal if fault.step.obligation is not None else None
    match goal:
        case Apply(sign, args) if sign in OTHER_SIGNS:
            for other in OTHER_SIGNS[sign]:
                step = with_goal(fault.step, Apply(other, args))
                yield Repair(fault.step.at, step, LATEX[other], help=f"the relation that holds is {LATEX[other]}")
        case Apply("iff" | "implies", _) if fault.step.rhs is not None and fault.step.rhs.node is not None:
            for node in fault.step.rhs.node.walk():
                for other in OTHER_SIGNS.get(node.text, ()) if node.kind == "relation" else ():
                    edit = edited(fault, node.span, f"{LATEX[other]} ")
                    if edit is not None:
                        yield edit
