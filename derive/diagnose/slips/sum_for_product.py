"""A product stands where a sum belongs, or a sum where a product belongs.

Pattern   e^{a + b}  written as  e^a + e^b;  log(a b) as log a log b
Repair    the other operation between the two parts
Example   |a b| = |a| + |b|
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited, parts, source_of
from derive.read.node import Node

COST = 19
KIND = "term"
MESSAGE = "the two parts are joined by the wrong operation"
HELP = "a function of a sum is rarely the sum of its values"


def repairs(fault: Fault) -> Iterator[Repair]:
    """Each sum of two as a product, each product of two as a sum."""
    for node in parts(fault, "sum", "product", "juxtapose"):
        if len(node.children) != 2:
            continue
        first, second = node.children
        texts = [_bracketed(fault, first), _bracketed(fault, second)]
        sign = " \\cdot " if node.kind == "sum" else " + "
        edit = edited(fault, node.span, sign.join(texts if node.kind == "sum" else
                                                  [source_of(fault, first), source_of(fault, second)]))
        if edit is not None:
            yield edit


def _bracketed(fault: Fault, node: Node) -> str:
    inner = node.children[0] if node.kind == "plus" else node
    text = source_of(fault, inner)
    return f"({text})" if node.kind == "negate" else text
