"""Refutation: what is false is refuted at the simplest point, what is true never is."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from derive.decide.points import evidence
from derive.decide.portfolio import decide
from derive.diagnose.judgement import Judgement
from derive.kernel.certificate import Counterexample
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, number
from derive.kernel.verdict import CertificateError, Proved, Refuted, refute
from derive.pipeline import check_text

x, y, a, b, c = (Symbol(name) for name in "xyabc")
z = Symbol("z", "complex")
i, j, k, n, m = (Symbol(name, "integer") for name in "ijknm")
h, p, q = (Symbol(name, "array") for name in "hpq")
f = Symbol("f", "function")
N = number


def A(head: str, *args: Term) -> Apply:
    return Apply(head, args)


def eq(left: Term, right: Term) -> Apply:
    return A("=", left, right)


def add(*terms: Term) -> Apply:
    return A("+", *terms)


def mul(*terms: Term) -> Apply:
    return A("*", *terms)


def neg(term: Term) -> Apply:
    return A("-", term)


def div(left: Term, right: Term) -> Apply:
    return A("/", left, right)


def power(base: Term, exponent: int | Term) -> Apply:
    return A("^", base, N(exponent) if isinstance(exponent, int) else exponent)


ONE = number(1)


def total(variable: Symbol, body: Term, lo: Term = ONE, hi: Term = n) -> Bind:
    return Bind("sum", variable, body, (lo, hi))


def at(array: Symbol, *index: Term) -> Apply:
    return A("at", array, *index)


def slope(variable: Symbol, body: Term, *point: Term) -> Bind:
    return Bind("derivative", variable, body, point)


def softmax(index: Symbol) -> Apply:
    return div(A("exp", at(h, index)), total(k, A("exp", at(h, k))))


IN_RANGE = (A("<=", N(1), i), A("<=", i, n), A("<=", N(1), j), A("<=", j, n), A("<=", N(1), n))
POSITIVE = (A(">", a, N(0)), A(">", b, N(0)))
WEIGHTS = (Bind("forall", k, A(">", at(p, k), N(0))), eq(total(k, at(p, k)), N(1)))
ONE_HOT = (Bind("forall", k, eq(at(q, k), A("delta", k, m))), A("<=", N(1), m), A("<=", m, n))
LOG_SUM = A("log", total(k, A("exp", at(h, k))))

FALSE: dict[str, tuple[tuple[Term, ...], Term]] = {
    "power of a sum": ((), eq(power(add(a, b), 2), add(power(a, 2), power(b, 2)))),
    "root of a square": ((), eq(A("sqrt", power(x, 2)), x)),
    "root two and a little": ((), eq(add(A("sqrt", N(2)), Number(Fraction(1, 10**18))), A("sqrt", N(2)))),
    "tiny powers": ((), eq(div(N(1), power(N(2), 99)), div(N(1), power(N(2), 98)))),
    "a wrong third": ((), A("<=", A("abs", add(N("1/3"), N("-0.334"))), N("0.0005"))),
    "arctangent of tangent": ((), eq(A("atan", A("tan", x)), x)),
    "arcsine of sine": ((), eq(A("asin", A("sin", x)), x)),
    "gradient of log-sum-exp": (IN_RANGE, eq(slope(h, LOG_SUM, h, i), N(0))),
    "softmax without delta": (IN_RANGE, eq(slope(h, softmax(j), h, i), mul(neg(softmax(j)), softmax(i)))),
    "softmax with the wrong index": (
        (*IN_RANGE, A("!=", i, j)),
        eq(slope(h, softmax(j), h, i), mul(softmax(j), add(N(1), neg(softmax(i))))),
    ),
    "weights": (WEIGHTS, eq(total(k, mul(N(3), at(p, k))), N(4))),
    "one-hot picks": (ONE_HOT, eq(total(k, mul(at(q, k), at(h, k))), N(1))),
    "sum of the first": ((), eq(total(k, k), div(mul(n, add(n, N(-1))), N(2)))),
    "additive function": ((), eq(A("call", f, add(x, y)), add(A("call", f, x), A("call", f, y)))),
    "reversed means": (POSITIVE, A("<=", div(add(a, b), N(2)), A("sqrt", mul(a, b)))),
    "given values": ((eq(x, N(1)), eq(y, add(x, N(2)))), eq(mul(y, a), mul(N(2), a))),
    "given sum": ((eq(add(a, b), N(1)),), eq(power(a, 2), add(power(b, 2), N(1)))),
    "integral": ((), eq(Bind("integral", x, power(x, 2), (N(0), N(1))), N("1/2"))),
    "complex modulus": ((), eq(power(A("abs", z), 2), power(z, 2))),
    "complex logarithm": ((), eq(A("log", power(z, 2)), mul(N(2), A("log", z)))),
    "Euler": ((), eq(A("exp", mul(A("i"), x)), add(A("cos", x), A("sin", x)))),
    "lost solutions": ((), A("iff", eq(A("sin", x), N(0)), eq(x, N(0)))),
    "no modulus is negative": ((), A("iff", eq(A("abs", x), N(-1)), A("or", eq(x, N(1)), eq(x, N(-1))))),
    "extraneous root": (
        (),
        A("iff", eq(div(add(power(x, 2), N(-1)), add(x, N(-1))), N(2)), eq(x, N(1))),
    ),
    "coefficient": ((), A("implies", eq(add(mul(a, power(x, 2)), mul(b, x), c), N(0)), eq(a, N(1)))),
    "irrational root": ((), A("iff", eq(power(x, 2), N(2)), eq(x, A("sqrt", N(2))))),
}

TRUE: dict[str, tuple[tuple[Term, ...], Term]] = {
    "power of a sum": ((), eq(power(add(a, b), 2), add(power(a, 2), mul(N(2), a, b), power(b, 2)))),
    "root of a square": ((A(">=", x, N(0)),), eq(A("sqrt", power(x, 2)), x)),
    "logarithm of a square": ((), eq(A("log", power(x, 2)), mul(N(2), A("log", x)))),
    "a power of a power": ((), eq(power(power(x, y), div(N(1), y)), x)),
    "decimals": ((), eq(add(N("0.1"), N("0.2")), N("0.3"))),
    "empty sum": ((), eq(total(k, k, N(3), N(1)), N(0))),
    "a term split off": ((), eq(total(k, at(h, k), N(2)), add(at(h, N(2)), total(k, at(h, k), N(3))))),
    "softmax off the diagonal": (
        (*IN_RANGE, A("!=", i, j)),
        eq(slope(h, softmax(j), h, i), mul(neg(softmax(j)), softmax(i))),
    ),
    "softmax": (
        IN_RANGE,
        eq(slope(h, softmax(j), h, i), mul(softmax(j), add(A("delta", i, j), neg(softmax(i))))),
    ),
    "weights": (WEIGHTS, eq(total(k, mul(N(3), at(p, k))), N(3))),
    "one-hot picks": (ONE_HOT, eq(total(k, mul(at(q, k), at(h, k))), at(h, m))),
    "means": (POSITIVE, A(">=", div(add(a, b), N(2)), A("sqrt", mul(a, b)))),
    "modulus and conjugate": ((), eq(power(A("abs", z), 2), mul(z, A("conj", z)))),
    "complex integral": (
        (),
        eq(Bind("integral", x, A("exp", mul(A("i"), x)), (N(0), A("pi"))), mul(N(2), A("i"))),
    ),
    "complex derivative": ((), eq(slope(z, power(z, 3), z), mul(N(3), power(z, 2)))),
    "complex root": ((), eq(power(A("sqrt", N(-1)), 2), N(-1))),
    "odd root of a negative": ((), eq(power(N(-8), N("1/3")), N(-2))),
    "chain rule": (
        (),
        eq(slope(x, A("call", f, power(x, 2)), x), mul(N(2), x, slope(y, A("call", f, y), power(x, 2)))),
    ),
    "cosine of whole turns": ((), eq(A("cos", mul(n, A("pi"))), power(N(-1), n))),
    "factorial": ((), eq(A("factorial", n), mul(n, A("factorial", add(n, N(-1)))))),
}


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_is_refuted(name: str) -> None:
    hypotheses, goal = FALSE[name]

    assert isinstance(decide(Obligation(hypotheses, goal)), Refuted)


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_is_never_refuted(name: str) -> None:
    hypotheses, goal = TRUE[name]

    assert evidence(Obligation(hypotheses, goal)).disagree is None


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("power of a sum", {"a": "1", "b": "1"}),
        ("root of a square", {"x": "-1"}),
        ("reversed means", {"a": "1", "b": "2"}),
    ],
)
def test_the_simplest_counterexample_is_reported(name: str, point: dict[str, str]) -> None:
    found = evidence(Obligation(*FALSE[name])).disagree

    assert found is not None
    assert point == {symbol.name: str(value.value) for symbol, value in found.point if isinstance(value, Number)}


def test_a_claim_about_something_that_has_no_value_is_left_open() -> None:
    kink = eq(slope(x, A("abs", x), N(0)), N(0))
    quotient = eq(div(N(1), N(0)), N(5))
    bracket = eq(add(N(1), neg(mul(N(0), A("log", N(0))))), N(1))
    nowhere = eq(A("log", neg(add(power(x, 2), N(1)))), N(5))

    for goal in (kink, quotient, bracket, nowhere):
        assert not isinstance(decide(Obligation((), goal)), Proved | Refuted)


SQUARE = Obligation((A(">", x, N(0)),), eq(A("sqrt", power(x, 2)), neg(x)))


@pytest.mark.parametrize(
    ("obligation", "point", "reason"),
    [
        (SQUARE, ((x, N(-1)),), "a hypothesis fails"),
        (Obligation((), eq(A("sqrt", power(x, 2)), x)), ((x, N(2)),), "the goal holds"),
        (Obligation((), eq(A("log", x), x)), ((x, N(-1)),), "undefined at the point"),
        (SQUARE, (), "no value for x"),
        (SQUARE, ((x, y),), "not closed"),
        (Obligation((), eq(power(N(-1), n), N(1))), ((n, N("1/2")),), "not certain"),
        (Obligation((), eq(power(x, y), N(5))), ((x, N(-1)), (y, N(2))), "not certain"),
        (Obligation((), eq(power(N(9), power(N(9), power(N(9), N(9)))), N(5))), (), "not certain"),
        (Obligation((), eq(A("sin", A("pi")), N(0))), (), "the goal holds"),
    ],
)
def test_the_kernel_rejects_points_that_break_nothing(
    obligation: Obligation, point: tuple[tuple[Symbol, Term], ...], reason: str
) -> None:
    with pytest.raises(CertificateError, match=reason):
        refute(obligation, Counterexample(point))


def test_the_word_of_balls_does_not_outweigh_a_hypothesis_that_fails() -> None:
    with pytest.raises(CertificateError, match="a hypothesis fails"):
        refute(SQUARE, Counterexample(((x, N(-1)),), signed="balls"))


def test_a_counterexample_may_be_a_closed_term() -> None:
    goal = A("iff", eq(power(x, 2), N(2)), eq(x, A("sqrt", N(2))))

    verdict = refute(Obligation((), goal), Counterexample(((x, neg(A("sqrt", N(2)))),)))

    assert verdict.trust == "kernel"


FOLDER = Path(__file__).parent / "procedures"
EXPECTED = [
    (name, number, found[1])
    for name in ("certified_refutation", "thorough_refutation")
    for number, line in enumerate((FOLDER / f"{name}.md").read_text("utf-8").splitlines(), 1)
    if (found := re.search(r"<!-- (.*?) -->", line))
]


@cache
def judged(name: str) -> dict[int, Judgement]:
    """The judgements of a fixture by line."""
    document = check_text((FOLDER / f"{name}.md").read_text("utf-8"), f"{name}.md")
    return {document.document.place(one.step.at.start)[0]: one for one in document.judgements}


@pytest.mark.parametrize(("name", "line", "expected"), EXPECTED)
def test_the_page_of_the_procedure(name: str, line: int, expected: str) -> None:
    verdict = judged(name)[line].verdict
    word, *point = expected.split()

    assert (word == "refuted") == (isinstance(verdict, Refuted) and verdict.by == name)
    if point and isinstance(verdict, Refuted):
        numbers = [(symbol.name, value) for symbol, value in verdict.counterexample.point]
        assert point == [f"{name}={value.value}" for name, value in numbers if isinstance(value, Number)]
