"""Events about one random name whose law is told: their probabilities, written out.

    X ~ Bin(10, 0.3): P(X = 2), P(1 <= X <= 3), P(X >= 1)       sums of the density; an upper tail is 1 - the rest
    X ~ N(100, 15^2): P(X > 130), P((X - 100)/15 < 2)           F(b) - F(a), F(x) = (1 + erf(z / sqrt 2))/2, z a score
    X ~ Exp(lambda), X ~ U(a, b): P(X <= x)                     likewise, x within the support
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from derive.elaborate.chance.standard_laws import NORMAL, Law, template
from derive.elaborate.formulas.branches import Valuation
from derive.elaborate.formulas.event_sides import CHANCES
from derive.kernel.term import Apply, Number, Symbol, Term, free, heads, number

ORDERS = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
LONGEST = 60                                      # values of a discrete name that are written out
STANDARD = (NORMAL, (number(0), number(1)))
_LINEAR = frozenset(("+", "-", "*", "/"))
_TRIED = (*map(Fraction, (0, 1, 2, -3)), Fraction(7, 2))


@dataclass(frozen=True, slots=True)
class Between:                                   # Used for: low <(=) X <(=) high
    low: Term | None = None
    high: Term | None = None
    low_in: bool = False                         # whether the end belongs to it
    high_in: bool = False
    outside: bool = False                        # all but this


def between(event: Term, name: Symbol) -> Between | None:
    """The values that a name has in an event: an interval, or all but one."""
    match event:
        case Apply("and" | "cap", (first, second)):
            one, other = between(first, name), between(second, name)
            if one is None or other is None or one.outside or other.outside:
                return None
            one, other = (one, other) if one.low is not None else (other, one)
            if one.high is not None or other.low is not None:
                return None
            return Between(one.low, other.high, one.low_in, other.high_in)
        case Apply(("<" | "<=") as sign, (Apply("abs", (u,)), c)) if (one := _ordered(u, sign, c, name)) is not None:
            back = _ordered(u, ORDERS[sign], Apply("-", (c,)), name)
            return None if back is None else _met(one, back)
        case Apply((">" | ">=") as sign, (Apply("abs", (u,)), c)):
            inside = between(Apply("<" if sign == ">=" else "<=", event.args), name)
            return None if inside is None else Between(
                inside.low, inside.high, inside.low_in, inside.high_in, not inside.outside)
        case Apply(sign, (u, c)) if sign in ORDERS and name in free(u):
            return _ordered(u, sign, c, name)
        case Apply(sign, (c, u)) if sign in ORDERS:
            return _ordered(u, ORDERS[sign], c, name)
    return None


def _met(one: Between, other: Between) -> Between | None:
    one, other = (one, other) if one.low is not None else (other, one)
    if one.high is not None or other.low is not None:
        return None
    return Between(one.low, other.high, one.low_in, other.high_in)


def _ordered(u: Term, sign: str, c: Term, name: Symbol) -> Between | None:
    """a X + b < c, as an order between X and what is free of it; a and b numbers."""
    if name in free(c) or name not in free(u):
        return None
    if u != name:
        found = slope_and_start(u, name)
        if found is None:
            return None
        slope, start = found
        c = Apply("/", (Apply("+", (c, number(-start))), number(slope)))
        exact = Valuation({}, {}).of(c)
        c = c if exact is None else number(exact)
        sign = ORDERS[sign] if slope < 0 else sign
    match sign:
        case "=":
            return Between(c, c, True, True)
        case "<" | "<=":
            return Between(None, c, False, sign == "<=")
    return Between(c, None, sign == ">=", False)


def slope_and_start(u: Term, name: Symbol) -> tuple[Fraction, Fraction] | None:
    """The slope and the start of a line in a name with numbers alone; None for what is none."""
    if free(u) != {name} or not heads(u) <= _LINEAR:
        return None
    values = [Valuation({name.name: number(t)}, {}).of(u) for t in _TRIED]
    start, one = values[0], values[1]
    if start is None or one is None or start == one:
        return None
    slope = one - start
    agree = all(value == slope * t + start for t, value in zip(_TRIED, values, strict=True))
    return (slope, start) if agree else None


def chance(law: Law, parameters: tuple[Term, ...], event: Between) -> tuple[Term, list[Term]] | None:
    """The probability that a name of this law lies there, with what is presumed; None where it is not written out."""
    found = _counted(law, parameters, event) if law.discrete else _measured(law, parameters, event)
    if found is not None and event.outside:
        return _rest(found[0]), found[1]
    return found


def _rest(value: Term) -> Term:
    return Apply("+", (number(1), Apply("-", (value,))))


def _counted(law: Law, parameters: tuple[Term, ...], event: Between) -> tuple[Term, list[Term]] | None:
    """A sum over the whole numbers there; where there is no last one, 1 - that of all before."""
    first, last = (next(iter(template(end, parameters, None)), None) if end else None for end in law.support)
    if not isinstance(first, Number):
        return None
    low, high = _whole(event.low, 1 if not event.low_in else 0, up=True), _whole(event.high, 1, up=False)
    if high is not None and not event.high_in and isinstance(event.high, Number) and event.high.value == high:
        high -= 1
    if (low is None) != (event.low is None) or (high is None) != (event.high is None):
        return None                              # an end that is no number
    low = int(first.value) if low is None else max(low, int(first.value))
    top = int(last.value) if isinstance(last, Number) else None
    presumed: list[Term] = [] if last is None or top is not None else [Apply("<=", (number(max(low, high or 0)), last))]
    if high is None and (top is None or top - low > low):
        rest = _sum(law, parameters, int(first.value), low - 1)
        return None if rest is None else (_rest(rest), presumed)
    high = top if high is None else high if top is None else min(high, top)
    assert high is not None
    total = _sum(law, parameters, low, high)
    return None if total is None else (total, presumed)


def _whole(end: Term | None, beyond: int, up: bool) -> int | None:
    """The whole number at an end, or next to it."""
    if not isinstance(end, Number):
        return None
    if end.value.denominator == 1:
        return int(end.value) + (beyond if up else 0)
    return int(end.value // 1) + (1 if up else 0)


def _sum(law: Law, parameters: tuple[Term, ...], low: int, high: int) -> Term | None:
    if high < low:
        return number(0)
    if high - low > LONGEST:
        return None
    return Apply("+", tuple(_densities(law, parameters, low, high))) if high > low else next(
        _densities(law, parameters, low, high))


def _densities(law: Law, parameters: tuple[Term, ...], low: int, high: int) -> Iterator[Term]:
    for k in range(low, high + 1):
        yield next(iter(template(law.formula, parameters, number(k))))


def _measured(law: Law, parameters: tuple[Term, ...], event: Between) -> tuple[Term, list[Term]] | None:
    if not law.below:
        return None
    if event.low is not None and event.low == event.high:
        return number(0), []
    ends = tuple(next(iter(template(end, parameters, None)), None) if end else None for end in law.support)
    presumed: list[Term] = []
    event = replace(event, low=_clipped(event.low, ends), high=_clipped(event.high, ends))
    for end in (event.low, event.high):
        if end is not None:
            presumed += [Apply("<=", (ends[0], end))] if ends[0] is not None else []
            presumed += [Apply("<=", (end, ends[1]))] if ends[1] is not None else []
    if event.low is not None and event.high is not None:
        presumed.append(Apply("<=", (event.low, event.high)))
    above = number(1) if event.high is None else _below(law, parameters, event.high)
    if event.low is None:
        return above, presumed
    return Apply("+", (above, Apply("-", (_below(law, parameters, event.low),)))), presumed


def _clipped(end: Term | None, support: tuple[Term | None, ...]) -> Term | None:
    """An end in numbers, no further out than the support: X < 3, of an X between 0 and 2, is X < 2."""
    low, high = support
    if isinstance(end, Number) and isinstance(low, Number) and end.value < low.value:
        return low
    return high if isinstance(end, Number) and isinstance(high, Number) and end.value > high.value else end


def below_standard(at: Term) -> Term:
    """Phi(x)"""
    return _below(*STANDARD, at)


def _below(law: Law, parameters: tuple[Term, ...], at: Term) -> Term:
    return next(iter(template(law.below, parameters, _score(parameters, at) if law is NORMAL else at)))


def _score(parameters: tuple[Term, ...], at: Term) -> Term:
    """(x - mu) / sigma, as it is put in for Z"""
    mean, variance = parameters
    if mean == number(0) and variance == number(1):
        return at
    match variance:
        case Apply("^", (root, Number(two))) if two == 2:
            spread = root
        case _:
            spread = Apply("sqrt", (variance,))
    return Apply("/", (Apply("+", (at, Apply("-", (mean,)))), spread))


__all__ = ["CHANCES", "STANDARD", "Between", "below_standard", "between", "chance", "slope_and_start"]
