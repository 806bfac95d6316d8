"""Attack: claims of the kinds on which checkers trip, every verdict tried at many exact special points.

    python tests/benchmarks/attack.py [CLAIMS] [FIRST] [FAMILY,...]

Families: scalar (powers, roots, logarithms, ties, floors), solving (equivalences that lose or gain solutions),
orders (inequalities multiplied by what has no sign), sums (closed forms over ranges that may be empty),
integrals (antiderivatives across poles), limits (one-sided, two-sided, none), slopes (kinks, shadowed names).
A proof must hold at 0, 1, -1, 1/2, at ties, for n from -3 up; a refutation must fail at its counterexample. The
judge is `tests/numeric.py`. Prints the counts and every wrong verdict; seeded by the number of the claim.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

import numeric  # noqa: E402
from building import add, ap, div, eq, mul, neg, pw, slope, sub, term, total  # noqa: E402
from derive.decide.portfolio import decide  # noqa: E402
from derive.kernel.term import (  # noqa: E402
    Apply,
    Bind,
    Number,
    Obligation,
    Symbol,
    Term,
    children,
    free,
    number,
    substitute,
    subterms,
)
from derive.kernel.verdict import Proved, Refuted  # noqa: E402

Trial = Callable[[Random], tuple[str, str]]         # the outcome, and what is wrong with it
Family = tuple[Callable[[Random], Obligation], float, Callable[[object], str]]      # claims, seconds, what is wrong
x, y, a, b = (Symbol(name) for name in "xyab")
n, m, k, j = (Symbol(name, "integer") for name in "nmkj")
SPECIAL = [number(v) for v in ("0", "1", "-1", "2", "-2", "1/2", "-1/2", "3", "-3", "1/3", "7/5", "-7/3", "40", "-40")]
WHOLE = [number(v) for v in range(-3, 6)]
GIVEN: tuple[tuple[Term, ...], ...] = (
    (), (), (), (ap(">", x, 0),), (ap(">=", x, 0),), (ap("<", x, 0),), (ap("!=", x, 0),), (ap("<=", x, y),),
    (ap(">", x, y),), (eq(x, y),), (ap(">=", n, 0),), (ap(">=", n, 1),), (ap("<", x, 1), ap(">", x, -1)),
    (eq(mul(x, y), 1),), (eq(add(pw(x, 2), pw(y, 2)), 1),), (ap(">", x, 1), ap(">", y, 1)), (ap("<=", m, n),),
)


# --- claims -------------------------------------------------------------------------------------


def atom(dice: Random) -> Term:
    return dice.choice([x, x, x, y, y, n, number(dice.choice((-2, -1, 0, 1, 2, 3))), number("1/2"), neg(x), sub(x, y)])


def scalar(dice: Random, depth: int) -> Term:
    if depth <= 0 or dice.random() < 0.1:
        return atom(dice)
    u, v = scalar(dice, depth - 1), scalar(dice, depth - 2)
    exponent = dice.choice([2, 2, 3, -1, -2, "1/2", "1/3", "2/3", "-1/2", n, mul(2, n), add(n, 1), y, 0])
    heads = ("sqrt", "log", "exp", "abs", "abs", "sign", "floor", "ceil", "sin", "cos", "tan", "asin", "acos", "atan")
    return dice.choice([
        lambda: add(u, v), lambda: sub(u, v), lambda: mul(u, v), lambda: mul(u, v), lambda: div(u, v),
        lambda: pw(u, exponent), lambda: pw(u, exponent), lambda: ap(dice.choice(heads), u),
        lambda: ap(dice.choice(heads), u), lambda: ap(dice.choice(("max", "min")), u, v),
        lambda: ap("piecewise", ap(dice.choice(["<", "<=", "="]), u, v), u, v),
        lambda: ap("binomial", n, dice.choice([0, 1, 2, m])), lambda: ap("factorial", n), lambda: ap("log", u, v),
        lambda: ap("mod", u, 2),
    ])()


def careless(t: Term, dice: Random) -> Term | None:
    """What a careless hand makes of a term."""
    options: list[Term] = []
    match t:
        case Apply("^", (Apply("^", (u, e)), d)):
            options = [pw(u, mul(e, d)), pw(u, add(e, d))]
        case Apply("^", (Apply("*", (u, v)), e)):
            options = [mul(pw(u, e), pw(v, e))]
        case Apply("^", (u, Number(e))) if e == 2:
            options = [mul(u, u), pw(ap("abs", u), 2), pw(neg(u), 2)]
        case Apply("^", (u, Number(e))) if e.denominator > 1:
            options = [pw(pw(u, e.numerator), number(1 / e.denominator) if False else number(f"1/{e.denominator}")),
                       pw(pw(u, number(f"1/{e.denominator}")), e.numerator), ap("exp", mul(Number(e), ap("log", u)))]
        case Apply("^", (u, Apply("+", (e, d)))):
            options = [mul(pw(u, e), pw(u, d))]
        case Apply("^", (u, e)):
            options = [ap("exp", mul(e, ap("log", u))), div(pw(u, add(e, 1)), u), mul(u, pw(u, sub(e, 1)))]
        case Apply("sqrt", (Apply("*", (u, v)),)):
            options = [mul(ap("sqrt", u), ap("sqrt", v))]
        case Apply("sqrt", (Apply("^", (u, _)),)):
            options = [u, ap("abs", u), neg(u)]
        case Apply("sqrt", (u,)):
            options = [pw(u, "1/2"), div(u, t), ap("abs", t)]
        case Apply("log", (Apply("*", (u, v)),)):
            options = [add(ap("log", u), ap("log", v))]
        case Apply("log", (Apply("^", (u, e)),)):
            options = [mul(e, ap("log", u)), mul(e, ap("log", ap("abs", u)))]
        case Apply("log", (Apply("exp", (u,)),)) | Apply("exp", (Apply("log", (u,)),)):
            options = [u]
        case Apply("abs", (Apply("+", (u, v)),)):
            options = [add(ap("abs", u), ap("abs", v)), ap("abs", sub(u, v))]
        case Apply("abs", (u,)):
            options = [u, neg(u), mul(u, ap("sign", u)), ap("sqrt", pw(u, 2)), ap("max", u, neg(u)), div(pw(u, 2), t)]
        case Apply("sign", (u,)):
            options = [div(u, ap("abs", u)), div(ap("abs", u), u), pw(t, 3), term(1)]
        case Apply("max" | "min" as head, (u, v)):
            sign = 1 if head == "max" else -1
            options = [u, v, div(add(u, v, mul(sign, ap("abs", sub(u, v)))), 2), ap("piecewise", ap(">", u, v), u, v),
                       ap("piecewise", ap(">=" if head == "max" else "<=", u, v), u, v)]
        case Apply("floor" | "ceil" as head, (u,)):
            other = "ceil" if head == "floor" else "floor"
            options = [neg(ap(other, neg(u))), sub(ap(other, u), 1), u, neg(ap(head, neg(u))),
                       sub(ap(head, add(u, n)), n)]
        case Apply("asin" | "acos" | "atan" as head, (Apply(inner, (u,)),)) if inner == head[1:]:
            options = [u]
        case Apply("asin" | "atan" as head, (u,)):
            options = [neg(ap(head, neg(u))), sub(div(ap("pi"), 2), ap("acos" if head == "asin" else "atan", div(1, u)))]
        case Apply("tan", (u,)):
            options = [div(ap("sin", u), ap("cos", u)), div(1, ap("tan", sub(div(ap("pi"), 2), u)))]
        case Apply("/", (u, v)):
            options = [mul(u, pw(v, -1)), div(mul(u, v), pw(v, 2)), neg(div(u, neg(v))), div(mul(u, u), mul(u, v))]
        case Apply("*", (u, v)):
            options = [div(u, div(1, v)), mul(v, u), ap("exp", add(ap("log", u), ap("log", v)))]
        case Apply("factorial", (u,)):
            options = [mul(u, ap("factorial", sub(u, 1))), div(ap("factorial", add(u, 1)), add(u, 1))]
        case Apply("binomial", (u, v)):
            options = [ap("binomial", u, sub(u, v)), div(mul(u, ap("binomial", sub(u, 1), sub(v, 1))), v),
                       add(ap("binomial", sub(u, 1), v), ap("binomial", sub(u, 1), sub(v, 1)))]
        case Apply("piecewise", (c, u, v)):
            options = [u, v, ap("piecewise", ap("not", c), v, u)]
        case Apply("mod", (u, v)):
            options = [sub(u, mul(v, ap("floor", div(u, v)))), neg(ap("mod", neg(u), v)), ap("mod", add(u, v), v)]
        case Symbol("x"):
            options = [ap("abs", x), ap("sqrt", pw(x, 2)), ap("exp", ap("log", x)), div(pw(x, 2), x), y]
    return dice.choice(options) if options else None


def rewritten(t: Term, dice: Random) -> Term:
    """A term with one part written carelessly."""
    parts = children(t)
    if parts and dice.random() < 0.6:
        place = dice.randrange(len(parts))
        moved = (*parts[:place], rewritten(parts[place], dice), *parts[place + 1:])
        return Apply(t.head, moved) if isinstance(t, Apply) else Bind(t.head, t.variable, moved[0], moved[1:])
    return careless(t, dice) or t


def scalar_claim(dice: Random) -> Obligation:
    left = scalar(dice, dice.choice((2, 2, 3)))
    right = rewritten(left, dice)
    for _ in range(dice.randrange(2)):
        right = rewritten(right, dice)
    head = dice.choice(["=", "=", "=", "=", "<=", ">=", "<", "!="])
    return Obligation(dice.choice(GIVEN), ap(head, left, right))


def solving_claim(dice: Random) -> Obligation:
    """An equation or inequality, and what one operation on both sides makes of it."""
    unknown = [x, number(dice.choice((-2, -1, 0, 1, 2, 4))), dice.choice([x, x, a, y])]
    def side() -> Term:
        u, v = dice.choice(unknown), dice.choice(unknown)
        return dice.choice([lambda: u, lambda: add(u, v), lambda: mul(u, v), lambda: div(u, v), lambda: pw(u, 2),
                            lambda: ap("sqrt", add(u, v)), lambda: ap("log", u), lambda: ap("abs", u),
                            lambda: mul(u, sub(u, 1))])()
    left, right, t = side(), side(), side()
    head = dice.choice(["=", "=", "=", "<", "<=", "!="])
    found = dice.choice([
        lambda: ap(head, mul(left, t), mul(right, t)), lambda: ap(head, div(left, t), div(right, t)),
        lambda: ap(head, pw(left, 2), pw(right, 2)), lambda: ap(head, ap("log", left), ap("log", right)),
        lambda: ap(head, ap("sqrt", left), ap("sqrt", right)), lambda: ap(head, div(1, left), div(1, right)),
        lambda: ap(head, sub(left, right), 0), lambda: ap(head, ap("exp", left), ap("exp", right)),
        lambda: ap(head, x, number(dice.choice((-1, 0, 1, 2)))), lambda: ap(head, add(left, t), add(right, t)),
        lambda: ap("or", ap(head, x, 0), ap(head, x, 1)), lambda: ap(head, rewritten(left, dice), rewritten(right, dice)),
    ])()
    first, second = dice.choice([(ap(head, left, right), found), (found, ap(head, left, right))])
    return Obligation(dice.choice(((), (), (), (ap(">", x, 0),), (ap("!=", a, 0),), (ap(">", a, 0),))),
                      ap(dice.choice(["iff", "implies"]), first, second))


def order_claim(dice: Random) -> Obligation:
    u, v = scalar(dice, 1), scalar(dice, 1)
    known = dice.choice([ap("<", u, v), ap("<=", u, v), ap("<=", mul(u, v), 1), ap(">=", pw(u, 2), v)])
    t = atom(dice)
    goal = dice.choice([
        lambda: ap("<=", mul(u, t), mul(v, t)), lambda: ap("<", pw(u, 2), pw(v, 2)), lambda: ap("<=", div(1, v), div(1, u)),
        lambda: ap("<=", div(u, t), div(v, t)), lambda: ap(">=", add(pw(u, 2), pw(v, 2)), mul(2, u, v)),
        lambda: ap(">", add(pw(u, 2), pw(v, 2)), mul(2, u, v)), lambda: ap("<=", ap("abs", add(u, v)), add(u, v)),
        lambda: ap("<=", u, ap("max", u, v)), lambda: ap(">=", add(u, div(1, u)), 2), lambda: ap("<=", u, pw(u, 2)),
        lambda: ap(">=", div(add(u, v), 2), ap("sqrt", mul(u, v))), lambda: ap("!=", u, v), lambda: ap("<", u, v),
    ])()
    return Obligation((*dice.choice(GIVEN), *([known] if dice.random() < 0.7 else [])), goal)


def sum_claim(dice: Random) -> Obligation:
    lo, hi = dice.choice([0, 1, 1, 2, m, n]), dice.choice([n, n, n, sub(n, 1), add(n, 1), sub(n, 2), mul(2, n), m])
    head = dice.choice(["sum", "sum", "sum", "product"])
    forms: list[tuple[Term, Term]] = [
        (term(1), sub(add(hi, 1), lo)), (k, div(mul(sub(add(hi, 1), lo), add(term(lo), hi)), 2)), (pw(2, k), sub(
            pw(2, add(hi, 1)), pw(2, lo))), (sub(div(1, k), div(1, add(k, 1))), sub(div(1, lo), div(1, add(hi, 1)))),
        (pw(x, k), div(sub(pw(x, add(hi, 1)), pw(x, lo)), sub(x, 1))), (mul(x, k), mul(x, total(k, k, hi, lo))),
        (div(k, n), div(total(k, k, hi, lo), n)), (total(1, j, n, k), total(total(1, k, j, lo), j, n, lo)),
        (total(1, j, k, lo), div(mul(sub(add(hi, 1), lo), add(sub(hi, lo), 2)), 2)),
        (ap("binomial", n, k), pw(2, n)), (mul(pw(-1, k), ap("binomial", n, k)), term(0)),
        (ap("delta", k, m), term(1)), (mul(ap("delta", k, m), pw(k, 2)), pw(m, 2)),
    ]
    products: list[tuple[Term, Term]] = [(term(2), pw(2, sub(add(hi, 1), lo))), (k, ap("factorial", hi)),
                                         (x, pw(x, sub(add(hi, 1), lo))), (div(add(k, 1), k), div(add(hi, 1), lo))]
    body, closed = dice.choice(forms if head == "sum" else products)
    left: Term = Bind(head, k, body, (term(lo), term(hi)))
    if dice.random() < 0.3:
        closed = rewritten(closed, dice)
    given = dice.choice(((), (ap(">=", n, 0),), (ap(">=", n, 1),), (ap(">=", n, 2),), (ap(">=", n, m),),
                         (ap("<=", 1, m), ap("<=", m, n)), (ap("<=", 0, m), ap("<=", m, n)), (ap(">=", n, -1),)))
    return Obligation(given, eq(left, closed))


PRIMITIVES = [
    ap("log", ap("abs", x)), neg(div(1, x)), ap("tan", x), ap("atan", div(1, x)), pw(x, 3), ap("abs", x), ap("sqrt", x),
    neg(ap("log", ap("abs", ap("cos", x)))), div(1, sub(1, x)), ap("log", ap("abs", sub(pw(x, 2), 1))), ap("asin", x),
    mul(x, ap("abs", x)), ap("exp", neg(pw(x, 2))), neg(div(1, mul(2, pw(x, 2)))), sub(mul(x, ap("log", x)), x),
    ap("exp", div(1, x)), div(pw(x, 2), 2), ap("sin", x), div(1, add(pw(x, 2), 1)),
]
ENDS = [number(v) for v in ("-2", "-1", "0", "1", "2", "1/2")] + [ap("pi"), neg(ap("pi")), ap("infinity"), a]


def integral_claim(dice: Random) -> Obligation:
    """The antiderivative at the ends, whatever lies between them."""
    from derive.kernel.differentiate import eliminate

    primitive = dice.choice(PRIMITIVES)
    if dice.random() < 0.3:
        primitive = add(primitive, dice.choice(PRIMITIVES))
    body = eliminate(slope(primitive, x, x))
    lo, hi = dice.choice(ENDS[:-2]), dice.choice(ENDS)
    worth = [term(0) if end == Apply("infinity") else substitute(primitive, {x: end}) for end in (lo, hi)]
    claimed = sub(worth[1], worth[0]) if dice.random() < 0.8 else term(dice.choice((0, 1, 2)))
    return Obligation(dice.choice(((), (), (ap(">", a, 0),))), eq(Bind("integral", x, body, (lo, hi)), claimed))


def limit_claim(dice: Random) -> Obligation:
    u, v = scalar(dice, dice.choice((1, 2))), scalar(dice, 1)
    values = {y: number(dice.choice((0, 1, 2))), n: number(2), m: number(1)}
    body = substitute(dice.choice([u, div(u, v), mul(u, v), sub(u, v), pw(u, v)]), values)
    at = dice.choice([term(0), term(0), term(1), term(-1), Apply("infinity"), neg(Apply("infinity"))])
    side = number(0 if isinstance(at, Apply) else dice.choice((-1, 0, 1)))
    claimed = dice.choice([term(0), term(1), term(-1), number("1/2"), Apply("infinity"), neg(Apply("infinity")),
                           term(2), ap("e"), substitute(body, {x: at}) if isinstance(at, Number) else term(0)])
    return Obligation((), eq(Bind("limit", x, body, (at, side)), claimed))


def slope_claim(dice: Random) -> Obligation:
    from derive.kernel.differentiate import eliminate
    from derive.kernel.polynomial import Beyond

    body = scalar(dice, dice.choice((1, 2)))
    at = dice.choice([x, x, x, y, term(0), term(1), add(x, y), n])
    left = slope(body, x, at)
    try:
        right = rewritten(eliminate(left), dice)
    except Beyond:
        right = slope(rewritten(body, dice), x, at)
    return Obligation(dice.choice(GIVEN), eq(left, right))


FAMILIES: dict[str, tuple[Callable[[Random], Obligation], float]] = {       # and seconds: below 0.5 without oracles
    "scalar": (scalar_claim, 0.4), "solving": (solving_claim, 0.45), "orders": (order_claim, 0.45),
    "sums": (sum_claim, 0.45), "slopes": (slope_claim, 0.4), "limits": (limit_claim, 0.45),
    "integrals": (integral_claim, 0.45), "oracles": (lambda dice: dice.choice(
        [sum_claim, sum_claim, integral_claim, integral_claim, order_claim, solving_claim, limit_claim])(dice), 4.0),
}


# --- judging ------------------------------------------------------------------------------------


def complaint(verdict: object) -> str:
    """What is wrong with a verdict; "" where nothing is seen."""
    match verdict:
        case Proved(obligation=obligation):
            found = Counter[str]()
            for point in points(obligation):
                truth = numeric.truth(obligation, point)
                found[str(truth)] += 1
                if truth is False:
                    return f"false at {shown(point)}"
            told = not obligation.hypotheses and not any(isinstance(part, Bind) for part in subterms(obligation.goal))
            undefined = told and found["None"] and not found["True"]
            return "no point at which it is true" if undefined else ""
        case Refuted(obligation=obligation, counterexample=counterexample):
            if numeric.truth(obligation, {s: numeric.value(t, {}) for s, t in counterexample.point}) is True:
                return f"true at {counterexample.point}"
    return ""


def points(obligation: Obligation) -> Iterator[dict[Symbol, Any]]:
    """Special values for every name: all of them for one name, many for more."""
    names = sorted(frozenset().union(free(obligation.goal), *map(free, obligation.hypotheses)), key=lambda s: s.name)
    dice = Random(0)
    choices = [WHOLE if name.sort == "integer" else SPECIAL for name in names]
    for t in range(1 if not names else 16 if len(names) == 1 else 120):
        picked = [c[t % len(c)] if len(names) == 1 else dice.choice(c) for c in choices]
        if t % 4 == 3:                                     # ties
            picked = [picked[0] if c is choices[0] else one for c, one in zip(choices, picked, strict=True)]
        yield {name: numeric.value(one, {}) for name, one in zip(names, picked, strict=True)}


def shown(point: dict[Symbol, Any]) -> str:
    return ", ".join(f"{symbol.name} = {numeric.mp.nstr(value, 6)}" for symbol, value in point.items())


def plain(t: Term) -> str:
    from derive.elaborate.notation import plain as written

    return written(t)


def trial(family: Family, dice: Random) -> tuple[str, str]:
    """One claim of a family: its verdict, and what is wrong with that."""
    make, seconds, fault_of = family
    claim = make(dice)
    verdict = decide(claim, seconds)
    crashes = [one for one in getattr(verdict, "attempts", ()) if "crashed" in one.outcome]
    fault = fault_of(verdict) or (f"{crashes[0]}" if crashes else "")
    if not fault:
        return type(verdict).__name__.lower(), ""
    given = ", ".join(map(plain, claim.hypotheses))
    by = getattr(verdict, "by", "") or getattr(verdict, "counterexample", "")
    report = f"{type(verdict).__name__} {by}: {fault}\n    {given} |- {plain(claim.goal)}"
    return type(verdict).__name__.lower(), report


def campaign(trials: Mapping[str, Trial], told: list[str], count: int = 500, noun: str = "claims") -> int:
    """Count the verdicts of some families; how many are wrong. Arguments as on the command line."""
    count, first = (int(told[0]) if told else count), (int(told[1]) if len(told) > 1 else 0)
    wrong = 0
    for family in told[2].split(",") if len(told) > 2 else trials:
        verdicts, started = Counter[str](), perf_counter()
        for seed in range(first, first + count):
            outcome, fault = trials[family](Random(f"{family} {seed}"))
            verdicts[outcome] += 1
            if fault:
                wrong += 1
                print(f"{family} {seed} {fault}", flush=True)
        counts = ", ".join(f"{name} {number}" for name, number in sorted(verdicts.items()))
        print(f"{family}: {count} {noun} in {perf_counter() - started:.0f} s: {counts}", flush=True)
    print(f"{wrong} wrong")
    return wrong


if __name__ == "__main__":
    sys.exit(bool(campaign({name: partial(trial, (*family, complaint)) for name, family in FAMILIES.items()}, sys.argv[1:])))
