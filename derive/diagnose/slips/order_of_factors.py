"""Factors that do not commute stand the wrong way round.

Pattern   A B  written for  B A, of matrices
Repair    the two factors exchanged
Example   (A B)^T = A^T B^T
"""

from collections.abc import Iterator

from derive.diagnose.fault import Fault, Repair, edited, parts, source_of
from derive.elaborate.language.spelling import names_in
from derive.kernel.term import Symbol, free

COST = 12
KIND = "order"
MESSAGE = "the factors are in the wrong order"
HELP = "exchange them: matrices do not commute"
ARRAYS = frozenset({"matrix", "vector"})


def repairs(fault: Fault) -> Iterator[Repair]:
    """Each product of two factors, turned round, where a name stands for a matrix."""
    goal = fault.step.obligation.goal if fault.step.obligation is not None else None
    if goal is None or not any(isinstance(name, Symbol) and name.sort in ARRAYS for name in free(goal)):
        return
    for node in parts(fault, "product", "juxtapose"):
        if len(node.children) == 2 and all(map(names_in, node.children)):
            first, second = (source_of(fault, part) for part in node.children)
            edit = edited(fault, node.span, f"{second} {first}")
            if edit is not None:
                yield edit
