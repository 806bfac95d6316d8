"""Sampling: floating-point values at a few points, to guess what an author means. Never evidence for a verdict."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import islice, pairwise, product

from derive.elaborate.formulas.linear import contradict, linear
from derive.kernel.term import Apply, Number, Symbol, Term, free, heads, subterms

POINTS = (0.7310, 1.4142, 2.2361, 0.3679, 3.1623, 1.1892)
SCALES = (1.0, 10.0, -1.0)                      # log(x - 3) needs larger points
DEPTH = 60
REMEMBERED = 2000                                # pairs of sides, and of relations
LARGEST = 10**15                                 # numbers that are looked at

FUNCTIONS: dict[str, Callable[..., float]] = {
    "exp": math.exp, "log": math.log, "sqrt": math.sqrt, "sin": math.sin, "cos": math.cos, "tan": math.tan,
    "asin": math.asin, "acos": math.acos, "atan": math.atan, "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh,
    "abs": abs, "max": max, "min": min, "/": lambda a, b: a / b, "^": lambda a, b: a**b, "-": lambda a: -a,
    "pi": lambda: math.pi, "e": lambda: math.e, "erf": math.erf,
}

EVALUATED = frozenset((*FUNCTIONS, "+", "*"))


def approximate(term: Term, point: Mapping[Symbol, float], depth: int = 0) -> float | None:
    """The value of a scalar term at a point; None where it has none, or none that is easily had."""
    if depth > DEPTH:
        return None
    if isinstance(term, Symbol):
        return point.get(term)
    if isinstance(term, Number):
        top, bottom = term.value.numerator, term.value.denominator
        return top / bottom if abs(top) < LARGEST * bottom else None
    if not isinstance(term, Apply):
        return None
    values = []
    for arg in term.args:
        value = approximate(arg, point, depth + 1)
        if value is None:
            return None
        values.append(value)
    return _apply(term.head, values)


def _apply(head: str, values: list[float]) -> float | None:
    if head == "+":
        return sum(values)
    if head == "*":
        return math.prod(values)
    function = FUNCTIONS.get(head)
    try:
        result = function(*values) if function is not None else None
    except (ValueError, ZeroDivisionError, OverflowError, TypeError):
        return None
    return result if isinstance(result, float | int) and math.isfinite(result) else None


@lru_cache(maxsize=REMEMBERED)
def changes(left: Term, right: Term) -> bool:
    """Whether left - right is another at other points: never for sin^2 + cos^2 and 2."""
    symbols = sorted(free(left) | free(right), key=lambda symbol: symbol.name)
    return any(_changes(left, right, symbols, scale) for scale in SCALES)


def _changes(left: Term, right: Term, symbols: list[Symbol], scale: float) -> bool:
    raw = []
    for shift in range(3):
        point = {symbol: scale * POINTS[(k + shift) % len(POINTS)] for k, symbol in enumerate(symbols)}
        one, other = approximate(left, point), approximate(right, point)
        if one is None or other is None:
            return False
        raw.append(one - other)
    return max(raw) - min(raw) > 1e-9


@lru_cache(maxsize=REMEMBERED)
def differences(left: Term, right: Term, whole: bool = False) -> tuple[float, ...] | None:
    """left - right at three points, relative to their size; None where it cannot be had."""
    if not (heads(left) | heads(right)) <= EVALUATED:
        return None
    symbols = sorted(free(left) | free(right), key=lambda symbol: symbol.name)
    if any(symbol.sort not in ("real", "integer") for symbol in symbols):
        return None
    scales = (_at_scale(left, right, symbols, scale, whole) for scale in SCALES)
    return next((found for found in scales if found is not None), None)


def _at_scale(
    left: Term, right: Term, symbols: list[Symbol], scale: float, whole: bool = False
) -> tuple[float, ...] | None:
    found = []
    for shift in range(3):
        values = ((POINTS[(2 * k + shift * 3) % len(POINTS)] + 0.01 * k) * scale for k in range(len(symbols)))
        point = dict(zip(symbols, (_drawn(s, v, whole) for s, v in zip(symbols, values, strict=True)), strict=True))
        one, other = approximate(left, point), approximate(right, point)
        if one is None or other is None:
            return None
        found.append((one - other) / (1 + abs(one) + abs(other)))
    return tuple(found)


def _drawn(symbol: Symbol, value: float, whole: bool) -> float:
    """A number as a value of a name: where that is asked, a whole one for a whole name."""
    return float(round(4 * value) or 1) if whole and symbol.sort == "integer" else value


def looks_like_identity(left: Term, right: Term) -> bool | None:
    """Whether both sides agree at a few points; None where that cannot be said."""
    for whole in (False, True):                  # sin(pi k) = 0 holds of whole k
        asked = whole and any(symbol.sort == "integer" for symbol in free(left) | free(right))
        found = differences(left, right, asked)
        if whole or found is None or all(abs(difference) < 1e-9 for difference in found):
            return None if found is None else all(abs(difference) < 1e-9 for difference in found)
    return None


HOLDS: dict[str, Callable[[float, float], bool]] = {
    "=": lambda a, b: abs(a - b) < 1e-9, "!=": lambda a, b: abs(a - b) > 1e-9, "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}
OPPOSITE = {"=": "!= < >", "!=": "=", "<": "= > >=", ">": "= < <=", "<=": ">", ">=": "<"}
GRID = (0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 3.0, 10.0, -10.0)
TRIED = 2000                                     # points


def agree_where(left: Term, right: Term, conditions: Sequence[Term]) -> bool:
    """Whether both sides of an equation in one name agree on a grid, where conditions hold that leave out some."""
    symbols = sorted(free(left) | free(right), key=lambda symbol: symbol.name)
    about = [term for term in conditions if free(term) == set(symbols)]
    if len(symbols) != 1 or not about:
        return False
    points = [{symbols[0]: value} for value in GRID]
    kept = [point for point in points if all(_holds(term, point) for term in about)]
    equal = Apply("=", (left, right))
    return 1 < len(kept) < len(points) and all(_holds(equal, point) for point in kept)


@lru_cache(maxsize=REMEMBERED)
def exclude_each_other(one: Term, other: Term) -> bool:
    """Whether no point of a small grid satisfies two relations between the same few numbers."""
    if free(one).isdisjoint(free(other)):
        return False
    symbols = sorted(free(one) | free(other), key=lambda symbol: symbol.name)
    match one, other:
        case Apply(head, sides), Apply(second, others) if sides == others:
            return second in OPPOSITE.get(head, "").split()
    if len(symbols) > 3 or any(symbol.sort not in ("real", "integer") for symbol in symbols):
        return False
    if len(symbols) > 1 and all(isinstance(term, Apply) and term.head == "=" for term in (one, other)):
        forms = [linear(one), linear(other)]     # two curves, of which the grid may miss the points in common
        return contradict([form for form in forms if form is not None])
    values = set(GRID)
    for part in (*subterms(one), *subterms(other)):
        if isinstance(part, Number) and abs(part.value) < 1e9:
            number = float(part.value)
            values |= {number, number + 1, number - 1, number / 2, -number}
    if len(symbols) == 1 and symbols[0].sort == "real":               # 2 < x < 3 holds between the marks
        values |= {(low + high) / 2 for low, high in pairwise(sorted(values))}
    seen = set[Term]()                           # sin t = 3/5 holds at no point of a grid, and excludes nothing
    for point in islice(product(sorted(values, key=abs), repeat=len(symbols)), TRIED):
        at = dict(zip(symbols, point, strict=True))
        here = {relation for relation in (one, other) if _holds(relation, at) is not False}
        if len(here) == len({one, other}):
            return False
        seen |= here
    return seen == {one, other}


def _holds(relation: Term, point: Mapping[Symbol, float]) -> bool | None:
    """Whether a relation holds at a point; None where that cannot be said."""
    match relation:
        case Apply(head, (left, right)) if head in HOLDS:
            one, other = approximate(left, point), approximate(right, point)
            return HOLDS[head](one, other) if one is not None and other is not None else None
    return None
