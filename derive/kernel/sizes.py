"""Sizes of vectors and matrices: what is declared of them, and what both sides of an equation need to be defined.

    x in R^n, A in R^(m n)     told
    A B, A + B                 columns of A = rows of B; equal rows, equal columns

A size that neither settles is a name of its own. Of small numbers for sizes tables and cofactors are written out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations

from derive.kernel.polynomial import Beyond
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, fresh, number, subterms

ONE, ZERO = number(1), number(0)
SIDE = 3                                          # of a matrix that is inverted by cofactors


class NoElements(Beyond):
    """No rule says what the elements are."""


class Misfit(NoElements):
    """Sizes that do not fit together."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A number, or a table that tells its element at a place."""

    rows: Term
    columns: Term
    at: Callable[[Term, Term], Term]
    plain: bool = False                           # a number, not a table of one cell
    zero: bool = False                            # 0, which stands beside anything


class Sizes:
    """How many rows and columns names have: told, or settled by what stands beside them."""

    def __init__(self, hypotheses: tuple[Term, ...], goal: Term) -> None:            # Used for:
        self.taken = frozenset().union(*map(_names, (goal, *hypotheses)))           # choosing new names
        self.sizes: dict[Symbol, tuple[Term, Term]] = {}                            # of a name
        self.equal: dict[Symbol, Term] = {}                                         # a size that was open
        self.open: set[Symbol] = set()
        self.symmetric: set[Symbol] = set()
        self.whole: set[Symbol] = set()                                             # arrays that stand as a whole
        self.functions: set[Symbol] = set()                                         # of a number
        self.steps = 0
        for hypothesis in hypotheses:
            self._told(hypothesis)

    def _told(self, hypothesis: Term) -> None:
        match hypothesis:
            case Apply("in", (Symbol() as name, Apply("^", (Apply("reals"), size)))) if (
                    name.sort in ("vector", "matrix", "array")):
                rows, columns = size.args if isinstance(size, Apply) and size.head == "*" and len(
                    size.args) == 2 else (size, ONE)
                self._are(name, rows, columns)
            case Apply("=", (Symbol(sort="vector" | "matrix") as name, Apply("matrix", (rows, columns, *_)))):
                self._are(name, rows, columns)
            case Apply("=", (Symbol(sort="vector" | "matrix") as name, Apply("transpose", (
                    Apply("matrix", (columns, rows, *_)),)))):
                self._are(name, rows, columns)
            case Apply("in", (Apply("at", (Symbol(sort="matrix") as name, _)), Apply("^", (Apply("reals"), size)))):
                self.unify(self._sizes(name)[1], size)
            case Apply("symmetric", (Symbol() as name,)):
                self.symmetric.add(name)
                self.unify(*self._sizes(name))
            case Apply("square" | "invertible", (Symbol() as name,)):
                self.unify(*self._sizes(name))
            case Apply("elementwise", (Symbol() as f,)):
                self.functions.add(f)
            case Bind("forall", Symbol(sort="real") as t, Apply("=", (Apply("call", (Symbol() as f, place)), _)), ()):
                if place == t:
                    self.functions.add(f)

    def _are(self, name: Symbol, *sizes: Term) -> None:
        for old, new in zip(self.sizes.setdefault(name, (sizes[0], sizes[1])), sizes, strict=True):
            self.unify(old, new)

    # --- sizes ------------------------------------------------------------------

    def size(self, stem: str) -> Symbol:
        """A size that is not known yet."""
        found = fresh(Symbol(stem, "integer"), self.taken)
        self.taken |= {found}
        self.open.add(found)
        return found

    def _sizes(self, name: Symbol) -> tuple[Term, Term]:
        if name not in self.sizes:
            rows = self.size(f"rows_{name.name}")
            self.sizes[name] = (rows, self.size(f"columns_{name.name}") if name.sort == "matrix" else ONE)
        return self.sizes[name]

    def known(self, size: Term) -> Term:
        while isinstance(size, Symbol) and size in self.equal:
            size = self.equal[size]
        return size

    def unify(self, a: Term, b: Term) -> None:
        """a = b, as both sides need it. Fails with Misfit where they are different numbers or names."""
        a, b = self.known(a), self.known(b)
        if a == b:
            return
        if isinstance(b, Symbol) and b in self.open:
            a, b = b, a
        if not isinstance(a, Symbol) or a not in self.open or a in free(b):
            raise Misfit("sizes that do not fit together")
        self.equal[a] = b

    def settled(self) -> None:
        """Fails where an array as a whole has no size (it may be summed), or a vector would be a number: x y = y x."""
        if any(set(map(self.known, sizes)) == {ONE} != set(sizes) for sizes in self.sizes.values()):
            raise Misfit("a vector or matrix of one cell")
        if any(self.known(size) in self.open for array in self.whole for size in self.sizes[array]):
            raise NoElements("an array without a size")

    def index(self) -> Symbol:
        found = fresh(Symbol("k", "integer"), self.taken)
        self.taken |= {found}
        return found

    def _table(self, rows: int, columns: int, cells: list[Callable[[], Term]]) -> Cells:
        def at(i: Term, j: Term) -> Term:
            if isinstance(i, Number) and isinstance(j, Number):
                return cells[(int(i.value) - 1) * columns + int(j.value) - 1]()
            return Apply("piecewise", tuple(part for k, cell in enumerate(cells) for part in (Apply("and", tuple(
                Apply("=", (at, number(n))) for at, n in ((i, k // columns + 1), (j, k % columns + 1)))), cell())))
        return Cells(number(rows), number(columns), at)

    def _here(self, *places: tuple[Term, int]) -> tuple[Term, ...]:
        """1 at a place of a table, 0 at others."""
        if any(isinstance(place, Number) and place.value != k for place, k in places):
            return (ZERO,)
        return tuple(Apply("delta", (place, number(k))) for place, k in places if not isinstance(place, Number))

    # --- what needs small numbers for sizes ---------------------------------------

    def _places(self, a: Cells) -> list[int]:
        side = self.known(a.rows)
        if not isinstance(side, Number) or side.value.denominator != 1 or not 0 < side.value <= SIDE:
            raise NoElements("a determinant of no small size")
        return list(range(1, int(side.value) + 1))

    def _leibniz(self, a: Cells, rows: list[int], columns: list[int]) -> Term:
        parts: list[Term] = []
        for order in permutations(columns):
            swaps = sum(order[i] > order[j] for i in range(len(order)) for j in range(i + 1, len(order)))
            term: Term = Apply("*", (number((-1) ** swaps), *(
                a.at(number(i), number(j)) for i, j in zip(rows, order, strict=True))))
            parts.append(term)
        return Apply("+", tuple(parts))

    def _cofactor(self, a: Cells, i: Term, j: Term) -> Term:
        """(A^-1)_ij = (-1)^(i + j) det(A without row j, column i) / det A; a sum over places that are not numbers."""
        places = self._places(a)
        below = self._leibniz(a, places, places)
        parts: list[Term] = []
        for m in places:
            for n in places:
                here = self._here((i, m), (j, n))
                if here == (ZERO,):
                    continue
                rows, columns = [k for k in places if k != n], [k for k in places if k != m]
                parts.append(Apply("*", (number((-1) ** (m + n)), *here, self._leibniz(a, rows, columns))))
        return Apply("/", (Apply("+", tuple(parts)), below))


def _names(term: Term) -> frozenset[Symbol]:
    """All names in a term, those that are bound among them."""
    return free(term) | {part.variable for part in subterms(term) if isinstance(part, Bind)}
