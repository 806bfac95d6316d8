"""Whether a term is smooth on an interval: each thing it needs evident from its sign, or by enclosures on pieces."""

from __future__ import annotations

from fractions import Fraction

from derive.kernel.differentiate import eliminate
from derive.kernel.enclosure import enclose
from derive.kernel.interval import Interval, Undefined, Unknown
from derive.kernel.limits import INFINITE
from derive.kernel.plane import is_planar
from derive.kernel.polynomial import Beyond
from derive.kernel.signs import ZERO, conditions, facts, holds, is_negative, is_nonnegative, is_positive
from derive.kernel.term import Apply, Bind, Symbol, Term, Unproved, free, minus, substitute

PIECES = 256                                     # of an interval, for enclosures
BITS = 64


class NotIntegrated(Unproved):
    """A certificate of integrals does not fit its equation."""


def is_endless(end: Term) -> bool:
    return end in INFINITE


def ordered(x: Symbol, lo: Term, hi: Term, known: frozenset[Apply]) -> tuple[Apply, ...]:
    """What is known of a number between the ends: lo < x < hi, the other way round, their common sign, or nothing."""
    infinity, below = INFINITE
    if lo == hi and lo in INFINITE:
        return ()
    if lo == below or hi == infinity:
        found = [] if lo == below else [Apply("<", (lo, x))]
        return (*found, *([] if hi == infinity else [Apply("<", (x, hi))]))
    if infinity in (lo, hi) or below in (lo, hi):
        return ordered(x, hi, lo, known)
    if is_nonnegative(minus(hi, lo), known):
        return Apply("<", (lo, x)), Apply("<", (x, hi))
    if is_nonnegative(minus(lo, hi), known):
        return Apply("<", (hi, x)), Apply("<", (x, lo))
    if is_positive(lo, known) and is_positive(hi, known):
        return (Apply("<", (ZERO, x)),)
    if is_negative(lo, known) and is_negative(hi, known):
        return (Apply("<", (x, ZERO)),)
    return ()


def check_smooth(
    term: Term, x: Symbol, ends: tuple[Term, Term], known: frozenset[Apply], inside: frozenset[Apply],
    granted: frozenset[Term] = frozenset(),
) -> None:
    """The term is defined and differentiable on the open interval, granted that some of its parts are."""
    needed, opaque = conditions((term,))
    powers = [part for part in opaque if isinstance(part, Apply) and part.head == "^"]
    if any(x in free(part) and (part not in powers or is_planar(part)) for part in opaque if part not in granted):
        raise NotIntegrated("an antiderivative that may jump")
    above = [Apply(">", (part.args[0], ZERO)) for part in powers]      # u^v = exp(v log u)
    for condition in (*needed, *above, *_kinks(term)):
        if x not in free(condition):
            if not holds(condition, known):
                raise NotIntegrated("an antiderivative that may not exist")
            continue
        strict = Apply("!=" if condition.head == "!=" else ">", condition.args)
        if not inside and ends[0] != ends[1] and not any(map(is_endless, ends)):
            raise NotIntegrated("which end is the greater")
        if not holds(strict, known | inside) and not holds_on_pieces(strict, x, ends) and not _moves_away(
            strict.args[0], x, ends, known, inside
        ):
            raise NotIntegrated("an antiderivative that may jump inside the interval")


def _moves_away(
    u: Term, x: Symbol, ends: tuple[Term, Term], known: frozenset[Apply], inside: frozenset[Apply]
) -> bool:
    """u is above zero inside, for it is at least zero at one end and moves away from there.

        u(lo) >= 0, u' > 0 inside        u(hi) >= 0, u' < 0 inside        u continuous on the closed interval
    """
    lower = [end for end in ends if facts((Apply("<", (end, x)),)) <= inside]
    upper = [end for end in ends if facts((Apply("<", (x, end)),)) <= inside]
    needed, opaque = conditions((u,))
    try:
        if opaque or _kinks(u) or not all(
            holds(c, known | inside) or holds_on_pieces(c, x, ends) for c in needed if x in free(c)
        ):
            return False
        slope = eliminate(Bind("derivative", x, u, (x,)))
    except (NotIntegrated, Beyond):
        return False
    falling = Apply("-", (slope,))
    for end, v in (*((low, slope) for low in lower), *((high, falling) for high in upper)):
        if is_endless(end) or not _is_at_least_zero(u, x, end, known):
            continue
        if is_positive(v, known | inside) or holds_on_pieces(Apply(">", (v, ZERO)), x, ends):
            return True
    return False


def _is_at_least_zero(u: Term, x: Symbol, end: Term, known: frozenset[Apply]) -> bool:
    """The value at an end exists and is not negative."""
    at = substitute(u, {x: end})
    return all(holds_closed(c, known) for c in (*conditions((at,))[0], Apply(">=", (at, ZERO))))


def holds_closed(condition: Apply, known: frozenset[Apply]) -> bool:
    """A condition at an end; a zero found exactly counts for >=."""
    if holds(condition, known):
        return True
    subject = condition.args[0]
    if condition.head != ">=" or free(subject):
        return False
    try:
        return enclose(subject, {}, BITS) == 0
    except (Undefined, Unknown):
        return False


def _kinks(term: Term) -> list[Apply]:
    """What must not vanish inside for the term to be smooth: |u|, sign u, and the like are met only with care."""
    found: list[Apply] = []
    pending = [term]
    while pending:
        part = pending.pop()
        if isinstance(part, Apply):
            pending.extend(part.args)
            if part.head == "abs":
                found.append(Apply("!=", (part.args[0], ZERO)))
            elif part.head in ("sign", "floor", "ceil", "max", "min", "mod"):
                raise NotIntegrated("an antiderivative with kinks")
    return found


def holds_on_pieces(condition: Apply, x: Symbol, ends: tuple[Term, Term]) -> bool:
    """The subject keeps clear of zero on the closed interval, by enclosures on halves of halves."""
    subject = condition.args[0]
    try:
        outer = [bound for end in ends for bound in _bounds(enclose(end, {}, BITS))]
    except (Undefined, Unknown):
        return False
    if free(subject) != {x} or not outer:
        return False
    pieces, signs, spent = [(min(outer), max(outer))], set(), 0
    while pieces:
        low, high = pieces.pop()
        spent += 1
        if spent > PIECES:
            return False
        try:
            found = _bounds(enclose(subject, {x: _interval(low, high)}, BITS))
        except Undefined:
            return False
        except Unknown:
            found = []
        if found and (min(found) > 0 or max(found) < 0):
            signs.add(min(found) > 0)
        elif high - low < Fraction(1, 1 << 16):
            return False
        else:
            middle = (low + high) / 2
            pieces += [(low, middle), (middle, high)]
    return signs == {True} or (signs == {False} and condition.head == "!=")


def _interval(low: Fraction, high: Fraction) -> Interval:
    one = 1 << BITS
    return Interval(low.numerator * one // low.denominator, -(-high.numerator * one // high.denominator))


def _bounds(value: object) -> list[Fraction]:
    if isinstance(value, Fraction):
        return [value, value]
    if isinstance(value, Interval):
        return [Fraction(value.lo, 1 << BITS), Fraction(value.hi, 1 << BITS)]
    return []
