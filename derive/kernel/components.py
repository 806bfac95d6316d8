"""The elements of vectors and matrices, as terms that are numbers.

    (A B)_ij = sum_k A_ik B_kj     (A^T)_ij = A_ji     (u o v)_i = u_i v_i     |u| = sqrt(sum_k u_k^2)
    tr A = sum_k A_kk              (f(u))_i = f(u_i), f a function of a number      diag(u)_ij = delta_ij u_i
    softmax(u)_i = exp(u_i) / sum_k exp(u_k)
    (df/dX)_ij = df/dX_ij          (du/dx)_ij = du_i/dx_j

Sizes come from what is declared, and from what both sides need to be defined; a size that is settled by neither is a
name of its own. The elements of a symmetric matrix A are (A_ij + A_ji) / 2 with A any matrix. Inverses and
determinants are written out where their size is a small number.
"""

from __future__ import annotations

from collections.abc import Callable

from derive.kernel.sizes import ONE, ZERO, Cells, Misfit, NoElements, Sizes
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, number
from derive.kernel.words import EACH, IDENTITIES

TWO = number(2)
SORTS = frozenset(("vector", "matrix"))
ZEROS = frozenset(("0", "mathbf{0}", "boldsymbol{0}"))
ONES = frozenset(("1", "mathbf{1}", "boldsymbol{1}", "mathbb{1}"))
NUMERIC = frozenset(("real", "integer", "array", "boolean", "function"))
SPREAD = EACH | {"piecewise", "<", "<=", ">", ">="}          # 1 where z > 0, of a column z
POWER = 4
STEPS = 4000                                      # terms made for one equation


class Elements(Sizes):
    """Elements of terms, under the sizes of the names in them."""

    steps = 0

    # --- terms ------------------------------------------------------------------

    def of(self, term: Term) -> Cells:
        """The elements of a term; sizes are settled on the way, elements are made afterwards."""
        self.steps += 1
        if self.steps > STEPS:
            raise NoElements("too large")
        match term:
            case Symbol(name, sort) if sort in SORTS:
                return self._name(term, name.partition("_")[0])
            case Symbol(sort="array"):
                self.whole.add(term)
                rows, columns = self._sizes(term)
                return Cells(rows, columns, lambda i, j: self._at(term, i, j))
            case Symbol(sort=sort) if sort not in NUMERIC:
                raise NoElements(f"a name of sort {sort}")
            case Number() | Symbol():
                return Cells(ONE, ONE, lambda i, j: term, True, term == ZERO)
            case Bind():
                return self._binder(term)
        return self._application(term)

    def number(self, term: Term) -> Callable[[], Term]:
        """What gives a term that is a number."""
        found = self.of(term)
        if not found.plain:
            self.unify(found.rows, ONE)
            self.unify(found.columns, ONE)
        return lambda: found.at(ONE, ONE)

    def _number(self, made: Callable[[], Term]) -> Cells:
        return Cells(ONE, ONE, lambda i, j: made(), True)

    def _name(self, term: Symbol, stem: str) -> Cells:
        if stem in IDENTITIES and term not in self.sizes:
            if term.sort != "matrix" or term.name != stem:
                raise NoElements("an identity whose size is in its name")
            side = self.size("side")
            return Cells(side, side, lambda i, j: Apply("delta", (i, j)))
        if stem in ZEROS or stem in ONES:
            raise NoElements("a constant by its name")
        rows, columns = self._sizes(term)
        return Cells(rows, columns, lambda i, j: self._at(term, i, j))

    def _at(self, term: Symbol, i: Term, j: Term) -> Term:
        array = Symbol(term.name, "array")
        if term.sort == "matrix":
            here = Apply("at", (array, i, j))
            if term not in self.symmetric or i == j:
                return here
            return Apply("/", (Apply("+", (here, Apply("at", (array, j, i)))), TWO))
        if self.known(self._sizes(term)[1]) != ONE:
            return Apply("at", (array, i, j))
        return Apply("at", (array, i))

    def _application(self, term: Apply) -> Cells:
        match term.head, term.args:
            case "+", args:
                return self._sum([self.of(arg) for arg in args])
            case "-", (u,):
                a = self.of(u)
                return Cells(a.rows, a.columns, lambda i, j: Apply("-", (a.at(i, j),)), a.plain)
            case ("*" | "matmul"), args:
                return self._product([self.of(arg) for arg in args])
            case "/", (u, v) if not (a := self.of(u)).plain:
                below = self.number(v)
                return Cells(a.rows, a.columns, lambda i, j: Apply("/", (a.at(i, j), below())))
            case "transpose", (u,):
                a = self.of(u)
                return Cells(a.columns, a.rows, lambda i, j: a.at(j, i), a.plain)
            case "odot", args:
                return self._each(lambda *parts: Apply("*", parts), args)
            case "dot", (u, v) if not (a := self.of(u)).plain:
                return self._product([Cells(a.columns, a.rows, lambda i, j: a.at(j, i)), self.of(v)])
            case "norm", (u,):
                return self._norm(self._column(self.of(u)))
            case "norm", (u, Symbol("F")):
                a = self.of(u)
                return self._number(lambda: Apply("sqrt", (self._total(a.rows, lambda i: self._total(
                    a.columns, lambda j: Apply("^", (a.at(i, j), TWO)))),)))
            case "trace", (u,):
                a = self._square(u)
                return self._number(lambda: self._total(a.rows, lambda k: a.at(k, k)))
            case "det", (u,):
                a = self._square(u)
                return self._number(lambda: self._leibniz(a, self._places(a), self._places(a)))
            case "inverse", (u,):
                a = self._square(u)
                return Cells(a.rows, a.columns, lambda i, j: self._cofactor(a, i, j))
            case "matpow", (u, Number(e)) if self.is_one(a := self.of(u)):
                return self._number(lambda: Apply("^", (a.at(ONE, ONE), Number(e))))
            case "matpow", (u, Number(e)) if e.denominator == 1 and 0 < abs(e) <= POWER:
                base = u if e > 0 else Apply("inverse", (u,))
                a = self._square(base)
                return self._product([a] * abs(int(e)))
            case "softmax", (u,):
                a = self._column(self.of(u))
                return Cells(a.rows, ONE, lambda i, j: Apply("/", (Apply("exp", (a.at(i, ONE),)), self._total(
                    a.rows, lambda k: Apply("exp", (a.at(k, ONE),))))))
            case "diag", (u,):
                a = self._column(self.of(u))
                return Cells(a.rows, a.rows, lambda i, j: Apply("*", (Apply("delta", (i, j)), a.at(i, ONE))))
            case "matrix", (Number(rows), Number(columns), *cells):
                return self._table(int(rows), int(columns), [self.number(cell) for cell in cells])
            case "at", (Symbol(sort="vector") as name, place) if name.name not in IDENTITIES:
                self._sizes(name)
                return self._number(lambda: self._at(name, place, ONE))
            case "at", (Symbol(sort="matrix") as name, place) if name.name not in IDENTITIES:
                members = self._sizes(name)                  # the column x_i among several
                return Cells(members[1], ONE, lambda i, j: self._at(name, place, i))
            case "at", (Symbol(sort="matrix") as name, i, j) if name.name not in IDENTITIES:
                self._sizes(name)
                return self._number(lambda: self._at(name, i, j))
            case "at", (Apply() as u, i, *rest):
                a = self.of(u) if rest else self._column(self.of(u))
                return self._number(lambda: a.at(i, *(rest or [ONE])))
            case "at", (Symbol(sort="array") as name, *places):
                return self._number(lambda: Apply("at", (name, *places)))
            case "call", (Symbol() as f, u) if not (a := self.of(u)).plain and not self.is_one(a):
                if f not in self.functions:
                    raise NoElements("a function of a vector")
                return Cells(a.rows, a.columns, lambda i, j: Apply("call", (f, a.at(i, j))))
        return self._function(term)

    def _function(self, term: Apply) -> Cells:
        """A function of numbers, or one taken of every element of a column."""
        name = [term.args[0]] if term.head == "call" and term.args and isinstance(term.args[0], Symbol) else []
        parts = [self.of(arg) for arg in term.args[len(name):]]
        if all(part.plain or self.is_one(part) for part in parts):
            return self._number(lambda: Apply(term.head, (*name, *(part.at(ONE, ONE) for part in parts))))
        largest = term.head in ("max", "min") and len(parts) < 2             # max(x) may be the largest element
        if term.head not in SPREAD or largest or any(self.known(part.columns) != ONE for part in parts):
            raise NoElements(f"no rule for {term.head} of a matrix")
        return self._each(lambda *cells: Apply(term.head, cells), term.args)

    def _each(self, made: Callable[..., Term], args: tuple[Term, ...]) -> Cells:
        """Element by element, beside numbers that are the same for every element."""
        parts = [self._spread(arg) for arg in args]
        tables = [part for part in parts if not part.plain]
        for table in tables[1:]:
            self.unify(table.rows, tables[0].rows)
            self.unify(table.columns, tables[0].columns)
        if not tables:
            raise NoElements("elements of a number")
        return Cells(tables[0].rows, tables[0].columns, lambda i, j: made(*(part.at(i, j) for part in parts)))

    def _spread(self, term: Term) -> Cells:
        """What stands element by element beside a table: 1 - u of a column u is 1 - u_i."""
        match term:
            case Apply("+", args) if any(not self.of(arg).plain for arg in args):
                return self._each(lambda *cells: Apply("+", cells), args)
            case Apply("-", (u,)):
                a = self._spread(u)
                return Cells(a.rows, a.columns, lambda i, j: Apply("-", (a.at(i, j),)), a.plain)
        return self.of(term)

    def _sum(self, parts: list[Cells]) -> Cells:
        """Of like sizes; a number stands beside a table of one cell, and zero beside anything."""
        kept = [part for part in parts if not part.zero] or parts[:1]
        if all(part.plain for part in kept):
            return self._number(lambda: Apply("+", tuple(part.at(ONE, ONE) for part in kept)))
        numbers = any(part.plain for part in kept)
        if numbers and not all(part.plain or self.is_one(part) for part in kept):
            raise Misfit("a number beside a table")
        for part in kept[1:]:
            self.unify(part.rows, kept[0].rows)
            self.unify(part.columns, kept[0].columns)
        return Cells(kept[0].rows, kept[0].columns, lambda i, j: Apply("+", tuple(part.at(i, j) for part in kept)),
                     numbers)

    def _product(self, parts: list[Cells]) -> Cells:
        """From left to right; what is a number, or has come to one cell, multiplies each cell."""
        total = parts[0]
        for part in parts[1:]:
            total = self._times(total, part)
        return total

    def _times(self, a: Cells, b: Cells) -> Cells:
        if a.plain and b.plain:
            return self._number(lambda: Apply("*", (a.at(ONE, ONE), b.at(ONE, ONE))))
        if a.plain or self.is_one(a):
            return Cells(b.rows, b.columns, lambda i, j: Apply("*", (a.at(ONE, ONE), b.at(i, j))))
        if b.plain or (self.is_one(b) and self.known(a.columns) != ONE):
            return Cells(a.rows, a.columns, lambda i, j: Apply("*", (a.at(i, j), b.at(ONE, ONE))))
        self.unify(a.columns, b.rows)
        return Cells(a.rows, b.columns, lambda i, j: self._total(
            a.columns, lambda k: Apply("*", (a.at(i, k), b.at(k, j)))))

    def is_one(self, a: Cells) -> bool:
        return (self.known(a.rows), self.known(a.columns)) == (ONE, ONE)

    def _total(self, size: Term, body: Callable[[Term], Term]) -> Term:
        size = self.known(size)
        if size == ONE:
            return body(ONE)
        k = self.index()
        return Bind("sum", k, body(k), (ONE, size))

    def _column(self, a: Cells) -> Cells:
        self.unify(a.columns, ONE)
        return a

    def _norm(self, a: Cells) -> Cells:
        return self._number(lambda: Apply("sqrt", (self._total(a.rows, lambda k: Apply("^", (a.at(k, ONE), TWO))),)))

    def _square(self, u: Term) -> Cells:
        a = self.of(u)
        self.unify(a.rows, a.columns)
        return a

    # --- binders ------------------------------------------------------------------

    def _binder(self, term: Bind) -> Cells:
        head, v, body, bounds = term.head, term.variable, term.body, term.bounds
        if head == "derivative" and v.sort in SORTS | {"array"} and bounds[0] == v and (
                v.sort != "array" or len(bounds) == 1):
            return self._gradient(v, body, bounds[1:])
        if v.sort in SORTS or v.name in {s.name for s in self.sizes}:
            raise NoElements("a bound name that is a matrix")
        if head == "derivative" and v.sort == "real" and len(bounds) == 1 and not (at := self.of(bounds[0])).plain:
            slope = self.number(body)
            return Cells(at.rows, at.columns, lambda i, j: Bind(head, v, slope(), (at.at(i, j),)))
        ends = [self.number(bound) for bound in bounds]
        inside = self.of(body)
        if not inside.plain and head not in ("sum", "derivative"):
            raise NoElements(f"no rule for this {head} of a matrix")
        return Cells(inside.rows, inside.columns, lambda i, j: Bind(
            head, v, inside.at(i, j), tuple(end() for end in ends)), inside.plain)

    def _gradient(self, v: Symbol, body: Term, place: tuple[Term, ...]) -> Cells:
        """By one element of v, or by all, in its size; of a column by a column with rows for its, columns for v's."""
        if v in self.symmetric:
            raise NoElements("a derivative in a symmetric matrix")
        by, value = self.of(v), self.of(body)
        array = Symbol(v.name, "array")

        def slope(i: Term, j: Term, made: Term) -> Term:
            place = by.at(i, j)
            assert isinstance(place, Apply)
            return Bind("derivative", array, made, (array, *place.args[1:]))

        if place:
            return Cells(value.rows, value.columns,
                         lambda i, j: Bind("derivative", array, value.at(i, j), (array, *place)), value.plain)
        if value.plain or self.is_one(value):
            return Cells(by.rows, by.columns, lambda i, j: slope(i, j, value.at(ONE, ONE)))
        if self.known(value.columns) != ONE or self.known(by.columns) != ONE:
            raise NoElements("a derivative of a matrix in a matrix")
        return Cells(value.rows, by.rows, lambda i, j: slope(j, ONE, value.at(i, ONE)))
