"""Tables of numbers in a row reduction: (1 2; 3 4) ~ (1 2; 0 -2) says that the rows of each are made of the other's.

    E T = U  and  F U = T            where each is made of the other: the claim, with the combinations
    U x = T x                        where not: at an x with one side zero, and the other not

All regular tables are made of one another, whatever is written in them. So nothing is claimed where a wrong entry may
go unnoticed: where a row alone settles a column, unless each row is another one with a factor, or the one in its place
and a multiple of one more.
"""

from __future__ import annotations

import re
from fractions import Fraction

from derive.kernel.term import Apply, Number, Term, number
from derive.read.node import Node

SIGNS = frozenset({"to", "sim"})
SPOKEN = re.compile(
    r"\brows?\b|\bechelon\b|\bgauss|\beliminat|\baugmented\b|\bpivot|\brref\b|R_\{?\d|R\d", re.IGNORECASE)
LARGEST = 8                                      # rows and columns

Rows = list[list[Fraction]]


def row_equivalence(source: str, left: Term | None, sign: str, right: Term | None) -> Term | None:
    """What two tables in a row reduction claim; None for anything else."""
    one, other = _rows(left), _rows(right)
    if sign not in SIGNS or one is None or other is None or not SPOKEN.search(source):
        return None
    if (len(one), len(one[0])) != (len(other), len(other[0])):
        return None
    (first, to_first), (second, to_second) = _reduced(one), _reduced(other)
    if first == second:
        if not _is_telling(first) and not _is_simple(_times(_inverse(to_second), to_first), one, other):
            return None
        there, back = _times(_inverse(to_second), to_first), _times(_inverse(to_first), to_second)
        return Apply("and", (_equation(there, one, other), _equation(back, other, one)))
    for rows, reduced, others in ((one, first, other), (other, second, one)):
        for x in _kernel(reduced):
            if any(any(row) for row in _times(others, x)):
                return Apply("=", (_product(others, x), _product(rows, x)))
    return None


def are_tables(node: Node) -> bool:
    """Whether both sides of a relation are tables, in brackets."""
    return all(side.kind == "matrix" or (side.kind == "paren" and len(side.children) == 1
                                         and side.children[0].kind == "matrix") for side in node.children[0::2])


def _is_telling(reduced: Rows) -> bool:
    """Whether no change of one entry would keep the rows a table is made of."""
    return all(sum(map(bool, row)) != 1 for row in reduced)


def _is_simple(by: Rows, rows: Rows, others: Rows) -> bool:
    """Whether each row is a multiple of one, or the one in its place and a multiple of one more, which shows in it."""
    for k, row in enumerate(by):
        used = [place for place, entry in enumerate(row) if entry]
        if len(used) == 1:
            continue
        if len(used) != 2 or row[k] != 1:
            return False
        added = [place for place, entry in enumerate(rows[next(j for j in used if j != k)]) if entry]
        if len(added) < 2 and any(others[k][place] for place in added):
            return False
    return True


def _rows(table: Term | None) -> Rows | None:
    match table:
        case Apply("matrix", (Number(height), Number(width), *entries)) if max(height, width) <= LARGEST and width > 1:
            values = [_value(entry) for entry in entries]
            if any(value is None for value in values):
                return None
            known, columns = [value for value in values if value is not None], int(width)
            return [known[k : k + columns] for k in range(0, len(known), columns)]
    return None


def _value(entry: Term) -> Fraction | None:
    match entry:
        case Number(value):
            return value
        case Apply("-", (inner,)):
            below = _value(inner)
            return None if below is None else -below
        case Apply("/", (above, under)):
            top, bottom = _value(above), _value(under)
            return top / bottom if top is not None and bottom else None
    return None


def _reduced(rows: Rows) -> tuple[Rows, Rows]:
    """The reduced echelon form, and the combinations of rows that lead to it."""
    size, width = len(rows), len(rows[0])
    work = [[*row, *(Fraction(k == i) for k in range(size))] for i, row in enumerate(rows)]
    done = 0
    for column in range(width):
        pivot = next((k for k in range(done, size) if work[k][column]), None)
        if pivot is None:
            continue
        work[done], work[pivot] = work[pivot], work[done]
        work[done] = [entry / work[done][column] for entry in work[done]]
        for k in range(size):
            if k != done and (by := work[k][column]):
                work[k] = [entry - by * above for entry, above in zip(work[k], work[done], strict=True)]
        done += 1
    return [row[:width] for row in work], [row[width:] for row in work]


def _inverse(rows: Rows) -> Rows:
    return _reduced(rows)[1]


def _kernel(reduced: Rows) -> list[Rows]:
    """Columns that a reduced table takes to zero, one for each column without a pivot."""
    pivots = [next((k for k, entry in enumerate(row) if entry), None) for row in reduced]
    found = []
    for loose in (k for k in range(len(reduced[0])) if k not in pivots):
        x = [Fraction(k == loose) for k in range(len(reduced[0]))]
        for row, pivot in zip(reduced, pivots, strict=True):
            if pivot is not None:
                x[pivot] = -row[loose]
        found.append([[entry] for entry in x])
    return found


def _times(left: Rows, right: Rows) -> Rows:
    return [[sum((a * b for a, b in zip(row, column, strict=True)), Fraction(0))
             for column in zip(*right, strict=True)] for row in left]


def _equation(by: Rows, rows: Rows, others: Rows) -> Term:
    return Apply("=", (_product(by, rows), _table(others)))


def _product(left: Rows, right: Rows) -> Term:
    return Apply("matmul", (_table(left), _table(right)))


def _table(rows: Rows) -> Term:
    return Apply("matrix", (number(len(rows)), number(len(rows[0])), *(Number(entry) for row in rows for entry in row)))


__all__ = ["are_tables", "row_equivalence"]
