"""A factor was left out of one term.

Pattern   the inner derivative forgotten, a coefficient dropped
Repair    the number or the expression of the page that the term lacks, put before it
Example   d/dx sin(3x) = cos(3x)
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited, parts, source_of
from derive.diagnose.holes import agree, number_of, numeral, target
from derive.diagnose.nearby import expressions
from derive.kernel.term import free
from derive.read.node import Node, Span

COST = 24
KIND = "factor"
MESSAGE = "a factor is missing"
HELP = "multiply this term by what is missing"


def repairs(fault: Fault) -> Iterator[Repair]:
    """Each term of a sum, a numerator, or the whole side, with the factor that it lacks."""
    wanted = target(fault)
    right = fault.step.rhs.term if fault.step.rhs is not None else None
    if wanted is None or right is None or not free(right):
        return                                   # of a number `wrong_value` speaks
    texts = {text: values for text in expressions(fault) if (values := wanted.at_points(text)) is not None}
    for term in _terms(fault):
        written = source_of(fault, term)
        inner = f"({written})" if term.kind in ("sum", "negate") else written
        values = wanted.values(term.span, f"? \\cdot {inner}")
        if values is None:
            continue
        number = number_of(values)
        if number is not None and number > 0 and number != 1:
            yield from _with(fault, term, inner, numeral(number), " " if not written[:1].isdigit() else " \\cdot ")
        for text, others in texts.items():
            if agree(values, others):
                yield from _with(fault, term, inner, text, " \\cdot ")


def _with(fault: Fault, term: Node, inner: str, factor: str, sign: str) -> Iterator[Repair]:
    if inner == source_of(fault, term):
        edit = edited(fault, Span(term.span.start, term.span.start), f"{factor}{sign}")
    else:
        edit = edited(fault, term.span, f"{factor}{sign}{inner}")
    if edit is not None:
        yield Repair(edit.span, edit.step, edit.fix, f"the factor {factor} is missing", f"multiply by {factor}")


def _terms(fault: Fault) -> Iterator[Node]:
    """The side, its terms, and the terms of sums and numerators within it."""
    side = fault.step.rhs
    if side is None or side.node is None:
        return
    places = [side.node]
    for node in parts(fault, "sum", "frac"):
        places += node.children if node.kind == "sum" else node.children[:1]
    seen: set[Span] = set()
    for place in places:
        while place.kind in ("negate", "plus") or (place.kind == "paren" and place.text == "{}"):
            place = place.children[0]
        if place.span not in seen and place.kind != "number":
            seen.add(place.span)
            yield place
