"""Branches: deltas, indicators of sets, and values that depend on conditions.

    {u if a = b; v otherwise} = delta(a, b) u + (1 - delta(a, b)) v      where u and v always have a value
    {u if x in S; 0 otherwise} = 1_S(x) u
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from derive.kernel.definedness import TOTAL, denotes
from derive.kernel.parts import Parts
from derive.kernel.polynomial import ONE, Atom, Beyond, Nowhere, Polynomial, add, compound, multiply, scale, single
from derive.kernel.term import Apply, Number, Term, free
from derive.kernel.writing import HOLE

HAVING = TOTAL | {"at"}


class Branches(Parts):
    """What counts under a condition."""

    def delta(self, difference: Polynomial) -> Polynomial:
        """delta(a, b) from a - b: 1 where it is zero, 0 where it is known not to be"""
        if not difference:
            return ONE
        lead = difference[min(difference)]
        scaled = scale(difference, Fraction(1) / lead)
        if self.facts.nonzero(scaled):
            return {}
        return self.atom(compound("delta", "", (scaled,)))

    def _have_values(self, *terms: Term) -> bool:
        """Whether all have a value wherever the names do, so that each may stand beside a factor that is zero."""
        return all(denotes(term, frozenset(), lambda part: self.facts.nonzero(self.of(part)), HAVING) for term in terms)

    def _within(self, condition: Apply, branch: Term) -> Polynomial:
        """u where x is in a set, 0 elsewhere, as u times an indicator.

        Where x is outside, the indicator is 0 and takes every such u with it, whatever u is there.
        """
        x, where = condition.args
        if any(symbol.name[:1] == "@" for symbol in free(where)):
            raise Beyond("a set that varies")
        made = compound("function", f"in {where!r}", (self.of(x),))
        written = Apply("piecewise", (Apply("in", (HOLE, where)), Number(Fraction(1)), Number(Fraction(0))))
        symbols = made.symbols | free(where)
        indicator = Atom("function", made.key, made.head, made.inner, written, symbols, True, made.level)
        return multiply(single(indicator), self.lazily(partial(self.of, branch)))

    def _piecewise(self, args: tuple[Term, ...]) -> Polynomial:
        """The first branch whose condition holds, where the facts settle it; an opaque function or a delta otherwise.

        Fails with Nowhere when every condition is known to fail: the term has no value.
        """
        if len(args) == 3 and args[2] == Number(Fraction(0)) and isinstance(args[0], Apply) and args[0].head == "in":
            return self._within(args[0], args[1])
        match args:
            case (Apply("=" | "!=" as head, (a, b)), u, v) if self._have_values(a, b, u, v):
                equal, other = (u, v) if head == "=" else (v, u)
                delta = self.of(Apply("delta", (a, b)))     # both have a value wherever either counts
                return add(multiply(delta, self.of(equal)), multiply(add(ONE, delta, -1), self.of(other)))
        inner: list[Polynomial] = []
        shape: list[str] = []
        pairs = [*zip(args[::2], args[1::2], strict=False)]
        if len(args) % 2:
            pairs.append((Apply("true"), args[-1]))
        for condition, branch in pairs:
            holds = self.facts.truth(condition) if not inner else self.lazily(partial(self.facts.truth, condition))
            if holds is True and not inner:
                return self.of(branch)
            if holds is not False:
                sign, difference = self.lazily(partial(self.facts.relation, condition, holds))
                inner += [difference, self.lazily(partial(self.of, branch))]
                shape.append(sign)
            if holds is True:
                break
        if not inner:
            raise Nowhere("no branch is left")
        return self.atom(compound("function", "piecewise " + " ".join(shape), tuple(inner)))
