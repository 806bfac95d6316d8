"""Values of obligations over the complex numbers by mpmath: the tests' own, with principal values throughout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from mpmath import mp

from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free

POINTS, TRIES = 4, 40
ROUGH = 1e-9
INFINITY = Apply("infinity")


class NotHere(Exception):
    """No value, or none that is to be had here."""


def _divide(a: Any, b: Any) -> Any:
    if b == 0:
        raise NotHere
    return a / b


def _real(function: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(*xs: Any) -> Any:
        if any(abs(mp.im(x)) > 1e-15 for x in xs):
            raise NotHere
        return function(*(mp.re(x) for x in xs))
    return guarded


def _power(a: Any, b: Any) -> Any:
    if a == 0 and mp.re(b) <= 0 and b != 0:
        raise NotHere
    return mp.mpf(1) if a == 0 and b == 0 else mp.power(a, b)


def _log(x: Any, base: Any = None) -> Any:
    if x == 0:
        raise NotHere
    return mp.log(x) if base is None else mp.log(x) / mp.log(base)


def _atan2(y: Any, x: Any) -> Any:
    if x == 0 and y == 0:
        raise NotHere
    return mp.atan2(y, x)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "+": lambda *xs: mp.fsum(xs), "*": lambda *xs: mp.fprod(xs), "-": lambda x: -x, "/": _divide, "^": _power,
    "sqrt": mp.sqrt, "root": lambda x, n: mp.root(x, int(n)), "exp": mp.exp, "log": _log, "sin": mp.sin, "cos": mp.cos,
    "tan": mp.tan, "cot": mp.cot, "sec": mp.sec, "csc": mp.csc, "sinh": mp.sinh, "cosh": mp.cosh, "tanh": mp.tanh,
    "coth": mp.coth, "sech": mp.sech, "csch": mp.csch, "asin": mp.asin, "acos": mp.acos, "atan": mp.atan,
    "acot": lambda x: mp.pi / 2 - mp.atan(x) if mp.re(x) < 0 else mp.acot(x), "asinh": mp.asinh, "acosh": mp.acosh,
    "atanh": mp.atanh, "abs": abs, "sign": mp.sign, "re": mp.re, "im": mp.im, "conj": mp.conj,
    "floor": _real(mp.floor), "ceil": _real(mp.ceil), "max": _real(max), "min": _real(min), "atan2": _real(_atan2),
    "factorial": mp.factorial, "gamma": mp.gamma, "binomial": mp.binomial, "erf": mp.erf, "rising": mp.rf,
    "fibonacci": _real(mp.fib), "factorial2": mp.fac2, "catalan": lambda: +mp.catalan, "pi": lambda: +mp.pi,
    "e": lambda: +mp.e, "i": lambda: mp.mpc(0, 1), "infinity": lambda: mp.inf,
    "mod": _real(lambda x, y: x - y * mp.floor(x / y)), "delta": lambda a, b: mp.mpf(a == b),
}  # fmt: skip
ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}


def value(term: Term, point: Mapping[Symbol, Any]) -> Any:
    """A number, or a truth value."""
    match term:
        case Number(exact):
            return mp.mpf(exact.numerator) / exact.denominator
        case Symbol():
            if term not in point:
                raise NotHere
            return point[term]
        case Apply("piecewise", args):
            for condition, chosen in zip(args[::2], args[1::2], strict=False):
                if value(condition, point):
                    return value(chosen, point)
            if len(args) % 2 == 0:
                raise NotHere
            return value(args[-1], point)
        case Apply("and" | "or" as head, args):
            return (all if head == "and" else any)(value(arg, point) for arg in args)
        case Apply("not", (arg,)):
            return not value(arg, point)
        case Apply("in", (element, where)):
            return _member(value(element, point), where, point)
        case Apply("=" | "!=" as head, (left, right)):
            return _close(value(left, point), value(right, point)) == (head == "=")
        case Apply(head, (left, right)) if head in ORDERS:
            return _real(ORDERS[head])(value(left, point), value(right, point))
        case Apply(head, args) if head in FUNCTIONS:
            found = FUNCTIONS[head](*(value(arg, point) for arg in args))
            if mp.isnan(found) or (not mp.isfinite(found) and args != (INFINITY,) and head != "infinity"):
                raise NotHere
            return found
        case Bind():
            return _bound(term, point)
    raise NotHere


def _bound(term: Bind, point: Mapping[Symbol, Any]) -> Any:
    def at(t: Any) -> Any:
        return value(term.body, {**point, term.variable: t})

    match term.head, term.bounds:
        case "derivative", (place,):
            return mp.diff(at, value(place, point))
        case ("sum" | "product" as head), (low, high):
            lo, hi = value(low, point), value(high, point)
            if mp.isfinite(lo) and mp.isfinite(hi):
                return (mp.fsum if head == "sum" else mp.fprod)(at(mp.mpf(k)) for k in range(int(lo), int(hi) + 1))
            return (mp.nsum if head == "sum" else mp.nprod)(at, [lo, hi])
        case "nth derivative", (order,):
            return mp.diff(at, point[term.variable], int(value(order, point)))
        case "integral", (low, high):
            found, error = mp.quad(at, [value(low, point), value(high, point)], error=True)
            if error > ROUGH:                    # waves without an end, poles
                raise NotHere
            return found
    raise NotHere


def _member(x: Any, where: Term, point: Mapping[Symbol, Any]) -> bool:
    match where:
        case Apply("set", members):
            return any(_close(x, value(member, point)) for member in members)
        case Apply("interval", (lo, hi, Symbol(kind))) if abs(mp.im(x)) < 1e-15:
            above, below = (mp.re(x) - value(lo, point), value(hi, point) - mp.re(x))
            return bool((above >= 0 if kind[0] == "[" else above > 0) and (below >= 0 if kind[1] == "]" else below > 0))
        case Apply("interval", _):
            return False
        case Apply("reals", ()):
            return bool(abs(mp.im(x)) < 1e-15)
        case Apply("complexes", ()):
            return True
    raise NotHere


def _close(a: Any, b: Any) -> bool:
    return bool(abs(a - b) < ROUGH * (1 + abs(a) + abs(b)))


def holds(obligation: Obligation) -> bool | None:
    """False where the goal fails at some point drawn, True where it holds at all of them; None where neither is told."""
    random, found = Random(1), 0
    names = sorted(free(obligation.goal).union(*map(free, obligation.hypotheses)), key=lambda s: s.name)
    for _ in range(TRIES):
        point = {symbol: _drawn(symbol, random) for symbol in names}
        truth = _truth(obligation, point)
        if truth is False:
            return False
        found += truth is True
        if found >= (POINTS if names else 1):
            return True
        if truth is None and not names:
            return None
    return True if found else None


def _truth(obligation: Obligation, point: dict[Symbol, Any]) -> bool | None:
    try:
        with mp.workdps(20):
            for hypothesis in obligation.hypotheses:
                match hypothesis:
                    case Apply("=", (Symbol() as name, body)) if name not in free(body):
                        point[name] = value(body, point)
                    case Apply("meant", _):
                        pass
                    case _ if not value(hypothesis, point):
                        return None
            return bool(value(obligation.goal, point))
    except (NotHere, ArithmeticError, ValueError, TypeError, KeyError, mp.NoConvergence):
        return None


def _drawn(symbol: Symbol, random: Random) -> Any:
    if symbol.sort == "integer":
        return mp.mpf(random.randint(0, 6))
    real = mp.mpf(random.randint(-40, 40)) / random.choice((7, 9, 11, 23))
    if symbol.sort != "complex":
        return real
    return mp.mpc(real, mp.mpf(random.randint(-40, 40)) / random.choice((7, 11, 19, 29)))
