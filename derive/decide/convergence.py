"""Whether an infinite sum, an infinite product, an integral or a limit has a value.

    in    a binder without free symbols
    out   True: it has one      False: it has none      None: the tests here do not tell

Both ends of an integral, of each piece of it between points where the integrand has no value, and the far end of a
series are compared with known ones: see `comparison`. Besides, for series,

    f(k + 1) / f(k) -> r       converges if |r| < 1, diverges if |r| > 1
    (-1)^k g(k)                converges if g goes to 0, diverges if it does not

That nothing is missing between the ends is seen by signs, and by enclosures a little inside of them. Where the tests
do not tell, a finite ball does: see `endless`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from derive.decide.balls import precision
from derive.decide.budget import spend
from derive.decide.comparison import (
    FLAT,
    at_an_end,
    both,
    compared,
    equal,
    factored,
    is_away,
    is_tame,
    is_zero,
    limit_at,
    negative,
    order,
    over_one_line,
)
from derive.decide.evaluation import compiled
from derive.decide.roots import real_roots
from derive.kernel.assembly import BOUNDED, INFINITE, ONE, product_of
from derive.kernel.differentiate import eliminate
from derive.kernel.enclosure import Evaluator
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.limits import NoLimit, limit
from derive.kernel.polynomial import Beyond
from derive.kernel.signs import ZERO, closed_sign, conditions, facts, holds
from derive.kernel.smooth import holds_on_pieces
from derive.kernel.sturm import rational
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, fresh, minus, number, substitute, subterms

INFINITY, BELOW = INFINITE
FIRST = 24                                       # terms of a series that are looked at one by one
INSIDE = Fraction(1, 4096)                       # how far inside the ends enclosures begin
DISTANT = number(4096)
BITS = 64
NONE_AT_ALL = ("it oscillates", "different limits from the left and from the right")


def converges(term: Bind) -> bool | None:
    """Whether a closed binder has a finite value."""
    spend()
    found = _by_tests(term)
    return True if found is None and term.head in ("integral", "sum", "product") and _is_enclosed(term) else found


def _is_enclosed(term: Bind) -> bool:
    """Whether a ball holds its value, what is left out bounded."""
    try:
        with precision(BITS):
            compiled(term)({})
    except (Undefined, Unknown):
        return False
    return True


def _by_tests(term: Bind) -> bool | None:
    try:
        match term:
            case Bind("integral", x, body, (lo, hi)):
                return True if lo == hi and lo not in INFINITE else _integral(x, body, lo, hi)
            case Bind("sum" | "product" as head, k, body, (lo, hi)) if lo == BELOW:
                mirrored = substitute(body, {k: negative(k)})
                if hi != INFINITY:
                    return _far(head, k, mirrored, Number(-hi.value) if isinstance(hi, Number) else hi)
                return both((_far(head, k, body, ZERO), _far(head, k, mirrored, ONE)))
            case Bind("sum" | "product" as head, k, body, (lo, _)):
                return _far(head, k, body, lo)
            case Bind("limit", x, body, (at, Number(side))):
                found = value_of_limit(x, body, at, int(side))
                return None if found is None else found not in (*INFINITE, BOUNDED)
    except (NoLimit, Beyond):
        return None
    return None


def value_of_limit(x: Symbol, body: Term, at: Term, side: int) -> Term | None:
    """The limit, perhaps infinite; BOUNDED where there is none; no answer where the rules do not tell."""
    try:
        return limit(body, x, at, side, frozenset(), equal)
    except NoLimit as reason:
        return BOUNDED if str(reason) in NONE_AT_ALL else None


# --- integrals -----------------------------------------------------------------------------------


def _integral(x: Symbol, body: Term, lo: Term, hi: Term) -> bool | None:
    """Each end of each piece between the points where the integrand may be without a value."""
    body = _as_exponentials(body)
    if lo == INFINITY or hi == BELOW or (not {lo, hi} & {*INFINITE} and closed_sign(minus(hi, lo)) == -1):
        lo, hi = hi, lo
    needed, opaque = conditions((body,))
    if any(x in free(part) for part in opaque):
        return None
    moving = [c for c in needed if x in free(c)]
    if not {lo, hi} & {*INFINITE} and all(_holds_throughout(c, x, lo, hi) for c in moving):
        return True
    inner = _between(lo, hi, dict.fromkeys(root for c in moving for root in real_roots(c.args[0], x)))
    if inner is None:
        return None
    places = [lo, *inner, hi]
    found: list[bool | None] = []
    for a, b in pairwise(places):
        if not all(_holds_inside(c, x, a, b) for c in moving):
            found.append(None)
        found += [at_an_end(x, body, a, 1), at_an_end(x, body, b, -1)]
    return both(found)


def _between(lo: Term, hi: Term, roots: Iterable[Term]) -> list[Term] | None:
    """The roots strictly between the ends, in order; none where the order is not seen."""
    kept: list[Term] = []
    for root in roots:
        above = 1 if lo == BELOW else closed_sign(minus(root, lo))
        below = 1 if hi == INFINITY else closed_sign(minus(hi, root))
        signs = [above, below]
        if None in signs and not any(equal(root, end) for end in (lo, hi)):
            return None
        if signs == [1, 1]:
            place = sum(closed_sign(minus(root, other)) == 1 for other in kept)
            kept.insert(place, root)
    return kept


def _as_exponentials(term: Term) -> Term:
    """u^v as exp(v log u), where v is no number."""
    match term:
        case Apply(head, args):
            inner = tuple(map(_as_exponentials, args))
            if head == "^" and rational(inner[1]) is None:
                return Apply("exp", (Apply("*", (inner[1], Apply("log", (inner[0],)))),))
            return Apply(head, inner)
    return term


def _holds_throughout(condition: Apply, x: Symbol, lo: Term, hi: Term) -> bool:
    """A condition of the integrand on the closed interval, strictly."""
    strict = Apply("!=" if condition.head == "!=" else ">", condition.args)
    closed = facts((Apply("<=", (lo, x)), Apply("<=", (x, hi))))
    return holds(strict, closed) or holds_on_pieces(strict, x, (lo, hi))


def _holds_inside(condition: Apply, x: Symbol, lo: Term, hi: Term) -> bool:
    """A condition of the integrand between two ends, up to a little inside of them."""
    strict = Apply("!=" if condition.head == "!=" else ">", condition.args)
    order = [*([] if lo == BELOW else [Apply("<", (lo, x))]), *([] if hi == INFINITY else [Apply("<", (x, hi))])]
    if holds(strict, facts(order)):
        return True
    low = Apply("+", (hi, Apply("-", (DISTANT,)))) if lo == BELOW and hi != INFINITY else lo
    low = Apply("-", (DISTANT,)) if low == BELOW else low
    high = Apply("+", (low, DISTANT)) if hi == INFINITY else hi
    width = Apply("*", (Number(INSIDE), minus(high, low)))
    return holds_on_pieces(strict, x, (Apply("+", (low, width)), minus(high, width)))


# --- series --------------------------------------------------------------------------------------


def _far(head: str, k: Symbol, body: Term, start: Term) -> bool | None:
    """A series or product from a whole number on."""
    if not isinstance(start, Number) or start.value.denominator != 1:
        return None
    if not _terms_exist(k, body, int(start.value)):
        return False
    if head == "product":                        # as the series of f - 1, where that converges absolutely
        rest = Apply("+", (body, number(-1)))
        return True if _series(k, rest, absolute=True) else None
    return _series(k, body)


def _terms_exist(k: Symbol, body: Term, start: int) -> bool:
    """No term among the first has certainly no value."""
    for n in range(start, start + FIRST):
        try:
            Evaluator(BITS).value(body, {k: Fraction(n)})
        except Unknown:
            continue
        except Undefined:
            return False
    return True


def _series(k: Symbol, body: Term, absolute: bool = False) -> bool | None:
    for test in (_by_root, _by_ratio):
        for written in dict.fromkeys((body, over_one_line(body))):
            found = test(k, written)
            if found is not None:
                return found
    t = fresh(Symbol("t"), free(body) | {k})
    for power, rest in factored(body, ("^",)):
        if power.args[0] in (number(-1), negative(ONE)) and _is_odd_step(power.args[1], k):
            size = substitute(rest, {k: t})
            found = compared(size, t)
            if found or absolute or not is_tame(size, t):
                return found or None
            reached = limit_at(size, t, INFINITY)
            return True if reached is not None and is_zero(reached) else False if is_away(reached) else None
    return compared(substitute(body, {k: t}), t)


def _is_odd_step(exponent: Term, k: Symbol) -> bool:
    """(-1)^exponent changes its sign from each whole k to the next."""
    slope = eliminate(Bind("derivative", k, exponent, (k,)))
    return any(equal(slope, number(step)) for step in (1, -1, 3, -3))


def _by_root(k: Symbol, body: Term) -> bool | None:
    """|f(k)|^(1/k) goes to 0, since a power f has whose base does so and whose exponent grows like k."""
    found = None
    for power, rest in factored(body, ("^",)):
        base, exponent = power.args
        slope = None if k not in free(exponent) else eliminate(Bind("derivative", k, exponent, (k,)))
        if slope is None or k in free(slope) or k not in free(base) or closed_sign(slope) != 1:
            continue
        t = fresh(Symbol("t"), free(body) | {k})
        size = order(substitute(base, {k: Apply("/", (ONE, t))}), t)
        kept = [p for p in subterms(rest) if k in free(p) and isinstance(p, Apply)]
        mild = all(p.head in ("+", "*", "-", "/", "sqrt", "log") or (p.head == "^" and (
            k not in free(p.args[1]) or not free(p.args[0]))) for p in kept)
        found = True if mild and size is not None and 0 < size < FLAT else found
    return found


def _by_ratio(k: Symbol, body: Term) -> bool | None:
    """The limit of the ratio of neighbouring terms, where it is not 1."""
    if not any(isinstance(p, Apply) and (p.head == "factorial" or (p.head == "^" and k in free(p.args[1])))
               for p in subterms(body)):
        return None
    ratio = _ratio(body, k)
    t = fresh(Symbol("t"), free(body) | {k})
    found = None if ratio is None else limit_at(substitute(ratio, {k: t}), t, INFINITY)
    if found is None or found == BOUNDED:
        return None
    if found in INFINITE:
        return False
    sizes = [closed_sign(minus(ONE, found)), closed_sign(Apply("+", (ONE, found)))]
    return False if -1 in sizes else True if sizes == [1, 1] else None


def _ratio(term: Term, k: Symbol) -> Term | None:
    """f(k + 1) / f(k), powers and factorials cancelled."""
    after = Apply("+", (k, ONE))
    match term:
        case _ if k not in free(term):
            return ONE
        case Apply("*", args):
            found = [_ratio(arg, k) for arg in args]
            return None if None in found else product_of([part for part in found if part is not None])
        case Apply("/", (above, below)):
            first, second = _ratio(above, k), _ratio(below, k)
            return None if first is None or second is None else Apply("/", (first, second))
        case Apply("-", (arg,)):
            return _ratio(arg, k)
        case Apply("^", (base, exponent)) if k not in free(exponent):
            inner = _ratio(base, k)
            return None if inner is None else Apply("^", (inner, exponent))
        case Apply("^", (base, exponent)) if k in free(base):
            step, inner = eliminate(Bind("derivative", k, exponent, (k,))), _ratio(base, k)
            if inner is None or _whole(step, k) is None:
                return None
            return product_of([Apply("^", (inner, exponent)), Apply("^", (substitute(base, {k: after}), step))])
        case Apply("exp", (exponent,)):
            return Apply("exp", (minus(substitute(exponent, {k: after}), exponent),))
        case Apply("^", (base, exponent)):
            step = eliminate(Bind("derivative", k, exponent, (k,)))
            return None if _whole(step, k) is None else Apply("^", (base, step))
        case Apply("factorial", (arg,)):
            line = _whole(eliminate(Bind("derivative", k, arg, (k,))), k)
            if line is None or not 0 < line <= 6:
                return None
            return product_of([Apply("+", (arg, number(j))) for j in range(1, line + 1)])
    return Apply("/", (substitute(term, {k: after}), term))


def _whole(step: Term, k: Symbol) -> int | None:
    """A whole number other than zero that a closed term is."""
    if k in free(step):
        return None
    return next((n for size in range(1, 7) for n in (size, -size) if equal(step, number(n))), None)
