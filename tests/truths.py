"""True steps by the thousand: a random term, and the same after laws applied somewhere inside it.

Every law here keeps the value wherever both sides are defined. None of this comes from derive/, so a law
that the checker got wrong is met by one it did not write.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, children, free, number, substitute

x, y, z = (Symbol(name) for name in "xyz")
i, j, k, n = (Symbol(name, "integer") for name in "ijkn")
v, w = Symbol("v", "array"), Symbol("w", "array")
f = Symbol("f", "function")
RANGE = (Apply("<=", (number(1), i)), Apply("<=", (i, n)), Apply("<=", (number(1), j)), Apply("<=", (j, n)))
UNARY = ("sqrt", "exp", "log", "sin", "cos", "abs", "tanh", "atan", "tan", "asin", "sinh", "cosh")
Law = Callable[[Term, Random], Term | None]


def A(head: str, *args: Term) -> Apply:
    return Apply(head, args)


def plus(*terms: Term) -> Term:
    return Apply("+", terms)


def times(*terms: Term) -> Term:
    return Apply("*", terms)


def minus(term: Term) -> Term:
    return A("-", term)


def over(top: Term, below: Term) -> Term:
    return A("/", top, below)


def to(base: Term, exponent: int | Term) -> Term:
    return A("^", base, number(exponent) if isinstance(exponent, int) else exponent)


# --- terms -------------------------------------------------------------------------------------


def scalar(dice: Random, depth: int) -> Term:
    """A term in x, y, z."""
    kind = dice.random()
    if depth == 0 or kind < 0.15:
        fraction = number(f"{dice.randint(1, 5)}/{dice.randint(2, 4)}")
        return dice.choice((x, x, y, z, number(dice.randint(-3, 4)), fraction))
    part = scalar(dice, depth - 1)
    if kind < 0.35:
        return plus(part, scalar(dice, depth - 1))
    if kind < 0.55:
        return times(part, scalar(dice, depth - 1))
    if kind < 0.63:
        return over(part, scalar(dice, depth - 1))
    if kind < 0.70:
        return to(part, dice.choice((-2, -1, 0, 1, 2, 3, number("1/2"), number("-3/2"), y)))
    if kind < 0.75:
        return A(dice.choice(("max", "min")), part, scalar(dice, depth - 1))
    if kind < 0.79:
        return Bind("derivative", x, part, (x,))
    if kind < 0.82:
        return A("call", f, part)
    return A(dice.choice(UNARY), part)


def indexed(dice: Random, depth: int, names: tuple[Symbol, ...] = (i, j)) -> Term:
    """A term in arrays, with sums."""
    kind = dice.random()
    if depth == 0 or kind < 0.2:
        index = dice.choice(names)
        delta = A("delta", index, dice.choice(names))
        return dice.choice((A("at", v, index), A("at", w, index), delta, number(dice.randint(1, 3))))
    if kind < 0.4:
        return plus(indexed(dice, depth - 1, names), indexed(dice, depth - 1, names))
    if kind < 0.6:
        return times(indexed(dice, depth - 1, names), indexed(dice, depth - 1, names))
    if kind < 0.8:
        name = Symbol(f"k_{len(names)}", "integer")
        return Bind("sum", name, indexed(dice, depth - 1, (*names, name)), (number(1), n))
    if kind < 0.9:
        return A(dice.choice(("exp", "sin", "abs")), indexed(dice, depth - 1, names))
    return Bind("derivative", v, indexed(dice, depth - 1, names), (v, dice.choice(names)))


# --- laws --------------------------------------------------------------------------------------


def commute(term: Term, dice: Random) -> Term | None:
    match term:
        case Apply("+" | "*" | "max" | "min" as head, args):
            return Apply(head, args[::-1])
    return None


def distribute(term: Term, dice: Random) -> Term | None:
    match term:
        case Apply("*", (a, Apply("+", parts))):
            return plus(*(times(a, part) for part in parts))
        case Apply("^", (Apply("+", (a, b)), Number(value))) if value == 2:
            return plus(to(a, 2), times(number(2), a, b), to(b, 2))
        case Apply("/", (Apply("+", parts), below)):
            return plus(*(over(part, below) for part in parts))
        case Apply("/", (a, b)):
            return times(a, to(b, -1))
    return None


def powers(term: Term, dice: Random) -> Term | None:
    match term:
        case Apply("^", (a, Number(value))) if value == 3:
            return times(a, to(a, 2))
        case Apply("^", (a, Number(value))) if value.denominator == 2:
            return to(A("sqrt", a), int(value * 2))
        case Apply("^", (a, Symbol() as b)):
            return A("exp", times(b, A("log", a)))
        case Apply("sqrt", (Apply("*", (a, b)),)):
            return times(A("sqrt", a), A("sqrt", b))
        case Apply("sqrt", (Apply("^", (a, Number(value))),)) if value == 2:
            return A("abs", a)
        case Apply("abs", (Apply("*", (a, b)),)):
            return times(A("abs", a), A("abs", b))
        case Apply("abs", (a,)):
            return dice.choice((A("sqrt", to(a, 2)), A("max", a, minus(a)), times(A("sign", a), a)))
    return None


def functions(term: Term, dice: Random) -> Term | None:
    two = number(2)
    match term:
        case Apply("exp", (Apply("+", parts),)):
            return times(*(A("exp", part) for part in parts))
        case Apply("exp", (Apply("log", (a,)),)) | Apply("log", (Apply("exp", (a,)),)):
            return a
        case Apply("log", (Apply("*", parts),)):
            return plus(*(A("log", part) for part in parts))
        case Apply("log", (Apply("/", (a, b)),)):
            return plus(A("log", a), minus(A("log", b)))
        case Apply("sin", (Apply("+", (a, b)),)):
            return plus(times(A("sin", a), A("cos", b)), times(A("cos", a), A("sin", b)))
        case Apply("cos", (a,)):
            return dice.choice((A("sin", plus(a, over(A("pi"), two))), A("cos", minus(a)), plus(
                number(1), minus(times(two, to(A("sin", over(a, two)), 2))))))
        case Apply("tan", (a,)):
            return over(A("sin", a), A("cos", a))
        case Apply("tanh", (a,)):
            return over(A("sinh", a), A("cosh", a))
        case Apply("sinh", (a,)):
            return over(plus(A("exp", a), minus(A("exp", minus(a)))), two)
        case Apply("asin", (a,)):
            return plus(over(A("pi"), two), minus(A("acos", a)))
        case Apply("atan", (a,)):
            return minus(A("atan", minus(a)))
        case Apply("max", (a, b)):
            half = over(plus(a, b, A("abs", plus(a, minus(b)))), two)
            return dice.choice((half, A("piecewise", A(">=", a, b), a, b)))
        case Apply("min", (a, b)):
            return minus(A("max", minus(a), minus(b)))
    return None


def slopes(term: Term, dice: Random) -> Term | None:
    match term:
        case Bind("derivative", variable, body, place):
            def slope(part: Term) -> Term:
                return Bind("derivative", variable, part, place)

            if not isinstance(body, Apply) or (place[0] != variable):
                return None
            match body:
                case Apply("+", parts):
                    return plus(*(slope(part) for part in parts))
                case Apply("*", (a, b)):
                    return plus(times(slope(a), b), times(a, slope(b)))
                case Apply("/", (a, b)):
                    return over(plus(times(slope(a), b), minus(times(a, slope(b)))), to(b, 2))
                case Apply("exp", (a,)):
                    return times(A("exp", a), slope(a))
                case Apply("log", (a,)):
                    return over(slope(a), a)
                case Apply("sin", (a,)):
                    return times(A("cos", a), slope(a))
                case Apply("abs", (a,)):
                    return times(A("sign", a), slope(a))
                case Apply("sqrt", (a,)):
                    return over(slope(a), times(number(2), A("sqrt", a)))
                case Apply("max", (a, b)):
                    return A("piecewise", A(">", a, b), slope(a), slope(b))
    return None


def sums(term: Term, dice: Random) -> Term | None:
    match term:
        case Bind("sum", name, body, (lo, hi) as bounds):
            def total(part: Term, low: Term = lo, high: Term = hi) -> Term:
                return Bind("sum", name, part, (low, high))

            match body:
                case Apply("+", parts):
                    return plus(*(total(part) for part in parts))
                case Apply("*", (a, b)) if name not in free(a):
                    return times(a, total(b))
                case Bind("sum", inner, part, others) if others == bounds and name not in free(Apply("tuple", others)):
                    return Bind("sum", inner, Bind("sum", name, part, bounds), others)
            if bounds != (number(1), n):
                return None
            if name not in free(body):
                return times(n, body)
            renamed = Symbol(name.name + "_r", "integer")
            choice = dice.randrange(4)
            if choice == 0:
                return Bind("sum", renamed, substitute(body, {name: renamed}), bounds)
            if choice == 1:
                return plus(substitute(body, {name: number(1)}), total(body, number(2)))
            if choice == 2:
                return Bind("sum", name, substitute(body, {name: plus(n, number(1), minus(name))}), bounds)
            return Bind("sum", name, substitute(body, {name: plus(name, number(1))}), (number(0), plus(n, number(-1))))
    return None


LAWS: tuple[Law, ...] = (commute, distribute, powers, functions, slopes, sums)


def places(term: Term) -> list[tuple[int, ...]]:
    """The paths to every part."""
    found: list[tuple[int, ...]] = []
    pending: list[tuple[Term, tuple[int, ...]]] = [(term, ())]
    while pending:
        part, path = pending.pop()
        found.append(path)
        pending.extend((child, (*path, place)) for place, child in enumerate(children(part)))
    return found


def changed(term: Term, path: tuple[int, ...], law: Law, dice: Random) -> Term | None:
    """The term with a law applied at one place."""
    if not path:
        return law(term, dice)
    parts = list(children(term))
    new = changed(parts[path[0]], path[1:], law, dice)
    if new is None:
        return None
    parts[path[0]] = new
    match term:
        case Apply(head, _):
            return Apply(head, tuple(parts))
        case Bind(head, variable, _, _):
            return Bind(head, variable, parts[0], tuple(parts[1:]))
    return None


def true_step(seed: int) -> Obligation:
    """A step that holds wherever both of its sides are defined."""
    dice = Random(seed)
    arrays = dice.random() < 0.35
    left = indexed(dice, dice.choice((2, 3, 3))) if arrays else scalar(dice, dice.choice((2, 2, 3, 4)))
    right = left
    for _ in range(dice.randint(1, 4)):
        for _ in range(20):
            new = changed(right, dice.choice(places(right)), dice.choice(LAWS), dice)
            if new is not None:
                right = new
                break
    return Obligation(RANGE if arrays else (), Apply("=", (left, right)))
