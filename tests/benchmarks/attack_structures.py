"""Attack, continued: claims about matrices, complex numbers, expected values, inequalities, remainders and cases.

    python tests/benchmarks/attack_structures.py [CLAIMS] [FIRST] [FAMILY,...]

A term is rewritten by laws of which some are wrong (products turned round, powers of sums, roots of squares, means of
products), and the judge is arithmetic of the tests' own: matrices of two rows over the fractions, a finite space of
outcomes, complex numbers by mpmath, the reals by `numeric`. A proof must hold at every sample, a refutation at none
of those that satisfy its hypotheses alone. Prints the counts and every wrong verdict.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from attack import campaign, trial  # noqa: E402

import numeric  # noqa: E402
import plane_values  # noqa: E402
from building import add, ap, div, eq, mul, neg, pw, sub, term  # noqa: E402
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, children, free, number  # noqa: E402
from derive.kernel.verdict import Proved, Refuted  # noqa: E402

SECONDS = 0.45                                   # below 0.5 without oracles
Sample = Mapping[Symbol, Any]
Judge = Callable[[Term, Sample], Any]
x, y, z, a, b, c = (Symbol(name) for name in "xyzabc")
A, B, C = (Symbol(name, "matrix") for name in "ABC")
u, v = (Symbol(name, "vector") for name in "uv")
X, Y, Z = (Symbol(name, "random") for name in "XYZ")
w, s = (Symbol(name, "complex") for name in "ws")
n, m, k = (Symbol(name, "integer") for name in "nmk")
SIZE = Symbol("n")


class NoValue(Exception):
    """Not defined at this sample, or not known to the judge."""


def rewritten(t: Term, dice: Random, laws: Callable[[Term], list[Term]]) -> Term:
    """A term with one part rewritten by a law that may be wrong."""
    parts = children(t)
    if isinstance(t, Apply) and parts and dice.random() < 0.6:
        place = dice.randrange(len(parts))
        return Apply(t.head, (*parts[:place], rewritten(parts[place], dice, laws), *parts[place + 1:]))
    found = laws(t)
    return dice.choice(found) if found else t


# --- matrices ------------------------------------------------------------------------------------


def matrix(dice: Random, depth: int) -> Term:
    if not depth:
        return dice.choice([A, A, B, B, C])
    one, two = matrix(dice, depth - 1), matrix(dice, depth - 1)
    return dice.choice([
        lambda: ap("matmul", one, two), lambda: ap("matmul", one, two), lambda: add(one, two), lambda: mul(a, one),
        lambda: ap("transpose", one), lambda: ap("inverse", one), lambda: ap("matpow", one, 2), lambda: neg(one),
        lambda: ap("matmul", u, ap("transpose", v)), lambda: sub(one, two)])()


def matrix_laws(t: Term) -> list[Term]:
    match t:
        case Apply("matmul", (p, q)):
            return [ap("matmul", q, p), ap("matmul", ap("transpose", q), ap("transpose", p))]
        case Apply("transpose", (Apply("matmul", (p, q)),)):
            return [ap("matmul", ap("transpose", q), ap("transpose", p)), ap("matmul", ap("transpose", p), ap(
                "transpose", q))]
        case Apply("transpose", (p,)):
            return [p, ap("inverse", p)]
        case Apply("inverse", (Apply("matmul", (p, q)),)):
            return [ap("matmul", ap("inverse", q), ap("inverse", p)), ap("matmul", ap("inverse", p), ap("inverse", q))]
        case Apply("inverse", (Apply("+", (p, q)),)):
            return [add(ap("inverse", p), ap("inverse", q))]
        case Apply("inverse", (p,)):
            return [p, ap("transpose", p), ap("inverse", ap("transpose", ap("transpose", p)))]
        case Apply("matpow", (Apply("+", (p, q)), _)):
            return [add(ap("matmul", p, p), mul(2, ap("matmul", p, q)), ap("matmul", q, q)), add(
                ap("matmul", p, p), ap("matmul", p, q), ap("matmul", q, p), ap("matmul", q, q))]
        case Apply("matpow", (p, _)):
            return [ap("matmul", p, p), p]
        case Apply("trace", (Apply("matmul", (p, q)),)):
            return [ap("trace", ap("matmul", q, p)), mul(ap("trace", p), ap("trace", q)),
                    ap("trace", ap("matmul", ap("transpose", p), q))]
        case Apply("det", (Apply("matmul", (p, q)),)):
            return [mul(ap("det", p), ap("det", q)), add(ap("det", p), ap("det", q))]
        case Apply("det", (Apply("*", (c, p)),)):
            return [mul(c, ap("det", p)), mul(pw(c, Symbol("n")), ap("det", p))]
        case Apply("det", (Apply("+", (p, q)),)):
            return [add(ap("det", p), ap("det", q))]
        case Apply("det" | "trace" as head, (p,)):
            return [ap(head, ap("transpose", p)), ap(head, ap("inverse", p)), neg(ap(head, neg(p)))]
        case Apply("*", (c, p)):
            return [p, mul(pw(c, 2), p)]
        case Apply("+", (p, q)):
            return [add(q, p), sub(q, p)]
        case Symbol(_, "matrix"):
            return [ap("transpose", t)]
    return []


def matrix_claim(dice: Random) -> Obligation:
    left = matrix(dice, dice.choice((1, 2, 2)))
    left = dice.choice([left, left, ap("trace", left), ap("det", left), ap("matmul", ap("transpose", u), left, v)])
    right = rewritten(left, dice, matrix_laws)
    for _ in range(dice.randrange(3)):
        right = rewritten(right, dice, matrix_laws)
    size = Apply("^", (Apply("reals"), mul(SIZE, SIZE)))
    given = [ap("in", one, size) for one in (A, B, C)]
    given += dice.choice([[], [], [ap("symmetric", A)], [ap("symmetric", A), ap("symmetric", B)],
                          [ap("invertible", A), ap("invertible", B)]])
    return Obligation(tuple(given), eq(left, right))


def matrix_value(t: Term, at: Sample) -> Any:
    match t:
        case Number(value):
            return value
        case Symbol():
            return at[t]
        case Apply("and", parts):
            return all(matrix_value(p, at) for p in parts)
        case Apply("in", _):
            return True
        case Apply("symmetric", (p,)):
            return turned(at[p]) == at[p]
        case Apply("invertible", (p,)):
            return (at[p] if isinstance(at[p], Fraction) else determinant(at[p])) != 0
        case Apply("=", (p, q)):
            return matrix_value(p, at) == matrix_value(q, at)
        case Apply("+", parts):
            values = [matrix_value(p, at) for p in parts]
            return values[0] if len(values) == 1 else entrywise(values)
        case Apply("-", (p,)):
            return scaled(Fraction(-1), matrix_value(p, at))
        case Apply("*" | "matmul", parts):
            found = matrix_value(parts[0], at)
            for p in parts[1:]:
                found = times(found, matrix_value(p, at))
            return found
        case Apply("^" | "matpow", (p, Number(value))):
            base, result = matrix_value(p, at), None
            for _ in range(int(value)):
                result = base if result is None else times(result, base)
            return result
        case Apply("^", (p, Symbol())):
            return matrix_value(p, at) ** 2
        case Apply("/", (p, q)):
            below = matrix_value(q, at)
            if below == 0:
                raise NoValue
            return matrix_value(p, at) / below
        case Apply("transpose", (p,)):
            return turned(matrix_value(p, at))
        case Apply("trace", (p,)):
            found = matrix_value(p, at)
            if isinstance(found, Fraction):
                return _of_size_one(found, at)
            return sum((found[i][i] for i in range(len(found))), Fraction(0))
        case Apply("det", (p,)):
            found = matrix_value(p, at)
            return _of_size_one(found, at) if isinstance(found, Fraction) else determinant(found)
        case Apply("inverse", (p,)):
            found = matrix_value(p, at)
            if isinstance(found, Fraction) and _of_size_one(found, at):
                return 1 / found
            size = determinant(found)
            if size == 0:
                raise NoValue
            (e, f), (g, h) = found
            return ((h / size, -f / size), (-g / size, e / size))
    raise NoValue


def _of_size_one(p: Fraction, at: Sample) -> Fraction:
    """A matrix of one row is its entry; a number among larger ones is none."""
    if at[SIZE] != 1:
        raise NoValue
    return p


def turned(p: Any) -> Any:
    return p if isinstance(p, Fraction) else tuple(zip(*p, strict=True))


def determinant(p: Any) -> Fraction:
    if isinstance(p, Fraction) or len(p) != 2 or len(p[0]) != 2:
        raise NoValue
    return Fraction(p[0][0] * p[1][1] - p[0][1] * p[1][0])


def scaled(c: Fraction, p: Any) -> Any:
    return c * p if isinstance(p, Fraction) else tuple(tuple(c * e for e in row) for row in p)


def entrywise(values: list[Any]) -> Any:
    if all(isinstance(p, Fraction) for p in values):
        return sum(values, Fraction(0))
    if any(isinstance(p, Fraction) for p in values):
        raise NoValue
    return tuple(tuple(sum(cells) for cells in zip(*rows, strict=True)) for rows in zip(*values, strict=True))


def times(p: Any, q: Any) -> Any:
    if isinstance(p, Fraction) or isinstance(q, Fraction):
        return scaled(p, q) if isinstance(p, Fraction) else scaled(q, p)
    if len(p[0]) != len(q):
        raise NoValue
    found = tuple(tuple(sum(e * f for e, f in zip(row, col, strict=True)) for col in zip(*q, strict=True)) for row in p)
    return Fraction(found[0][0]) if len(found) == len(found[0]) == 1 else found


def matrix_samples(claim: Obligation, dice: Random) -> Iterator[Sample]:
    symmetric = {h.args[0] for h in claim.hypotheses if isinstance(h, Apply) and h.head == "symmetric"}
    """Of two rows, and of one: what is said of the determinant may hold of one size alone."""
    for t in range(16):
        def cell() -> Fraction:
            return Fraction(dice.randint(-3, 3))
        if t % 4 == 3:
            yield {SIZE: Fraction(1), a: Fraction(dice.choice((-2, 2, 3))), **{one: cell() for one in (A, B, C, u, v)}}
            continue
        at: dict[Symbol, Any] = {a: Fraction(dice.choice((-2, 2, 3))), SIZE: Fraction(2)}
        for one in (A, B, C):
            e, f, g, h = cell(), cell(), cell(), cell()
            at[one] = ((e, f), (f if one in symmetric else g, h))
        at |= {one: ((cell(),), (cell(),)) for one in (u, v)}
        yield at


# --- expected values -----------------------------------------------------------------------------


def variable(dice: Random, depth: int) -> Term:
    if not depth:
        return dice.choice([X, X, Y, Y, Z, a, b, number(2)])
    one, two = variable(dice, depth - 1), variable(dice, depth - 1)
    return dice.choice([lambda: add(one, two), lambda: mul(one, two), lambda: mul(a, one), lambda: pw(one, 2),
                        lambda: sub(one, two), lambda: ap("E", one), lambda: ap("E|", one, dice.choice((X, Y)))])()


def mean_laws(t: Term) -> list[Term]:
    match t:
        case Apply("E", (Apply("*", (p, q)),)):
            return [mul(ap("E", p), ap("E", q)), mul(p, ap("E", q))]
        case Apply("E", (Apply("+", parts),)):
            return [add(*(ap("E", p) for p in parts))]
        case Apply("E", (Apply("^", (p, _)),)):
            return [pw(ap("E", p), 2), add(ap("Var", p), pw(ap("E", p), 2))]
        case Apply("E", (Apply("E|", (p, _)),)):
            return [ap("E", p)]
        case Apply("E", (p,)):
            return [p, ap("E", ap("E", p)), ap("E", ap("E|", p, X))]
        case Apply("E|", (p, q)):
            return [ap("E", p), ap("E|", p, X), ap("E|", p, Y), p]
        case Apply("Var", (Apply("*", (p, q)),)):
            return [mul(pw(p, 2), ap("Var", q)), mul(ap("Var", p), ap("Var", q))]
        case Apply("Var", (Apply("+", (p, q)),)):
            return [add(ap("Var", p), ap("Var", q)), add(ap("Var", p), ap("Var", q), mul(2, ap("Cov", p, q)))]
        case Apply("Var", (p,)):
            return [sub(ap("E", pw(p, 2)), pw(ap("E", p), 2)), ap("Cov", p, p), ap("Var", neg(p)), ap("Var", add(p, a))]
        case Apply("Cov", (p, q)):
            return [ap("Cov", q, p), sub(ap("E", mul(p, q)), mul(ap("E", p), ap("E", q))), term(0)]
        case Apply("*", (p, q)):
            return [mul(q, p), add(p, q)]
        case Apply("+", (p, q)):
            return [add(q, p)]
    return []


def mean_claim(dice: Random) -> Obligation:
    one, two = variable(dice, dice.choice((1, 1, 2))), variable(dice, 1)
    left = dice.choice([ap("E", one), ap("E", one), ap("Var", one), ap("Cov", one, two), ap("E|", one, Y)])
    right = rewritten(left, dice, mean_laws)
    for _ in range(dice.randrange(3)):
        right = rewritten(right, dice, mean_laws)
    given = [ap("fixed", one) for one in dice.choice([(a, b), (a, b), (a,), (a, b, Z)])]
    given += dice.choice([[], [], [ap("independent", X, Y)], [ap("independent", X, Y, Z)]])
    return Obligation(tuple(given), eq(left, right))


Outcomes = tuple[Fraction, ...]                   # a value for each of eight outcomes, all as likely


def mean_value(t: Term, at: Sample) -> Any:
    match t:
        case Number(value):
            return (value,) * 8
        case Symbol():
            return at[t]
        case Apply("fixed", (p,)):
            return len(set(at[p])) == 1
        case Apply("independent", _):
            return at[Symbol("apart")]
        case Apply("=", (p, q)):
            return mean_value(p, at) == mean_value(q, at)
        case Apply("E", (p,)):
            return (sum(mean_value(p, at)) / 8,) * 8
        case Apply("E|", (p, q)):
            values, seen = mean_value(p, at), mean_value(q, at)
            alike = [[i for i in range(8) if seen[i] == seen[j]] for j in range(8)]
            return tuple(sum(values[i] for i in group) / len(group) for group in alike)
        case Apply("Var", (p,)):
            return mean_value(ap("Cov", p, p), at)
        case Apply("Cov", (p, q)):
            return mean_value(sub(ap("E", mul(p, q)), mul(ap("E", p), ap("E", q))), at)
        case Apply("+", parts):
            return tuple(sum(cells) for cells in zip(*(mean_value(p, at) for p in parts), strict=True))
        case Apply("*", parts):
            found = [Fraction(1)] * 8
            for p in parts:
                found = [e * f for e, f in zip(found, mean_value(p, at), strict=True)]
            return tuple(found)
        case Apply("-", (p,)):
            return tuple(-e for e in mean_value(p, at))
        case Apply("^", (p, Number(value))):
            return tuple(e ** int(value) for e in mean_value(p, at))
    raise NoValue


def mean_samples(claim: Obligation, dice: Random) -> Iterator[Sample]:
    apart = any(isinstance(h, Apply) and h.head == "independent" for h in claim.hypotheses)
    together = any(isinstance(h, Apply) and h.head == "independent" and Z in h.args for h in claim.hypotheses)
    fixed = {h.args[0] for h in claim.hypotheses if isinstance(h, Apply) and h.head == "fixed"}
    for _ in range(12):
        at: dict[Symbol, Any] = {Symbol("apart"): apart}
        outcomes = list(product((0, 1), repeat=3))
        for place, one in enumerate((X, Y, Z)):
            low, high = (Fraction(dice.randint(-3, 3)) for _ in range(2))
            if (apart and place < 2) or together:
                at[one] = tuple((low, high)[outcome[place]] for outcome in outcomes)
            else:
                at[one] = tuple(Fraction(dice.randint(-2, 3)) for _ in outcomes)
        for one in (a, b, Z):
            if one in fixed:
                at[one] = (Fraction(dice.choice((-2, 2, 3))),) * 8
            elif one is not Z:
                at[one] = tuple(Fraction(dice.randint(-2, 3)) for _ in outcomes)
        yield at


# --- complex numbers -----------------------------------------------------------------------------


def complex_term(dice: Random, depth: int) -> Term:
    if not depth:
        return dice.choice([w, w, s, x, ap("i"), number(dice.choice((-1, 2))), number("1/2")])
    one, two = complex_term(dice, depth - 1), complex_term(dice, depth - 1)
    return dice.choice([lambda: add(one, two), lambda: mul(one, two), lambda: ap("conj", one), lambda: ap("exp", one),
                        lambda: ap("log", one), lambda: ap("sqrt", one), lambda: pw(one, 2), lambda: ap("abs", one),
                        lambda: ap("re", one), lambda: ap("im", one), lambda: div(one, two), lambda: neg(one)])()


def complex_laws(t: Term) -> list[Term]:
    match t:
        case Apply("log", (Apply("*", (p, q)),)):
            return [add(ap("log", p), ap("log", q))]
        case Apply("log", (Apply("exp", (p,)),)) | Apply("exp", (Apply("log", (p,)),)):
            return [p]
        case Apply("log", (Apply("^", (p, _)),)):
            return [mul(2, ap("log", p))]
        case Apply("sqrt", (Apply("*", (p, q)),)):
            return [mul(ap("sqrt", p), ap("sqrt", q))]
        case Apply("sqrt", (Apply("^", (p, _)),)):
            return [p, ap("abs", p), neg(p)]
        case Apply("^", (Apply("sqrt", (p,)), _)):
            return [p, ap("abs", p)]
        case Apply("^", (Apply("abs", (p,)), _)):
            return [mul(p, ap("conj", p)), pw(p, 2), add(pw(ap("re", p), 2), pw(ap("im", p), 2))]
        case Apply("^", (p, Number(value))) if value == 2:
            return [mul(p, p), pw(ap("abs", p), 2), sub(pw(ap("re", p), 2), pw(ap("im", p), 2))]
        case Apply("conj", (Apply(("+" | "*") as head, (p, q)),)):
            return [ap(head, ap("conj", p), ap("conj", q)), ap(head, ap("conj", p), q)]
        case Apply("conj", (Apply("exp" | "log" | "sqrt" as head, (p,)),)):
            return [ap(head, ap("conj", p))]
        case Apply("abs", (Apply("exp", (p,)),)):
            return [ap("exp", ap("re", p)), ap("exp", ap("abs", p)), term(1)]
        case Apply("abs", (Apply(("*" | "/") as head, (p, q)),)):
            return [ap(head, ap("abs", p), ap("abs", q))]
        case Apply("abs", (Apply("+", (p, q)),)):
            return [add(ap("abs", p), ap("abs", q))]
        case Apply("re", (Apply("*", (p, q)),)):
            return [mul(ap("re", p), ap("re", q)), sub(mul(ap("re", p), ap("re", q)), mul(ap("im", p), ap("im", q)))]
        case Apply("re" | "im" as head, (p,)):
            return [ap(head, ap("conj", p)), neg(ap(head, ap("conj", p))), p]
        case Apply("exp", (Apply("+", (p, q)),)):
            return [mul(ap("exp", p), ap("exp", q))]
        case Apply("exp", (p,)):
            return [add(ap("cos", p), mul(ap("i"), ap("sin", p))), ap("exp", neg(neg(p))), div(1, ap("exp", neg(p)))]
        case Apply("/", (p, q)):
            return [div(mul(p, ap("conj", q)), pw(ap("abs", q), 2)), mul(p, pw(q, -1))]
    return []


def complex_claim(dice: Random) -> Obligation:
    left = add(w, complex_term(dice, dice.choice((1, 2, 2))))
    right = rewritten(left, dice, complex_laws)
    for _ in range(dice.randrange(3)):
        right = rewritten(right, dice, complex_laws)
    given = dice.choice(((), (), (), (ap(">", x, 0),), (ap("!=", w, 0),), (ap(">", ap("re", w), 0),)))
    return Obligation(given, eq(left, right))


def complex_samples(claim: Obligation, dice: Random) -> Iterator[Sample]:
    special = [0, 1, -1, 1j, -1j, 1 + 1j, -1 - 1j, 2, -2, 0.5 - 2j, -3 + 0.25j, -1 + 1j, 40j, 7j - 2]
    for _ in range(60):
        yield {w: plane_values.mp.mpc(dice.choice(special)), s: plane_values.mp.mpc(dice.choice(special)),
               x: plane_values.mp.mpf(dice.choice((0, 1, -1, 2, -2, 0.5)))}


def complex_value(t: Term, at: Sample) -> Any:
    try:
        return plane_values.value(t, at)
    except (plane_values.NotHere, ArithmeticError, ValueError, OverflowError):
        raise NoValue from None


# --- inequalities, remainders and cases -----------------------------------------------------------


def bounded(dice: Random) -> Term:
    """An expression of one sign or nearly so, moved a little."""
    p, q = dice.choice([x, y, sub(x, y), add(x, 1), mul(2, x), neg(x)]), dice.choice([y, x, number(1), number(2)])
    return add(dice.choice([
        lambda: add(pw(p, 2), pw(q, 2), neg(mul(2, p, q))), lambda: sub(add(p, div(1, p)), 2),
        lambda: sub(sub(ap("exp", p), 1), p), lambda: sub(p, ap("log", add(1, p))), lambda: sub(1, ap("cos", p)),
        lambda: sub(p, ap("sin", p)), lambda: sub(div(add(p, q), 2), ap("sqrt", mul(p, q))), lambda: mul(p, sub(1, p)),
        lambda: sub(pw(p, 2), p), lambda: sub(ap("abs", p), p), lambda: sub(add(ap("abs", p), ap("abs", q)), ap(
            "abs", add(p, q))), lambda: sub(div(1, p), div(1, add(p, 1))), lambda: sub(ap("sqrt", add(
                pw(p, 2), 1)), p), lambda: sub(pw(2, p), p), lambda: sub(mul(add(pw(x, 2), 1), add(pw(y, 2), 1)), pw(
                    add(mul(x, y), 1), 2)), lambda: sub(mul(p, ap("log", p)), sub(p, 1)), lambda: sub(div(p, q), q),
        lambda: sub(ap("max", p, q), ap("min", p, q)), lambda: sub(pw(add(1, x), n), add(1, mul(n, x))),
        lambda: sub(pw(2, n), n), lambda: sub(ap("factorial", n), pw(2, n)), lambda: sub(ap("atan", p), p)])(),
        number(dice.choice((0, 0, 0, 0, "1/100", "-1/100", 1, -1))))


RANGES: tuple[tuple[Term, ...], ...] = (
    (), (), (ap(">", x, 0),), (ap(">=", x, 0),), (ap(">", x, 0), ap(">", y, 0)), (ap(">", x, -1),), (ap(">=", x, 1),),
    (ap("<", x, 0),), (ap(">=", x, 0), ap("<=", x, 1)), (ap(">", x, y), ap(">", y, 0)), (ap("<=", x, y),),
    (ap(">=", x, -2),), (ap("<=", mul(x, y), 1),), (eq(add(x, y), 1),), (ap("<", ap("abs", x), 1),),
    (ap(">", pw(x, 2), 1),), (ap("!=", x, 0),))
WHOLE = ((ap(">=", n, 0),), (ap(">=", n, 1),), (ap(">=", n, 4),), (), (ap(">=", n, 2),))


def inequality_claim(dice: Random) -> Obligation:
    gap = bounded(dice)
    left, right = (gap, term(0)) if dice.random() < 0.5 else (add(gap, y), y)
    goal = ap(dice.choice((">=", ">=", ">", "<=", "<", "!=")), left, right)
    return Obligation((*dice.choice(RANGES), *(dice.choice(WHOLE) if n in free(goal) else ())), goal)


def remainder_claim(dice: Random) -> Obligation:
    by = number(dice.choice((2, 3, 4, 5, 6, 7, 8, 12)))
    p = dice.choice([pw(n, 2), pw(n, 3), mul(n, add(n, 1)), add(mul(2, n), 1), sub(pw(n, 3), n), pw(add(mul(2, n), 1), 2),
                     mul(n, m), add(n, m), pw(2, n), mul(n, sub(pw(n, 2), 1)), number(dice.randint(-40, 99))])
    q = dice.choice([number(dice.randrange(8)), p, add(p, by), mul(ap("mod", p, by), 1), sub(p, mul(2, by)), n, neg(p),
                     pw(ap("mod", n, by), 2), add(ap("mod", n, by), ap("mod", m, by))])
    goal = dice.choice([eq(ap("mod", p, by), ap("mod", q, by)), eq(ap("mod", p, by), q),
                        ap("<", ap("mod", p, by), by), ap(">=", ap("mod", p, by), 0),
                        eq(add(mul(by, ap("floor", div(p, by))), ap("mod", p, by)), p)])
    return Obligation(dice.choice(((), (ap(">=", n, 0),), (ap(">=", n, 1), ap(">=", m, 0)),
                                   (eq(ap("mod", n, by), 1),), (eq(n, add(mul(2, k), 1)),))), goal)


def case_claim(dice: Random) -> Obligation:
    p, q = dice.choice([x, neg(x), sub(x, 1), sub(x, y)]), dice.choice([term(0), y, number(1)])
    sign = dice.choice(("<", "<=", ">", ">="))
    left = dice.choice([ap("piecewise", ap(sign, p, q), p, q), ap("piecewise", ap(sign, p, 0), neg(p), p), ap(
        "max", p, q), ap("min", p, q), ap("abs", p), ap("sign", p), ap("max", term(0), p)])
    right = dice.choice([ap("max", p, q), ap("min", p, q), ap("abs", p), p, neg(p), q, div(add(p, q, ap(
        "abs", sub(p, q))), 2), ap("sqrt", pw(p, 2)), ap("piecewise", ap(">", p, 0), p, neg(p)), div(p, ap("abs", p)),
        ap("piecewise", ap(">", p, q), p, q), mul(p, ap("sign", p))])
    return Obligation(dice.choice(RANGES), ap(dice.choice(("=", "=", ">=", "<=")), left, right))


def real_samples(claim: Obligation, dice: Random) -> Iterator[Sample]:
    special = [0, 1, -1, 2, -2, "1/2", "-1/2", 3, -3, "1/3", "7/5", "-7/3", 40, -40, "1/100", "99/100", "101/100"]
    for t in range(80):
        at = {one: numeric.value(number(dice.choice(special)), {}) for one in (x, y)}
        if t % 5 == 4:
            at[y] = 1 - at[x] if t % 2 else at[x]
        at |= {one: numeric.value(number(dice.randint(-3, 9)), {}) for one in (n, m, k)}
        yield at if t % 2 else {**at, n: 2 * at[k] + 1}


def real_value(t: Term, at: Sample) -> Any:
    try:
        return numeric.value(t, dict(at))
    except (numeric.Undefined, numeric.NotHere, ArithmeticError, ValueError, TypeError):
        raise NoValue from None


# --- judging --------------------------------------------------------------------------------------

Samples = Callable[[Obligation, Random], Iterator[Sample]]
FAMILIES: dict[str, tuple[Callable[[Random], Obligation], Samples, Judge]] = {
    "matrices": (matrix_claim, matrix_samples, matrix_value), "means": (mean_claim, mean_samples, mean_value),
    "complex": (complex_claim, complex_samples, complex_value),
    "inequalities": (inequality_claim, real_samples, real_value),
    "remainders": (remainder_claim, real_samples, real_value), "cases": (case_claim, real_samples, real_value),
}


def complaint(verdict: object, samples: Samples, judge: Judge) -> str:
    """What is wrong with a verdict; "" where nothing is seen. A refutation is suspect where every sample holds."""
    if not isinstance(verdict, Proved | Refuted):
        return ""
    seen = Counter[bool]()
    if isinstance(verdict, Refuted) and _fails_there(verdict, judge):
        return ""
    for at in samples(verdict.obligation, Random(1)):
        try:
            if all(judge(h, at) for h in verdict.obligation.hypotheses):
                holds = bool(judge(verdict.obligation.goal, at))
                seen[holds] += 1
                if isinstance(verdict, Proved) and not holds:
                    return "false at " + ", ".join(f"{one.name} = {value}" for one, value in at.items())
        except NoValue:
            continue
    return "true at every sample" if isinstance(verdict, Refuted) and seen[True] > 4 and not seen[False] else ""


def _fails_there(verdict: Refuted, judge: Judge) -> bool:
    """Whether the judge sees the goal fail at the counterexample."""
    try:
        return not judge(verdict.obligation.goal, {one: judge(value, {}) for one, value in verdict.counterexample.point})
    except (NoValue, TypeError, KeyError):
        return False


def main(told: list[str]) -> int:
    return campaign({name: partial(trial, (make, SECONDS, partial(complaint, samples=samples, judge=judge)))
                     for name, (make, samples, judge) in FAMILIES.items()}, told)


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:])))
