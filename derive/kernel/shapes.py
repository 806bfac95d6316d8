"""What hypotheses and definedness say of matrices and of what is random, brought into the normal form.

    fixed(a)   independent(X, Y)   mean_of_each(X, m)
    symmetric(A)   invertible(A)   square(A)   X in R^(n p)   A B = C
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derive.kernel.definedness import strict
from derive.kernel.matrices import Matrices
from derive.kernel.polynomial import Beyond, Polynomial, value
from derive.kernel.probability import conditioned
from derive.kernel.term import Apply, Number, Symbol, Term, free, heads, number
from derive.kernel.words import NUMBER, UNIT, Matrix, key_of, turned

if TYPE_CHECKING:
    from derive.kernel.normal import Normalizer


NEEDING = frozenset(("inverse", "matpow", "det", "trace"))


def learn(normal: Normalizer, hypotheses: tuple[Term, ...], sides: tuple[Term, ...]) -> None:
    """Take in what the hypotheses say, and what the sides need to be defined: A^{-1} occurs, so A is invertible."""
    matrices = normal.matrices
    normal.letters = conditioned((*sides, *hypotheses))
    said: dict[str, set[str]] = {"symmetric": set(), "invertible": set(), "square": set()}
    every: list[Term] = [*sides]
    for part in hypotheses:
        match part:
            case Apply("fixed", (Symbol() as name,)):
                normal.fixed |= {name}
            case Apply("counts", (Symbol(_, "array") as name,)):
                normal.counts |= {name}
            case Apply("independent", names):
                normal.independent += (frozenset(name for name in names if isinstance(name, Symbol)),)
            case Apply(("mean_of_each" | "variance_of_each") as head, (Symbol(_, "array") as name, value)):
                normal.each[head.partition("_")[0], name] = value
            case Apply("symmetric" | "invertible" | "square" as head, (Symbol(name, _),)):
                said[head].add(name)
            case Apply("in", (Symbol(name, _), Apply("^", (_, Apply("*", (rows, columns)))))):
                matrices.sizes[name] = (rows, columns)
                if rows == columns:
                    said["square"].add(name)
            case Apply("in", (Symbol(name, "vector"), Apply("^", (_, rows)))):
                matrices.sizes[name] = (rows, number(1))
        every.append(part)
    for side in every:
        for part in strict(side) if heads(side) & NEEDING else ():
            match part:
                case Apply("inverse", (Symbol(name, _),)):
                    said["invertible"].add(name)
                case Apply("matpow", (Symbol(name, _), Number(e))):
                    said["square" if e > 0 else "invertible"].add(name)
                case Apply("det" | "trace", (Symbol(name, _),)):
                    said["square"].add(name)
    matrices.symmetric = frozenset(said["symmetric"])
    matrices.invertible = frozenset(said["invertible"])
    matrices.square = frozenset().union(*said.values())
    matrices.names = {symbol.name: symbol for term in every for symbol in free(term)}


def learn_equation(matrices: Matrices, left: Term, right: Term) -> bool:
    """A = B as a rule that takes the longest word of A - B to the rest; False where it is one of numbers."""
    a, b = matrices.of(left), matrices.of(right)
    if len(a.cells) != 1 or len(b.cells) != 1:
        return False
    difference = matrices.plus(a.cells[0], b.cells[0], -1)
    if NUMBER in difference or not difference:
        return False
    lead = max(difference, key=lambda word: (len(word), key_of(word)))
    c = difference.pop(lead)
    if value(c) is None or lead == UNIT:
        return False
    rest: Matrix = {word: {m: Fraction(-k) / c[()] for m, k in p.items()} for word, p in difference.items()}
    matrices.rules.append((lead, rest))
    back = turned(lead, matrices.symmetric)
    if back != lead:
        matrices.rules.append((back, matrices.transposed(rest)))
    return True


def differences(matrices: Matrices, left: Term, right: Term) -> list[Polynomial]:
    """The coefficients of every word of the difference, cell by cell: all zero where the terms are equal."""
    a, b = matrices.of(left), matrices.of(right)
    if (a.rows, a.columns) != (b.rows, b.columns):
        whole = [table for table in (a, b) if table.cells != ({},)]
        if len(whole) == 2:
            raise Beyond("tables of different shapes")
        return [c for cell in whole[0].cells for c in cell.values()]
    found = [matrices.plus(x, y, -1) for x, y in zip(a.cells, b.cells, strict=True)]
    if any(NUMBER in cell and cell.keys() - {NUMBER} for cell in found):
        raise Beyond("a number beside a matrix")
    return [c for cell in found for c in cell.values()]
