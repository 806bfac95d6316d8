"""One name stands for another.

Pattern   w_1 x_0  written as  w_0 x_0
Repair    another name of the step in one place
Example   d/dx (x y) = x
"""

from collections.abc import Iterator

from derive.diagnose import nearby
from derive.diagnose.fault import Fault, Repair, edited, parts, source_of

COST = 45
KIND = "factor"
MESSAGE = "another name is meant"
HELP = "use the other name"


def repairs(fault: Fault) -> Iterator[Repair]:
    """Each name or subscripted name of the step, or of what it rests on, in place of each other one."""
    inside = {child.span for node in parts(fault, "sub", "accent", "font") for child in node.children}
    places = [node for node in parts(fault, "name", "sub") if node.span not in inside]
    others = nearby.names(fault)
    for place in places:
        for name in others:
            if name != source_of(fault, place):
                edit = edited(fault, place.span, name)
                if edit is not None:
                    yield edit
