"""Columns written as pairs and triples: a = (1, 2, 3), u + v = (4, 1), where the other side is a vector.

A letter without a mark of its own is a vector where the page takes its norm, its dot or its cross product.
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.elaborate.formulas.fields import as_fields
from derive.elaborate.formulas.matrices import is_matrix
from derive.elaborate.language.spelling import spelling
from derive.kernel.term import Apply, Symbol, Term, heads, number
from derive.read.node import Node

MOST = 40                                        # entries


def as_columns(left: Term, right: Term) -> tuple[Term, Term]:
    """The sides of a relation, a tuple beside a vector as a column, and so where tuples are added up."""
    if (both := as_fields(left, right)) is not None:
        return both
    if all("tuple" not in heads(side) for side in (left, right)):
        return left, right
    if any(_adds_tuples(side) for side in (left, right)):
        return column(left), column(right)
    return _beside(left, right), _beside(right, left)


def _adds_tuples(term: Term) -> bool:
    """Whether pairs are added or multiplied by numbers: (2, 1) - (1, 3), 2 (1, 3)."""
    return isinstance(term, Apply) and term.head in ("+", "*") and column(term) != term


def _beside(side: Term, other: Term) -> Term:
    if (is_matrix(other) or (isinstance(other, Apply) and other.head == "cross")) and not is_matrix(side):
        table = column(side)
        return Apply("transpose", (table,)) if table != side and _is_a_row(other) else table
    return side


def _is_a_row(term: Term) -> bool:
    """Whether a side lies down: x^T, d x^T with a number d, x^T A with a matrix A."""
    match term:
        case Apply("matmul", (first, *_, Symbol(_, "matrix"))):
            return _is_a_row(first)
        case Apply("transpose", (Symbol(_, "vector"),)):
            return True
        case Apply("*" | "-" | "+", args):
            whole = [arg for arg in args if is_matrix(arg)]
            return bool(whole) and all(map(_is_a_row, whole))
    return False


def column(term: Term) -> Term:
    """A tuple of scalars, or a multiple of one, as a table of one column; anything else as it is."""
    match term:
        case Apply("tuple", items) if 1 < len(items) <= MOST and not any(_is_row(item) for item in items):
            return Apply("matrix", (number(len(items)), number(1), *items))
        case Apply("+" | "-" | "*" as head, args) if sum(column(arg) != arg for arg in args) == (
                1 if head == "*" else len(args)):
            return Apply(head, tuple(map(column, args)))
    return term


def with_tables(factors: Sequence[Term], sign: str) -> list[Term]:
    """Factors in which vectors that are written out are multiplied: (1, 2) . (3, 4), and a cross product of triples."""
    found: list[Term] = []
    for factor in factors:
        if sign == "cdot" and found and _is_written(factor) and _is_written(found[-1]):
            found[-1] = Apply("dot", (column(found[-1]), column(factor)))
        else:
            found.append(factor)
    triples = [one for one in found if isinstance(one, Apply) and one.head == "tuple" and len(one.args) == 3]
    return list(map(column, found)) if sign == "times" and len(triples) == len(found) == 2 else found


def _is_written(factor: Term) -> bool:
    """A pair, a triple, or a table of one column with several rows."""
    match factor:
        case Apply("tuple"):
            return column(factor) != factor
        case Apply("matrix", (rows, columns, *_)):
            return columns == number(1) and rows != number(1)
    return False


def _is_row(item: Term) -> bool:
    return is_matrix(item) or (isinstance(item, Apply) and item.head in ("tuple", "set", "interval", "=", "and", "or"))


def written_as_columns(formulas: Sequence[Node]) -> set[str]:
    """The letters that are set to a pair or triple, and of which a norm, a dot or a cross product is taken."""
    if not any("list" in formula.kinds() for formula in formulas):
        return set()
    parts = [part for formula in formulas for part in formula.walk()]
    chains = (part.children for part in parts if part.kind == "chain" and len(part.children) > 2)
    given = {
        name for first, sign, second, *_ in chains
        if sign.text in ("=", "define") and (name := spelling(first)) and _is_tuple(second)
    }
    used: set[str] = set()
    for part in parts:
        if part.kind == "norm" or (part.kind == "paren" and part.text == "<>"):
            used |= {name for inner in part.walk() if (name := spelling(inner))}
        elif part.kind == "product" and part.text in ("cdot", "times"):
            names = {name for child in part.children if (name := spelling(child))}
            used |= names if len(names & given) > 1 else set()
    return given & used


def _is_tuple(side: Node) -> bool:
    inner = side.children[0] if side.kind == "paren" and side.text == "()" else side
    return inner is not side and inner.kind == "list" and not any(
        item.kind in ("dots", "text", "chain") for item in inner.children)
