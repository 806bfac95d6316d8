"""Random claims of the kind that is nearly true: a term, and the term after a rewrite that holds only sometimes.

    sqrt(u^2) -> u     log(u v) -> log u + log v     sum_k u v -> u sum_k v     delta(a, b) -> 1
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from building import A, ap, at, c, eq, every, h, i, inside, j, k, l, m, n, neg, p, pw, slope, sub, term, total, x, y, z
from derive.kernel.enclosure import Family, enclose
from derive.kernel.interval import Interval, Undefined, Unknown
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, children, free, substitute

NUMBERS = [Fraction(v) for v in ("-3", "-2", "-1", "-7/5", "-1/2", "0", "1/3", "1/2", "1", "5/4", "2", "3")]
UNARY = ("sqrt", "exp", "log", "sin", "cos", "tan", "abs", "sign", "floor", "ceil", "asin", "acos", "atan", "sinh",
         "cosh", "tanh", "factorial", "-")
EXPONENTS = [term(v) for v in (2, 3, -1, -2, "1/2", "1/3", "-1/2", 0)] + [n, m, ap("+", n, 1), ap("*", 2, n), x]
SCALAR_GIVEN = [
    ap("<=", 0, n), ap("<=", 1, n), ap("<=", 1, m), ap(">", x, 0), ap(">=", x, 0), ap("!=", x, 0), ap("<", y, 0),
    ap("<=", y, x), eq(x, y), eq(y, ap("+", x, 1)), ap("<", n, m), eq(ap("+", pw(x, 2), pw(y, 2)), 1),
]
INDICES = (i, j, c)
RANGES = inside(*INDICES)
INDEXED_GIVEN = {
    "none": RANGES, "equal": (*RANGES, eq(i, j)), "different": (*RANGES, ap("!=", i, j)), "no range": (),
    "normalised": (*RANGES, eq(total(at(p, k), k), 1)),
    "one-hot": (*RANGES, every(k, eq(at(p, k), ap("delta", k, c)))),
}


def scalar(dice: Random, depth: int) -> Term:
    """A random term in x, y, z and whole n, m."""
    roll = dice.random()
    if depth <= 0 or roll < 0.12:
        return dice.choice([x, y, z, x, y, n, m, *map(term, (0, 1, 2, -1, "1/2", "-1/3"))])
    if roll < 0.45:
        return ap(dice.choice("+*"), scalar(dice, depth - 1), scalar(dice, depth - 1))
    if roll < 0.55:
        return ap("/", scalar(dice, depth - 1), scalar(dice, depth - 1))
    if roll < 0.68:
        return pw(scalar(dice, depth - 1), dice.choice(EXPONENTS))
    if roll < 0.76:
        return ap(dice.choice(["max", "min"]), scalar(dice, depth - 1), scalar(dice, depth - 1))
    if roll < 0.78:
        condition = ap(dice.choice(["<", "<=", "=", "!="]), scalar(dice, depth - 2), scalar(dice, 0))
        return ap("piecewise", condition, scalar(dice, depth - 1), scalar(dice, depth - 1))
    if roll < 0.80:
        return total(ap(dice.choice("+*/"), scalar(dice, depth - 1), k), k, dice.choice([n, m, ap("+", n, 1)]))
    if roll < 0.82:
        return slope(scalar(dice, depth - 1), x, dice.choice([x, y, term(0)]))
    return ap(dice.choice(UNARY), scalar(dice, depth - 1))


def indexed(dice: Random, depth: int, names: tuple[Symbol, ...] = INDICES) -> Term:
    """A random term in arrays h, p, A with free indices, sums, deltas and derivatives in h."""
    roll = dice.random()
    if depth <= 0 or roll < 0.2:
        a, b = dice.choice(names), dice.choice(names)
        return dice.choice([at(h, a), at(h, a), at(p, a), at(A, a, b), ap("delta", a, b), a, x, term(2)])
    if roll < 0.58:
        return ap(dice.choice("+*"), indexed(dice, depth - 1, names), indexed(dice, depth - 1, names))
    if roll < 0.80:
        name = dice.choice([k, l, m, i, j])
        hi = dice.choice([n, n, n, dice.choice(names), sub(n, 1), ap("+", n, 1)])
        lo = dice.choice([1, 1, 0, dice.choice(names)])
        return total(indexed(dice, depth - 1, (*names, name, name)), name, hi, lo)
    if roll < 0.90:
        return dice.choice([ap("exp", indexed(dice, depth - 1, names)), pw(indexed(dice, depth - 1, names), 2)])
    if roll < 0.96:
        return ap("/", indexed(dice, depth - 1, names), indexed(dice, depth - 1, names))
    return slope(indexed(dice, depth - 1, names), h, h, dice.choice(names))


def rewrites(t: Term, dice: Random, names: tuple[Symbol, ...]) -> list[Term]:
    """What a careless hand might write for a term."""
    match t:
        case Symbol(_, "integer") if t in names:
            return [dice.choice(names)]
        case Apply("sqrt", (Apply("^", (u, _)),)):
            return [u]
        case Apply("sqrt" | "abs" | "floor" as head, (u,)):
            return [u, neg(u), ap(head, neg(u)), ap("sqrt", pw(u, 2))]
        case Apply("log", (Apply("*", (u, v)),)):
            return [ap("+", ap("log", u), ap("log", v))]
        case Apply("log", (Apply("^", (u, e)),)):
            return [ap("*", e, ap("log", u))]
        case Apply("log", (Apply("exp", (u,)),)) | Apply("exp", (Apply("log", (u,)),)):
            return [u]
        case Apply("exp", (Apply("+", (u, v)),)):
            return [ap("*", ap("exp", u), ap("exp", v))]
        case Apply("^", (Apply("^", (u, d)), e)):
            return [pw(u, ap("*", d, e))]
        case Apply("^", (Apply("*", (u, v)), e)):
            return [ap("*", pw(u, e), pw(v, e))]
        case Apply("^", (u, e)):
            return [ap("exp", ap("*", e, ap("log", u))), ap("*", u, pw(u, sub(e, 1)))]
        case Apply("max", (u, v)):
            return [u, v, ap("/", ap("+", u, v, ap("abs", sub(u, v))), 2)]
        case Apply("min", (u, v)):
            return [u, ap("+", u, v, neg(ap("max", u, v)))]
        case Apply("sign", (u,)):
            return [ap("/", u, ap("abs", u)), ap("/", ap("abs", u), u)]
        case Apply("cos", (u,)):
            return [ap("sqrt", sub(1, pw(ap("sin", u), 2))), ap("cos", neg(u))]
        case Apply("sin", (u,)):
            return [ap("*", ap("tan", u), ap("cos", u)), ap("sin", neg(u))]
        case Apply("factorial", (u,)):
            return [ap("*", u, ap("factorial", sub(u, 1)))]
        case Apply("delta", (a, b)):
            return [ap("delta", b, a), term(0), term(1)]
        case Apply("/", (u, v)):
            return [ap("*", u, pw(v, -1)), ap("/", ap("*", u, u), ap("*", u, v))]
        case Apply("*", (u, Apply("+", (v, w)))):
            return [ap("+", ap("*", u, v), ap("*", u, w))]
        case Apply("+" | "*" as head, (u, v)):
            return [ap(head, v, u)]
        case Bind():
            return binders(t, dice, names)
    return [t]


def binders(t: Bind, dice: Random, names: tuple[Symbol, ...]) -> list[Term]:
    """Sums taken apart, exchanged, renamed and moved, with or without right; derivatives by the product rule."""
    match t:
        case Bind("sum", a, Bind("sum", b, body, inner), outer):
            return [Bind("sum", b, Bind("sum", a, body, outer), inner)]
        case Bind("sum", a, Apply("+", (u, v)), ends):
            return [ap("+", Bind("sum", a, u, ends), Bind("sum", a, v, ends))]
        case Bind("sum", a, Apply("*", (u, v)), ends):
            return [ap("*", u, Bind("sum", a, v, ends)), ap("*", v, Bind("sum", a, u, ends))]
        case Bind("sum", a, body, (lo, hi)):
            new = dice.choice([s for s in (k, l, m, i, j) if s not in free(body)] or [Symbol("s", "integer")])
            return [Bind("sum", new, substitute(body, {a: new}), (lo, hi)), ap("*", hi, body),
                    ap("+", Bind("sum", a, body, (lo, sub(hi, 1))), substitute(body, {a: hi})),
                    substitute(body, {a: dice.choice([*names, hi])})]
        case Bind("derivative", a, Apply("*", (u, v)), ends):
            return [ap("+", ap("*", Bind("derivative", a, u, ends), v), ap("*", u, Bind("derivative", a, v, ends)))]
        case Bind("derivative", a, Apply("+", args), ends):
            return [ap("+", *(Bind("derivative", a, arg, ends) for arg in args))]
    return [t]


Place = tuple[tuple[int, ...], Term, tuple[Symbol, ...]]


def places(t: Term, names: tuple[Symbol, ...], path: tuple[int, ...] = ()) -> Iterator[Place]:
    yield path, t, names
    for index, child in enumerate(children(t)):
        bound = (t.variable,) if isinstance(t, Bind) and index == 0 and t.variable.sort == "integer" else ()
        yield from places(child, names + bound, (*path, index))


def put(t: Term, path: tuple[int, ...], new: Term) -> Term:
    if not path:
        return new
    kept = list(children(t))
    kept[path[0]] = put(kept[path[0]], path[1:], new)
    return Apply(t.head, tuple(kept)) if isinstance(t, Apply) else Bind(t.head, t.variable, kept[0], tuple(kept[1:]))


def nearly(t: Term, dice: Random, names: tuple[Symbol, ...]) -> Term:
    """The term with one or two careless rewrites."""
    for _ in range(dice.choice([1, 1, 2])):
        path, part, seen = dice.choice(list(places(t, names)))
        t = put(t, path, dice.choice(rewrites(part, dice, seen)))
    return t


def scalar_claim(dice: Random) -> Obligation:
    left = scalar(dice, dice.choice([2, 3]))
    given = tuple(dice.choice(SCALAR_GIVEN) for _ in range(dice.choice([0, 0, 1, 2])))
    return Obligation(given, eq(left, nearly(left, dice, ())))


def indexed_claim(dice: Random) -> Obligation:
    left = indexed(dice, dice.choice([2, 3]))
    if dice.random() < 0.25:
        left = slope(left, h, h, dice.choice([i, j]))
    return Obligation(INDEXED_GIVEN[dice.choice(list(INDEXED_GIVEN))], eq(left, nearly(left, dice, INDICES)))


def order_claim(dice: Random) -> Obligation:
    """An order or an inequation between two random terms, or a term and a small number."""
    names: tuple[Symbol, ...] = () if dice.random() < 0.65 else INDICES
    make = indexed if names else scalar
    left = make(dice, dice.choice([1, 2, 2]))
    right = dice.choice([term(0), term(1), term(-1), make(dice, 1), nearly(left, dice, names)])
    given = INDEXED_GIVEN[dice.choice(list(INDEXED_GIVEN))] if names else tuple(
        dice.choice(SCALAR_GIVEN) for _ in range(dice.choice([0, 1, 1, 2])))
    return Obligation(given, ap(dice.choice(["<", "<=", ">", ">=", "!="]), left, right))


def points(dice: Random, count: int) -> Iterator[dict[Symbol, object]]:
    """Values of every name, many of them where something goes wrong: zeros, equal indices, empty ranges."""
    for _ in range(count):
        size = dice.choice([0, 1, 2, 3])
        some = [Fraction(dice.randint(1, 9)) for _ in range(max(size, 1))]
        chosen = dice.randint(1, max(size, 1))
        weights = dice.choice([
            Family(1, tuple(v / sum(some) for v in some)),
            Family(-3, tuple(Fraction(int(v == chosen)) for v in range(-3, 8))),
            Family(-3, tuple(Fraction(dice.randint(1, 9), 2) for _ in range(11))),
        ])
        yield {
            **{s: dice.choice(NUMBERS) for s in (x, y, z)}, n: Fraction(size), m: Fraction(dice.randint(-2, 4)),
            **{s: Fraction(dice.randint(1, max(size, 1))) for s in (i, j)}, c: Fraction(chosen),
            h: row(dice), A: Family(-3, tuple(row(dice) for _ in range(11))), p: weights,
        }


def row(dice: Random) -> Family:
    return Family(-3, tuple(Fraction(dice.randint(-4, 4), dice.choice([1, 2])) for _ in range(11)))


def broken(claim: Obligation, dice: Random, count: int = 60) -> dict[Symbol, object] | None:
    """A point where the hypotheses hold and the relation certainly fails."""
    difference = sub(*claim.goal.args)
    for values in points(dice, count):
        if all(_holds(given, values) for given in claim.hypotheses) and _fails(claim.goal.head, difference, values):
            return values
    return None


def _fails(relation: str, difference: Term, values: dict[Symbol, object]) -> bool:
    try:
        found = enclose(difference, values, 100)
    except (Undefined, Unknown):
        return False
    low, high = (found.lo, found.hi) if isinstance(found, Interval) else (found, found)
    zero = low == high == 0
    return {"=": low > 0 or high < 0, "!=": zero, "<": low > 0 or zero, "<=": low > 0, ">": high < 0 or zero,
            ">=": high < 0}[relation]


def _holds(given: Term, values: dict[Symbol, object]) -> bool:
    if isinstance(given, Bind):
        return all(_holds(substitute(given.body, {given.variable: Number(Fraction(v))}), values) for v in range(-2, 6))
    difference = enclose(sub(*given.args), values, 60) if not _undefined(sub(*given.args), values) else None
    if not isinstance(difference, Fraction):
        return False
    return {"<": difference < 0, "<=": difference <= 0, ">": difference > 0, ">=": difference >= 0,
            "=": difference == 0, "!=": difference != 0}[given.head]


def _undefined(t: Term, values: dict[Symbol, object]) -> bool:
    try:
        enclose(t, values, 60)
    except (Undefined, Unknown):
        return True
    return False
