"""Sums, products and integrals without an end, in balls: what is added up, and a bound for what is left out.

    |a_k| <= A(k) from N on            sum_{k >= N} a_k      is within  +- sum_{k >= N} A(k)
    |v_k| <= A(k), S their sum         prod_{k >= N} (1 + v) is within  1 +- (e^S - 1)
    |w_N + ... + w_k| <= B, g -> 0     sum_{k >= N} w_k g(k) is within  +- B int_N^oo |g'|       (Dirichlet, Abel)

and likewise for integrals, and near an end at which an integrand grows: x = a + 1/t. The bounds are those of
`envelopes`. Fails with Unknown where no bound is found. Source: Knopp, Theory and Application of Infinite Series, 3, 7.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flint import acb, arb, ctx, fmpq

from derive.decide import balls
from derive.decide.balls import ONE, ZERO, Ball, Dual
from derive.decide.closures import QUADRATURE, Function, Slots, quadrature
from derive.decide.envelopes import Bounds
from derive.decide.envelopes_of_functions import near_one
from derive.decide.near_ends import NEAR, left_near
from derive.decide.parts_of_bodies import beats, normal, quotient, slope_of, wave, without_growth
from derive.decide.shapes import Shape, added, integrated, is_too_large
from derive.kernel.differentiate import eliminate
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.polynomial import Beyond
from derive.kernel.smooth import NotIntegrated
from derive.kernel.term import Apply, Bind, Symbol, Term, free, heads, number, substitute

INFINITY = Apply("infinity")
MINUS = Apply("-", (INFINITY,))
ENDS = frozenset((INFINITY, MINUS))
STARTS = (24, 60, 200, 1500)                              # terms that are added up one by one
FAR = (fmpq(60), fmpq(400), fmpq(2000))                # where an integral to infinity is cut
NEARER = (fmpq(20), fmpq(12))
ROUGH = fmpq(1, 8)
ENOUGH = fmpq(1, 100)                            # of a rest of an integral: waves are not followed far
SMALL = fmpq(1, 1 << 70)                         # a rest that needs no more terms
EVALUATIONS = 4000
POINTS = 500                                     # at which one binder is remembered
COSTLY = frozenset(("integral", "sum", "product"))             # what a term that is added up may hold a few times only
EXACT = 400                                      # bits of a number that is kept as it is
BITS = 30                                        # of an integral that is cut off somewhere
Read = Callable[[Term], Ball]


def halves(term: Bind) -> Term:
    """Over both sides of a line as two parts, and from the left as from the right."""
    k, (lo, hi) = term.variable, term.bounds
    if lo == hi:
        return number(0)
    turned = substitute(term.body, {k: Apply("-", (k,))})
    if lo == MINUS and hi == INFINITY:
        first = number(0) if term.head == "integral" else number(1)
        parts = (Bind(term.head, k, term.body, (number(0), INFINITY)), Bind(term.head, k, turned, (first, INFINITY)))
        return Apply("*" if term.head == "product" else "+", parts)
    if lo == MINUS:
        return Bind(term.head, k, turned, (Apply("-", (hi,)), INFINITY))
    return term


class Endless:
    """One sum, product or integral from a start to infinity, or an integral between ends at which it may grow."""

    def __init__(self, term: Bind, body: Function, place: int, plane: bool, places: Mapping[Symbol, int],
                 compiled: Callable[[Term, bool], Any]) -> None:
        self.term, self.body, self.place, self.plane = term, body, place, plane
        self.places, self.compiled, self.k = places, compiled, term.variable
        self.bodies: tuple[Term, ...] | None = None

    def total(self, start: Function) -> Function:
        """A sum or a product from a whole number on."""
        starts = STARTS if heads(self.term.body).isdisjoint(COSTLY) else STARTS[:1]

        def add_up(slots: Slots) -> Ball:
            first, read = balls.whole(start(slots)), self.reading(slots)
            reason: Exception = Unknown("no bound")
            cuts: list[tuple[int, Any]] = []
            for last in (max(first + count, 24) for count in starts):
                try:
                    cuts.append((last, self.left_out(read, fmpq(last))))
                except (Unknown, Undefined, Beyond, NotIntegrated) as lack:
                    reason = lack
                    continue
                if cuts[-1][1] is None or cuts[-1][1] < SMALL:
                    break
            for last, left in reversed(cuts):
                try:
                    return self.together(slots, first, last, left)
                except Unknown as lack:              # terms that are too large to be worked out
                    reason = lack
            raise Unknown(str(reason))

        return self.remembered(add_up)

    def over(self, start: Function) -> Function:
        """An integral from a place to infinity."""
        def integrate(slots: Slots) -> Ball:
            lo, read = start(slots), self.reading(slots)
            reason: Exception = Unknown("no bound")
            for far in FAR:
                try:
                    left = self.left_out(read, far) if lo < far - 2 else None
                except (Unknown, Undefined, Beyond, NotIntegrated) as lack:
                    reason = lack
                    continue
                if left is not None and (left < ENOUGH or far == FAR[-1]):
                    return self.nearer(slots, read, lo, self.cut(slots, read, lo, far, left))
            if not self.plane and any(self.is_beyond(read, body) for body in self.written()):
                raise balls.Diverges("an integral to infinity that diverges")
            raise Unknown(str(reason))

        return self.remembered(integrate)

    def cut(self, slots: Slots, read: Read, lo: Ball, far: fmpq, left: Any) -> Ball:
        """An integral up to a place, and the ball of the rest."""
        near, rest = self.from_end(slots, read, lo, lo + 1, 1), self.between(slots, lo + 1, far)
        return balls.finite(near + rest + self.ball(left))

    def nearer(self, slots: Slots, read: Read, lo: Ball, found: Ball) -> Ball:
        """The same cut off before, where waves are too many to be followed: their rest is small early."""
        for far in NEARER if width(found) > ROUGH else ():
            try:
                left = self.left_out(read, far) if lo < far - 2 else ONE
                other = self.cut(slots, read, lo, far, left) if left < ROUGH else found
            except (Unknown, Undefined, Beyond, NotIntegrated):
                continue
            found = other if width(other) < width(found) else found
        return found

    def remembered(self, function: Function) -> Function:
        """A binder is worked out once for each precision and exact point: several procedures ask."""
        names = [self.places[name] for name in free(self.term) if name in self.places]
        if len(names) != len(free(self.term)):
            return function
        met: dict[tuple[Any, ...], Ball] = {}

        def value(slots: Slots) -> Ball:
            point = [slots[place] for place in names]
            if any(type(x) is not fmpq for x in point) or len(met) > POINTS:
                return function(slots)
            key = (ctx.prec, *point)
            if key not in met:
                try:
                    met[key] = function(slots)
                except (Undefined, Unknown) as reason:
                    if names and isinstance(reason, Unknown):
                        raise                    # perhaps for want of terms, of which the next will have more
                    met[key] = reason.with_traceback(None)
            if isinstance(met[key], Exception):
                raise met[key]
            return met[key]

        return value

    def inside(self, slots: Slots, lo: Ball, hi: Ball) -> Ball:
        """An integral between two places at which its integrand may grow."""
        read, middle = self.reading(slots), (lo + hi) / 2
        return balls.finite(self.from_end(slots, read, lo, middle, 1) + self.from_end(slots, read, hi, middle, -1))

    def between(self, slots: Slots, lo: Ball, hi: Ball, limit: int = EVALUATIONS) -> Ball:
        return quadrature(self.body, self.place, slots, lo, hi, self.plane, limit, BITS)

    def reading(self, slots: Slots) -> Read:
        """What parts that are free of the variable are worth at a point."""
        if any(type(x) is Dual for x in slots):
            raise Unknown("the slope of a sum or an integral without an end")
        values = {name: slots[place] for name, place in self.places.items() if slots[place] is not None}
        met: dict[Term, Ball] = {}

        def read(term: Term) -> Ball:
            if term not in met:
                met[term] = self.compiled(term, self.plane)(values)
            return met[term]

        return read

    def together(self, slots: Slots, start: int, first: int, left: Any) -> Ball:
        """The terms before the first that is left out, and the ball of the rest; None is a product that sinks."""
        if self.term.head == "product" and left is None:
            return ZERO
        total = ONE if self.term.head == "product" else ZERO
        slots[0] -= first - start
        if slots[0] < 0:
            raise Unknown("too many terms")
        before = slots[self.place]
        for k in range(start, first):
            slots[self.place] = fmpq(k)
            term = self.body(slots)
            if isinstance(term, fmpq) and term.q.bit_length() > EXACT:
                term = arb(term)
            total = total * term if self.term.head == "product" else total + term
            if isinstance(total, fmpq) and total.q.bit_length() > EXACT:
                total = arb(total)
        slots[self.place] = before
        around = self.ball(left)
        return balls.finite(total * (around + 1) if self.term.head == "product" else total + around)

    def left_out(self, read: Read, first: fmpq) -> Any:
        """A bound of what is left out from a place on; None for a product whose factors sink to zero."""
        reason: Exception = Unknown("no bound")
        for body in self.written():
            bounds = Bounds(self.k, first, read, self.plane)
            try:
                if self.term.head == "product":
                    return self.rest_of_product(body, bounds)
                try:
                    return (added if self.term.head == "sum" else integrated)(bounds.of(body).above, first)
                except Unknown:
                    return self.of_waves(body, bounds)
            except (Unknown, Undefined, Beyond, NotIntegrated) as lack:
                reason = lack
        raise Unknown(str(reason))

    def is_beyond(self, read: Read, body: Term) -> bool:
        """Whether what is integrated to infinity has one sign from a place on, and is too large for it."""
        bounds = Bounds(self.k, FAR[0], read, False)
        try:
            return is_too_large(bounds.of(without_growth(body, self.k, lambda u: bounds.of(u).sign > 0)))
        except (Unknown, Undefined):
            return False

    def written(self) -> Iterator[Term]:
        """The body as it stands, and in its normal form."""
        if self.bodies is None:
            self.bodies = (self.term.body, *normal(self.term.body))
        yield from self.bodies

    def rest_of_product(self, body: Term, bounds: Bounds) -> Any:
        try:
            found = bounds.of(body).above
            if found.vanishes and found.sinks(bounds.start) and found.at(bounds.start) < 1:
                return None
        except Unknown:
            pass
        total = arb(added(less_one(body, bounds), bounds.start))
        return total.exp() - 1

    def of_waves(self, body: Term, bounds: Bounds) -> Any:
        """By parts; of two waves that are multiplied, as the sum of two."""
        try:
            return self.by_parts(body, bounds)
        except (Unknown, Undefined, Beyond, NotIntegrated):
            parts = beats(body, self.k) if self.term.head == "integral" else ()
            if not parts:
                raise
            return sum(self.by_parts(part, bounds) for part in parts)

    def by_parts(self, body: Term, bounds: Bounds) -> Any:
        """Where the terms are those of a wave, and of a function that sinks to zero slowly."""
        angle, others = wave(body, self.k)
        step = None if angle is None else slope_of(angle, self.k)
        if angle is None or step is None:
            raise Unknown("no wave is a factor")
        lifted = _lifted(angle, step, self.k, bounds.value) if self.plane else ONE
        x = Symbol(self.k.name, "real")
        g = substitute(others, {self.k: x})
        if self.term.head == "integral":         # sin(u) g = sin(u) u' (g/u')
            g, size = Apply("/", (g, substitute(step, {self.k: x}))), lifted
        else:
            size = balls.finite(lifted * abs(1 / (arb(bounds.value(step)) / 2).sin()))
        within = Bounds(x, bounds.start, bounds.value, self.plane)
        if not within.of(g).above.vanishes:
            raise Unknown("a wave that does not die out")
        slope = eliminate(Bind("derivative", x, g, (x,)))
        for shape in (slope, *normal(slope)):
            try:
                over = integrated(within.of(shape).above, bounds.start)
                edge = ZERO if self.term.head == "sum" else within.of(g).above.at(bounds.start)
                return size * (over + edge)
            except Unknown:
                continue
        raise Unknown("no bound of the slope")

    def ball(self, left: Any) -> Ball:
        rest = arb(0, arb(left).abs_upper())
        return acb(rest, rest) if self.plane else rest

    def from_end(self, slots: Slots, read: Read, end: Ball, inner: Ball, way: int) -> Ball:
        """From an end, way 1 the lower and -1 the upper one, to a place within; what is near the end by a bound."""
        try:
            return self.between(slots, *((end, inner) if way > 0 else (inner, end)), QUADRATURE)
        except Unknown:
            left, near = left_near(self, read, way), end + way * NEAR
        return self.between(slots, *((near, inner) if way > 0 else (inner, near))) + self.ball(left)


def _lifted(angle: Term, step: Term, k: Symbol, value: Read) -> Any:
    """How large a wave of complex numbers is: e^|y| for an angle a k + x + i y. Fails with Unknown if it may grow."""
    if k in free(step) or isinstance(value(step), acb):
        raise Unknown("a wave that may grow")
    apart = value(substitute(angle, {k: number(0)}))
    return abs(apart.imag).exp() if isinstance(apart, acb) else ONE


def width(x: Ball) -> Any:
    """How wide a ball is, of two sides the wider."""
    return x.real.rad().max(x.imag.rad()) if isinstance(x, acb) else x.rad() if isinstance(x, arb) else ZERO


def less_one(body: Term, bounds: Bounds) -> Shape:
    """The envelope of f - 1 for a factor f."""
    found = near_one(bounds, body)
    if found is not None:
        return found.above
    reason: Exception = Unknown("no bound of a factor")
    rest = Apply("+", (body, number(-1)))
    above, below = quotient(body)
    apart = [Apply("/", (term, below)) for term in normal(Apply("+", (above, Apply("-", (below,)))))]
    for term in (rest, *apart, *normal(rest)):
        try:
            shape = bounds.of(term).above
            if shape.vanishes:
                return shape
        except Unknown as lack:
            reason = lack
    raise reason
