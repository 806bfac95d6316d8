"""Limits of quotients: by continuity, by the greatest part of the divisor, by L'Hopital's rule."""

from __future__ import annotations

from collections.abc import Callable

from derive.kernel.assembly import BOUNDED, INFINITE, ONE, over, plus
from derive.kernel.differentiate import eliminate
from derive.kernel.nearby import WAVES, apart, exponentials, simpler
from derive.kernel.polynomial import Beyond
from derive.kernel.signs import ZERO, is_negative, is_positive
from derive.kernel.term import Apply, Bind, Symbol, Term, Unproved, free, subterms

CHAIN = 8                                        # derivatives in one chain
NESTING = 24
STEPS = 1_500                                    # questions in one search
SIZE = 400                                       # parts of a term that is asked about
TAME = frozenset((
    "+", "*", "-", "/", "^", "sqrt", "root", "exp", "log", "atan", "sinh", "cosh", "tanh", "asinh", "erf",
))
INFINITY, BELOW = INFINITE


class NoLimit(Unproved):
    """The rules here do not give the limit; it may exist all the same."""


class Quotients:
    """What a seeker of limits asks of quotients; sums, products and powers are its own."""

    t: Symbol
    is_far: bool
    steps: int
    known: frozenset[Apply]
    is_zero: Callable[[Term], bool]
    sign: Callable[[Term], int]
    _product: Callable[[tuple[Term, ...], int], Term]

    def of(self, term: Term, depth: int = 0) -> Term:
        raise NotImplementedError

    def _quotient(self, u: Term, v: Term, depth: int) -> Term:
        self.steps += 1
        if (factors := exponentials(u, v, self.t)) is not None:
            return self._product(factors, depth + 1)
        for count in range(CHAIN):
            if depth + count > NESTING or self.steps > STEPS:
                break
            below = self.of(v, depth + 1)
            above = self.of(u, depth + 1)
            if below == BOUNDED:
                break
            if below in INFINITE:
                if above not in INFINITE:
                    return ZERO
                if (found := self._by_lead(u, v, depth)) is not None:
                    return found
            elif not self.is_zero(below):
                if above in INFINITE:
                    return INFINITY if self.sign(above) == self.sign(below) else BELOW
                return BOUNDED if above == BOUNDED else over(above, below)
            elif above == BOUNDED:
                break
            elif above in INFINITE or not self.is_zero(above):
                return INFINITY if self.sign(above) == self._side(v) else BELOW
            if any(count > SIZE for part in (u, v) for count, _ in enumerate(subterms(part))):
                raise NoLimit("a chain of derivatives that grows")
            if not self._is_tame(v):
                raise NoLimit("a divisor that may oscillate")
            u, v = simpler(self._slope(u), self._slope(v), self.t)
        raise NoLimit("an indeterminate quotient")

    def _by_lead(self, u: Term, v: Term, depth: int) -> Term | None:
        """Both sums over one part w of the divisor, where exponentials or what stays bounded would not go away.

            w -> oo      u_j / w -> a_j      v_j / w -> b_j, the sum of b_j not 0      u / v -> sum of a_j / sum of b_j
        """
        above, below = (part.args if isinstance(part, Apply) and part.head == "+" else (part,) for part in (u, v))
        if len(above) + len(below) < 3 or not any(self._is_stubborn(part, depth) for part in (*above, *below)):
            return None
        for lead in below:
            if self.of(lead, depth + 1) not in INFINITE:
                continue
            try:
                first, second = (plus([ONE if part == lead else self._quotient(part, lead, depth + 1)
                                       for part in parts]) for parts in (above, below))
                if not any(part in (*INFINITE, BOUNDED) for part in subterms(plus([first, second]))) and (
                    not self.is_zero(second)):
                    return over(first, second)
            except NoLimit:
                continue
        return None

    def _is_stubborn(self, part: Term, depth: int) -> bool:
        found = apart(part, self.t)
        return self.of(part, depth + 1) == BOUNDED if found is None else self.of(found[1], depth + 1) in INFINITE

    def _is_tame(self, term: Term) -> bool:
        """Nothing oscillates: sines only of what has a finite limit, and no head without rules."""
        for part in subterms(term):
            if self.t not in free(part) or part == self.t:
                continue
            if not isinstance(part, Apply) or part.head not in TAME | WAVES:
                return False
            if part.head in WAVES and self.of(part.args[0]) in (*INFINITE, BOUNDED):
                return False
        return True

    def _side(self, v: Term) -> int:
        """The sign near the point of what goes to zero there: that of its first derivative other than zero."""
        if sign := is_positive(v, self.known) - is_negative(v, self.known):
            return sign
        if not self.is_far:
            for _ in range(CHAIN):
                v = self._slope(v)
                value = self.of(v)
                if not self.is_zero(value):
                    return self.sign(value)
        raise NoLimit("the side from which zero is reached")

    def _slope(self, term: Term) -> Term:
        try:
            return eliminate(Bind("derivative", self.t, term, (self.t,)))
        except Beyond as reason:
            raise NoLimit(str(reason)) from None
