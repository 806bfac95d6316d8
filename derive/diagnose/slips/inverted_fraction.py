"""A fraction is upside down, or a product should be a quotient.

Pattern   a / b  written as  b / a
Repair    numerator and denominator exchanged, or multiplied
Example   1/(1/x + 1/y) = (x + y)/(xy)
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited, parts, source_of

COST = 18
KIND = "inverted"
MESSAGE = "the fraction is upside down"
HELP = "exchange numerator and denominator"


def repairs(fault: Fault) -> Iterator[Repair]:
    """Each fraction turned over."""
    for node in parts(fault, "frac", "over"):
        if len(node.children) == 2:
            top, bottom = (source_of(fault, child) for child in node.children)
            edit = edited(fault, node.span, f"\\frac{{{bottom.strip('{}')}}}{{{top.strip('{}')}}}")
            if edit is not None:
                yield edit
            multiplied = edited(fault, node.span, f"{bottom.strip('{}')} \\cdot {top.strip('{}')}")
            if multiplied is not None and len(top.strip("{}")) + len(bottom.strip("{}")) < 8:
                yield multiplied
