"""Limits of elementary terms, from continuity, the arithmetic of infinities, and L'Hopital's rule.

    u -> a, v -> b                     u + v -> a + b,  u v -> a b,  u / v -> a / b (b not 0),  f(u) -> f(a)
    u -> 0, v bounded                  u v -> 0
    u -> oo, v / u -> a (not -1)       u + v -> (1 + a) oo
    u -> 0, v -> 0, u'/v' -> a         u / v -> a         (also where v is infinite)

L'Hopital's rule needs v' without zeros near the point. It is used only where v is tame: made from powers, exp,
log and the like, with sin and cos of nothing that goes to infinity. Such functions are definable over the reals
with exp and restricted analytic functions, an o-minimal structure: near the point each is constant or strictly
monotone, so v' is zero throughout (then no answer comes out) or nowhere. The variable is brought to t -> 0
from above, or to t -> infinity.
"""

from __future__ import annotations

from collections.abc import Callable

from derive.kernel.assembly import BOUNDED, ONE, at_end, inverse, negated, over_common, plus, product_of, times
from derive.kernel.assembly import INFINITE as INFINITE
from derive.kernel.nearby import conjugate, ways
from derive.kernel.quotients import BELOW, INFINITY, NESTING, STEPS, Quotients
from derive.kernel.quotients import NoLimit as NoLimit
from derive.kernel.signs import ZERO, conditions, facts, holds, is_negative, is_nonzero, is_positive
from derive.kernel.sturm import rational
from derive.kernel.term import Apply, Number, Symbol, Term, free, fresh, number, substitute

CONTINUOUS = frozenset(("sin", "cos", "exp", "atan", "sinh", "cosh", "tanh", "asinh", "erf", "abs"))
Equal = Callable[[Term, Term], bool]


def limit(body: Term, x: Symbol, at: Term, side: int, known: frozenset[Apply], equal: Equal) -> Term:
    """The limit of the body as x -> at: a term, infinity or -(infinity). Fails with NoLimit.

    It is taken inside the domain: from both sides, a logarithm or root may end at the point, from one side not.
    """
    if at in INFINITE:
        found = one_sided(body, x, at, 1, known, equal)
    elif side:
        found = one_sided(body, x, at, side, known, equal)
    else:
        try:
            found, left = one_sided(body, x, at, 1, known, equal), one_sided(body, x, at, -1, known, equal, False)
        except NoLimit:
            left, found = one_sided(body, x, at, -1, known, equal), one_sided(body, x, at, 1, known, equal, False)
        if found != left and (found in INFINITE or left in INFINITE or not equal(found, left)):
            raise NoLimit("different limits from the left and from the right")
    if found == BOUNDED:
        raise NoLimit("it oscillates")
    return found


def one_sided(
    body: Term, x: Symbol, at: Term, side: int, known: frozenset[Apply], equal: Equal, inside: bool = True
) -> Term:
    t = fresh(Symbol("t"), free(body) | free(at) | {x})
    signed = t if side > 0 else Apply("-", (t,))
    if at in INFINITE:
        moved = t if at == INFINITY else Apply("-", (t,))
    else:
        moved = signed if at == ZERO else Apply("+", (at, signed))
    beyond = facts([Apply(">", (t, ZERO))])
    reasons: list[NoLimit] = []
    for term, is_far in ways(substitute(body, {x: moved}), t, at in INFINITE):
        seeker = Seeker(t, is_far, known | beyond, equal, inside)
        try:
            found = seeker.of(term)
        except NoLimit as reason:
            reasons.append(reason)
            continue
        if found != BOUNDED or not seeker.is_vague:
            return found
        reasons.append(NoLimit("whether it oscillates"))
    raise reasons[0]


class Seeker(Quotients):
    """Limits as t -> 0 from above, or as t -> infinity; `inside` when logarithms and roots must exist near there."""

    def __init__(self, t: Symbol, is_far: bool, known: frozenset[Apply], equal: Equal, inside: bool = True) -> None:
        self.t, self.is_far, self.known, self.equal, self.inside = t, is_far, known, equal, inside
        self.steps = self.level = 0
        self.met: dict[Term, Term] = {}
        self.failed: dict[Term, tuple[int, NoLimit]] = {}       # from which depth on
        self.is_vague = False                    # something was only seen to be bounded

    def of(self, term: Term, depth: int = 0) -> Term:
        """Fails with NoLimit where the rules do not tell. What was sought before is not sought again."""
        if term in self.met:
            return self.met[term]
        if term in self.failed and depth >= self.failed[term][0]:
            raise self.failed[term][1].with_traceback(None)
        self.steps += 1
        self.level += 1
        try:
            if depth > NESTING or self.level > 2 * NESTING or self.steps > STEPS:
                raise NoLimit("nested too deeply")
            self.met[term] = self._found(term, depth)
        except NoLimit as reason:
            self.failed[term] = depth, reason
            raise
        finally:
            self.level -= 1
        return self.met[term]

    def _found(self, term: Term, depth: int) -> Term:
        if self.t not in free(term):
            needed, opaque = conditions((term,))
            if opaque or not all(holds(c, self.known) for c in needed):
                raise NoLimit("a part that may be undefined")
            return term
        match term:
            case Symbol():
                return INFINITY if self.is_far else ZERO
            case Apply("-", (u,)):
                return negated(self.of(u, depth + 1))
            case Apply("+", args):
                return self._sum(args, depth)
            case Apply("*", args):
                return self._product(args, depth)
            case Apply("/", (u, v)):
                return self._quotient(u, v, depth)
            case Apply("^", (u, e)):
                return self._power(u, e, depth)
            case Apply("sqrt", (u,)):
                return self._power(u, number("1/2"), depth)
            case Apply("root", (u, Number(n))) if n.denominator == 1 and n > 0:
                return self._power(u, Number(1 / n), depth)
            case Apply("root", (u, n)) if is_positive(u, self.known):
                return self._power(u, Apply("/", (ONE, n)), depth)
            case Apply("log", (u,)):
                return self._log(u, self.of(u, depth + 1))
            case Apply("tan" | "cot" | "sec" | "csc" as head, (u,)):
                above: Term = {"tan": Apply("sin", (u,)), "cot": Apply("cos", (u,))}.get(head, ONE)
                below = Apply("cos" if head in ("tan", "sec") else "sin", (u,))
                return self._quotient(above, below, depth)
            case Apply("abs", (u,)) if is_positive(u, self.known) or is_negative(u, self.known):
                return self.of(u if is_positive(u, self.known) else Apply("-", (u,)), depth + 1)
            case Apply("sin" | "cos" as head, (u,)) if conditions((u,)) == ([], []):
                try:
                    inner = self.of(u, depth + 1)
                except NoLimit:
                    self.is_vague, inner = True, INFINITY
                return BOUNDED if inner in (*INFINITE, BOUNDED) else Apply(head, (inner,))
            case Apply(head, (u,)) if head in CONTINUOUS:
                inner = self.of(u, depth + 1)
                if inner in INFINITE:
                    return at_end(head, inner)
                if inner == BOUNDED:
                    raise NoLimit("a function of what oscillates")
                return Apply(head, (inner,))
        raise NoLimit("a head without a rule")

    def is_zero(self, value: Term) -> bool:
        """Zero or not; fails where neither is known."""
        if value in INFINITE or value == BOUNDED:
            return False
        if value == ZERO or self.equal(value, ZERO):
            return True
        if is_nonzero(value, self.known):
            return False
        raise NoLimit("whether a limit is zero")

    def sign(self, value: Term) -> int:
        """The sign of a limit other than zero; fails where it is not known."""
        if value == INFINITY or is_positive(value, self.known):
            return 1
        if value == BELOW or is_negative(value, self.known):
            return -1
        raise NoLimit("the sign of a limit")

    def _sum(self, args: tuple[Term, ...], depth: int) -> Term:
        values = [self.of(arg, depth + 1) for arg in args]
        endless = {value for value in values if value in INFINITE}
        if len(endless) == 1:
            return endless.pop()
        if not endless:
            return BOUNDED if BOUNDED in values else plus(values)
        above, below = over_common(args)
        if below != ONE:
            return self._quotient(above, below, depth + 1)
        for place, (lead, value) in enumerate(zip(args, values, strict=True)):
            if value in INFINITE:
                rest = [*args[:place], *args[place + 1:]]         # the lead may stand there twice
                try:
                    share = self._quotient(plus(rest), lead, depth + 1)
                except NoLimit:
                    continue
                if share not in (*INFINITE, BOUNDED) and not self.is_zero(plus([ONE, share])):
                    turned = self.sign(plus([ONE, share])) < 0
                    return negated(value) if turned else value
        if len(args) == 2 and len({*values}) == 2:
            above, below = conjugate(*args, self.t)                # both parts of the divisor go one way
            return self._quotient(above, below, depth + 1)
        raise NoLimit("infinity less infinity")

    def _product(self, args: tuple[Term, ...], depth: int) -> Term:
        above, below = over_common((Apply("*", args),))
        if below != ONE:
            return self._quotient(above, below, depth + 1)
        values = [self.of(arg, depth + 1) for arg in args]
        if any(value in INFINITE for value in values):
            if any(self.is_zero(value) for value in values):
                return self._zero_times_infinity(args, values, depth)
            if BOUNDED in values:
                raise NoLimit("an oscillation that grows")
            turned = sum(self.sign(value) < 0 for value in values) % 2
            return BELOW if turned else INFINITY
        if BOUNDED in values:
            if any(value != BOUNDED and self.is_zero(value) for value in values):
                return ZERO
            return BOUNDED
        return times(values)

    def _zero_times_infinity(self, args: tuple[Term, ...], values: list[Term], depth: int) -> Term:
        """Each exponential that goes to zero, else each algebraic factor that does, is put below the line."""
        small = [arg for arg, value in zip(args, values, strict=True) if value not in INFINITE and self.is_zero(value)]
        rest = [arg for arg in args if arg not in small]
        if BOUNDED in values:
            raise NoLimit("zero times infinity times an oscillation")
        reasons: NoLimit = NoLimit("zero times infinity")
        for above, below in ((rest, small), (small, rest)):
            try:
                return self._quotient(product_of(above), product_of([inverse(part) for part in below]), depth + 1)
            except NoLimit as reason:
                reasons = reason
        raise reasons

    def _power(self, u: Term, e: Term, depth: int) -> Term:
        value = rational(e)
        e = e if value is None else Number(value)
        if not isinstance(e, Number):
            if u == Apply("e"):
                return self.of(Apply("exp", (e,)), depth + 1)
            return self.of(Apply("exp", (Apply("*", (e, Apply("log", (u,)))),)), depth + 1)
        if e.value < 0:
            return self._quotient(ONE, Apply("^", (u, Number(-e.value))), depth + 1)
        base = self.of(u, depth + 1)
        if e.value == 0:
            return ONE
        if base == INFINITY:
            return INFINITY
        whole = e.value.denominator == 1
        if base == BELOW and whole:
            return BELOW if e.value % 2 else INFINITY
        if base == BOUNDED:
            if whole:
                return BOUNDED
            raise NoLimit("a root of what oscillates")
        if base == BELOW:
            raise NoLimit("a root of a negative number")
        if not whole and is_negative(base, self.known):
            raise NoLimit("a root of a negative number")
        if not whole and self.is_zero(base):
            self._reached_from_above(u)
        return ZERO if base == ZERO else Apply("^", (base, e))

    def _reached_from_above(self, u: Term) -> None:
        """What goes to zero is positive near the point, so that its logarithm and its roots exist there."""
        if self.inside and self._side(u) < 0:
            raise NoLimit("a logarithm or root that does not exist near the point")

    def _log(self, u: Term, inner: Term) -> Term:
        if inner == INFINITY:
            return INFINITY
        if inner in (BELOW, BOUNDED):
            raise NoLimit("a logarithm of what is negative or oscillates")
        if self.is_zero(inner):
            self._reached_from_above(u)
            return BELOW
        if self.sign(inner) < 0:
            raise NoLimit("a logarithm of a negative number")
        return Apply("log", (inner,))
