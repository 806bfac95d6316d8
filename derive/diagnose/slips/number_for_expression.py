"""A number stands where an expression of the step belongs.

Pattern   a letter lost on the way, and a number in its place
Repair    the name, its double, or the sum of two names, that is needed there
Example   n (n + 1)/2 + (n + 1) = (n + 1)(3 + 2)/2
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited, parts
from derive.diagnose.holes import agree, number_of, target
from derive.diagnose.nearby import expressions

COST = 43
KIND = "term"
MESSAGE = "an expression belongs here, and not a number"
HELP = "recompute this part"


def repairs(fault: Fault) -> Iterator[Repair]:
    """Each number of the right side replaced by an expression that has the values needed there."""
    wanted = target(fault)
    if wanted is None:
        return
    nearby = {text: values for text in expressions(fault) if (values := wanted.at_points(text)) is not None}
    for node in parts(fault, "number"):
        values = wanted.values(node.span, "(?)")
        if values is None or number_of(values) is not None:
            continue
        for text in [text for text, others in nearby.items() if agree(values, others)][:2]:
            edit = edited(fault, node.span, text)
            if edit is not None:
                yield edit
