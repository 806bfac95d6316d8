"""Expected values of matrices and vectors: linear, with what is fixed at both ends of a word taken out.

    E(A X B) = A E(X) B, A and B fixed     E(a X) = a E(X), a fixed
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.kernel.moments import is_fixed
from derive.kernel.polynomial import ONE, Beyond, Monomial, NotScalar, Polynomial, Rational, add, multiply
from derive.kernel.term import Apply, Symbol
from derive.kernel.words import NUMBER, UNIT, Letter, Matrix, Word, Words, key_of, loose, turned


class MatrixMeans(Words):
    """What is random among matrices."""

    def plain(self, a: Matrix) -> Polynomial:
        """The number that a matrix is. Fails with NotScalar where it is none.

        Where a number must stand, a word that begins with a row or ends with a column is one.
        """
        total = a.get(NUMBER, {})
        for word, c in a.items():
            if word == NUMBER:
                continue
            row = bool(word) and word[0].vector and word[0].turned
            if not row and not (word and word[-1].vector and not word[-1].turned):
                raise NotScalar("a matrix is no number")
            total = add(total, multiply(c, self.number(word)))
        return total

    def expected(self, a: Matrix) -> Matrix:
        total: Matrix = {}
        for word, c in a.items():
            for m, number in c.items():
                total = self.plus(total, self._expected(word, m, number))
        return total

    def _is_constant(self, symbol: Symbol) -> bool:
        return symbol in self.normal.fixed

    def _varies(self, symbols: Iterable[Symbol]) -> bool:
        return any(symbol not in self.normal.fixed for symbol in symbols)

    def _expected(self, word: Word, m: Monomial, number: Rational) -> Matrix:
        """The fixed letters at both ends are taken out, and the fixed numbers."""
        if word in (NUMBER, UNIT):
            p = self.normal.expected({m: number})
            return {word: p} if p else {}
        varying = tuple(part for part in m if not is_fixed(part[0], self._is_constant))
        outside: Polynomial = {tuple(part for part in m if part not in varying): number}
        changing = [k for k, letter in enumerate(word) if not self._is_fixed(letter)]
        if varying or not changing:
            if not changing:
                p = multiply(outside, self.normal.expected({varying: 1}))
                return {word: p} if p else {}
            raise Beyond("the mean of a number times a matrix, both random")
        first, last = changing[0], changing[-1] + 1
        found = self._mean(word[first:last])
        if word[:first]:
            found = self.product({word[:first]: ONE}, found)
        if word[last:]:
            found = self.product(found, {word[last:]: ONE})
        return self.times(outside, found)

    def _is_fixed(self, letter: Letter) -> bool:
        return not self._varies(loose(self.terms[letter.key]))

    def _mean(self, word: Word) -> Matrix:
        back = turned(word, self.symmetric)
        is_turned = key_of(back) < key_of(word)
        base = back if is_turned else word
        row, column = base[0].vector and base[0].turned, base[-1].vector and not base[-1].turned
        if row and column:
            return {NUMBER: self.named(f"E[{key_of(base)}]", Apply("E", (self.write_word(base),)))}
        base, is_turned = (turned(base, self.symmetric), not is_turned) if row else (base, is_turned)
        key = f"E[{key_of(base)}]"                  # of a row: the transpose of a column
        self.terms[key] = Apply("E", (self.write_word(base),))
        if back == word:
            self.symmetric |= {key}
        return {(Letter(key, is_turned and key not in self.symmetric, vector=row or column),): ONE}

    def expected_number(self, word: Word) -> Polynomial:
        """E(u^T A v), with what is fixed at its ends taken out."""
        return self.plain(self._expected(word, (), 1))
