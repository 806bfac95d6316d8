"""A sign was lost or gained in one term.

Pattern   a + b  written as  a - b
Repair    the other sign in front of one term, or of the whole side
Example   2 - (x - 3) = 5 + x
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited, parts, source_of
from derive.read.node import Node, Span

COST = 10
KIND = "sign"
MESSAGE = "the sign of one term is wrong"
HELP = "recompute the sign of this term"


def repairs(fault: Fault) -> Iterator[Repair]:
    """One sign turned over."""
    for node in parts(fault, "sum", "negate", "plus"):
        edits = list(_terms(fault, node)) if node.kind == "sum" else [_unary(fault, node)]
        for edit in edits:
            if edit is not None:
                yield edit
    side = fault.step.rhs
    if side is not None and side.node is not None and side.node.kind != "sum":
        span = Span(side.span.start, side.span.start)
        edit = edited(fault, span, "-")
        if edit is not None:
            yield edit
    yield from _both_signs(fault)


def _both_signs(fault: Fault) -> Iterator[Repair]:
    """The signs of two neighbouring brackets exchanged: (x + 3)(x - 2) for (x - 3)(x + 2)."""
    for node in parts(fault, "juxtapose", "product"):
        if len(node.children) == 2 and all(child.kind == "paren" for child in node.children):
            text = source_of(fault, node)
            edit = edited(fault, node.span, text.translate(str.maketrans("+-", "-+")))
            if edit is not None:
                yield edit


def _unary(fault: Fault, node: Node) -> Repair | None:
    written = source_of(fault, node)
    if not written.startswith(("-", "+")):
        return None
    return edited(fault, Span(node.span.start, node.span.start + 1), "+" if written[0] == "-" else "-")


def _terms(fault: Fault, node: Node) -> Iterator[Repair | None]:
    previous = None
    for term in node.children:
        if term.kind in ("negate", "plus"):
            pass  # visited on its own
        elif previous is None:
            yield edited(fault, Span(term.span.start, term.span.start), "-")
        else:
            between = fault.source[previous.span.stop : term.span.start]
            at = previous.span.stop + between.find("+")
            if "+" in between:
                yield edited(fault, Span(at, at + 1), "-")
        previous = term
