"""Antiderivatives that everybody knows, without a library: sums of constant multiples of

    1    (ax + b)^n    1/(ax + b)    e^(ax + b)    sin(ax + b)    cos(ax + b)    1/(x^2 + 1)    f'(x)

An answer is a search's: the kernel differentiates it again. a and b are numbers. None for anything else.
"""

from __future__ import annotations

from fractions import Fraction

from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, number, substitute

ONE = Fraction(1)
BRANCHES = 200                                    # parts of an integrand that are worth a look


def look_up(body: Term, x: Symbol, left: int = BRANCHES) -> Term | None:
    """Some antiderivative of `body` in x."""
    if left <= 0:
        return None
    if x not in free(body):
        return Apply("*", (body, x))
    match body:
        case Bind("derivative", u, inner, (at,)) if at == x and (u == x or x not in free(inner)):
            return substitute(inner, {u: x})
        case Apply("+", args) if len(args) <= left:
            found = [look_up(arg, x, left // len(args)) for arg in args]
            return None if None in found else Apply("+", tuple(part for part in found if part is not None))
        case Apply("-", (inner,)):
            part = look_up(inner, x, left - 1)
            return None if part is None else Apply("-", (part,))
        case Apply("*", args):
            varying = [arg for arg in args if x in free(arg)]
            part = look_up(varying[0], x, left - 1) if len(varying) == 1 else None
            constants = tuple(arg for arg in args if x not in free(arg))
            return None if part is None else Apply("*", (*constants, part))
        case Apply("/", (above, below)) if x not in free(below):
            part = look_up(above, x, left - 1)
            return None if part is None else Apply("/", (part, below))
        case Apply("/", (above, below)) if x not in free(above):
            part = _reciprocal(below, x)
            return None if part is None else Apply("*", (above, part))
    return _elementary(body, x)


def _reciprocal(below: Term, x: Symbol) -> Term | None:
    """Of 1 / below."""
    slope = _slope(below, x)
    if slope:
        return _over(Apply("log", (Apply("abs", (below,)),)), slope)
    match below:
        case Apply("^", (base, Number(power))) if power != 1:
            return _power(base, -power, x)
        case Apply("sqrt", (base,)):
            return _power(base, Fraction(-1, 2), x)
        case Apply("+", args) if set(args) == {Apply("^", (x, number(2))), number(1)}:
            return Apply("atan", (x,))
    return None


def _elementary(body: Term, x: Symbol) -> Term | None:
    if body == x:
        return _power(x, ONE, x)
    match body:
        case Apply("^", (base, exponent)) if (power := _rational(exponent)) is not None:
            return _power(base, power, x)
        case Apply("sqrt", (base,)):
            return _power(base, Fraction(1, 2), x)
        case Apply("exp" | "sin" | "cos" as head, (inner,)):
            slope = _slope(inner, x)
            if not slope:
                return None
            if head == "exp":
                return _over(body, slope)
            return _over(Apply("sin", (inner,)) if head == "cos" else Apply("-", (Apply("cos", (inner,)),)), slope)
    return None


def _power(base: Term, power: Fraction, x: Symbol) -> Term | None:
    """Of base^power, base of constant slope."""
    slope = _slope(base, x)
    if not slope:
        return None
    if power == -1:
        return _over(Apply("log", (Apply("abs", (base,)),)), slope)
    return _over(Apply("^", (base, number(power + 1))), slope * (power + 1))


def _over(term: Term, value: Fraction) -> Term:
    return term if value == 1 else Apply("*", (number(1 / value), term))


def _slope(term: Term, x: Symbol) -> Fraction | None:
    """a of ax + b, both numbers; None for anything else."""
    if x not in free(term):
        return Fraction(0) if not free(term) else None
    match term:
        case Symbol():
            return ONE
        case Apply("-", (inner,)):
            slope = _slope(inner, x)
            return None if slope is None else -slope
        case Apply("+", args):
            slopes = [_slope(arg, x) for arg in args]
            return None if None in slopes else sum((s for s in slopes if s is not None), Fraction(0))
        case Apply("*", (factor, inner)) if (value := _rational(factor)) is not None:
            slope = _slope(inner, x)
            return None if slope is None else value * slope
        case Apply("/", (inner, divisor)) if (value := _rational(divisor)):
            slope = _slope(inner, x)
            return None if slope is None else slope / value
    return None


def _rational(term: Term) -> Fraction | None:
    match term:
        case Number(value):
            return value
        case Apply("-", (Number(value),)):
            return -value
        case Apply("/", (Number(above), Number(below))) if below:
            return above / below
    return None
