"""What a function of n does far out, read off its shape, and simpler functions of the same order.

    floor(u), ceil(u)           like u                            where u -> oo
    log(u!)                     u log u - u / ln b + log(2 pi u) / 2 + Theta(1/u)   where u -> oo (Stirling's formula)
    u!                          like sqrt(u) (u/e)^u              where u -> oo, and u is not rounded
    sum_{k=a}^u k^q log^m k     like u^(q + 1) log^m u, q > -1;  log^(m + 1) u, q = -1;  1, q < -1
    sum_{k=a}^u r^k k^q         like r^u u^q, r > 1;  1, r < 1

Likeness (quotients between two numbers above zero) goes through sums, products, quotients and powers of what is above
zero, and through logarithms of what tends to infinity. Source: CLRS, appendix A; Concrete Mathematics, 9.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from derive.kernel.assembly import ONE, over, plus, times
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, number

SPECIAL = frozenset({"floor", "ceil", "factorial", "binomial", "sum", "max"})
E = Apply("exp", (ONE,))


def tends(term: Term, n: Symbol) -> int | None:
    """1 to infinity, 0 to a number above zero (or between two), -1 to zero from above; None where that is not plain."""
    match term:
        case Number(value):
            return 0 if value > 0 else None
        case Symbol():
            return 1 if term == n else None
        case Apply("pi" | "e", ()):
            return 0
        case Apply("+", args):
            found = [tends(arg, n) for arg in args]
            if None not in found:
                return max(one for one in found if one is not None)
            rest = [arg for arg, one in zip(args, found, strict=True) if one is None]
            return 1 if 1 in found and all(_is_number(arg) for arg in rest) else None
        case Apply("*", args):
            found = [tends(arg, n) for arg in args]
            return _product(found) if {1, -1} - set(found) or None in found else _by_shape(term, n)
        case Apply("/", (above, below)):
            over_it, under = tends(above, n), tends(below, n)
            if over_it is None or under is None:
                return None
            return _product([over_it, -under]) if over_it * under <= 0 or not over_it else _by_shape(term, n)
        case Apply("^", (base, exponent)):
            return _power(base, exponent, n)
        case Apply("exp", (exponent,)):
            return _power(Number(Fraction(3)), exponent, n)
        case Apply("sqrt", (u,)) | Apply("floor" | "ceil", (u,)) if term.head == "sqrt" or tends(u, n) == 1:
            return tends(u, n)
        case Apply("log", (u, *base)) if all(isinstance(b, Number) and b.value > 1 for b in base):
            return 1 if tends(u, n) == 1 else 0 if isinstance(u, Number) and u.value > 1 else None
        case Apply("factorial", (u,)):
            return 1 if tends(u, n) == 1 else None
        case Bind("sum", k, body, (_, high)) if tends(high, n) == 1 and is_positive(body, {k, n}):
            return tends(alike(term, n), n) if not isinstance(alike(term, n), Bind) else None
    return None


def is_positive(term: Term, names: Collection[Symbol]) -> bool:
    """Above zero by its shape, these names being above zero; the logarithm of one of them is not below it."""
    match term:
        case Number(value):
            return value > 0
        case Symbol():
            return term in names
        case Apply("+" | "*" | "/", args):
            return all(is_positive(arg, names) for arg in args)
        case Apply("^", (base, exponent)):
            return is_positive(base, names) and (isinstance(exponent, Number) or bool(free(exponent) & set(names)))
        case Apply("sqrt", (u,)):
            return is_positive(u, names)
        case Apply("log", (u, *base)) if u in names:
            return all(isinstance(b, Number) and b.value > 1 for b in base)
        case Apply("exp" | "pi" | "e", _):
            return True
    return False


def _is_number(term: Term) -> bool:
    inner = term.args[0] if isinstance(term, Apply) and term.head == "-" else term
    return isinstance(inner, Number)


def _product(found: list[int | None]) -> int | None:
    if None in found or {1, -1} <= set(found):
        return None
    return next((one for one in found if one), 0)


def _by_shape(term: Term, n: Symbol) -> int | None:
    """What becomes of c n^q log^m n r^n, whose parts are above zero."""
    found = shape(term, n)
    if found is None:
        return None
    _, q, m, r = found
    size = (r - 1) or q or m
    return (size > 0) - (size < 0)


def _power(base: Term, exponent: Term, n: Symbol) -> int | None:
    """n^c, c^n and what is made like them."""
    below, above = tends(base, n), tends(exponent, n)
    negative = isinstance(exponent, Number) and exponent.value < 0
    if isinstance(exponent, Number):
        return None if below is None else 0 if exponent.value == 0 else -below if negative else below
    if isinstance(base, Number) and above == 1:
        return 1 if base.value > 1 else None
    if below == 1 and above in (0, 1):
        return 1
    return 0 if isinstance(base, Number) and base.value > 1 and above == 0 else None


def alike(term: Term, n: Symbol) -> Term:
    """A function of the same order without roundings, factorials and sums, where the rules above give one."""
    if heads(term).isdisjoint(SPECIAL):
        return term
    match term:
        case Apply("*" | "/" as head, args):
            return Apply(head, tuple(alike(arg, n) for arg in args))
        case Apply("+" | "max", args) if all(tends(arg, n) is not None for arg in args):
            return Apply("+", tuple(alike(arg, n) for arg in args))
        case Apply("^", (base, Number() as e)):
            return Apply("^", (alike(base, n), e))
        case Apply("sqrt", (u,)):
            return Apply("sqrt", (alike(u, n),))
        case Apply("floor" | "ceil", (u,)) if tends(u, n) == 1:
            return alike(u, n)
        case Apply("log", (Apply("factorial", (u,)), *base)) if tends(u, n) == 1:
            near = alike(u, n)
            return Apply("*", (near, Apply("log", (near, *base))))
        case Apply("log", (u, *base)) if tends(u, n) == 1:
            return Apply("log", (alike(u, n), *base))
        case Apply("factorial", (u,)) if tends(u, n) == 1 and heads(u).isdisjoint(SPECIAL):
            return Apply("*", (Apply("sqrt", (u,)), Apply("^", (over(u, E), u))))
        case Bind("sum", k, body, (Number(low), high)) if low >= 0 and tends(high, n) == 1:
            return _sum(k, alike(high, n), body, n) or term
    return term


def _sum(k: Symbol, high: Term, body: Term, n: Symbol) -> Term | None:
    """The order of a sum of c k^q log^m k or c r^k k^q, c free of k."""
    found = shape(body, k)
    if found is None or not heads(high).isdisjoint(SPECIAL):
        return None
    factor, q, logs, r = found
    top = Apply("^", (high, Number(q))) if q else ONE
    if r != 1:
        if logs or (r < 1 and q < 0):
            return None
        return times([factor, top, Apply("^", (Number(r), high))]) if r > 1 else factor
    if q < -1:
        return factor
    more = logs + (1 if q == -1 else 0)
    power = [Apply("^", (Apply("log", (high,)), number(more)))] if more else []
    if not power and q == 0:
        return times([factor, high])
    return times([factor, *([Apply("^", (high, Number(q + 1)))] if q > -1 else []), *power])


def shape(body: Term, k: Symbol) -> tuple[Term, Fraction, int, Fraction] | None:
    """c, q, m and r of a body c k^q log^m k r^k."""
    if k not in free(body):
        return body, Fraction(0), 0, Fraction(1)
    match body:
        case Symbol():
            return ONE, Fraction(1), 0, Fraction(1)
        case Apply("*", args):
            return _joined([shape(arg, k) for arg in args])
        case Apply("/", (above, below)):
            under = shape(below, k)
            if under is None or under[2]:
                return None
            return _joined([shape(above, k), (over(ONE, under[0]), -under[1], 0, 1 / under[3])])
        case Apply("^", (Number(r), exponent)) if exponent == k and r > 0:
            return ONE, Fraction(0), 0, r
        case Apply("^", (Apply("/", (Number(a), Number(b))), exponent)) if exponent == k and a > 0 and b > 0:
            return ONE, Fraction(0), 0, a / b
        case Apply("^", (base, Number(e))) if (inner := shape(base, k)) is not None and (
            not inner[2] or (e > 0 and e.denominator == 1)) and (inner[3] == 1 or e.denominator == 1) and abs(e) < 20:
            power = inner[3] ** int(e) if e.denominator == 1 else Fraction(1)
            return Apply("^", (inner[0], Number(e))), inner[1] * e, inner[2] * int(e), power
        case Apply("sqrt", (u,)) if u == k:
            return ONE, Fraction(1, 2), 0, Fraction(1)
        case Apply("log", (u, *base)) if u == k and all(isinstance(b, Number) and b.value > 1 for b in base):
            return ONE, Fraction(0), 1, Fraction(1)
    return None


def _joined(
    found: list[tuple[Term, Fraction, int, Fraction] | None],
) -> tuple[Term, Fraction, int, Fraction] | None:
    factors: list[Term] = []
    q, logs, r = Fraction(0), 0, Fraction(1)
    for one in found:
        if one is None:
            return None
        factors.append(one[0])
        q, logs, r = q + one[1], logs + one[2], r * one[3]
    return times(factors), q, logs, r


def stirling(term: Term, n: Symbol) -> list[tuple[str, Term]] | None:
    """log(u!) as u log u - u / ln b + log(2 pi u) / 2 and an order Theta(1/u); None where it is no such logarithm."""
    match term:
        case Apply("log", (Apply("factorial", (u,)), *base)) if tends(u, n) == 1 and heads(u).isdisjoint(SPECIAL):
            if not all(isinstance(b, Number) and b.value > 1 for b in base):
                return None
            fall = over(u, Apply("log", (base[0],))) if base else u
            root = over(Apply("log", (times([number(2), Apply("pi"), u]), *base)), number(2))
            near = plus([times([u, Apply("log", (u, *base))]), root, Apply("-", (fall,))])
            return [("", near), ("Theta", over(ONE, u))]
    return None


__all__ = ["SPECIAL", "alike", "is_positive", "shape", "stirling", "tends"]
