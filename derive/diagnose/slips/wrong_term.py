"""A term was lost or gained.

Pattern   a + b + c  written as  a + b
Repair    one term dropped, or a term of the left side added
Example   (x + 1)^2 = x^2 + 1
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited, parts, source_of
from derive.read.node import Node, Span

COST = 50
KIND = "term"
MESSAGE = "a term is missing or does not belong"
HELP = "recompute the terms of this sum"


def repairs(fault: Fault) -> Iterator[Repair]:
    """Each term dropped, then each term of the left side added or taken away."""
    for node in parts(fault, "sum"):
        for index in range(len(node.children)):
            edit = edited(fault, node.span, _without(fault, node, index))
            if edit is not None:
                yield edit
    side = fault.step.rhs
    if side is None:
        return
    end = Span(side.span.stop, side.span.stop)
    for text in _terms_elsewhere(fault):
        for sign in ("+", "-"):
            edit = edited(fault, end, f" {sign} {text}")
            if edit is not None:
                yield edit


def _without(fault: Fault, node: Node, index: int) -> str:
    kept = [child for i, child in enumerate(node.children) if i != index]
    pieces = []
    for child in kept:
        sign = "-" if child.kind == "negate" else "+"
        inner = child.children[0] if child.kind in ("negate", "plus") else child
        pieces.append(f" {sign} {source_of(fault, inner)}")
    return "".join(pieces).removeprefix(" + ").strip()


def _terms_elsewhere(fault: Fault) -> list[str]:
    """Small parts of the left side, their products with 2, and one: the usual lost terms."""
    side = fault.step.lhs
    found = ["1"]
    if side is not None and side.node is not None:
        kinds = ("name", "sub", "juxtapose", "sup")
        texts = [source_of(fault, node) for node in side.node.walk() if node.kind in kinds]
        found += list(dict.fromkeys(text for text in texts if len(text) < 40))[:8]
        names = [text for text in found[1:] if len(text) < 12][:3]
        found += [f"2 {a} {b}" for i, a in enumerate(names) for b in names[i + 1 :]]
    return found
