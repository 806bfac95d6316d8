"""Bodies of sums and integrals taken apart: as a quotient, as a wave and the rest, in their normal form."""

from __future__ import annotations

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
    """The step of a wave that is a factor, and the rest: (-1)^k, sin(a k + b), cos(a k + b)."""
    match body:
        case Apply("/", (above, below)):
            step, rest = wave(above, k)
            return step, Apply("/", (rest, below))
        case Apply("-", (inner,)):
            step, rest = wave(inner, k)
            return step, Apply("-", (rest,))
        case Apply("*", args):
            for place, arg in enumerate(args):
                step, rest = wave(arg, k)
                if step is not None:
                    return step, Apply("*", (rest, *args[:place], *args[place + 1:]))
        case Apply("^", (base, exponent)) if base in (number(-1), Apply("-", (number(1),))) and _is_line(exponent, k):
            return Apply("pi"), number(1)
        case Apply("sin" | "cos", (u,)) if k in free(u):
            slope = _slope(u, k)
            if slope is not None and (k.sort != "integer" or k not in free(slope)):
                return slope, number(1)
        case Apply("piecewise", (Apply("!=", (u, Number(zero))), value, _)) if not zero and _slope(u, k) is not None:
            return wave(value, k)
    return None, body


def _is_line(exponent: Term, k: Symbol) -> bool:
    """k + c or k - c"""
    return _slope(exponent, k) in (number(1), number(-1))


def _slope(u: Term, k: Symbol) -> Term | None:
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
