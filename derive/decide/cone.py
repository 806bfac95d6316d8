"""Positive matrices on a plane, in floating point: between the cone and the identities that the entries satisfy.

    p, blocks   ->   the plane, points of it in or near the cone, and smaller blocks where all of them are at its edge
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
from flint import fmpq_mat
from numpy.typing import NDArray

from derive.decide.budget import spend
from derive.decide.gram import UNKNOWNS, Block, combined, fraction, is_positive, rational
from derive.kernel.polynomial import Polynomial, multiply, scale

TURNS = 400                                       # of the search
MARGINS = (0.05, 0.002)                           # how far from the edge of the cone a solution is sought
MEET = 3e-3                                       # a gap that may still close
Matrix = NDArray[np.float64]


class Plane:
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
                table[rows[m], j] = rational(c)
        reduced, rank = table.rref()
        self.pivots: list[int] = []
        self.rows: list[list[Fraction]] = []
        for i in range(rank):
            row = [fraction(reduced[i, j]) for j in range(self.count + 1)]
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
            if not is_positive(q):
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


def faces(blocks: Sequence[Block], near: Sequence[Matrix]) -> list[Block] | None:
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
