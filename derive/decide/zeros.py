"""Plain points at which a polynomial is zero: there every square beside it vanishes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import islice, product
from math import lcm

from flint import fmpq, fmpq_mat

from derive.decide import gram
from derive.kernel.polynomial import Atom, Polynomial

_MARKS = tuple(Fraction(v) for v in (
    "1", "0", "2", "-1", "3", "1/2", "-2", "4", "-3", "5", "6", "-1/2", "3/2", "-4", "10"))
GRID = {1: _MARKS, 2: _MARKS, 3: _MARKS[:9], 4: _MARKS[:6], 5: _MARKS[:4], 6: _MARKS[:3]}


def restricted(p: Polynomial, blocks: list[gram.Block], facts: Sequence[Polynomial]) -> list[gram.Block]:
    """Where p is zero at a plain point that the facts allow, every part is: roots that stay there are left out."""
    atoms = sorted({atom for q in (p, *facts) for m in q for atom, _ in m})
    if not atoms or len(atoms) > 6 or any(a.kind in ("base", "exp", "log", "function") or not a.real for a in atoms):
        return blocks
    units = {a: lcm(*(denominator(q, a) for q in (p, *facts))) for a in atoms}
    zeros = []
    rough = [(float(c), [(atoms.index(a), int(Fraction(e) * units[a])) for a, e in m]) for m, c in p.items()]
    for point in islice(product(GRID[len(atoms)], repeat=len(atoms)), 3000):
        if abs(_roughly(rough, [float(v) for v in point])) > 1e-9 or any(
            v < 0 and units[a] > 1 for a, v in zip(atoms, point, strict=True)):
            continue
        at = {a: (v, units[a]) for a, v in zip(atoms, point, strict=True)}
        if _value(p, at) == 0 and all(_value(fact, at) >= 0 for fact in facts):
            zeros.append(at)
        if len(zeros) >= 40:
            break
    found: list[gram.Block] = []
    for name, g, roots in blocks:
        rows = [[_value(q, at) for q, _ in roots] for at in zeros if _value(g, at) != 0]
        kept = [gram.combined(row, roots) for row in _orthogonal(rows, len(roots))] if rows else roots
        if kept:
            found.append((name, g, tuple(kept)))
    return found


def _roughly(p: list[tuple[float, list[tuple[int, int]]]], point: list[float]) -> float:
    """p at a point, in floating point."""
    total = 0.0
    for c, m in p:
        for a, e in m:
            c *= point[a] ** e
        total += c
    return total


def _value(p: Polynomial, at: dict[Atom, tuple[Fraction, int]]) -> Fraction:
    """p where each atom is a power of a rational."""
    total = Fraction(0)
    for m, c in p.items():
        part = Fraction(c)
        for atom, e in m:
            base, unit = at[atom]
            part *= base ** int(Fraction(e) * unit)
        total += part
    return total


def _orthogonal(rows: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    """A basis of what is orthogonal to all rows."""
    table = fmpq_mat([[fmpq(c.numerator, c.denominator) for c in row] for row in rows])
    reduced, rank = table.rref()
    entry = [[Fraction(int(reduced[i, j].p), int(reduced[i, j].q)) for j in range(width)] for i in range(rank)]
    pivots = [next(j for j, c in enumerate(row) if c) for row in entry]
    found = []
    for j in range(width):
        if j not in pivots:
            vector = [Fraction(0)] * width
            vector[j] = Fraction(1)
            for pivot, row in zip(pivots, entry, strict=True):
                vector[pivot] = -row[j]
            found.append(vector)
    return found


def denominator(p: Polynomial, atom: Atom) -> int:
    """The common denominator of the powers of an atom."""
    return lcm(*(Fraction(dict(m).get(atom, 0)).denominator for m in p))
