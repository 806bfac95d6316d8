"""Terms to SymPy and back, and questions asked in a worker."""

from __future__ import annotations

import pytest

from building import PI, add, ap, mul, neg, sub, x, y
from derive.decide import oracle
from derive.decide.oracle import Untranslatable, from_sympy, to_sympy
from derive.kernel.term import Apply, Bind, Symbol, Term, number

INFINITY = Apply("infinity")
TERMS = [
    add(x, mul(2, y)), ap("/", x, y), ap("^", x, 3), ap("sqrt", x), ap("exp", neg(x)), ap("sin", mul(PI, x)),
    ap("abs", x), ap("max", x, y), ap("piecewise", ap("<", x, 0), neg(x), x), ap("log", x), ap("<=", x, y),
    Bind("sum", Symbol("k", "integer"), ap("^", x, Symbol("k", "integer")), (number(0), number(4))),
    Bind("integral", x, ap("sin", x), (number(0), PI)), Bind("limit", x, ap("/", 1, x), (INFINITY, number(0))),
]


@pytest.mark.parametrize("term", TERMS, ids=str)
def test_a_term_comes_back_from_sympy_as_the_same_expression(term: Term) -> None:
    there = to_sympy(term, evaluate=True)

    assert there == to_sympy(from_sympy(there), evaluate=True)


def test_unevaluated_a_quotient_stays_what_was_written() -> None:
    assert "x/x" == str(to_sympy(ap("/", x, x)))


@pytest.mark.parametrize("term", [
    ap("^", 9, ap("^", 9, ap("^", 9, 9))), ap("factorial", 10_000_000), ap("^", 7, 10**9), ap("nonsense", x),
], ids=["tower", "factorial", "power", "unknown head"])
def test_what_would_not_end_is_refused_before_it_is_built(term: Term) -> None:
    with pytest.raises(Untranslatable):
        to_sympy(term, evaluate=True)


def test_a_deep_term_is_refused_without_recursion() -> None:
    term: Term = x
    for _ in range(10_000):
        term = Apply("-", (term,))

    with pytest.raises(Untranslatable):
        to_sympy(term)
    assert "too large" == oracle.antiderivative(term, x).outcome


def test_names_are_names_and_never_code() -> None:
    name = '__import__("os").system("true")'

    assert name == str(to_sympy(Symbol(name)))


def test_an_antiderivative_is_found() -> None:
    answer = oracle.antiderivative(mul(2, x), x)

    assert "answered" == answer.outcome
    assert to_sympy(ap("^", x, 2)) == to_sympy(answer.value, evaluate=True)  # type: ignore[arg-type]


def test_a_closed_form_of_an_improper_integral_is_found() -> None:
    answer = oracle.value(Bind("integral", x, ap("exp", neg(ap("^", x, 2))), (number(0), INFINITY)))

    assert to_sympy(ap("/", ap("sqrt", PI), 2), evaluate=True) == to_sympy(
        answer.value, evaluate=True)  # type: ignore[arg-type]


def test_what_has_no_closed_form_is_an_error_by_name() -> None:
    body = ap("exp", ap("sin", ap("exp", x)))

    assert oracle.value(Bind("integral", x, body, (number(0), number(1))), seconds=5).outcome != "answered"


def test_z3_proves_and_finds_values_that_break() -> None:
    positive = ap(">", x, 1)

    assert ("yes", ()) == oracle.entailed((positive,), ap(">", ap("^", x, 2), x)).value
    assert "no" == oracle.entailed((), ap(">", ap("^", x, 2), x)).value[0]  # type: ignore[index]


def test_real_roots_are_found_in_order() -> None:
    roots = oracle.roots(ap("=", ap("^", x, 2), add(x, 1)), x).value

    assert isinstance(roots, tuple)
    assert 2 == len(roots)


def test_a_sign_in_a_hypothesis_reaches_sympy() -> None:
    root = ap("sqrt", ap("^", x, 2))

    assert "x" == str(to_sympy(root, (ap(">", x, 0),), evaluate=True))
    assert "Abs(x)" == str(to_sympy(root, (ap(">", x, number("-1")),), evaluate=True))
    assert to_sympy(sub(x, y)) is not None


@pytest.mark.parametrize("given, zero", [
    ((ap("<", -1, x), ap("<", x, 1)), True), ((ap("<", x, 1),), False), ((), False),
], ids=["inside", "below one", "anywhere"])
def test_a_series_is_summed_where_its_condition_is_known(given: tuple[Term, ...], zero: bool) -> None:
    k = Symbol("k", "integer")
    series = Bind("sum", k, ap("^", x, k), (number(0), INFINITY))

    answer = oracle.difference_is_zero(series, ap("/", 1, sub(1, x)), given, seconds=60.0)

    said = answer.value[0] if isinstance(answer.value, tuple) else False     # SymPy may also fail, where it diverges
    assert said is zero
