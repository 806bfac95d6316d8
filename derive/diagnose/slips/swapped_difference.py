"""A difference was taken the wrong way round.

Pattern   a - b  written as  b - a
Repair    the two terms exchanged
Example   (x - y)(x + y) = y^2 - x^2
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited, parts, source_of

COST = 9
KIND = "order"
MESSAGE = "the difference is the wrong way round"
HELP = "exchange the two terms"


def repairs(fault: Fault) -> Iterator[Repair]:
    """Each difference of two terms, turned round."""
    for node in parts(fault, "sum"):
        if len(node.children) != 2:
            continue
        first, second = node.children
        if first.kind != "negate" and second.kind == "negate" and len(second.children) == 1:
            text = f"{source_of(fault, second.children[0])} - {source_of(fault, first)}"
            edit = edited(fault, node.span, text)
            if edit is not None:
                yield edit
