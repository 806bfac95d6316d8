"""An independent judge for the tests: terms evaluated by mpmath at 50 digits, written apart from every evaluator of
the project. Derivatives are central differences, so nothing is shared with the project's own rules.

`value` raises `Undefined` where the term has no value, and `NotHere` for what this evaluator does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import mpmath as mp

from derive.kernel.term import Apply, Bind, Number, Symbol, Term

mp.mp.dps = 50


class Undefined(Exception):
    """The term has no value at the point."""


class NotHere(Exception):
    """The evaluator does not know this head."""


def _log(x: Any, base: Any = None) -> Any:
    if x <= 0 or (base is not None and (base <= 0 or base == 1)):
        raise Undefined
    return mp.log(x) if base is None else mp.log(x) / mp.log(base)


def _sqrt(x: Any) -> Any:
    if x < 0:
        raise Undefined
    return mp.sqrt(x)


def _power(x: Any, n: Any) -> Any:
    if n == mp.floor(n):
        if x == 0 and n < 0:
            raise Undefined
        return mp.mpf(x) ** int(n)
    if x < 0 or (x == 0 and n <= 0):
        raise Undefined
    return mp.power(x, n)


def _divide(x: Any, y: Any) -> Any:
    if y == 0:
        raise Undefined
    return x / y


def _sum(*xs: Any) -> Any:
    return mp.fsum(xs)


def _product(*xs: Any) -> Any:
    return mp.fprod(xs)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "+": _sum, "*": _product, "-": lambda x: -x, "/": _divide, "^": _power, "sqrt": _sqrt, "log": _log,
    "exp": mp.exp, "sin": mp.sin, "cos": mp.cos, "tan": mp.tan, "sinh": mp.sinh, "cosh": mp.cosh, "tanh": mp.tanh,
    "asin": mp.asin, "acos": mp.acos, "atan": mp.atan, "abs": abs, "sign": mp.sign, "floor": mp.floor, "ceil": mp.ceil,
    "max": max, "min": min, "delta": lambda a, b: mp.mpf(a == b), "factorial": mp.factorial, "binomial": mp.binomial,
    "gamma": mp.gamma, "erf": mp.erf, "pi": lambda: +mp.pi, "e": lambda: +mp.e,
}  # fmt: skip

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: abs(a - b) < mp.mpf(10) ** -18 * (1 + abs(a) + abs(b)), "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
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
            return any(value(arg, point) for arg in args)
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
            return mp.diff(lambda t: value(body, {**point, variable: _moved(start, where, t)}), _element(start, where))
        case Bind("integral", variable, body, (low, high)):
            return mp.quad(lambda t: value(body, {**point, variable: t}), [value(low, point), value(high, point)])
    raise NotHere(term.head)


def _moved(array: Any, indices: list[int], t: Any) -> Any:
    """The array with one element replaced."""
    if not indices:
        return t
    if callable(array):
        return lambda *others: t if list(others) == indices else array(*others)
    first, *rest = indices
    return tuple(_moved(one, rest, t) if k == first else one for k, one in enumerate(array, 1))
