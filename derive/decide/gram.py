"""Sums of squares: numbers c and roots q such that a polynomial is a sum of c g q^2 over given factors g.

    p, blocks of (g, roots z)   ->   matrices Q >= 0 with  p = sum of g z^T Q z   ->   exact c and q

The matrices are sought in floating point between the cone and the plane of the identities, then rounded and put back
on the plane exactly; what comes out is exact, and the kernel multiplies it out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
from flint import fmpq, fmpq_mat
from numpy.typing import NDArray

from derive.decide.budget import spend
from derive.kernel.polynomial import Polynomial, add, multiply, scale
from derive.kernel.term import Apply, Number, Term

UNKNOWNS = 260                                    # entries of all matrices
TURNS = 400                                       # of the search
MARGINS = (0.05, 0.002)                           # how far from the edge of the cone a solution is sought
MEET = 3e-3                                       # a gap that may still close
DENOMINATORS = (1, 12, 120, 5040, 10**6)
Root = tuple[Polynomial, Term]                    # with how it is written
Block = tuple[int, Polynomial, tuple[Root, ...]]  # a name, g, z
Piece = tuple[Fraction, int, Term]                # c, the name of g, q
Matrix = NDArray[np.float64]


def squares(p: Polynomial, blocks: Sequence[Block]) -> list[Piece] | None:
    """The parts, if there are some; None where none were found."""
    for _ in range(3):
        plane = _Plane(p, blocks)
        if not plane.solvable or plane.count > UNKNOWNS:
            return None
        found = plane.exact_point()
        if found is not None:
            return _parts(blocks, found)
        near = plane.edge()
        if near is None:
            return None
        for point in plane.inner_points(near):
            for d in DENOMINATORS:
                spend()
                exact = plane.rounded(point, d)
                found = plane.matrices(exact) if exact is not None else None
                if found is not None:
                    return _parts(blocks, found)
        smaller = _faces(blocks, plane.at_the_edge(near))
        if smaller is None:
            return None
        blocks = smaller
    return None


class _Plane:
    """The symmetric matrices for which the identity holds, entry by entry."""

    def __init__(self, p: Polynomial, blocks: Sequence[Block]) -> None:
        self.sizes = [len(roots) for _, _, roots in blocks]
        self.places = [(b, i, j) for b, n in enumerate(self.sizes) for i in range(n) for j in range(i, n)]
        self.count = len(self.places)
        self.solvable = self.count > 0
        starts = np.cumsum([0, *(n * (n + 1) // 2 for n in self.sizes)])
        self.single = np.array([int(start) for start, n in zip(starts, self.sizes, strict=False) if n == 1], dtype=int)
        self.wide = [(int(start), n, np.triu_indices(n)) for start, n in zip(starts, self.sizes, strict=False) if n > 1]
        if not self.solvable or self.count > UNKNOWNS:
            return
        columns = [scale(multiply(blocks[b][1], multiply(blocks[b][2][i][0], blocks[b][2][j][0])), 1 if i == j else 2)
                   for b, i, j in self.places]
        rows = {m: k for k, m in enumerate(dict.fromkeys(m for column in (*columns, p) for m in column))}
        table = fmpq_mat(len(rows), self.count + 1)
        for j, column in enumerate((*columns, p)):
            for m, c in column.items():
                table[rows[m], j] = _fmpq(c)
        reduced, rank = table.rref()
        self.pivots: list[int] = []
        self.rows: list[list[Fraction]] = []
        for i in range(rank):
            row = [_fraction(reduced[i, j]) for j in range(self.count + 1)]
            first = next(j for j, c in enumerate(row) if c)
            if first == self.count:
                self.solvable = False
                return
            self.pivots.append(first)
            self.rows.append(row)
        self.a = np.array([[float(c) for c in row[:-1]] for row in self.rows]).reshape(rank, self.count)
        self.b = np.array([float(row[-1]) for row in self.rows])
        self.size = max(1e-12, float(np.max(np.abs(self.b), initial=0.0)))
        self.back: Matrix = np.linalg.pinv(self.a)

    def exact_point(self) -> list[list[list[Fraction]]] | None:
        """The only point, where there is no choice."""
        if len(self.pivots) < self.count:
            return None
        return self.matrices([row[-1] for row in self.rows])

    def rounded(self, point: Matrix, denominator: int) -> list[Fraction] | None:
        """A rational point on the plane close by: free entries rounded, the others solved for."""
        if not np.all(np.isfinite(point)):
            return None
        free = [Fraction(round(float(value) * denominator), denominator) for value in point]
        exact = list(free)
        pivots = set(self.pivots)
        others = [j for j in range(self.count) if j not in pivots]
        for first, row in zip(self.pivots, self.rows, strict=True):
            exact[first] = row[-1] - sum((row[j] * free[j] for j in others if row[j]), Fraction(0))
        return exact

    def matrices(self, entries: Sequence[Fraction]) -> list[list[list[Fraction]]] | None:
        """The factors of L D L^T, or None where a matrix is not positive."""
        found = []
        for b, n in enumerate(self.sizes):
            q = [[Fraction(0)] * n for _ in range(n)]
            for (block, i, j), value in zip(self.places, entries, strict=True):
                if block == b:
                    q[i][j] = q[j][i] = value
            if not _is_positive(q):
                return None
            found.append(q)
        return found

    def edge(self) -> Matrix | None:
        """Entries at the edge of the cone, on the plane; None where the two do not seem to meet."""
        point, gap = self._between(self.back @ self.b, 0.0)
        return point if gap < MEET * self.size else None

    def inner_points(self, point: Matrix) -> Iterator[Matrix]:
        """Points on the plane inside of the cone, well inside first."""
        yield point
        for margin in MARGINS:
            spend()
            found, gap = self._between(point, margin * self.size)
            if gap < 1e-4 * self.size:
                yield found

    def at_the_edge(self, point: Matrix) -> list[Matrix]:
        return self._unpacked(self._cone(point, 0.0))

    def _between(self, start: Matrix, margin: float) -> tuple[Matrix, float]:
        """A point of the plane close to the cone: Douglas-Rachford, given up where the gap stays as it is."""
        z, gap, before = start.copy(), 1.0, float("inf")
        for turn in range(TURNS):
            on = z - self.back @ (self.a @ z - self.b)
            inside = self._cone(2 * on - z, margin)
            z += inside - on
            if turn % 40 == 39:
                gap = float(np.max(np.abs(inside - on), initial=0.0))
                if gap < 1e-9 * self.size or (gap > 0.7 * before and gap > MEET * self.size):
                    break
                before = gap
        return z - self.back @ (self.a @ z - self.b), gap

    def _cone(self, point: Matrix, margin: float) -> Matrix:
        found = point.copy()
        found[self.single] = np.maximum(point[self.single], margin)
        for start, n, upper in self.wide:
            q = np.zeros((n, n))
            q[upper] = point[start:start + n * (n + 1) // 2]
            values, vectors = np.linalg.eigh(q, UPLO="U")
            q = (vectors * np.maximum(values, margin)) @ vectors.T
            found[start:start + n * (n + 1) // 2] = q[upper]
        return found

    def _unpacked(self, point: Matrix) -> list[Matrix]:
        found, start = [], 0
        for n in self.sizes:
            q = np.zeros((n, n))
            q[np.triu_indices(n)] = point[start:start + n * (n + 1) // 2]
            found.append(q + q.T - np.diag(np.diag(q)))
            start += n * (n + 1) // 2
        return found


def _faces(blocks: Sequence[Block], near: Sequence[Matrix]) -> list[Block] | None:
    """Smaller blocks, without the combinations of roots that a solution at the edge leaves out; None if none are."""
    found: list[Block] = []
    changed = False
    scale_ = max((float(np.max(np.abs(q), initial=0.0)) for q in near), default=0.0) or 1.0
    for (name, g, roots), q in zip(blocks, near, strict=True):
        values, vectors = np.linalg.eigh(q)
        kept = vectors[:, values > 1e-3 * scale_].T
        if len(kept) == len(roots):
            found.append((name, g, roots))
            continue
        changed = True
        rows = _plain_rows(kept)
        if rows is None:
            return None
        if rows:
            found.append((name, g, tuple(combined(row, roots) for row in rows)))
    return found if changed and found else None


def _plain_rows(kept: Matrix) -> list[list[Fraction]] | None:
    """A reduced basis of the same space with small rational entries."""
    m = kept.copy()
    done = 0
    for j in range(m.shape[1]):
        if done == len(m):
            break
        i = done + int(np.argmax(np.abs(m[done:, j])))
        if abs(m[i, j]) < 1e-2:
            continue
        m[[done, i]] = m[[i, done]]
        m[done] /= m[done, j]
        for k in range(len(m)):
            if k != done:
                m[k] -= m[k, j] * m[done]
        done += 1
    plain = [[Fraction(float(c)).limit_denominator(12) for c in row] for row in m[:done]]
    if any(abs(float(a) - b) > 2e-2 for row, near in zip(plain, m[:done], strict=True)
           for a, b in zip(row, near, strict=True)):
        return None
    return plain


def combined(row: Sequence[Fraction], roots: Sequence[Root]) -> Root:
    """A combination of roots, and how it is written."""
    total: Polynomial = {}
    written: list[Term] = []
    for c, (poly, term) in zip(row, roots, strict=True):
        total = add(total, poly, c)
        if c:
            written.append(term if c == 1 else Apply("*", (Number(c), term)))
    return total, written[0] if len(written) == 1 else Apply("+", tuple(written))


def _is_positive(q: Sequence[Sequence[Fraction]]) -> bool:
    return _factored(q) is not None


def _factored(q: Sequence[Sequence[Fraction]]) -> list[tuple[Fraction, list[Fraction]]] | None:
    """d_k and rows l_k with q = sum of d_k l_k^T l_k, d_k > 0; None where q is not positive."""
    m = [list(row) for row in q]
    n = len(m)
    found = []
    for k in range(n):
        d = m[k][k]
        if d < 0 or (d == 0 and any(m[k][j] for j in range(n))):
            return None
        if d == 0:
            continue
        row = [c / d for c in m[k]]
        found.append((d, row))
        for i in range(k, n):
            if m[i][k]:
                f = m[i][k]
                m[i] = [a - f * b for a, b in zip(m[i], row, strict=True)]
    return found


def _parts(blocks: Sequence[Block], matrices: Sequence[Sequence[Sequence[Fraction]]]) -> list[Piece]:
    return list(_pieces(blocks, matrices))


def _pieces(blocks: Sequence[Block], matrices: Sequence[Sequence[Sequence[Fraction]]]) -> Iterator[Piece]:
    for (name, _, roots), q in zip(blocks, matrices, strict=True):
        for d, row in _factored(q) or ():
            yield d, name, combined(row, roots)[1]


def _fmpq(value: int | Fraction) -> fmpq:
    exact = Fraction(value)
    return fmpq(exact.numerator, exact.denominator)


def _fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))
