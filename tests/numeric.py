"""An independent judge for the tests: terms evaluated by mpmath at 50 digits, written apart from every evaluator of
the project. Derivatives are central differences, so nothing is shared with the project's own rules.

`value` raises `Undefined` where the term has no value, and `NotHere` for what this evaluator does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import mpmath as mp

from derive.kernel.term import RELATIONS, Apply, Bind, Number, Obligation, Symbol, Term, free, subterms

mp.mp.dps = 50
TINY = mp.mpf(10) ** -35                         # below it a number is taken to be zero


class Undefined(Exception):
    """The term has no value at the point."""


class NotHere(Exception):
    """The evaluator does not know this head."""


def _settled(x: Any) -> Any:
    """A real number, with a whole one in place of one that is that close to it."""
    x = mp.mpf(x) if isinstance(x, int | float) else x
    if not isinstance(x, mp.mpf) or not mp.isfinite(x):
        raise Undefined
    near = mp.nint(x)
    return near if abs(x - near) < TINY * (1 + abs(x)) else x


def _log(x: Any, base: Any = None) -> Any:
    x = _settled(x)
    if base is not None:
        base = _settled(base)
    if x <= 0 or (base is not None and (base <= 0 or base == 1)):
        raise Undefined
    return mp.log(x) if base is None else mp.log(x) / mp.log(base)


def _sqrt(x: Any) -> Any:
    x = _settled(x)
    if x < 0:
        raise Undefined
    return mp.sqrt(x)


def _power(x: Any, n: Any) -> Any:
    x, n = _settled(x), _settled(n)
    if abs(n) > 10**6:
        raise NotHere("a large exponent")
    if n == mp.floor(n):
        if x == 0 and n < 0:
            raise Undefined
        return mp.mpf(x) ** int(n)
    return _real_power(x, n)


def _real_power(x: Any, n: Any) -> Any:
    """A power whose exponent is not whole by its sort: of a positive base, or of zero to a positive exponent."""
    x, n = _settled(x), _settled(n)
    if x < 0 or (x == 0 and n <= 0):
        raise Undefined
    return mp.power(x, n)


def _divide(x: Any, y: Any) -> Any:
    if _settled(y) == 0:
        raise Undefined
    return x / y


def _inverse(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def value(x: Any) -> Any:
        if abs(_settled(x)) > 1:
            raise Undefined
        return function(_settled(x))

    return value


def _factorial(x: Any) -> Any:
    x = _settled(x)
    if x < 0 and x == mp.floor(x):
        raise Undefined
    return mp.factorial(x)


def _binomial(n: Any, k: Any) -> Any:
    """The falling product over k! for whole k >= 0, zero for whole k < 0."""
    n, k = _settled(n), _settled(k)
    if k != mp.floor(k) or k > 200:
        raise NotHere("a binomial of what is not whole")
    return mp.fprod((n - j) / (j + 1) for j in range(int(k))) if k >= 0 else mp.mpf(0)


def _root(x: Any, n: Any) -> Any:
    if x < 0 and n % 2 == 1:
        return -mp.root(-x, int(n))
    return _sqrt(x) if n == 2 else _real_power(x, mp.mpf(1) / n)


def _sum(*xs: Any) -> Any:
    return mp.fsum(xs)


def _product(*xs: Any) -> Any:
    return mp.fprod(xs)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "+": _sum, "*": _product, "-": lambda x: -x, "/": _divide, "^": _power, "sqrt": _sqrt, "log": _log,
    "exp": mp.exp, "sin": mp.sin, "cos": mp.cos, "tan": mp.tan, "sinh": mp.sinh, "cosh": mp.cosh, "tanh": mp.tanh,
    "asin": _inverse(mp.asin), "acos": _inverse(mp.acos), "atan": mp.atan, "abs": abs,
    "sign": lambda x: mp.sign(_settled(x)), "floor": lambda x: mp.floor(_settled(x)), "root": _root,
    "ceil": lambda x: mp.ceil(_settled(x)), "mod": lambda x, y: x - y * mp.floor(_settled(_divide(x, y))),
    "max": max, "min": min, "delta": lambda a, b: mp.mpf(a == b), "factorial": _factorial, "binomial": _binomial,
    "gamma": mp.gamma, "erf": mp.erf, "pi": lambda: +mp.pi, "e": lambda: +mp.e,
    "infinity": lambda: mp.inf,
}  # fmt: skip

def _close(a: Any, b: Any) -> bool:
    return bool(a == b or abs(a - b) < mp.mpf(10) ** -18 * (1 + abs(a) + abs(b)))


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": _close, "!=": lambda a, b: not _close(a, b), "<": lambda a, b: a < b and not _close(a, b),
    "<=": lambda a, b: a <= b or _close(a, b), ">": lambda a, b: a > b and not _close(a, b),
    ">=": lambda a, b: a >= b or _close(a, b),
}  # fmt: skip

Point = Mapping[Symbol, Any]


def value(term: Term, point: Point) -> Any:
    """The value of a term at a point: a number, a tuple for an array, a bool for a condition."""
    match term:
        case Number(exact):
            return mp.mpf(exact.numerator) / exact.denominator
        case Symbol():
            if term not in point:
                raise NotHere(term.name)
            return point[term]
        case Apply("piecewise", args):
            return _piecewise(args, point)
        case Apply("and", args):
            return all(value(arg, point) for arg in args)
        case Apply("or", args):
            return True in {value(arg, point) for arg in args}
        case Apply("true" | "false" as head, ()):
            return head == "true"
        case Apply("^", (base, Number(e))) if e.denominator % 2 and e.denominator > 1:       # an odd root of any number
            return _power(_root(_settled(value(base, point)), e.denominator), mp.mpf(e.numerator))
        case Apply("^", (base, exponent)) if any(symbol.sort != "integer" for symbol in free(exponent)):
            return _real_power(value(base, point), value(exponent, point))
        case Apply("not", (arg,)):
            return not value(arg, point)
        case Apply("tuple", args):
            return tuple(value(arg, point) for arg in args)
        case Apply("at", (array, *indices)):
            return _element(value(array, point), [int(value(index, point)) for index in indices])
        case Apply(head, (left, right)) if head in COMPARISONS:
            return COMPARISONS[head](value(left, point), value(right, point))
        case Apply(head, args) if head in FUNCTIONS:
            return FUNCTIONS[head](*(value(arg, point) for arg in args))
        case Bind():
            return _binder(term, point)
    raise NotHere(getattr(term, "head", "?"))


def _piecewise(args: tuple[Term, ...], point: Point) -> Any:
    for condition, chosen in zip(args[::2], args[1::2], strict=False):
        if value(condition, point):
            return value(chosen, point)
    if len(args) % 2:
        return value(args[-1], point)
    raise Undefined


def _element(array: Any, indices: list[int]) -> Any:
    if callable(array):
        return array(*indices)
    for index in indices:
        if not 1 <= index <= len(array):
            raise Undefined
        array = array[index - 1]
    return array


def _binder(term: Bind, point: Point) -> Any:
    match term:
        case Bind("sum" | "product" as head, variable, body, (low, high)):
            ends = range(int(value(low, point)), int(value(high, point)) + 1)
            return (_sum if head == "sum" else _product)(*(value(body, {**point, variable: k}) for k in ends))
        case Bind("derivative", variable, body, (at, *indices)):
            start = value(at, point)
            where = [int(value(index, point)) for index in indices]
            return _slope(lambda t: value(body, {**point, variable: _moved(start, where, t)}), _element(start, where))
        case Bind("integral", variable, body, (low, high)):
            with mp.workdps(24):
                return _integral(lambda t: value(body, {**point, variable: t}), value(low, point), value(high, point))
        case Bind("limit", variable, body, (at, Number(side))):
            return _limit(lambda t: value(body, {**point, variable: t}), value(at, point), int(side))
    raise NotHere(term.head)


def _slope(function: Callable[[Any], Any], at: Any) -> Any:
    """A central difference, where the slopes on both sides agree."""
    step = mp.mpf(10) ** -16
    middle = function(at)
    right, left = (function(at + step) - middle) / step, (middle - function(at - step)) / step
    if abs(right - left) > mp.mpf(10) ** -6 * (1 + abs(right)):
        raise Undefined
    return (function(at + step) - function(at - step)) / (2 * step)


BREAKS = [mp.mpf(k) / 2 for k in range(-8, 9)] + [(2 * k + 1) * mp.pi / 2 for k in range(-5, 5)] + [
    k * mp.pi for k in range(-4, 5)]              # where an integrand of the tests may have a pole or a jump


def _integral(function: Callable[[Any], Any], low: Any, high: Any) -> Any:
    """Piece by piece; without a value where a piece has none."""
    if low > high:
        return -_integral(function, high, low)
    inner = sorted({low, high, *(one for one in BREAKS if low < one < high)})
    pieces = [(one, other) for one, other in pairwise(inner) if other - one > TINY]
    total = mp.mpf(0)
    for one, other in pieces:
        for end, toward in ((one, 1), (other, -1)):
            reach = mp.mpf(min(other - one, 2)) / 8
            near = [reach * mp.mpf(10) ** -k for k in (0, 4, 8, 12)]
            places = [end + toward * step for step in near] if mp.isfinite(end) else [
                -toward * mp.mpf(10) ** k for k in (2, 4, 8, 12)]
            tails = [abs(mp.quad(function, sorted(pair))) for pair in pairwise(places)]
            if tails[2] > mp.mpf(10) ** -3 and tails[2] > tails[1] / 2:
                raise Undefined
        total += mp.quad(function, [one, other])
    return total


def _limit(function: Callable[[Any], Any], at: Any, side: int) -> Any:
    """What values near the point tend to, roughly. NotHere where they do not settle, Undefined where sides differ."""
    found = []
    for toward in (side,) if side else (1, -1) if mp.isfinite(at) else (0,):
        try:
            found.append(_tendency([function(at + toward * mp.mpf(10) ** -k / 7 if toward else mp.sign(at) * 10**k / mp.mpf(7))
                                    for k in (4, 8, 12, 16)]))
        except Undefined:
            continue
    if not found or (len(found) == 2 and found[0] != found[1] and not abs(found[0] - found[1]) < mp.mpf(10) ** -3):
        raise Undefined
    return found[0]


def _tendency(values: list[Any]) -> Any:
    sizes = [abs(one) for one in values]
    if sizes[3] > 1000 and sizes == sorted(sizes) and len({mp.sign(one) for one in values}) == 1:
        return mp.sign(values[3]) * mp.inf
    if abs(values[3] - values[2]) < mp.mpf(10) ** -5 * (1 + sizes[3]):
        return values[3]
    raise NotHere("a limit that does not settle")


def truth(obligation: Obligation, point: Point) -> bool | None:
    """Whether the goal holds at a point; None where a hypothesis fails, or that cannot be told.

    In an implication or equivalence in one unknown an equation without a value is one that does not hold.
    """
    try:
        if not all(value(hypothesis, point) for hypothesis in obligation.hypotheses):
            return None
        return _holds(obligation.goal, point, len(free(obligation.goal)) == 1 and _is_compound(obligation.goal))
    except (Undefined, NotHere, ArithmeticError, ValueError, TypeError):
        return None


def _holds(goal: Term, point: Point, solving: bool) -> bool:
    match goal:
        case Apply("implies", (left, right)):
            return not _holds(left, point, solving) or _holds(right, point, solving)
        case Apply("iff", (left, right)):
            return _holds(left, point, solving) == _holds(right, point, solving)
        case Apply("and" | "or" as head, args):
            return (all if head == "and" else any)(_holds(arg, point, solving) for arg in args)
        case Apply(head, (left, right)) if head in RELATIONS:
            try:
                first, second = value(left, point), value(right, point)
            except Undefined:
                if solving:
                    return False
                raise
            rough = {part.head for side in (left, right) for part in subterms(side) if isinstance(part, Bind)}
            if rough & {"limit", "integral", "derivative"}:
                share = mp.mpf(10) ** (-3 if rough & {"limit", "integral"} else -6)
                apart = mp.mpf(0) if first == second else abs(first - second) / (1 + abs(second))
                if "integral" in rough and mp.mpf(10) ** -8 < apart < share:
                    raise NotHere("a quadrature does not tell values this close from equal ones")
                return bool(apart < share) if head == "=" else bool(COMPARISONS[head](first, second))
            return COMPARISONS[head](first, second)
    return bool(value(goal, point))


def _moved(array: Any, indices: list[int], t: Any) -> Any:
    """The array with one element replaced."""
    if not indices:
        return t
    if callable(array):
        return lambda *others: t if list(others) == indices else array(*others)
    first, *rest = indices
    return tuple(_moved(one, rest, t) if k == first else one for k, one in enumerate(array, 1))


def _is_compound(goal: Term) -> bool:
    return isinstance(goal, Apply) and goal.head in ("implies", "iff")
