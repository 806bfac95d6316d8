"""Envelopes of functions: exponentials, logarithms, factorials, binomial coefficients, circular functions.

    |sin u|, |cos u| <= 1      |e^u| = e^(re u)      log k <= 8 k^(1/8) and the like      n! by Stirling's formula

Each takes the bounds of one variable and a part that moves with it; Unknown where no rule applies. Source: Robbins 1955
for the factorial; DLMF 4.18, 4.5 for the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flint import acb, arb, fmpq

from derive.decide.balls import ONE, ZERO, Ball
from derive.decide.shapes import (
    Envelope,
    Shape,
    dominated,
    is_count,
    is_whole,
    logarithm,
    positive,
    real_power,
    upper,
)
from derive.kernel.interval import Unknown
from derive.kernel.leaves import identical
from derive.kernel.term import Apply, Term, free, number

if TYPE_CHECKING:
    from derive.decide.envelopes import Bounds

WHOLE_POWERS = 60
SUPER = fmpq(1000)                               # beyond every exponent that is met


def function(on: Bounds, term: Term) -> Envelope:
    """sin, cos, atan, log, sinh and the like of what moves."""
    if isinstance(term, Apply) and term.head == "binomial":
        return counting(on, term)
    if not isinstance(term, Apply) or len(term.args) != 1:
        raise Unknown("no bound is known")
    head, (u,) = term.head, term.args
    if head in ("abs", "re", "im", "conj"):
        found = on.of(u)
        below = found.below if head in ("abs", "conj") else None
        return Envelope(found.above, below, 1 if head == "abs" and below is not None else 0)
    if head == "exp":
        return exponential(on, u)
    if head in ("factorial", "factorial2", "gamma", "fibonacci"):
        return counting(on, term)
    if head == "log":
        return logarithmic(on, u)
    if on.plane:
        raise Unknown("no bound of it in the plane")
    return circular(on, head, u)


def circular(on: Bounds, head: str, u: Term) -> Envelope:
    """Functions that are bounded, or near their argument where that is small."""
    if head in ("sin", "cos") and (turned := _quarter_turns(on, head, u)) is not None:
        return turned
    try:
        found = on.of(u)
    except Unknown:
        found = Envelope(Shape(ONE, SUPER))
    small = found.above.sinks(on.start) and found.above.at(on.start) < 1
    if head in ("sin", "atan", "tanh") and small:
        below = None if found.below is None else replace(found.below, c=found.below.c * fmpq(3, 4))
        return Envelope(found.above, below, found.sign)
    if head == "sinc" and found.below is not None and not small:
        return Envelope(found.below.to(-ONE))
    if head in ("sin", "cos", "sinc", "erf"):
        return Envelope(Shape(ONE), Shape(fmpq(1, 2)) if small and head != "sin" and head != "erf" else None,
                        1 if small and head in ("cos", "sinc") else 0)
    if head == "atan":
        return Envelope(Shape(fmpq(8, 5)), None, found.sign)
    if head in ("sinh", "cosh", "tanh", "coth"):
        return hyperbolic(on, head, u)
    if head in ("tan", "cot"):
        waves = Apply("sin", (u,)), Apply("cos", (u,))
        return on.of(Apply("/", waves if head == "tan" else waves[::-1]))
    raise Unknown("no bound is known")


def _quarter_turns(on: Bounds, head: str, u: Term) -> Envelope | None:
    """cos(pi/2 - v) as sin v: whole quarters of a turn in an angle, and something that moves beside them."""
    flat = list(summands((u,), 1))
    constants, others = ([arg for arg in flat if (on.k in free(arg)) == moves] for moves in (False, True))
    if not constants:
        return None
    fixed, moving = Apply("+", (*constants, number(0))), others[0] if len(others) == 1 else Apply("+", tuple(others))
    turns = (arb(on.value(fixed)) * 2 / arb.pi()).mid().str(20, radius=False)
    quarters = round(float(turns))
    if not identical((), fixed, Apply("*", (number(Fraction(quarters, 2)), Apply("pi")))):
        return None
    shift = quarters % 4 + (head == "cos")       # cos u = sin(u + pi/2)
    found = on.of(Apply("cos" if shift % 2 else "sin", (moving,)))
    return replace(found, sign=found.sign if shift % 4 < 2 else -found.sign)


def summands(args: tuple[Term, ...], way: int) -> Iterator[Term]:
    """The terms of a sum of sums, with their signs."""
    for arg in args:
        match arg:
            case Apply("+", inner):
                yield from summands(inner, way)
            case Apply("-", (inner,)):
                yield from summands((inner,), -way)
            case _:
                yield arg if way > 0 else Apply("-", (arg,))


def hyperbolic(on: Bounds, head: str, u: Term) -> Envelope:
    """By exponentials."""
    plus, minus = Apply("exp", (u,)), Apply("exp", (Apply("-", (u,)),))
    sinh = Apply("/", (Apply("+", (plus, Apply("-", (minus,)))), number(2)))
    cosh = Apply("/", (Apply("+", (plus, minus)), number(2)))
    if head in ("sinh", "cosh"):
        return on.of(sinh if head == "sinh" else cosh)
    return on.of(Apply("/", (sinh, cosh) if head == "tanh" else (cosh, sinh)))


def logarithmic(on: Bounds, u: Term) -> Envelope:
    """log(1 + v) by v where v sinks; else log k <= 8 k^(1/8)"""
    rest = _beside_one(u)
    if rest is not None:
        found = on.of(rest)
        if found.above.sinks(on.start) and found.above.at(on.start) < fmpq(1, 2):
            below = None if found.below is None else replace(found.below, c=found.below.c / 2)
            return Envelope(replace(found.above, c=found.above.c * 2), below, found.sign)
    found = on.of(u)
    if found.sign <= 0 or found.below is None or on.plane:
        raise Unknown("a logarithm of what is not seen to be positive")
    if not (found.above.is_plain and found.below.is_plain):
        raise Unknown("a logarithm of what grows like an exponential")
    fixed = max(abs(logarithm(shape.c)).abs_upper() for shape in (found.above, found.below))
    p = max(abs(found.above.p), abs(found.below.p))
    if p == 0:
        return Envelope(Shape(positive(fixed)))
    size = logarithm(on.start)                   # log k / k^s falls where s log k >= 1
    s = fmpq(1, 8) if size > 8 else fmpq(1, 4) if size > 4 else ONE
    most = size / arb(on.start) ** arb(s) if size * s > 1 else ONE
    return Envelope(Shape(most * p + fixed / arb(on.start) ** arb(s), s))


def exponential(on: Bounds, u: Term) -> Envelope:
    """exp(a k + b), exp of what stays small, or of what sinks at least like a line."""
    try:
        a, b = on.line(u)
    except Unknown:
        return _exponential_of(on, u)
    a, b = (x.real if isinstance(x, acb) else arb(x) for x in (a, b))
    return Envelope(Shape(positive(b.exp().abs_upper()), q=positive(a.exp().abs_upper())),
                    Shape(b.exp().abs_lower(), q=a.exp().abs_lower()), 0 if on.plane else 1)


def _exponential_of(on: Bounds, u: Term) -> Envelope:
    found = on.of(u)
    side = 0 if on.plane else 1
    if found.above.sinks(on.start):
        top = arb(found.above.at(on.start)).abs_upper()
        return Envelope(Shape(positive(top.exp().abs_upper())), Shape((-top).exp().abs_lower()), side)
    if found.sign < 0 and found.below is not None:
        root = Shape(ONE, fmpq(1, 2))
        for slower, p in ((Shape(ONE, ONE), ONE), (root, fmpq(1, 2))):
            try:
                share = dominated(slower, found.below, on.start)
            except Unknown:
                continue
            slope = (1 / arb(share)).abs_lower()
            if p == 1:
                return Envelope(Shape(ONE, q=positive((-slope).exp().abs_upper())))
            return Envelope(_of_root(slope))
    raise Unknown("an exponential of this kind")


def counting(on: Bounds, term: Apply) -> Envelope:
    """Factorials, binomial coefficients and numbers of Fibonacci at multiples of the variable."""
    match term:
        case Apply("factorial", (u,)):
            return factorial(on, *on.line(u))
        case Apply("gamma", (u,)):
            a, b = on.line(u)
            return factorial(on, a, b - 1)
        case Apply("factorial2", (u,)):
            return double_factorial(on, *on.line(u))
        case Apply("binomial", (u, v)):
            (a, b), (c, d) = on.line(u), on.line(v)
            if a == 0 and c == 1 and not isinstance(b, acb):
                return of_fixed_top(on, b, d)
            over = on.product([factorial(on, c, d), factorial(on, a - c, b - d)])
            return _of_binomial(on.product([factorial(on, a, b), on.inverse(over)]), a, c)
    a, b = on.line(term.args[0])
    if not is_count(a) or not is_whole(b) or a * on.start + b < 2:
        raise Unknown("numbers of Fibonacci of this kind")
    golden = (1 + arb(5).sqrt()) / 2
    q = real_power(golden, a)
    return Envelope(Shape(positive((golden ** (int(b.p) - 1)).abs_upper()), q=positive(q.abs_upper())),
                    Shape((golden ** (int(b.p) - 2)).abs_lower(), q=q.abs_lower()), 1)


def _of_binomial(found: Envelope, a: Ball, c: Ball) -> Envelope:
    """(a k + b over c k + d) grows like (a^a / (c^c (a - c)^(a - c)))^k exactly: the powers of e cancel."""
    if max(a, c) > WHOLE_POWERS or found.below is None:
        return found
    q = fmpq(a**int(a.p)) / (c**int(c.p) * (a - c)**int((a - c).p))
    return Envelope(replace(found.above, q=q), replace(found.below, q=q), found.sign)


def of_fixed_top(on: Bounds, z: Ball, d: Ball) -> Envelope:
    """|z over k| <= e^(|z| + 1) k^(|z| + 1), as each factor is below 1 + (|z| + 1)/j"""
    if not is_whole(d) or d > 0:
        raise Unknown("a binomial coefficient of this kind")
    power = fmpq(int((upper(z) + 1).ceil().unique_fmpz() if isinstance(z, arb) else (upper(z) + 1).ceil()))
    return Envelope(Shape(positive(arb(power).exp().abs_upper()), power))


def double_factorial(on: Bounds, a: Ball, b: Ball) -> Envelope:
    """(2k + b)!! = 2^(k + b/2) (k + b/2)! for an even b; (2k + b)! over (2k + b - 1)!! for an odd one."""
    if a != 2 or not is_whole(b):
        raise Unknown("a double factorial of this kind")
    if b.p % 2 == 0:
        twos = Shape(real_power(fmpq(2), b / 2), q=fmpq(2))
        return on.product([Envelope(twos, twos, 1), factorial(on, ONE, b / 2)])
    return on.product([factorial(on, a, b), on.inverse(double_factorial(on, a, b - 1))])


def factorial(on: Bounds, a: Ball, b: Ball) -> Envelope:
    """(a k + b)! from sqrt(2 pi n) (n/e)^n <= n! <= e^(1/12n) sqrt(2 pi n) (n/e)^n at n = a k, and n^b beside it."""
    if a == 0 and is_whole(b) and b >= 0:
        return on.constant(on.value(Apply("factorial", (number(int(b.p)),))))
    if not is_count(a) or not is_whole(b) or a * on.start + b < 1 or abs(b) > 60:
        raise Unknown("a factorial of this kind")
    n, shift = a * on.start, int(b.p)
    base = Shape((2 * arb.pi() * a).sqrt(), fmpq(1, 2), a, (arb(a) / arb(1).exp()) ** int(a.p))
    wide = (1 / arb(12 * n)).exp()
    near = (1 + abs(arb(b)) / arb(n + min(b, ZERO))) ** abs(shift)       # between n^b and what it really is
    beside = Shape(arb(a) ** shift, fmpq(shift))
    middle = base.times(beside)
    return Envelope(replace(middle, c=positive((middle.c * wide * near).abs_upper()), q=middle.q.abs_upper()),
                    replace(middle, c=(middle.c / near).abs_lower(), q=middle.q.abs_lower()), 1)


def near_one(on: Bounds, term: Term) -> Envelope | None:
    """e^u - 1, cos u - 1 and sin(u)/u - 1, where u is small; None for what is not of this kind."""
    match term:
        case Apply("exp" | "cos" | "sinc" as head, (u,)) if head == "exp" or not on.plane:
            pass
        case Apply("^", (Apply("e"), u)):
            head = "exp"
        case _:
            return None
    found = on.of(u)
    if not (found.above.sinks(on.start) and found.above.at(on.start) < fmpq(1, 2)):
        return None
    if head == "exp":
        below = None if found.below is None else replace(found.below, c=found.below.c / 2)
        return Envelope(replace(found.above, c=found.above.c * 2), below, found.sign)
    above = found.above.to(fmpq(2))
    below = None if found.below is None else found.below.to(fmpq(2))
    most, fewest = (fmpq(1, 2), fmpq(1, 4)) if head == "cos" else (fmpq(1, 6), fmpq(1, 10))
    return Envelope(replace(above, c=above.c * most), None if below is None else replace(below, c=below.c * fewest), -1
                    if below is not None else 0)


def _of_root(slope: Any) -> Shape:
    """exp(-s sqrt k) <= 20!/(s sqrt k)^20"""
    return Shape(positive((arb(21).gamma() / slope**20).abs_upper()), fmpq(-10))


def _beside_one(u: Term) -> Term | None:
    """v of 1 + v"""
    if isinstance(u, Apply) and u.head == "+" and number(1) in u.args:
        return Apply("+", (*(arg for place, arg in enumerate(u.args) if place != u.args.index(number(1))), number(0)))
    return None
