"""Terms made of matrices, as tables of sums of words.

    [[A, B], [C, D]] [[E], [F]] = [[A E + B F], [C E + D F]]      a table of one cell is a matrix like any other
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

from derive.kernel.matrix_numbers import SIDE, MatrixNumbers, Table
from derive.kernel.polynomial import ONE, Beyond, NotScalar, Polynomial, multiply, power, scale
from derive.kernel.term import Apply, Number, Symbol, Term
from derive.kernel.words import EACH, IDENTITIES, NUMBER, UNIT, Letter, Matrix, shaped

CELLS = 64                                        # of a table


class Matrices(MatrixNumbers):
    """Tables, and the numbers that are made of them."""

    def of(self, term: Term) -> Table:
        """The table of a term. Fails with Beyond where shapes are at odds or no rule is known."""
        match term:
            case Symbol(name, "matrix" | "vector" as sort):
                return _cell(self._letter(term, name, sort == "vector"))
            case Number(value) if not value:
                return _cell({})
            case Apply("+", args):
                return self._sum(args)
            case Apply("-", (u,)):
                return self.multiplied(_cell({NUMBER: scale(ONE, -1)}), self.of(u))
            case Apply("*" | "matmul", args):
                return reduce(self.multiplied, map(self.of, args))
            case Apply("/", (u, v)):
                if shaped(v) and len((table := self.of(v)).cells) > 1:
                    return self._of_cells("/", [self.of(u), table])
                below = power(self.normal.of(v), -1)
                above = self.of(u)
                return Table(above.rows, above.columns, tuple(self.times(below, cell) for cell in above.cells))
            case Apply("transpose", (u,)):
                if not shaped(u):
                    raise NotScalar("the transpose of what is not known to be a matrix")
                return self._turned(self.of(u))
            case Apply("inverse", (u,)):
                return self._inverse(self.of(u))
            case Apply("matpow", (u, e)):
                return self._raised(self.of(u), e)
            case Apply("cross", (u, v)) if shaped(u) and shaped(v):
                return self._crossed(self.of(u), self.of(v))
            case Apply("matrix", (Number(rows), Number(columns), *cells)) if len(cells) <= CELLS:
                return Table(int(rows), int(columns), tuple(self._alone(self.of(cell)) for cell in cells))
            case Apply("E" | "mathbb{E}", (u,)) if shaped(u):
                return self._means(self.of(u))
            case Apply("Cov" | "Var", (u, *v)) if len(v) < 2 and all(map(shaped, args := term.args)):
                return self._covariance(self.of(u), self.of(args[-1]))
            case Apply(head, args) if head in EACH and any(map(shaped, args)):
                return self._of_cells(head, [self.of(arg) for arg in args])
        if shaped(term):
            raise NotScalar("a matrix of a kind without rules")
        p = self.normal.of(term)
        return _cell({NUMBER: p} if p else {})

    def _letter(self, term: Symbol, name: str, vector: bool) -> Matrix:
        stem = name.partition("_")[0]
        if stem in IDENTITIES and not vector:
            return {UNIT: ONE}
        if stem in ("0", "mathbf{0}", "boldsymbol{0}"):
            return {}
        return self.letter(term, vector)

    def _sum(self, args: tuple[Term, ...]) -> Table:
        total = self.of(args[0])
        for arg in args[1:]:
            other = self.of(arg)
            total, other = _fitted(total, other), _fitted(other, total)
            if (other.rows, other.columns) != (total.rows, total.columns):
                raise Beyond("tables of different shapes")
            cells = tuple(self.plus(a, b) for a, b in zip(total.cells, other.cells, strict=True))
            total = Table(total.rows, total.columns, cells)
        return total

    def _of_cells(self, head: str, parts: list[Table]) -> Table:
        """A function of a number, taken of every cell of a column of numbers, beside numbers."""
        a = max(parts, key=lambda part: len(part.cells))
        if a.columns > 1 or head == "abs" or (len(parts) < 2 and head in ("max", "min")) or any(
                part.columns > 1 or part.rows not in (1, a.rows) for part in parts):
            raise Beyond("a function of a matrix")
        at = ([self.plain(part.cells[k % part.rows]) for part in parts] for k in range(a.rows))
        made = (self.normal.of(Apply(head, tuple(map(self.normal.write, one)))) for one in at)
        return Table(a.rows, 1, tuple({NUMBER: p} if p else {} for p in made))

    def multiplied(self, a: Table, b: Table) -> Table:
        """Rows by columns; a number by each cell."""
        for number, other in ((a, b), (b, a)):
            if len(number.cells) == 1 and number.cells[0].keys() == {NUMBER}:
                scaled = tuple(self.times(number.cells[0][NUMBER], cell) for cell in other.cells)
                return Table(other.rows, other.columns, scaled)
        a, b = _fitted(a, b), _fitted(b, a)
        if a.columns != b.rows or a.rows * b.columns > CELLS:
            raise Beyond("tables that do not fit together")
        start: Matrix = {}
        cells = (reduce(lambda s, k: self.plus(s, self.product(a.at(i, k), b.at(k, j))), range(a.columns), start)
                 for i in range(a.rows) for j in range(b.columns))
        return Table(a.rows, b.columns, tuple(cells))

    def _alone(self, a: Table) -> Matrix:
        if len(a.cells) != 1:
            raise Beyond("a table of several cells in a cell")
        return a.cells[0]

    def _turned(self, a: Table) -> Table:
        cells = [self.transposed(a.at(i, j)) for j in range(a.columns) for i in range(a.rows)]
        return Table(a.columns, a.rows, tuple(cells))

    def _rows_by_columns(self, a: Table, b: Table) -> Polynomial:
        """a^T b of two columns"""
        if a.columns != 1 or b.columns != 1 or a.rows != b.rows:
            raise Beyond("the product of what are no columns of one length")
        return self.plain(self._alone(self.multiplied(self._turned(a), b)))

    def _crossed(self, a: Table, b: Table) -> Table:
        """(a_2 b_3 - a_3 b_2, a_3 b_1 - a_1 b_3, a_1 b_2 - a_2 b_1)"""
        if any(t.columns != 1 or t.rows != 3 or any(cell.keys() - {NUMBER} for cell in t.cells) for t in (a, b)):
            raise Beyond("the cross product of what are no columns of three numbers")
        turns = ((1, 2), (2, 0), (0, 1))
        return Table(3, 1, tuple(self.plus(
            self.product(a.cells[i], b.cells[j]), self.product(a.cells[j], b.cells[i]), -1) for i, j in turns))

    def _means(self, a: Table) -> Table:
        return Table(a.rows, a.columns, tuple(self.expected(cell) for cell in a.cells))

    def _covariance(self, a: Table, b: Table) -> Table:
        """E(u v^T) - E(u) E(v)^T"""
        together = self._means(self.multiplied(a, self._turned(b)))
        apart = self.multiplied(self._means(a), self._turned(self._means(b)))
        cells = tuple(self.plus(x, y, -1) for x, y in zip(together.cells, apart.cells, strict=True))
        return Table(together.rows, together.columns, cells)

    def _raised(self, a: Table, exponent: Term) -> Table:
        if len(a.cells) == 1 and a.cells[0].keys() == {NUMBER}:
            number = self.normal.write(a.cells[0][NUMBER])
            return _cell({NUMBER: self.normal.of(Apply("^", (number, exponent)))})
        match exponent:
            case Number(e) if e < 0:
                return self._raised(self._inverse(a), Number(-e))
            case Number(e):
                return self._power(a, e)
            case Apply("-", (Number(e),)):
                return self._raised(a, Number(-e))
        raise Beyond("a symbolic power of a matrix")

    def _power(self, a: Table, e: Fraction) -> Table:
        if e.denominator == 1 and 0 < e <= SIDE:
            total = a
            for _ in range(int(e) - 1):
                total = self.multiplied(total, a)
            return total
        only = self._alone(a)
        if len(only) == 1 and len(word := next(iter(only))) == 1 and only[word] == ONE and word != NUMBER:
            return _cell({(Letter(word[0].key, word[0].turned, word[0].power * e),): ONE})
        raise Beyond("a power of a sum of matrices")

    def _inverse(self, a: Table) -> Table:
        """By cofactors over the determinant, where the cells are numbers."""
        if len(a.cells) == 1:
            return _cell(self.inverse(a.cells[0]))
        n = self._side(a)
        below = power(self._leibniz(a, range(n), range(n)), -1)
        cells: list[Matrix] = []
        for i in range(n):
            for j in range(n):
                rows, columns = ([k for k in range(n) if k != out] for out in (j, i))
                minor = multiply(below, self._leibniz(a, rows, columns))
                cells.append({NUMBER: scale(minor, (-1) ** (i + j))} if minor else {})
        return Table(n, n, tuple(cells))

    def key(self, term: Term) -> str:
        """A key: two terms with one key are equal."""
        a = self.of(term)
        return f"{a.rows}x{a.columns}[{';'.join(map(self.text, a.cells))}]"

    # --- numbers made of matrices -----------------------------------------------

    def scalar(self, term: Apply) -> Polynomial | None:
        """A number made of matrices; None where the head is not one of theirs."""
        match term:
            case Apply("trace", (u,)) if shaped(u):
                return self.trace(self.of(u), u)
            case Apply("det", (u,)) if shaped(u):
                return self.det(self.of(u), u)
            case Apply("dot", (u, v)) if shaped(u) and shaped(v):
                above, below = self.of(u), self.of(v)
                if len(above.cells) > 1:
                    return self._rows_by_columns(above, below)
                return self.plain(self.product(self.transposed(self._alone(above)), self._alone(below)))
            case Apply("norm", (u,)) if shaped(u):
                if len((table := self.of(u)).cells) > 1:
                    return self.normal.root(self._rows_by_columns(table, table), Fraction(1, 2))
                a = self._alone(table)
                if not all(word and word[-1].vector and not word[-1].turned for word in a):
                    raise Beyond("the norm of what is no column")
                return self.normal.root(self.plain(self.product(self.transposed(a), a)), Fraction(1, 2))
            case Apply("matmul" | "transpose" | "inverse" | "matpow" | "matrix"):
                return self.plain(self._alone(self.of(term)))
        return None


def _cell(a: Matrix) -> Table:
    return Table(1, 1, (a,))


def _fitted(a: Table, other: Table) -> Table:
    """c 1 beside a square table of numbers has c on its diagonal; a number beside a column stands at each element."""
    n = other.rows
    if len(a.cells) == 1 and a.cells[0].keys() <= {NUMBER} and other.columns == 1:
        return Table(n, 1, a.cells * n)
    if len(a.cells) > 1 or a.cells[0].keys() != {UNIT} or n != other.columns or n == 1 or not any(other.cells) or any(
            cell.keys() - {NUMBER} for cell in other.cells):
        return a
    number = {NUMBER: a.cells[0][UNIT]}
    return Table(n, n, tuple(number if i == j else {} for i in range(n) for j in range(n)))
