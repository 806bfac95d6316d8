"""Laws of random names that a page gives itself: a density by its formula, or values with their probabilities.

    X has density f(x) = 6 x (1 - x) on [0, 1]                       E(X), Var(X), P(X <= 1/4) are integrals
    X takes the values 0, 1, 2 with probabilities 0.2, 0.5, 0.3      the same are sums
    (X, Y) has joint density x + y on the unit square                E(X Y), and the density of X

What is said of such a name is judged by its law, so that a law is known only where all of its probability is there:
the formula, in numbers, has the integral 1 over its range, and probabilities have the sum 1. Otherwise it declines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from derive.elaborate.chance.events import CHANCES, Between, between
from derive.elaborate.formulas.branches import Valuation
from derive.elaborate.formulas.sampling import approximate
from derive.kernel.moments import EXPECTED, VARIANCES
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, fresh, heads, number, substitute

INFINITY = Apply("infinity")
EVERYWHERE: tuple[Term, Term] = (Apply("-", (INFINITY,)), INFINITY)
STEPS = 600                                      # of the rule that checks that a density has the integral 1
NEAR_ONE = 0.004
HIGHEST = 60                                     # power of a polynomial
LONGEST = 2000                                   # products of terms of two polynomials


@dataclass(frozen=True, slots=True)
class Table:
    """The values of a random name, each with its probability."""

    rows: tuple[tuple[Fraction, Fraction], ...]

    @property
    def is_whole(self) -> bool:
        values = [value for value, _ in self.rows]
        return len(set(values)) == len(values) and sum(p for _, p in self.rows) == 1 and all(
            0 <= p <= 1 for _, p in self.rows)


@dataclass(frozen=True, slots=True)
class Curve:
    """A density: of each variable its range, and the formula there."""

    variables: tuple[Symbol, ...]
    ends: tuple[tuple[Term, Term], ...]
    body: Term

    @property
    def is_whole(self) -> bool:
        return has_integral_one(self)


Own = Table | Curve


@lru_cache(maxsize=200)
def has_integral_one(curve: Curve) -> bool:
    """Whether a density in numbers has about the integral 1, by the midpoints of a grid."""
    if free(curve.body) != set(curve.variables) and free(curve.body):
        return False
    if len(curve.variables) == 1:
        exact = _exactly(curve.body, curve.variables[0], curve.ends[0])
        if exact is not None:
            return exact == number(1)
    count = STEPS if len(curve.variables) == 1 else 40
    total = _grid(curve, {}, 0, count)
    return total is not None and abs(total - 1) < NEAR_ONE


def _grid(curve: Curve, at: Mapping[Symbol, float], place: int, count: int) -> float | None:
    if place == len(curve.variables):
        return approximate(curve.body, at)
    low, high = (_end(one) for one in curve.ends[place])
    total = 0.0
    for k in range(count):
        t = (k + 0.5) / count
        match low, high:
            case float(), float():
                x, weight = low + t * (high - low), high - low
            case float(), None:
                x, weight = low + t / (1 - t), 1 / (1 - t) ** 2
            case None, None:
                t = 2 * t - 1
                x, weight = t / (1 - t * t), 2 * (1 + t * t) / (1 - t * t) ** 2
            case _:
                return None
        value = _grid(curve, {**at, curve.variables[place]: x}, place + 1, count)
        if value is None:
            return None
        total += value * weight / count
    return total


def _end(term: Term) -> float | None:
    return approximate(term, {}) if "infinity" not in heads(term) else None


def probability(law: Own, event: Term, name: Symbol) -> Term | None:
    """The probability of an event about a name; None where it is not written out."""
    where = between(event, name)
    if where is None or not _in_numbers(where):
        return None
    if isinstance(law, Table):
        return number(sum((p for value, p in law.rows if _lies(value, where)), Fraction(0)))
    if len(law.variables) != 1:
        return None
    found = _between(law, where)
    return Apply("+", (number(1), Apply("-", (found,)))) if where.outside and found is not None else found


def _value(term: Term) -> Fraction | None:
    return Valuation({}, {}).of(term)


def _lies(value: Fraction, where: Between) -> bool:
    low = _value(where.low) if where.low is not None else None
    high = _value(where.high) if where.high is not None else None
    inside = (low is None or value > low or (where.low_in and value == low)) and (
        high is None or value < high or (where.high_in and value == high))
    return inside != where.outside


def _between(law: Curve, where: Between) -> Term | None:
    (low, high), (first, last) = law.ends[0], (where.low, where.high)
    if first is not None and first == last:
        return number(0)
    begin = low if first is None else _further(low, first, later=True)
    end = high if last is None else _further(high, last, later=False)
    if begin is None or end is None:
        return None
    one, other = _value(begin), _value(end)
    if one is not None and other is not None and one >= other:
        return number(0)
    return _integral(law.body, law.variables[0], (begin, end))


def _further(end: Term, other: Term, later: bool) -> Term | None:
    """Which of two ends is the later, or the earlier one."""
    if "infinity" in heads(end):
        return other
    one, two = _value(end), _value(other)
    if one is None or two is None:
        return None
    return end if (one > two) == later else other


def mean(law: Own, u: Term, names: Sequence[Symbol]) -> Term | None:
    """The mean of what depends on a name with such a law, or on the names of a joint density."""
    if isinstance(law, Table):
        (name,) = names
        parts = [(p, substitute(u, {name: number(value)})) for value, p in law.rows]
        values = [_value(part) for _, part in parts]
        if None not in values:
            return number(sum((p * value for (p, _), value in zip(parts, values, strict=True) if value is not None),
                              Fraction(0)))
        return Apply("+", tuple(Apply("*", (number(p), part)) for p, part in parts))
    there = substitute(u, dict(zip(names, law.variables, strict=True)))
    return integrated(law, Apply("*", (there, law.body)), law.variables)


def integrated(law: Curve, body: Term, over: Sequence[Symbol]) -> Term:
    """The integral of a formula over the ranges of some of the variables of a density."""
    for variable, ends in zip(law.variables, law.ends, strict=True):
        if variable in over:
            body = _integral(body, variable, ends)
    return body


def _integral(body: Term, x: Symbol, ends: tuple[Term, Term]) -> Term:
    exact = _exactly(body, x, ends)
    if exact is not None:
        return exact
    bound = fresh(x, free(body).union(*map(free, ends)) - {x})
    return Bind("integral", bound, substitute(body, {x: bound}), ends)


def _exactly(body: Term, x: Symbol, ends: tuple[Term, Term]) -> Term | None:
    """The integral of a polynomial over an interval, both in numbers: a polynomial in its other names."""
    others = sorted(free(body) - {x}, key=lambda symbol: symbol.name)
    powers, low, high = _powers(body, (x, *others)), _value(ends[0]), _value(ends[1])
    if powers is None or low is None or high is None:
        return None
    found: dict[tuple[int, ...], Fraction] = {}
    for (n, *rest), c in powers.items():
        part = c * (high ** (n + 1) - low ** (n + 1)) / (n + 1)
        found[tuple(rest)] = found.get(tuple(rest), Fraction(0)) + part
    parts = [Apply("*", (number(c), *(Apply("^", (name, number(n))) for name, n in zip(others, m, strict=True) if n)))
             if any(m) else number(c) for m, c in found.items() if c]
    return number(0) if not parts else parts[0] if len(parts) == 1 else Apply("+", tuple(parts))


Powers = dict[tuple[int, ...], Fraction]         # of each product of powers its coefficient


def _powers(term: Term, names: tuple[Symbol, ...]) -> Powers | None:
    """The coefficients of a polynomial with numbers for these; None of what is none."""
    zero = (0,) * len(names)
    match term:
        case Symbol():
            return {tuple(int(term == name) for name in names): Fraction(1)}
        case Number(value):
            return {zero: value}
        case Apply("+", args):
            found: Powers = {}
            for part in (_powers(arg, names) for arg in args):
                if part is None:
                    return None
                for m, c in part.items():
                    found[m] = found.get(m, Fraction(0)) + c
            return found
        case Apply("-", (arg,)):
            return _product({zero: Fraction(-1)}, _powers(arg, names))
        case Apply("*", args):
            return _product({zero: Fraction(1)}, *(_powers(arg, names) for arg in args))
        case Apply("/", (top, bottom)):
            below = _value(bottom)
            return _product({zero: 1 / below}, _powers(top, names)) if below else None
        case Apply("^", (base, Number(n))) if n.denominator == 1 and 0 <= n <= HIGHEST:
            return _product({zero: Fraction(1)}, *(_powers(base, names) for _ in range(int(n))))
    return None


def _product(first: Powers, *others: Powers | None) -> Powers | None:
    for other in others:
        if other is None or len(first) * len(other) > LONGEST:
            return None
        found: Powers = {}
        for m, c in first.items():
            for n, d in other.items():
                both = tuple(a + b for a, b in zip(m, n, strict=True))
                found[both] = found.get(both, Fraction(0)) + c * d
        first = found
    return first


def written_by(term: Apply, own: Mapping[tuple[str, ...], Own]) -> Term | None:
    """A probability, mean, variance or covariance of names with such laws, written out; None of everything else."""
    for names, law in own.items():
        moving = [symbol for symbol in sorted(free(term), key=lambda s: s.name) if symbol.name in names]
        if not moving:
            continue
        symbols = [next((s for s in moving if s.name == name), Symbol(name, "random")) for name in names]
        found = _written(term, law, symbols)
        if found is not None:
            return found
    return None


def _written(term: Apply, law: Own, names: Sequence[Symbol]) -> Term | None:
    match term:
        case Apply(head, (Apply() as event,)) if head in CHANCES and len(names) == 1 and free(event) == {names[0]}:
            return probability(law, event, names[0])
        case Apply(head, (Apply() as event, Apply() as given)) if head.rstrip("|") in CHANCES and head.endswith("|"):
            return _conditional(law, event, given, names)
        case Apply(head, (u,)) if head in EXPECTED and free(u) <= set(names):
            return mean(law, u, names)
        case Apply(head, (u,)) if head in VARIANCES and free(u) <= set(names):
            return _spread(law, u, u, names)
        case Apply("Cov", (u, v)) if free(u) | free(v) <= set(names):
            return _spread(law, u, v, names)
    return None


def _spread(law: Own, u: Term, v: Term, names: Sequence[Symbol]) -> Term | None:
    both, one, other = mean(law, Apply("*", (u, v)), names), mean(law, u, names), mean(law, v, names)
    if both is None or one is None or other is None:
        return None
    values = [_value(part) for part in (both, one, other)]
    if values[0] is not None and values[1] is not None and values[2] is not None:
        return number(values[0] - values[1] * values[2])
    return Apply("+", (both, Apply("-", (Apply("*", (one, other)),))))


def _conditional(law: Own, event: Term, given: Term, names: Sequence[Symbol]) -> Term | None:
    """P(A | B), both of one name: the part of B in which A is, too."""
    if len(names) != 1 or free(event) | free(given) != {names[0]}:
        return None
    one, other, below = between(event, names[0]), between(given, names[0]), probability(law, given, names[0])
    if one is None or other is None or below is None or _value(below) == 0 or not (_in_numbers(one, other)):
        return None
    if isinstance(law, Table):
        both: Term | None = number(sum(
            (p for value, p in law.rows if _lies(value, one) and _lies(value, other)), Fraction(0)))
    else:
        both = None if one.outside or other.outside or len(law.variables) != 1 else _between(law, Between(
            _either(one.low, other.low, later=True), _either(one.high, other.high, later=False)))
    return None if both is None else Apply("/", (both, below))


def _in_numbers(*events: Between) -> bool:
    return all(end is None or _value(end) is not None for event in events for end in (event.low, event.high))


def _either(one: Term | None, other: Term | None, later: bool) -> Term | None:
    if one is None or other is None:
        return other if one is None else one
    return _further(one, other, later)


__all__ = ["EVERYWHERE", "INFINITY", "Curve", "Own", "Table", "integrated", "mean", "written_by"]
