"""Enclosures: the true value is inside, absence is certain, and size limits cost nothing."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from time import perf_counter

import pytest
from flint import arb, ctx, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.kernel.enclosure import Closure, Evaluator, Family, Value, enclose
from derive.kernel.interval import Interval, Undefined, Unknown, arithmetic
from derive.kernel.term import Apply, Bind, Symbol, Term, number

x, y = Symbol("x"), Symbol("y")
k, m, n = Symbol("k", "integer"), Symbol("m", "integer"), Symbol("n", "integer")
h, f = Symbol("h", "array"), Symbol("f", "function")
N = number
RATIONALS = st.fractions(min_value=-2000, max_value=2000, max_denominator=10**6)
BITS = st.sampled_from((40, 64, 96, 320))

FUNCTIONS: dict[str, Callable[[arb], arb]] = {
    "exp": arb.exp, "log": arb.log, "sin": arb.sin, "cos": arb.cos, "tan": arb.tan, "atan": arb.atan,
    "asin": arb.asin, "acos": arb.acos, "sinh": arb.sinh, "cosh": arb.cosh, "tanh": arb.tanh, "asinh": arb.asinh,
    "acosh": arb.acosh, "atanh": arb.atanh, "sqrt": arb.sqrt, "sec": arb.sec, "csc": arb.csc, "cot": arb.cot,
    "sech": arb.sech, "csch": arb.csch, "coth": arb.coth, "erf": arb.erf,
}


def A(head: str, *args: Term) -> Apply:
    return Apply(head, args)


def contains(value: Value, truth: arb, bits: int) -> bool:
    """Whether a much finer ball does not leave the enclosure."""
    if isinstance(value, Fraction):
        return bool(truth.contains(fmpq(value.numerator, value.denominator)))
    assert isinstance(value, Interval)
    scale = arb(2) ** bits
    return not truth * scale < value.lo and not truth * scale > value.hi


@settings(max_examples=20, deadline=None)
@given(RATIONALS, BITS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_true_value_is_inside(name: str, value: Fraction, bits: int) -> None:
    ctx.prec = 1500
    truth = FUNCTIONS[name](arb(fmpq(value.numerator, value.denominator)))
    try:
        found = enclose(A(name, x), {x: value}, bits)
    except Undefined:
        assert not truth.is_finite()
    except Unknown:
        pass
    else:
        assert contains(found, truth, bits)


@settings(max_examples=80, deadline=None)
@given(RATIONALS, RATIONALS, st.integers(-9, 9), BITS)
def test_arithmetic_on_intervals_keeps_the_exact_value(a: Fraction, b: Fraction, power: int, bits: int) -> None:
    real = arithmetic(bits)
    left, right = real.interval(a), real.interval(b)

    assert _inside(real.add(left, right), a + b, bits)
    assert _inside(real.multiply(left, right), a * b, bits)
    assert _inside(real.negate(left), -a, bits)
    try:
        assert _inside(real.power(left, power), a**power, bits)
    except (Unknown, ZeroDivisionError):
        assert abs(a) < Fraction(1, 1 << 4)


def _inside(value: Fraction | Interval, exact: Fraction, bits: int) -> bool:
    lo, hi = arithmetic(bits).bounds(value)
    return lo <= exact <= hi


@settings(max_examples=40, deadline=None)
@given(st.fractions(min_value=Fraction(1, 50), max_value=3, max_denominator=99))
def test_a_derivative_is_the_derivative(value: Fraction) -> None:
    ctx.prec = 600
    body = A("*", A("exp", A("sin", x)), A("log", A("+", x, A("^", x, N(3)))))
    found = enclose(Bind("derivative", x, body, (x,)), {x: value}, 96)
    t = arb(fmpq(value.numerator, value.denominator))
    outer, inner = t.sin().exp(), (t + t**3).log()

    assert contains(found, outer * t.cos() * inner + outer * (1 + 3 * t * t) / (t + t**3), 96)


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (A("^", N(0), N(0)), 1),
        (Bind("sum", k, A("/", N(1), N(0)), (N(3), N(1))), 0),
        (Bind("product", k, k, (N(3), N(1))), 1),
        (Bind("sum", k, A("^", k, N(2)), (N(1), N(4))), 30),
        (Bind("max_over", k, A("*", k, A("+", N(4), A("-", k))), (N(0), N(4))), 4),
        (A("sqrt", N("9/4")), "3/2"),
        (A("root", N(-8), N(3)), -2),
        (A("^", N(8), N("2/3")), 4),
        (A("log", N(1024), N(2)), 10),
        (A("floor", N("-1/2")), -1),
        (A("ceil", N("-1/2")), 0),
        (A("mod", N(-7), N(3)), 2),
        (A("binomial", N(5), N(2)), 10),
        (A("binomial", N(-2), N(3)), -4),
        (A("binomial", N(3), N(5)), 0),
        (A("factorial", N(5)), 120),
        (A("gamma", N(5)), 24),
        (A("delta", N(2), N(3)), 0),
        (A("max", N(1), N(3), N(2)), 3),
        (A("piecewise", A(">", N(1), N(2)), A("/", N(1), N(0)), N(7)), 7),
        (A("at", A("tuple", N(5), N(6)), N(2)), 6),
        (A("at", A("family", N(0), N(5), N(6)), N(1)), 6),
        (A("at", A("tuple", A("tuple", N(1), N(2)), A("tuple", N(3), N(4))), N(2), N(1)), 3),
        (A("call", Bind("lambda", x, Bind("lambda", y, A("*", x, A("^", y, N(2))))), N(3), N(2)), 12),
        (Bind("derivative", x, A("^", x, N(3)), (N(2),)), 12),
        (Bind("derivative", x, A("^", x, N(0)), (N(0),)), 0),
        (Bind("derivative", x, Bind("derivative", x, A("^", x, N(3)), (x,)), (N(2),)), 12),
        (Bind("derivative", x, A("max", A("^", x, N(2)), A("^", x, N(3))), (N(0),)), 0),
        (Bind("derivative", x, A("abs", x), (N(-2),)), -1),
    ],
)
def test_exact_where_it_can_be(term: Term, value: int | str) -> None:
    assert Fraction(value) == enclose(term, {}, 64)


@pytest.mark.parametrize(
    "term",
    [
        A("/", N(1), N(0)),
        A("*", N(0), A("/", N(1), N(0))),
        A("log", N(0)),
        A("log", N(-1)),
        A("sqrt", N(-4)),
        A("asin", N(2)),
        A("acosh", N("1/2")),
        A("atanh", N(1)),
        A("^", N(0), N(-1)),
        A("^", N(-4), N("1/2")),
        A("factorial", N(-1)),
        A("piecewise", A(">", N(1), N(2)), N(5)),
        Bind("derivative", x, A("abs", x), (N(0),)),
        Bind("derivative", x, A("max", N(0), x), (N(0),)),
        Bind("derivative", x, A("sqrt", x), (N(0),)),
        Bind("sum", k, A("/", N(1), k), (N(0), N(2))),
    ],
)
def test_certainly_without_a_value(term: Term) -> None:
    with pytest.raises(Undefined):
        enclose(term, {}, 64)


@pytest.mark.parametrize(
    "term",
    [
        A("^", N(9), A("^", N(9), A("^", N(9), N(9)))),
        A("factorial", N(10**8)),
        A("exp", A("exp", A("exp", N(100)))),
        Bind("sum", k, k, (N(1), N(10**9))),
        Bind("sum", k, Bind("sum", m, m, (N(1), N(1000))), (N(1), N(1000))),
        A("/", N(1), A("sin", A("pi"))),
        A("log", A("+", A("sqrt", N(2)), A("-", A("sqrt", N(2))))),
        A("floor", A("*", A("sqrt", N(2)), A("sqrt", N(2)))),
        A("^", N(-8), N("1/3")),
        A("erf", N(10**6)),
        Bind("integral", x, x, (N(0), N(1))),
        Bind("sum", k, k, (N(1), A("infinity"))),
        Bind("derivative", x, A("floor", x), (N(1),)),
        A("at", A("tuple", N(1)), N(2)),
        x,
    ],
)
def test_unknown_and_at_once(term: Term) -> None:
    start = perf_counter()
    with pytest.raises(Unknown):
        enclose(term, {}, 64)

    assert perf_counter() - start < 1


def test_a_real_exponent_that_happens_to_be_whole_does_not_allow_a_negative_base() -> None:
    with pytest.raises(Unknown):
        enclose(A("^", x, y), {x: Fraction(-2), y: Fraction(2)}, 64)

    assert Fraction(4) == enclose(A("^", x, n), {x: Fraction(-2), n: Fraction(2)}, 64)


def test_the_gradient_of_an_array_varies_one_element() -> None:
    body = Bind("sum", k, A("^", A("at", h, k), N(2)), (N(1), N(3)))
    values: dict[Symbol, Value] = {h: Family(1, (Fraction(5), Fraction(7), Fraction(9)))}

    assert Fraction(14) == enclose(Bind("derivative", h, body, (h, N(2))), values, 64)


def test_a_closure_sees_the_values_of_its_definition() -> None:
    values: dict[Symbol, Value] = {y: Fraction(10)}
    doubled = Closure((x,), A("*", x, y), values)

    assert Fraction(30) == enclose(A("call", f, N(3)), {f: doubled, y: Fraction(1)}, 64)


@pytest.mark.parametrize(
    ("statement", "truth"),
    [
        (A("<", A("pi"), N("22/7")), True),
        (A("=", A("pi"), N("22/7")), False),
        (A("<=", N(2), N(2)), True),
        (A("<", N(2), N(2)), False),
        (A("and", A("=", A("/", N(1), N(0)), N(1)), A("false")), False),
        (A("or", A("true"), A("=", A("pi"), A("pi"))), True),
        (A("in", N("1/2"), A("interval", N(0), A("infinity"), Symbol("(]"))), True),
        (A("in", N("1/2"), A("integers")), False),
        (A("in", N(2), A("set", N(1), N(2))), True),
        (A("not", A("iff", A("true"), A("false"))), True),
    ],
)
def test_truth(statement: Term, truth: bool) -> None:
    assert truth == Evaluator(64).truth(statement, {})


@pytest.mark.parametrize("statement", [A("=", A("pi"), A("pi")), A("in", N(0), A("naturals")), A("in", x, A("event"))])
def test_truth_that_bounds_cannot_tell(statement: Term) -> None:
    with pytest.raises(Unknown):
        Evaluator(64).truth(statement, {})
