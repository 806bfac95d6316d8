"""What is presumed where an endless sum or integral is written: that it converges.

    \\sum_{k=0}^\\infty k r^k             |r| < 1
    \\int_0^\\infty x e^{-a x} dx         a > 0, of a complex number its real part
    \\int_{-\\infty}^\\infty e^{-a x^2} dx  a > 0
    \\int_0^1 x^a (1 - x)^b dx          a + 1 > 0, b + 1 > 0
    \\int_1^\\infty x^{-s} dx             s > 1

Elsewhere it has no value, and says nothing. Nothing is presumed of names of which the page tells an order or a value,
nor where a side is infinite, nor of a body with factors other than powers, polynomials, exponentials and waves.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, product

from derive.kernel.enclosure import enclose
from derive.kernel.interval import Interval, Undefined, Unknown
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.sturm import rational
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, minus, number, substitute, subterms

INFINITY = Apply("infinity")
BELOW = Apply("-", (INFINITY,))
ZERO, ONE = number(0), number(1)
TAME = frozenset(("+", "-", "*", "/", "^", "pi", "e", "sqrt", "i"))
MILD = frozenset((*TAME, "sin", "cos", "log", "abs", "exp"))
PLACES = tuple(map(number, ("1/2", "2", "-1/2", "-2", "5", "-5")))
WAYS = 216                                       # of three names
FOLDED = frozenset(("sum", "integral"))
SORTS = frozenset(("real", "complex", "integer"))
Factor = tuple[Term, bool]                       # and whether it stands above the line


def converging(sides: Iterable[Term], known: Sequence[Term], valued: Container[str] = ()) -> list[Term]:
    """The conditions under which the endless sums and integrals in the sides have a value; none that no point meets."""
    sides = tuple(sides)
    if INFINITY in sides or BELOW in sides:
        return []
    found: dict[Term, None] = {}
    for side in sides:
        for part in subterms(side) if not heads(side).isdisjoint(FOLDED) else ():
            if isinstance(part, Bind) and part.head in FOLDED and len(part.bounds) == 2 and free(part) <= free(side):
                try:
                    found |= dict.fromkeys(_of_sum(part) if part.head == "sum" else _of_integral(part))
                except Beyond:
                    continue
    spoken = _spoken(known) if found else set()
    presumed = [one for one in found if free(one) and free(one).isdisjoint(spoken) and all(
        symbol.sort in SORTS and symbol.name not in valued for symbol in free(one))]
    return presumed if _have_a_point(presumed) else []


def _have_a_point(conditions: Sequence[Term]) -> bool:
    """Whether some plain numbers for the names meet all of the conditions: the sums may not converge together."""
    names = sorted(set().union(*map(free, conditions)), key=lambda symbol: symbol.name)
    ways = islice(product(PLACES, repeat=len(names)), WAYS)
    return any(all(_is_met(substitute(one, dict(zip(names, way, strict=True)))) for one in conditions) for way in ways)


def _is_met(condition: Term) -> bool:
    """Whether a closed condition shows to hold; what is real is its own real part."""
    match condition:
        case Apply("<" | ">" as head, (Apply("re", (left,)) | left, right)):
            low, high = (left, right) if head == "<" else (right, left)
            try:
                gap = enclose(minus(high, low), {}, 64)
            except (Undefined, Unknown):
                return False
            return (isinstance(gap, Interval) and gap.lo > 0) or (isinstance(gap, Fraction) and gap > 0)
    return False


def _spoken(known: Sequence[Term]) -> set[Symbol]:
    """The names of which an order or a value is told, or of what is made of them; and those that are made of others.

    That a name stands in a formula for another one of which nothing is told is nothing of that kind.
    """
    told: set[Symbol] = set()
    made: dict[Symbol, frozenset[Symbol]] = {}
    for fact in known:
        match fact:
            case Apply("=", (Symbol() as name, body)) if free(body):
                made[name] = made.get(name, frozenset()) | free(body)
            case Apply("=", (Apply("call"), _)) | Bind("forall", _, Apply("=", _), _) | Apply("meant" | "counts"):
                continue
            case Apply("in", (_, Apply("reals" | "integers" | "complexes"))):
                continue
            case _:
                told |= free(fact)
    for _ in made:
        told = told.union(*(parts for name, parts in made.items() if name in told))
    return told | made.keys()


def _of_sum(series: Bind) -> Iterator[Term]:
    """|r| < 1, where the terms are powers of r times a rational function of the index."""
    k, (_, high) = series.variable, series.bounds
    if high != INFINITY or k.sort != "integer":
        return
    ratio: list[Term] = []
    for factor, is_above in _factors(series.body, True):
        if k not in free(factor):
            continue
        base = _base(factor, k)
        if base is not None:
            ratio.append(base if is_above else Apply("/", (ONE, base)))
        elif not _is_tame(factor, k):
            return
    whole = ratio[0] if len(ratio) == 1 else _written(Apply("*", (*ratio, ONE)))
    if not (isinstance(whole, Symbol) and whole.sort == "integer"):
        yield Apply("<", (Apply("abs", (whole,)), ONE))


def _base(factor: Term, k: Symbol) -> Term | None:
    """r^c of r^(c k + d)"""
    match factor:
        case Apply("^", (base, exponent)) if k not in free(base):
            step = _slope(exponent, k)
            if step is not None and (count := rational(step)) is not None:
                return base if count == 1 else Apply("^", (base, Number(count)))
        case Apply("exp", (exponent,)):
            step = _slope(exponent, k)
            return None if step is None else Apply("exp", (step,))
    return None


def _is_tame(factor: Term, k: Symbol) -> bool:
    """A rational function of the index, or a root of one."""
    powers = [part for part in subterms(factor) if isinstance(part, Apply) and part.head == "^"]
    return heads(factor) <= TAME and all(k not in free(part.args[1]) for part in powers)


def _of_integral(integral: Bind) -> Iterator[Term]:
    """What the exponential says of an infinite end, and the powers of a finite one."""
    x, (low, high) = integral.variable, integral.bounds
    exponents: list[Term] = []
    powers: dict[Term, list[Term]] = {x: [], minus(ONE, x): []}
    others: list[Term] = []
    for factor, is_above in _factors(integral.body, True):
        base, exponent = _power(factor)
        if not is_above:
            exponent = Apply("-", (exponent,))
        if x not in free(factor):
            continue
        if base == Apply("e"):
            exponents.append(exponent)
        elif base in powers and x not in free(exponent):
            powers[base].append(exponent)
        else:
            others.append(factor)
    if not all(heads(other) <= MILD for other in others):
        return
    if exponents and not {INFINITY, BELOW}.isdisjoint((high, low)):
        yield from _of_exponential(_sum(exponents), x, low, high)
    if low == ZERO and powers[x] and not any("sin" in heads(other) for other in others):
        yield from _above(Apply("+", (*powers[x], ONE)))
    if high == ONE and powers[minus(ONE, x)]:
        yield from _above(Apply("+", (*powers[minus(ONE, x)], ONE)))
    if high == INFINITY and low != ZERO and powers[x] and not exponents and not others:
        yield from _above(Apply("-", (Apply("+", (*powers[x], ONE)),)))


def _of_exponential(exponent: Term, x: Symbol, low: Term, high: Term) -> Iterator[Term]:
    """a > 0 of exp(-a x) over a ray, and of exp(-a x^2 + b x)."""
    slope = _slope(exponent, x)
    if slope is not None and (low == BELOW) != (high == INFINITY):
        yield from _above(slope if low == BELOW else Apply("-", (slope,)))
    curve = _slope(minus(substitute(exponent, {x: Apply("+", (x, ONE))}), exponent), x) if slope is None else None
    if curve is not None:
        yield from _above(Apply("/", (Apply("-", (curve,)), number(2))))


def _above(term: Term) -> Iterator[Term]:
    """The term is above zero, of a complex number its real part."""
    if rational(term) is not None:
        return
    plane = "i" in heads(term) or any(symbol.sort == "complex" for symbol in free(term))
    written = _written(term)
    if plane and rational(_written(Apply("re", (term,)))) is not None:
        return
    if plane:
        yield Apply(">", (Apply("re", (written,)), ZERO))
        return
    parts = written.args if isinstance(written, Apply) and written.head == "+" else (written,)
    below = {part: _turned(part) for part in parts}
    above = [part for part in parts if below[part] is None]
    yield Apply(">", (_sum(above), _sum([one for one in below.values() if one is not None])))


def _turned(part: Term) -> Term | None:
    """c of -c; None of what has no minus."""
    match part:
        case Number(value) if value < 0:
            return Number(-value)
        case Apply("*", (Number(value), *rest)) if value < 0:
            kept = rest if value == -1 else (Number(-value), *rest)
            return kept[0] if len(kept) == 1 else Apply("*", tuple(kept))
        case Apply("-", (inner,)):
            return inner
    return None


def _slope(term: Term, x: Symbol) -> Term | None:
    """a of a x + b; none of other terms."""
    steps = [minus(substitute(term, {x: number(n + 1)}), substitute(term, {x: number(n)})) for n in (1, 2)]
    here = Setting((), ())
    if x not in free(term) or heads(term) - TAME or here.difference(*steps):
        return None
    powers = [part for part in subterms(term) if isinstance(part, Apply) and part.head in ("^", "/", "sqrt")]
    return None if any(x in free(part.args[-1]) for part in powers) else here.normal.write(here.of(steps[0]))


def _written(term: Term) -> Term:
    here = Setting((), ())
    return here.normal.write(here.of(term))


def _sum(terms: list[Term]) -> Term:
    return terms[0] if len(terms) == 1 else Apply("+", tuple(terms)) if terms else ZERO


def _power(factor: Term) -> tuple[Term, Term]:
    """Base and exponent: e and u of exp u, x and 1/2 of a root."""
    match factor:
        case Apply("^", (base, exponent)):
            return base, exponent
        case Apply("exp", (exponent,)):
            return Apply("e"), exponent
        case Apply("sqrt", (base,)):
            return base, Number(Fraction(1, 2))
    return factor, ONE


def _factors(body: Term, is_above: bool) -> Iterator[Factor]:
    """What is multiplied, above the line and below it."""
    match body:
        case Apply("*", parts):
            for part in parts:
                yield from _factors(part, is_above)
        case Apply("/", (above, below)):
            yield from _factors(above, is_above)
            yield from _factors(below, not is_above)
        case Apply("-", (inner,)):
            yield from _factors(inner, is_above)
        case _:
            yield body, is_above


