"""What a function is like near a point or far out, told by its limits: the tests of convergence.

    f x^p bounded at infinity, p > 1      converges        f x, or f x log x, away from 0      diverges
    f t^p bounded at t = 0, p < 1         converges        f t, or f t log t, away from 0      diverges
    w(u) g, w = sin or cos, u -> oo       converges if g / u' goes to 0, diverges if it does not

The last needs g / u' monotone in the end, which elementary functions without oscillation are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from derive.decide.budget import spend
from derive.decide.quotients import Ring, TooLarge
from derive.kernel.assembly import BOUNDED, INFINITE, ONE, product_of
from derive.kernel.check import identical
from derive.kernel.differentiate import eliminate
from derive.kernel.limits import NoLimit, one_sided
from derive.kernel.polynomial import Beyond
from derive.kernel.quotients import TAME
from derive.kernel.signs import ZERO, closed_sign, conditions, facts, holds, is_negative, is_positive
from derive.kernel.sturm import coefficients, rational
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, fresh, number, substitute, subterms

INFINITY, BELOW = INFINITE
FAR = tuple(map(number, ("2", "3/2", "11/10", "41/40")))
NEAR = tuple(map(number, ("1/2", "3/4", "19/20")))
SUMMANDS = 12                                    # of an integrand that is bounded part by part
SLOPES = 5                                       # that are looked at
FLAT = Fraction(10**6)                           # the order of what goes to zero faster than any power
SMOOTH = frozenset((
    "+", "*", "-", "/", "^", "sqrt", "root", "exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
    "tanh", "asinh", "pi", "e", "abs",
))
ODD = frozenset(("sin", "tan", "asin", "atan", "sinh", "tanh", "asinh"))     # f(u) = u + smaller


def negative(term: Term) -> Term:
    return Apply("-", (term,))


def equal(left: Term, right: Term) -> bool:
    """Asked at every turn of a search for a limit, which may be long."""
    spend()
    return identical((), left, right)


def both(found: Iterable[bool | None]) -> bool | None:
    """All of them converge; or one does not."""
    seen = list(found)
    return False if False in seen else None if None in seen else True


def at_an_end(x: Symbol, body: Term, at: Term, side: int) -> bool | None:
    """Convergence at one end, side 1 where the interval lies above it."""
    t = fresh(Symbol("t"), free(body) | free(at) | {x})
    signed = t if side > 0 else negative(t)
    if at in INFINITE:
        moved = substitute(body, {x: t if at == INFINITY else negative(t)})
        return _tail(moved, t)
    moved = substitute(body, {x: signed if at == ZERO else Apply("+", (at, signed))})
    power = order(moved, t)
    if power is not None:
        return power > -1
    parts = moved.args if isinstance(moved, Apply) and moved.head == "+" else (moved,)
    powers = [order(part, t, True) for part in parts]
    if all(power is not None and power > -1 for power in powers):
        return True
    if _is_bounded(limit_at(moved, t, ZERO)):
        return True
    return _by_powers(moved, t, ZERO, NEAR)


def _tail(body: Term, t: Symbol) -> bool | None:
    """Convergence of an integral to infinity."""
    found = compared(body, t)
    return _wave(body, t) if found is None else found


def compared(body: Term, t: Symbol) -> bool | None:
    """Convergence to infinity of an integral or of a series over whole t, by comparison part by part."""
    parts = [part for part, _ in zip(_bounds(body, t), range(SUMMANDS + 1), strict=False)]
    found = both(_by_powers(part, t, INFINITY, FAR) for part in parts)
    return found if found or parts == [body] else None


def _by_powers(body: Term, t: Symbol, at: Term, powers: tuple[Term, ...]) -> bool | None:
    """Convergence where t goes to 0 or to infinity, by comparison."""
    if at == INFINITY:
        inverted = substitute(body, {t: Apply("/", (ONE, t))})
        power = order(inverted, t)
        if power is not None:
            return power > 1
        least = order(inverted, t, True)
        if least is not None and least > 1:
            return True
    grown = Apply("log", (t,))
    first = limit_at(product_of([body, t]), t, at)
    if is_away(first):
        return False
    if any(_is_bounded(limit_at(product_of([body, Apply("^", (t, power))]), t, at)) for power in powers):
        return True
    if is_away(limit_at(product_of([body, t, grown]), t, at)):
        return False
    if _is_bounded(limit_at(product_of([body, t, grown, grown]), t, at)):
        return True
    single = over_one_line(body)
    return None if single == body else _by_powers(single, t, at, powers)


def over_one_line(body: Term) -> Term:
    """The term as one quotient."""
    if isinstance(body, Apply) and body.head == "/":
        return body
    try:
        ring = Ring((body,))
        above, below = (ring.term(part) for part in ring.lowest(ring.quotient(body)))
    except (TooLarge, ZeroDivisionError):
        return body
    return body if below == ONE else Apply("/", (above, below))


def _bounds(body: Term, t: Symbol) -> Iterator[Term]:
    """Terms whose moduli add up to no less than that of the body: sines and cosines are at most 1."""
    for factor, rest in factored(body, ("sin", "cos", "+")):
        waves = [part for part in subterms(factor) if isinstance(part, Apply) and part.head in ("sin", "cos")
                 and limit_at(part.args[0], t, INFINITY) in (None, *INFINITE)]
        if waves and factor.head != "+":
            yield from _bounds(rest, t)
            return
        if waves:
            for arg in factor.args:
                yield from _bounds(arg if rest == ONE else product_of([arg, rest]), t)
            return
    yield body


def _wave(body: Term, t: Symbol) -> bool | None:
    """sin(u) g or cos(u) g with u going to infinity."""
    for wave, rest in factored(body, ("sin", "cos")):
        (u,) = wave.args
        slope = eliminate(Bind("derivative", t, u, (t,)))
        size = Apply("/", (rest, slope))
        if t in free(u) and limit_at(u, t, INFINITY) in INFINITE and is_tame(size, t) and is_tame(u, t):
            found = limit_at(size, t, INFINITY)
            return True if found is not None and is_zero(found) else False if is_away(found) else None
    return None


def is_tame(term: Term, t: Symbol) -> bool:
    """Without anything that oscillates."""
    return all(t not in free(part) or part == t or (isinstance(part, Apply) and part.head in TAME)
               for part in subterms(term))


def factored(body: Term, heads: tuple[str, ...]) -> Iterator[tuple[Apply, Term]]:
    """Each factor above the line with one of the heads, and what is left of the product without it."""
    match body:
        case Apply(head, (_, *_)) if head in heads:
            yield body, ONE
        case Apply("-", (u,)):
            yield from ((wave, negative(rest)) for wave, rest in factored(u, heads))
        case Apply("/", (u, v)):
            yield from ((wave, Apply("/", (rest, v))) for wave, rest in factored(u, heads))
        case Apply("*", args):
            for place, arg in enumerate(args):
                for wave, rest in factored(arg, heads):
                    yield wave, product_of([*args[:place], rest, *args[place + 1:]])


def limit_at(body: Term, t: Symbol, at: Term) -> Term | None:
    """The limit at infinity, or at zero from above; none where the rules do not tell."""
    inverted = substitute(body, {t: Apply("/", (ONE, t))})
    for term, end in ((body, at), (inverted, ZERO)) if at == INFINITY else ((body, at),):
        try:
            return one_sided(term, t, end, 1, frozenset(), equal)
        except (NoLimit, Beyond):
            continue
    return None


def _is_bounded(found: Term | None) -> bool:
    return found is not None and found not in INFINITE


def is_zero(found: Term) -> bool:
    return found not in (*INFINITE, BOUNDED) and equal(found, ZERO)


def is_away(found: Term | None) -> bool:
    """A limit that is not zero: infinite, or a number with a sign."""
    return found in INFINITE or (found is not None and found != BOUNDED and closed_sign(found) is not None)


# --- orders --------------------------------------------------------------------------------------


def order(term: Term, t: Symbol, roughly: bool = False) -> Fraction | None:
    """q where term / t^q has a limit other than zero as t goes to 0 from above; none where that is not seen at once.

    Roughly: term / t^p goes to 0 for every p < q. A logarithm of what goes to 0 or to infinity like a power outgrows
    no power, and counts as 1; so does what is bounded. A sum goes to 0 no slower than the slowest of its parts.
    """
    if term == t:
        return Fraction(1)
    if any(not isinstance(part, Apply) or part.head not in SMOOTH for part in subterms(term)
           if not isinstance(part, Number) and part != t):
        return None
    if closed_sign(substitute(term, {t: ZERO})) is not None:
        return Fraction(0)
    match term:
        case Apply("*", args):
            return _total([order(arg, t, roughly) for arg in args])
        case Apply("/", (above, below)):
            under = order(below, t)
            return _total([order(above, t, roughly), None if under is None else -under])
        case Apply("-" | "abs", (u,)):
            return order(u, t, roughly)
        case Apply("log", (Apply("+", (Number(one), *rest)),)) if one == 1 and rest:         # log(1 + h) is like h
            return _of_small(rest, t, roughly)
        case Apply("log", (Apply("+", (*rest, Number(one))),)) if one == 1 and rest:
            return _of_small(rest, t, roughly)
        case Apply("log", (u,)) if roughly:
            size = order(u, t)
            return Fraction(0) if size is not None and size and abs(size) < FLAT else None
        case Apply("^", (u, written)) if (e := rational(written)) is not None:
            return _scaled(order(u, t, roughly and e > 0), e)
        case Apply("sqrt", (u,)):
            return _scaled(order(u, t, roughly), Fraction(1, 2))
        case Apply("+", args):
            exact = _least(term, args, t)
            if exact is None:
                exact = _by_slopes(term, t)
            return _lowest([order(arg, t, True) for arg in args]) if exact is None and roughly else exact
        case Apply("exp", (u,)):
            size = order(u, t)
            known = facts([Apply(">", (t, ZERO))])
            if size is not None and size < 0 and (is_negative(u, known) or is_positive(u, known)):
                return FLAT if is_negative(u, known) else -FLAT
            lead = limit_at(product_of([u, Apply("^", (t, Number(-size)))]), t, ZERO) if size is not None else None
            if size is not None and -FLAT < size < 0 and lead is not None and lead not in (*INFINITE, BOUNDED):
                sign = closed_sign(lead)         # exp(-a/t^2 + b/t), by the greatest part of the exponent
                return None if not sign else FLAT if sign < 0 else -FLAT
        case Apply(head, (u,)) if head in ODD:
            size = order(u, t)
            if size is not None and 0 < size < FLAT:
                return size
    if isinstance(term, Apply) and term.head in ("sin", "cos", "atan", "log") and (simple := _by_slopes(term, t)):
        return simple
    return Fraction(0) if roughly and isinstance(term, Apply) and term.head in ("sin", "cos", "atan") else None


def _by_slopes(term: Term, t: Symbol) -> Fraction | None:
    """The first slope at 0 that is not zero: cos(pi/2 - t) is like t, 1 - cos t like t^2/2."""
    needed, opaque = conditions((term,))
    at_zero = (Apply("!=" if c.head == "!=" else ">", tuple(substitute(u, {t: ZERO}) for u in c.args)) for c in needed)
    if opaque or not all(holds(condition, frozenset()) for condition in at_zero):
        return None
    for place in range(SLOPES):
        at = substitute(term, {t: ZERO})
        if not equal(at, ZERO):
            return Fraction(place) if closed_sign(at) is not None else None
        term = eliminate(Bind("derivative", t, term, (t,)))
    return None


def _of_small(rest: list[Term], t: Symbol, roughly: bool) -> Fraction | None:
    """log(1 + h) is like h where that goes to 0; where h grows like a power it is a logarithm."""
    h = rest[0] if len(rest) == 1 else Apply("+", tuple(rest))
    size = order(h, t)
    if size is None and roughly:
        least = order(h, t, True)
        return least if least is not None and least > 0 else None
    if size is None or abs(size) >= FLAT or not size:
        return None
    return size if size > 0 else Fraction(0) if roughly else None


def _lowest(orders: list[Fraction | None]) -> Fraction | None:
    known = [part for part in orders if part is not None]
    return min(known, default=None) if len(known) == len(orders) else None


def _total(orders: list[Fraction | None]) -> Fraction | None:
    """The sum, where not more than one part outgrows every power."""
    found = [part for part in orders if part is not None]
    extreme = [part for part in found if abs(part) >= FLAT]
    if len(found) < len(orders) or len(extreme) > 1:
        return None
    return extreme[0] if extreme else sum(found, Fraction(0))


def _scaled(size: Fraction | None, e: Fraction) -> Fraction | None:
    if size is None:
        return None
    return size * e if abs(size) < FLAT else FLAT if (size > 0) == (e > 0) else -FLAT


def _least(term: Apply, args: tuple[Term, ...], t: Symbol) -> Fraction | None:
    """The order of a sum: of its only greatest part, or of the lowest power in a polynomial."""
    found = coefficients(term, t)
    if found is not None and any(found):
        return Fraction(next(place for place, c in enumerate(found) if c))
    orders = [order(arg, t) for arg in args]
    known = [part for part in orders if part is not None]
    if not known or len(known) < len(orders) or sum(part == min(known) for part in known) > 1:
        return None
    return min(known)
