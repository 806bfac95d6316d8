"""Bodies of sums and integrals taken apart: as a quotient, as a wave and the rest, in their normal form."""

from __future__ import annotations

from collections.abc import Callable

from derive.kernel.differentiate import eliminate
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.smooth import NotIntegrated
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, number, substitute


def quotient(term: Term) -> tuple[Term, Term]:
    """A term as one quotient."""
    match term:
        case Apply("/", (u, v)):
            (a, b), (c, d) = quotient(u), quotient(v)
            return Apply("*", (a, d)), Apply("*", (b, c))
        case Apply("*", args):
            parts = [quotient(arg) for arg in args]
            return Apply("*", tuple(a for a, _ in parts)), Apply("*", tuple(b for _, b in parts))
        case Apply("+", args):
            parts = [quotient(arg) for arg in args]
            below = Apply("*", tuple(b for _, b in parts))
            return Apply("+", tuple(
                Apply("*", (a, *(b for other, (_, b) in enumerate(parts) if other != place)))
                for place, (a, _) in enumerate(parts))), below
        case Apply("-", (u,)):
            a, b = quotient(u)
            return Apply("-", (a,)), b
    return term, number(1)


def wave(body: Term, k: Symbol) -> tuple[Term | None, Term]:
    """The angle of a wave that is a factor, and the rest: pi k of (-1)^k, a k + b of sin(a k + b), cos(a k + b)."""
    match body:
        case Apply("/", (above, below)):
            angle, rest = wave(above, k)
            return angle, Apply("/", (rest, below))
        case Apply("-", (inner,)):
            angle, rest = wave(inner, k)
            return angle, Apply("-", (rest,))
        case Apply("*", args):
            for place, arg in enumerate(args):
                angle, rest = wave(arg, k)
                if angle is not None:
                    return angle, Apply("*", (rest, *args[:place], *args[place + 1:]))
        case Apply("^", (base, exponent)) if base in (number(-1), Apply("-", (number(1),))) and _is_line(exponent, k):
            return Apply("*", (Apply("pi"), exponent)), number(1)
        case Apply("sin" | "cos", (u,)) if k in free(u):
            slope = slope_of(u, k)
            if slope is not None and (k.sort != "integer" or k not in free(slope)):
                return u, number(1)
        case Apply("piecewise", (Apply("!=", (u, Number(zero))), value, _)) if not zero and slope_of(u, k) is not None:
            return wave(value, k)
    return None, body


def beats(body: Term, k: Symbol) -> tuple[Term, ...]:
    """The two waves that a product of two is the sum of: sin A sin B = (cos(A - B) - cos(A + B))/2; () for others."""
    above, below = factors(body)
    waves = [arg for arg in above if isinstance(arg, Apply) and arg.head in ("sin", "cos") and k in free(arg)]
    if len(waves) != 2:
        return ()
    first, second = waves
    if first.head == "sin" != second.head:
        first, second = second, first            # cos A sin B
    (a,), (b,) = first.args, second.args
    head = "cos" if first.head == second.head else "sin"
    plus, minus = Apply(head, (Apply("+", (b, a)),)), Apply(head, (Apply("+", (b, Apply("-", (a,)))),))
    rest = [arg for arg in above if arg is not waves[0] and arg is not waves[1]]
    return tuple(Apply("/", (Apply("*", (*rest, one)), Apply("*", (*below, number(2 * way)))))
                 for one, way in ((minus, 1), (plus, -1 if first.head == second.head == "sin" else 1)))


def factors(body: Term) -> tuple[list[Term], list[Term]]:
    """The factors of a term above and below its fraction bars; sin(u)/u for sinc u."""
    match body:
        case Apply("*", args):
            parts = [factors(arg) for arg in args]
            return [one for above, _ in parts for one in above], [one for _, below in parts for one in below]
        case Apply("/", (u, v)):
            (a, b), (c, d) = factors(u), factors(v)
            return a + d, b + c
        case Apply("-", (u,)):
            above, below = factors(u)
            return [number(-1), *above], below
        case Apply("piecewise", (Apply("!=", (u, Number(zero))), Apply("/", (_, v)) as value, _)) if (
                not zero and u == v):
            return factors(value)
    return [body], []


def without_growth(body: Term, k: Symbol, rises: Callable[[Term], bool]) -> Term:
    """The body without the factors exp(u) in which u is not below zero: no larger in size than the body."""
    above, below = factors(body)
    kept = [arg for arg in above if not (
        isinstance(arg, Apply) and arg.head == "exp" and k in free(arg) and rises(arg.args[0]))]
    return body if len(kept) == len(above) else Apply("/", (Apply("*", (*kept, number(1))), Apply(
        "*", (*below, number(1)))))


def _is_line(exponent: Term, k: Symbol) -> bool:
    """k + c or k - c"""
    return slope_of(exponent, k) in (number(1), number(-1))


def slope_of(u: Term, k: Symbol) -> Term | None:
    """a of a k + b"""
    x = Symbol(k.name, "real")
    try:
        slope = eliminate(Bind("derivative", x, substitute(u, {k: x}), (x,)))
    except (Beyond, NotIntegrated):
        return None
    return substitute(next(iter(normal(slope)), slope), {x: k})


def normal(term: Term) -> tuple[Term, ...]:
    """The term in its normal form, if it has one."""
    try:
        here = Setting((), (term,))
        return (here.normal.write(here.of(term)),)
    except Beyond:
        return ()
