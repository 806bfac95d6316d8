"""Rules for sums over bound names, and the canonical names of all binders.

    sum_k c f(k) = c sum_k f(k)            sum_k delta(k, t) f(k) = f(t), lo <= t <= hi
    sum_k 1 = hi - lo + 1, hi >= lo - 1    sum_k f + last terms, where another sum stops earlier

A closed sum is one monomial under bound names @0, @1, ... numbered from the inside out. A name carries its
range, so that one name always has one range and what is known of it never depends on where it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import permutations

from derive.kernel import polynomial as poly
from derive.kernel.binders import PEELED, UNROLLED, Binders, height, level_of
from derive.kernel.partial_fractions import separated
from derive.kernel.polynomial import (
    ONE,
    Atom,
    Beyond,
    Monomial,
    Polynomial,
    Rational,
    add,
    compound,
    constant,
    multiply,
    power,
    scale,
    settled,
    single,
    text,
    value,
)
from derive.kernel.term import Apply, Bind, Symbol, Term, free, substitute

BOUND = 4                                         # bound names of one sum


class Sums(Binders):
    """What has a bound name."""

    def _binder(self, term: Bind) -> Polynomial:
        cached = self.met.get(term)
        if cached is None:
            rule = {"sum": self._sum, "product": self._product}.get(term.head, self._bound)
            cached = self.met[term] = rule(term)
        return cached

    def _sum(self, term: Bind) -> Polynomial:
        lo, hi = term.bounds
        if Apply("infinity") in (lo, hi) :
            return self._bound(term)
        first, last = self.of(lo), self.of(hi)
        whole = self.integral(first) and self.integral(last)
        length = value(add(last, first, -1))
        if whole and length is not None:
            if length >= UNROLLED:
                raise Beyond("a sum of too many terms")
            return self._terms(term, first, 0, int(length) + 1)
        return self._shortened(term, first, last) if whole else self._closed(term, first, last)

    def _shortened(self, term: Bind, first: Polynomial, last: Polynomial) -> Polynomial:
        """A sum cut to where every sum with this end begins and stops, and the terms cut off."""
        tail = int(last.get((), 0))
        key = text(add(last, constant(tail), -1))
        extra = tail - self.tails.get(key, tail)
        total: Polynomial = {}
        if 0 < extra <= PEELED and self.facts.nonnegative(add(add(last, first, -1), constant(1 - extra))):
            last = add(last, constant(extra), -1)
            total = self._terms(term, last, 1, extra + 1)
        begin = value(first)
        missing = 0 if begin is None else self.starts.get(key, int(begin)) - int(begin)
        if 0 < missing <= PEELED and self.facts.nonnegative(add(add(last, first, -1), constant(1 - missing))):
            total = add(total, self._terms(term, first, 0, missing))
            first = add(first, constant(missing))
        return add(total, self._closed(term, first, last))

    def compare(self, term: Bind) -> None:
        """Note where a sum begins and stops, so that all with one end can be cut alike."""
        first, last = (self.of(end) for end in term.bounds)
        if self.integral(first) and self.integral(last):
            tail = int(last.get((), 0))
            key = text(add(last, constant(tail), -1))
            self.tails[key] = min(tail, self.tails.get(key, tail))
            begin = value(first)
            if begin is not None:
                self.starts[key] = max(int(begin), self.starts.get(key, int(begin)))

    def _terms(self, term: Bind, start: Polynomial, low: int, high: int) -> Polynomial:
        """The terms of a sum at start + low .. start + high - 1"""
        total: Polynomial = {}
        for j in range(low, high):
            at = self.write(add(start, constant(j)))
            total = add(total, self.of(substitute(term.body, {term.variable: at})))
        return total

    def _closed(self, term: Bind, first: Polynomial, last: Polynomial) -> Polynomial:
        bound, inside = self._enter(term, first, last)
        body = separated(self.lazily(partial(self.of, inside)))
        total: Polynomial = {}
        for m, c in body.items():
            total = add(total, self._one_sum(m, bound), c)
        return total

    def entered(self, term: Bind) -> tuple[Symbol, Term]:
        """The bound name that a sum gets, and its body under that name."""
        first, last = (self.of(end) for end in term.bounds)
        return self._enter(term, first, last)

    def _enter(self, term: Bind, first: Polynomial, last: Polynomial) -> tuple[Symbol, Term]:
        level, names = height(term.body), free(term.body) - {term.variable}
        while (bound := self.bound(level, first, last)) in names:
            level += 1
        return bound, term.body if bound == term.variable else substitute(term.body, {term.variable: bound})

    def bound(self, level: int, first: Polynomial, last: Polynomial) -> Symbol:
        """The bound name of a level and a range."""
        name = f"@{level}[{text(first)},{text(last)}]"
        symbol = Symbol(name, "integer")
        self.ranges[symbol] = (first, last)
        return symbol

    def _one_sum(self, m: Monomial, k: Symbol) -> Polynomial:
        """The sum of one monomial over the range of k: contract, take out what is free of k, close the rest."""
        first, last = self.ranges[k]
        for atom, _ in m:
            if atom.kind == "delta" and k in atom.symbols:
                at = self.solved(atom.inner[0], k)
                if at is not None and self.facts.within(at, first, last):
                    return self.replace(tuple(part for part in m if part[0] is not atom), k, at)
        inside = tuple((atom, e) for atom, e in m if k in atom.symbols or not self._may_leave(atom, e, first, last))
        outside: Polynomial = {tuple(part for part in m if part not in inside): 1}
        count = add(add(last, first, -1), ONE)
        if not inside and self.integral(count) and self.integral(first) and self.facts.nonnegative(count):
            return multiply(outside, count)
        flat, bounds = inside, [k]
        for atom, e in inside:
            if atom.kind == "sum" and e == int(e) and e > 0:
                flat = tuple(part for part in flat if part[0] is not atom)
                for _ in range(int(e)):
                    opened, names = self._open(atom, bounds)
                    bounds += names
                    (flat,) = poly.product(flat, opened)
        return multiply(outside, self._close(flat, bounds))

    def _may_leave(self, atom: Atom, e: Rational, first: Polynomial, last: Polynomial) -> bool:
        """A factor may be taken out of a sum: not 1/u, unless u is not zero or the sum not empty.

            sum_{k=1}^n 1/n  is 0 at n = 0, where  n (1/n)  would be 1
        """
        if e >= 0 or self.facts.nonzero(single(atom)):
            return True
        return self.integral(first) and self.integral(last) and self.facts.nonnegative(add(last, first, -1))

    def solved(self, difference: Polynomial, k: Symbol) -> Polynomial | None:
        """The whole t with difference = c (k - t), if k occurs just once and linearly."""
        own = [m for m in difference if any(k in atom.symbols for atom, _ in m)]
        if len(own) != 1 or len(own[0]) != 1 or own[0][0][0].term != k or own[0][0][1] != 1:
            return None
        t = scale(add(difference, {own[0]: difference[own[0]]}, -1), Fraction(-1) / difference[own[0]])
        return t if self.integral(t) else None

    def replace(self, m: Monomial, k: Symbol, at: Polynomial) -> Polynomial:
        """A monomial with k replaced, in normal form again."""
        written = self.write(at)
        total: Polynomial = ONE
        for atom, e in m:
            if k not in atom.symbols:
                total = multiply(total, settled({atom: e}))
            else:
                moved = self.of(substitute(self.write_atom(atom), {k: written}))
                total = multiply(total, power(moved, int(e)) if e == int(e) else self.root(moved, e))
        return total

    def _open(self, atom: Atom, taken: list[Symbol]) -> tuple[Monomial, list[Symbol]]:
        """The body of a closed sum, under bound names that are not taken."""
        names = [k for k, _, _ in atom.bounds]
        (m,) = atom.inner[0]
        if not {*names} & {*taken}:
            return m, names
        return self._renamed(m, names, lambda _: self._next())

    def _next(self) -> int:
        """A level above all others."""
        self.count += 1
        return 1000 + self.count

    def _renamed(self, m: Monomial, names: list[Symbol], level: Callable[[int], int]) -> tuple[Monomial, list[Symbol]]:
        """A body with new bound names, ranges renamed with them, outermost first."""
        new: list[Symbol] = []
        values: dict[Symbol, Term] = {}
        for position, k in enumerate(names):
            first, last = (self.of(substitute(self.write(b), values)) for b in self.ranges[k])
            new.append(self.bound(level(position), first, last))
            values[k] = new[-1]
        total: Polynomial = ONE
        for atom, e in m:
            moved = self.of(substitute(self.write_atom(atom), values)) if {*names} & atom.symbols else single(atom)
            total = multiply(total, power(moved, int(e)) if e == int(e) else self.root(moved, e))
        if len(total) != 1 or next(iter(total.values())) != 1:
            raise Beyond("a sum changes form under other names")
        return next(iter(total)), new

    def _close(self, m: Monomial, bounds: list[Symbol]) -> Polynomial:
        """One closed sum: canonical names by what the bound names do, ties by trying every order."""
        if len(bounds) > BOUND:
            raise Beyond("too many bound names in one sum")
        base = self._free_level(m, bounds)
        best: tuple[str, Monomial, list[Symbol]] | None = None
        for order in permutations(bounds):
            if not self._is_nested(order):
                continue
            names = list(order)
            if names != [self.bound(base + j, *self.ranges[k]) for j, k in enumerate(names)]:
                body, names = self._renamed(m, names, lambda j: base + j)
            else:
                body = m
            ranges = ";".join(name.name for name in names)
            key = f"sum[{ranges}]{text({body: 1})}"
            if best is None or key < best[0]:
                best = key, body, names
        if best is None:
            raise Beyond("ranges that depend on each other")
        key, body, names = best
        made = compound("sum", "", ({body: 1}, *(b for k in names for b in self.ranges[k])))
        spans = tuple((k, *self.ranges[k]) for k in names)
        return self.atom(Atom("sum", key, "", made.inner, None, made.symbols - {*names}, made.real,
                              base + len(names), 0, spans))

    def _free_level(self, m: Monomial, bounds: list[Symbol]) -> int:
        """The lowest level whose names are neither bound inside nor free in the body and its ranges."""
        used = frozenset().union(*(atom.symbols for atom, _ in m), *map(self._in_range, bounds)) - {*bounds}
        taken = {level_of(symbol.name) for symbol in used}
        base = max((atom.level for atom, _ in m), default=0)
        while taken & {*range(base, base + len(bounds))}:
            base += 1
        return base

    def _in_range(self, k: Symbol) -> frozenset[Symbol]:
        return frozenset().union(*(atom.symbols for b in self.ranges[k] for m in b for atom, _ in m))

    def _is_nested(self, order: tuple[Symbol, ...]) -> bool:
        """No range names its own or a later bound name."""
        return not any(self._in_range(k) & {*order[j:]} for j, k in enumerate(order))
