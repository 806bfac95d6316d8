"""Traces and determinants, and the sizes that they need.

    tr(A B) = tr(B A) = tr(B^T A^T)     tr(u v^T) = v^T u          tr 1 = n
    det(A B) = det A det B, A and B square     det(c A) = c^n det A, n the size of A     det A^{-1} = 1 / det A
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from derive.kernel.matrix_means import MatrixMeans
from derive.kernel.polynomial import ONE, Beyond, Polynomial, add, multiply, power
from derive.kernel.term import Apply, Number, Symbol, Term, free
from derive.kernel.words import IDENTITIES, NUMBER, UNIT, Letter, Matrix, Scalars, Word, key_of, shaped, turned

SIDE = 4                                          # of a table whose determinant is written out


class UnknownSize(Beyond):
    """Nothing says how large a matrix is."""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells row by row."""

    rows: int
    columns: int
    cells: tuple[Matrix, ...]

    def at(self, row: int, column: int) -> Matrix:
        return self.cells[row * self.columns + column]


class MatrixNumbers(MatrixMeans):
    """Numbers that are made of whole matrices."""

    def __init__(self, normal: Scalars) -> None:                           # Used for:
        super().__init__(normal)
        self.square: frozenset[str] = frozenset()                          # det A B = det A det B
        self.sizes: dict[str, tuple[Term, Term]] = {}                      # rows and columns
        self.names: Mapping[str, Symbol] = {}                              # n, of the identity I_n

    def _side(self, a: Table) -> int:
        if a.rows != a.columns or a.rows > SIDE:
            raise Beyond("no small square table")
        return a.rows

    def _leibniz(self, a: Table, rows: Iterable[int], columns: Iterable[int]) -> Polynomial:
        chosen = list(rows)
        total: Polynomial = {}
        for order in permutations(columns):
            swaps = sum(order[i] > order[j] for i in range(len(order)) for j in range(i + 1, len(order)))
            term = ONE
            for i, j in zip(chosen, order, strict=True):
                term = multiply(term, self.plain(a.at(i, j)))
            total = add(total, term, (-1) ** swaps)
        return total

    def trace(self, a: Table, term: Term) -> Polynomial:
        if a.rows != a.columns:
            raise Beyond("the trace of what is not square")
        total: Polynomial = {}
        for k in range(a.rows):
            for word, c in a.at(k, k).items():
                total = add(total, multiply(c, self._trace_of(word, term if a.rows == 1 else None)))
        return total

    def _trace_of(self, word: Word, term: Term | None) -> Polynomial:
        if word == NUMBER:
            return ONE
        if word == UNIT:
            try:
                return self.normal.of(self._size(term))
            except UnknownSize:
                names = sorted(s.name for s in free(term)) if term is not None else []
                if term is None or len(names) != 1:
                    raise
                return self.named(f"size {names[0]}", Apply("trace", (term,)))
        turns = [word[k:] + word[:k] for k in range(len(word))]
        for turn in turns:
            settled = self.settled(turn, ONE)
            if settled != {turn: ONE}:
                total: Polynomial = {}
                for other, c in settled.items():
                    inside = self.write_word(turn[:1]) if other == UNIT else None
                    total = add(total, multiply(c, self._trace_of(other, inside)))
                return total
        back = turned(word, self.symmetric)
        best = min((*turns, *(back[k:] + back[:k] for k in range(len(back)))), key=key_of)
        return self.named(f"trace {key_of(best)}", Apply("trace", (self.write_word(best),)))

    def _size(self, term: Term | None) -> Term:
        """The number of rows of a term, from the sizes that are declared and the identities in it."""
        match term:
            case Symbol(name, _):
                if name in self.sizes:
                    return self.sizes[name][0]
                stem, _, index = name.partition("_")
                if stem in IDENTITIES and index.strip("{}") in self.names:
                    return self.names[index.strip("{}")]
                if stem in IDENTITIES and index.isdecimal():
                    return Number(Fraction(int(index)))
            case Apply("transpose", (Symbol(name, _),)) if name in self.sizes:
                return self.sizes[name][1]
            case Apply("inverse" | "matpow", (u, *_)):
                return self._size(u)
            case Apply("*" | "matmul", args):
                return self._size(next((arg for arg in args if shaped(arg)), None))
            case Apply("+" | "-", args):
                for arg in args:
                    try:
                        return self._size(arg)
                    except Beyond:
                        continue
        raise UnknownSize("a size that is not known")

    def _known_size(self, term: Term) -> Term | None:
        try:
            return self._size(term)
        except Beyond:
            return None

    def det(self, a: Table, term: Term) -> Polynomial:
        if len(a.cells) != 1:
            n = self._side(a)
            return self._leibniz(a, range(n), range(n))
        only = a.cells[0]
        if not only or only.keys() == {NUMBER}:
            return self.plain(only)
        lead = min(only, key=key_of)
        c = only[lead]
        if len(c) == 1 and c != ONE and (size := self._known_size(term)) is not None:
            outside = self.normal.of(Apply("^", (self.normal.write(c), size)))
            return multiply(outside, self._det(self.times(power(c, -1), only)))
        return self._det(only)

    def _det(self, a: Matrix) -> Polynomial:
        (word, *rest) = a
        if not rest and a[word] == ONE and (len(word) <= 1 or all(x.key in self.square for x in word)):
            total = ONE
            for letter in word:
                total = multiply(total, self._det_of(letter))
            return total
        texts = [(self.text(each), each) for each in (a, self.transposed(a))]
        key, each = min(texts, key=lambda pair: pair[0])
        return self.named(f"det {key}", Apply("det", (self.write_inner(each),)))

    def _det_of(self, letter: Letter) -> Polynomial:
        if letter.key in self.inner:
            base = self._det(self.inner[letter.key])
            return self._to_the(base, -letter.power)
        return self._to_the(self.named(f"det {letter.key}", Apply("det", (self.terms[letter.key],))), letter.power)

    def _to_the(self, p: Polynomial, e: Fraction) -> Polynomial:
        return power(p, int(e)) if e.denominator == 1 else self.normal.root(p, e)
