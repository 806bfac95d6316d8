"""Rules for products, and for integrals, limits and other binders that stay closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from itertools import starmap

from derive.kernel import polynomial as poly
from derive.kernel.polynomial import ONE, Atom, Beyond, Polynomial, add, compound, constant, multiply, scale, single
from derive.kernel.powers import Powers
from derive.kernel.term import Apply, Bind, Symbol, Term, children, free, heads, substitute
from derive.kernel.writing import INFINITY, SCALARS

UNROLLED = 64                                     # terms of a sum or product of numeric length
SPLIT = 40                                        # terms of an integrand taken apart
ENDLESS = ((Apply("infinity"),), (Apply("-", (Apply("infinity"),)),))
PEELED = 8                                        # terms taken off an end


class Binders(Powers):
    """What has a bound name and is not a sum."""

    marginal: Callable[[poly.Monomial, Symbol], Polynomial | None]    # a joint density without one of its variables

    def _product(self, term: Bind) -> Polynomial:
        """A product of numeric length multiplied out; the factors behind where another product stops taken off."""
        if Apply("infinity") in term.bounds:
            return self._bound(term)
        first, last = (self.of(end) for end in term.bounds)
        span = poly.value(add(last, first, -1))
        if not (self.integral(first) and self.integral(last)):
            return self._bound(term)
        if span is not None:
            if span >= UNROLLED:
                raise Beyond("a product of too many factors")
            return self._factors(term, first, 0, int(span) + 1)
        tail = int(last.get((), 0))
        extra = tail - self.tails.get(poly.text(add(last, constant(tail), -1)), tail)
        if 0 < extra <= PEELED and self.facts.nonnegative(add(add(last, first, -1), constant(1 - extra))):
            shorter = self.write(add(last, constant(extra), -1))
            head = self._bound(Bind(term.head, term.variable, term.body, (term.bounds[0], shorter)))
            return multiply(head, self._factors(term, add(last, constant(extra), -1), 1, extra + 1))
        return self._bound(term)

    def _factors(self, term: Bind, start: Polynomial, low: int, high: int) -> Polynomial:
        """The product of the factors at start + low .. start + high - 1"""
        total = ONE
        for j in range(low, high):
            at = self.write(add(start, constant(j)))
            total = multiply(total, self.of(substitute(term.body, {term.variable: at})))
        return total

    def log(self, p: Polynomial) -> Polynomial:
        """log prod_k f_k = sum_k log f_k, no f_k below zero: none is zero where the product has a logarithm."""
        for atom, e in [(a, e) for a, e in poly.primitive(p)[1] if a.head == "product"] if p and not self.plane else ():
            body = atom.inner[0]
            if INFINITY not in atom.inner and isinstance(folded := self.write_atom(replace(atom, head="sum")), Bind):
                body = self.of(self.entered(folded)[1])          # under a name that carries its range
            lead, common, rest = poly.primitive(body)
            if atom.real and all(map(self.facts.nonnegative, (scale(rest, lead), *starmap(single, common)))):
                logs = replace(atom, head="sum", inner=(single(compound("log", "", atom.inner[:1])), *atom.inner[1:]))
                return add(self.log(multiply(p, single(atom, -e))), self.of(self.write_atom(logs)), e)
        return super().log(p)

    def _bound(self, term: Bind) -> Polynomial:
        """Any other binder: opaque but for its bound name and the factors free of it."""
        ranged = ("max_over", "min_over") if len(term.bounds) == 2 else ()
        if term.head not in ("sum", "product", "integral", "limit", "antiderivative", "derivative", *ranged):
            raise poly.NotScalar(f"{term.head} is no number")
        bounds = tuple(self.end(b) for b in term.bounds)
        level, sort = height(term.body), term.variable.sort
        if sort == "integer" and term.head in ("integral", "antiderivative", "derivative"):
            sort = "real"                          # it runs over all numbers, whatever is said of the name elsewhere
        if sort not in SCALARS and term.head != "integral":
            raise Beyond(f"a binder over a {sort}")
        while (bound := Symbol(f"@{level}:{term.head}", sort)) in free(term.body) and bound != term.variable:
            level += 1
        body = self.lazily(partial(self.of, substitute(term.body, {term.variable: bound})))
        endless = term.head == "sum" and Apply("infinity") in term.bounds
        if (term.head == "integral" or endless or is_at_infinity(term)) and 1 < len(body) <= SPLIT:
            total: Polynomial = {}
            for m, c in body.items():
                total = add(total, self._closed_binder(term, {m: c}, bound, bounds, level))
            return total
        return self._closed_binder(term, body, bound, bounds, level)

    def _closed_binder(
        self, term: Bind, body: Polynomial, bound: Symbol, bounds: tuple[Polynomial, ...], level: int
    ) -> Polynomial:
        """One atom for a binder; an integral and an infinite sum are linear, by the argument that stands in `moments`.

        So is a limit at infinity, where whatever has one is defined on one side alone; at other places two bodies
        may have their limits from different sides, and lim (f + g) = lim f + lim g be no consequence of linearity.
        """
        outside: Polynomial = ONE
        sort = bound.sort
        if term.head == "integral" and len(body) == 1:
            ((m, c),) = body.items()
            left = self.marginal(m, bound)
            if left is not None:
                return scale(left, c)
        if term.head in ("sum", "integral") and body:
            lead, common, _ = poly.primitive(body)
            free_of = [part for part in common if bound not in part[0].symbols]
            outer = tuple((a, e) for a, e in free_of if e > 0 or self.facts.nonzero(single(a)))
            outside = {outer: lead}
            body = poly.divided(body, outer, lead)
            finite = len(term.bounds) == 2 and not any("infinity" in heads(end) for end in term.bounds)
            if body == ONE and term.head == "integral" and sort == "real" and finite:
                return multiply(outside, add(bounds[1], bounds[0], -1))          # of a constant
        if is_at_infinity(term) and len(body) == 1:
            ((m, c),) = body.items()
            outer = tuple(part for part in m if bound not in part[0].symbols)
            outside, body = {outer: c}, {tuple(part for part in m if part not in outer): 1}
            if body == ONE:
                return outside
        if is_at_infinity(term) and not body:
            return {}
        made = compound("bind", f"{term.head} {bound.name!r}:{sort}", (body, *bounds))
        names = made.symbols - {bound}
        key, level = made.key, max(made.level, level + 1)
        atom = Atom("bind", key, term.head, made.inner, bound, names, made.real, level)
        return multiply(outside, self.atom(atom))

    def end(self, bound: Term) -> Polynomial:
        """An end of a range, perhaps infinite."""
        match bound:
            case Apply("infinity", ()):
                return INFINITY
            case Apply("-", (Apply("infinity", ()),)):
                return scale(INFINITY, -1)
        return self.of(bound)


def is_at_infinity(term: Bind) -> bool:
    """Whether a binder is a limit at one of the infinite places."""
    return term.head == "limit" and term.bounds[:1] in ENDLESS


def level_of(name: str) -> int:
    """The level in a canonical bound name, -1 for other names."""
    if not name.startswith("@"):
        return -1
    digits = name[1:].partition("[")[0].partition(":")[0]
    return int(digits)


@lru_cache(maxsize=65536)
def height(term: Term) -> int:
    """The greatest number of binders inside one another."""
    inner = max(map(height, children(term)), default=0)
    return inner + isinstance(term, Bind)
