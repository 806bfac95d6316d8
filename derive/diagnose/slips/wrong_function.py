"""One function stands for another.

Pattern   cos x  written as  sin x
Repair    the related function in one place
Example   d/dx sin x = sin x
"""

import re
from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited
from derive.read.node import Span

COST = 28
KIND = "function"
MESSAGE = "another function is meant"
HELP = "use the other function"

RELATED = {
    "sin": ("cos", "tan"), "cos": ("sin", "tan"), "tan": ("cot", "sin"), "cot": ("tan",), "sec": ("csc", "tan"),
    "csc": ("sec",), "sinh": ("cosh",), "cosh": ("sinh",), "tanh": ("coth",), "log": ("exp",), "ln": ("exp",),
    "exp": ("log",), "max": ("min",), "min": ("max",), "arcsin": ("arccos",), "arccos": ("arcsin",),
}  # fmt: skip


def repairs(fault: Fault) -> Iterator[Repair]:
    """Each function name of the right side replaced by a related one."""
    side = fault.step.rhs
    if side is None:
        return
    text = fault.source[side.span.start : side.span.stop]
    for found in re.finditer(r"\\([a-zA-Z]+)", text):
        for other in RELATED.get(found[1], ()):
            start = side.span.start + found.start()
            edit = edited(fault, Span(start, start + len(found[0])), f"\\{other}")
            if edit is not None:
                yield edit
