"""A number in a formula is another one.

Pattern   a coefficient, a constant or a divisor reckoned wrongly
Repair    the number with which both sides have the same values
Example   (2x - 1)^2 = 4x^2 - 2x + 1
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited
from derive.diagnose.holes import number_of, numeral, target
from derive.kernel.term import free
from derive.read.node import Node

COST = 16
KIND = "factor"
MESSAGE = "the number is another one"
HELP = "recompute the number"


def repairs(fault: Fault) -> Iterator[Repair]:
    """Each number of the right side, exponents and indices apart, replaced by the one that is needed there."""
    side, wanted = fault.step.rhs, target(fault)
    if wanted is None or side is None or side.node is None or side.term is None:
        return
    if not free(side.term) and side.node.kind == "number":
        return                                   # `wrong_value` speaks of it
    for node, kind in numbers(side.node, "value"):
        values = wanted.values(node.span, "(?)")
        number = number_of(values) if values is not None else None
        text = numeral(number) if number is not None and number > 0 else ""
        edit = edited(fault, node.span, text) if text else None
        if edit is not None:
            yield Repair(edit.span, edit.step, text, f"{text} belongs here", f"write {text}", kind=kind)


def numbers(node: Node, kind: str) -> Iterator[tuple[Node, str]]:
    """The numbers, and what each is in the place where it stands."""
    if node.kind == "number":
        yield node, kind
    elif node.kind == "sup":
        yield from numbers(node.children[0], "term")
    elif node.kind != "sub":
        inside = {"sum": "term", "product": "factor", "juxtapose": "factor"}.get(node.kind)
        if node.kind in ("frac", "over"):
            inside = "factor" if any(part.kind in ("name", "sub") for part in node.walk()) else kind
        for child in node.children:
            yield from numbers(child, inside or kind)
