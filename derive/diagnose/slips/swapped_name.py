"""One name stands for another.

Pattern   w_1 x_0  written as  w_0 x_0
Repair    another name of the step in one place
Example   d/dx (x y) = x
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited, parts, source_of

COST = 45
KIND = "factor"
MESSAGE = "another name is meant"
HELP = "use the other name"


def repairs(fault: Fault) -> Iterator[Repair]:
    """Each name or subscripted name of the step in place of each other one."""
    inside = {child.span for node in parts(fault, "sub", "accent", "font") for child in node.children}
    places = [node for node in parts(fault, "name", "sub") if node.span not in inside]
    names = list(dict.fromkeys(source_of(fault, node) for node in places))[:8]
    right = fault.step.rhs
    for place in places:
        if right is None or not right.span.start <= place.span.start < right.span.stop:
            continue
        for name in names:
            if name != source_of(fault, place):
                edit = edited(fault, place.span, name)
                if edit is not None:
                    yield edit
