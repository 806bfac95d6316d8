r"""The sides of a link as they are compared: derivatives in vectors laid out as columns or as rows.

    \frac{\partial}{\partial w} y^T X w = y^T X        the derivative as a row: the other side is one
    \frac{\partial}{\partial w} y^T X w = X^T y        as a column

A gradient \nabla f is a column always.
"""

from __future__ import annotations

from collections.abc import Mapping

from derive.elaborate.formulas.columns import as_columns
from derive.elaborate.formulas.gradients import hessian_beside
from derive.elaborate.formulas.laplace import as_integrals
from derive.elaborate.formulas.operand import Operand
from derive.elaborate.names.signature import Definition
from derive.elaborate.unfolding import applied_bare
from derive.kernel.components import Elements
from derive.kernel.sizes import ONE, NoElements
from derive.kernel.term import Apply, Bind, Symbol, Term


def compared(definitions: Mapping[str, Definition], left: Operand, right: Operand) -> tuple[Term, Term]:
    """Both sides, with columns for tuples and rows for derivatives where the other side shows that these are meant."""
    assert left.term is not None
    assert right.term is not None
    sides = left.term, right.term
    if any(one.parameters for one in definitions.values()):
        sides = applied_bare(definitions, left.term), applied_bare(definitions, right.term)
    sides = as_integrals(*sides, left, right)
    sides = hessian_beside(*sides, definitions), hessian_beside(*sides[::-1], definitions)
    first, second = as_columns(*sides)
    return _beside(first, second, left), _beside(second, first, right)


def by_parts(goal: Term) -> Term:
    """(a, b) = (c, d) as a = c and b = d; of intervals the same, whose ends they are."""
    match goal:
        case Apply("=", (Apply("tuple" | "interval" as head, left), Apply(other, right))) if (
                head == other and len(left) == len(right) > 0):
            pairs = zip(left, right, strict=True)
            return Apply("and", tuple(Apply("=", pair) for pair in pairs if head == "tuple" or pair[0] != pair[1]))
    return goal


def _beside(side: Term, other: Term, operand: Operand) -> Term:
    node = operand.side.node if operand.side is not None else None
    if node is None or "nabla" in node.kinds():
        return side
    match side:
        case Bind("derivative", Symbol(sort="vector"), body, (_,)) if _sizes(body) == (ONE, ONE):
            rows, columns = _sizes(other) or (None, ONE)
            return Apply("transpose", (side,)) if rows == ONE and columns != ONE else side
    return side


def _sizes(term: Term) -> tuple[Term, Term] | None:
    """Rows and columns, as far as the term shows them; None where it does not."""
    try:
        elements = Elements((), term)
        cells = elements.of(term)
    except NoElements:
        return None
    return elements.known(cells.rows), elements.known(cells.columns)
