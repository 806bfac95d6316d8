"""Rounding in vectors and matrices: a table of numbers with decimals, as the result of the other side.

    tanh(W x) = (0.46, 0.76)^T         each number is the rounding of the element in its place
    W_2 (0.46, 0.76)^T = (1.98, 0.3)^T reckoned on with rounded numbers: an element may be off by ten units

The element in row i and column j of a side A is written e_i^T A e_j.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from fractions import Fraction

from derive.elaborate.formulas.matrices import is_matrix
from derive.elaborate.formulas.rounding import decimals, last_digit
from derive.elaborate.step import Side
from derive.kernel.term import Apply, Number, Obligation, Term, heads, number
from derive.read.node import Node

CELLS = 36                                       # of a table that is taken apart
LOOSE = 10                                       # units by which numbers reckoned from rounded ones may be off
SHARE = Fraction(1, 20)                          # of its length, where no table stands on the right
TRANSCENDENTAL = frozenset({
    "exp", "log", "sin", "cos", "tan", "tanh", "sinh", "cosh", "call", "erf", "pi"})


def rounded_tables(
    left: Side, right: Side, relation: str, given: Callable[[], Collection[Fraction]], exact: Obligation
) -> tuple[Obligation | None, tuple[Obligation, ...]]:
    """What has to fail if a table is not the rounding of the other side, and what proves that it is.

    None and nothing where no table or no decimal is to be seen; nothing is proved of products of tables.
    """
    if relation not in ("=", "approx") or left.term is None or right.term is None or right.node is None:
        return None, ()
    if left.node is None or not (is_matrix(right.term) or (
            isinstance(right.term, Apply) and right.term.head == "tuple" and isinstance(left.term, Apply)
            and left.term.head == "tuple" and len(left.term.args) == len(right.term.args))):
        return None, ()
    judged = exact.goal.args[0] if isinstance(exact.goal, Apply) and heads(left.term) & {"nabla ^2"} else left.term
    coarse = any(not heads(one).isdisjoint(TRANSCENDENTAL) for one in (judged, *exact.hypotheses)) or bool(
        decimals(left.node).keys() - set(given()))
    table = _table(right.term)
    units = _units(right.node, relation == "approx")
    if table is None or len(units) != len(table[2]):
        if not coarse or not (decimals(left.node) or decimals(right.node)):
            return None, ()
        gap = Apply("norm", (Apply("+", (left.term, Apply("-", (right.term,)))),))
        most = Apply("*", (number(SHARE), Apply("norm", (right.term,))))
        return replace(exact, goal=Apply("<=", (gap, most))), ()
    if not any(units) and not coarse:
        return None, ()
    rows, columns, cells = table
    near, far = [], []
    for place, (cell, unit) in enumerate(zip(cells, units, strict=True)):
        at = _element(left.term, rows, columns, *divmod(place, columns))
        gap = Apply("abs", (Apply("+", (at, Apply("-", (cell,)))),))
        near.append(_over(gap, unit / 2))
        far.append(_over(gap, LOOSE * (max(units) or Fraction(1)) if coarse else unit / 2 if relation == "=" else unit))
    return replace(exact, goal=_none_above(far)), (replace(exact, goal=_none_above(near)),)


def _over(gap: Term, bound: Fraction) -> Term:
    return Apply("+", (gap, Apply("-", (number(bound),))))


def _none_above(gaps: list[Term]) -> Term:
    return Apply("<=", (gaps[0] if len(gaps) == 1 else Apply("max", tuple(gaps)), number(0)))


def _table(term: Term) -> tuple[int, int, tuple[Term, ...]] | None:
    """Rows, columns and numbers of a table of numbers, which may be written as a row and turned."""
    match term:
        case Apply("transpose", (Apply("matrix", (Number(rows), Number(columns), *cells)),)) if 1 in (rows, columns):
            rows, columns = columns, rows
        case Apply("matrix", (Number(rows), Number(columns), *cells)):
            pass
        case Apply("tuple", cells):
            rows, columns = Fraction(len(cells)), Fraction(1)
        case _:
            return None
    plain = all(isinstance(cell.args[0] if isinstance(cell, Apply) and cell.head == "-" else cell, Number)
                for cell in cells)
    return (int(rows), int(columns), tuple(cells)) if plain and 0 < len(cells) <= CELLS else None


def _units(node: Node, whole: bool) -> list[Fraction]:
    """The units of the last digits of the numbers of a table, in order; 0 of whole numbers."""
    return [last_digit(part, whole) or Fraction(0) for part in node.walk()
            if part.kind == "number"]


def _element(term: Term, rows: int, columns: int, i: int, j: int) -> Term:
    """e_i^T A e_j; of a table of numbers, the number."""
    known = _table(term)
    if known is not None and known[:2] == (rows, columns):
        return known[2][i * columns + j]
    if isinstance(term, Apply) and term.head == "tuple":
        return term.args[i]
    picked = Apply("matmul", (_unit(1, rows, i), term))
    return picked if columns == 1 else Apply("matmul", (*picked.args, _unit(columns, 1, j)))


def _unit(rows: int, columns: int, place: int) -> Term:
    ones = (number(int(k == place)) for k in range(rows * columns))
    return Apply("matrix", (number(rows), number(columns), *ones))
