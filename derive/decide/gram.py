"""Sums of squares: numbers c and roots q such that a polynomial is a sum of c g q^2 over given factors g.

    p, blocks of (g, roots z)   ->   matrices Q >= 0 with  p = sum of g z^T Q z   ->   exact c and q

The matrices are sought in floating point by `cone`, then rounded and put back on the plane of the identities exactly;
what comes out is exact, and the kernel multiplies it out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from flint import fmpq

from derive.decide.budget import spend
from derive.kernel.polynomial import Polynomial, add
from derive.kernel.term import Apply, Number, Term

UNKNOWNS = 260                                    # entries of all matrices
DENOMINATORS = (1, 12, 120, 5040, 10**6)
Root = tuple[Polynomial, Term]                    # with how it is written
Block = tuple[int, Polynomial, tuple[Root, ...]]  # a name, g, z
Piece = tuple[Fraction, int, Term]                # c, the name of g, q


def squares(p: Polynomial, blocks: Sequence[Block]) -> list[Piece] | None:
    """The parts, if there are some; None where none were found."""
    from derive.decide import cone  # which loads NumPy: a page without inequalities does without

    for _ in range(3):
        plane = cone.Plane(p, blocks)
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
        smaller = cone.faces(blocks, plane.at_the_edge(near))
        if smaller is None:
            return None
        blocks = smaller
    return None


def combined(row: Sequence[Fraction], roots: Sequence[Root]) -> Root:
    """A combination of roots, and how it is written."""
    total: Polynomial = {}
    written: list[Term] = []
    for c, (poly, term) in zip(row, roots, strict=True):
        total = add(total, poly, c)
        if c:
            written.append(term if c == 1 else Apply("*", (Number(c), term)))
    return total, written[0] if len(written) == 1 else Apply("+", tuple(written))


def is_positive(q: Sequence[Sequence[Fraction]]) -> bool:
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


def rational(value: int | Fraction) -> fmpq:
    exact = Fraction(value)
    return fmpq(exact.numerator, exact.denominator)


def fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))
