"""One index stands for another.

Pattern   h_i  written as  h_j
Repair    another index of the step in one subscript
Example   d/dh_i sum_k h_k^2 = 2 h_j
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited, parts, source_of
from derive.read.node import Node

COST = 25
KIND = "index"
MESSAGE = "the index is wrong"
HELP = "use the other index"


def repairs(fault: Fault) -> Iterator[Repair]:
    """Each index name of the step in place of each other one."""
    subscripts = [node.children[1] for node in parts(fault, "sub")]
    places = [name for subscript in subscripts for name in subscript.walk() if name.kind == "name"]
    places += [name for name in _arguments(fault) if name not in places]
    left = fault.step.lhs.node if fault.step.lhs is not None else None
    there = [node.children[1] for node in left.walk() if node.kind == "sub"] if left is not None else []
    names = sorted({source_of(fault, name) for name in (*places, *there) if name.kind == "name"})
    for place in places:
        for name in names:
            if name != source_of(fault, place):
                edit = edited(fault, place.span, name)
                if edit is not None:
                    yield edit


def _arguments(fault: Fault) -> Iterator[Node]:
    """Index names to the right of an equals sign in brackets: the j of P(y = j)."""
    for chain in parts(fault, "chain"):
        yield from (child for child in chain.children[2:] if child.kind == "name")
