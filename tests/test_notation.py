"""Terms written out: what is printed is read back as the same term."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from derive.elaborate.formulas.expression import elaborate
from derive.elaborate.names.signature import Signature
from derive.elaborate.notation import latex, plain, sympy_text, tree
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, number
from derive.read.parse import parse

NAMES = ("x", "y", "a", "x_1", "b_12", "alpha", "hat{x}", "bar{y}_2", "x_max", "x'", "x^{(2)}", "mathcal{A}", "c^{*}")
KNOWN = Signature(sorts={"f": "function", "a": "real"}, arity={"v": 1, "w": 2})
FUNCTIONS = ("sin", "cos", "tan", "asin", "atan", "sinh", "asinh", "exp", "log", "sqrt", "abs", "sign", "floor", "ceil",
             "erf", "gamma")


def numbers() -> st.SearchStrategy[Term]:
    return st.sampled_from(("0", "1", "2", "17", "0.5", "3.25", "0.001", "1323135")).map(number)


def grown(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    def bound(term: Term) -> st.SearchStrategy[Term]:
        k = Symbol("k", "integer")
        t = Symbol("t")
        return st.sampled_from((
            Bind("sum", k, Apply("*", (term, Apply("at", (Symbol("v", "array"), k)))), (number(1), number(3))),
            Bind("product", k, Apply("^", (term, k)), (number(0), Symbol("n", "integer"))),
            Bind("integral", t, Apply("+", (term, t)), (number(0), Apply("infinity"))),
            Bind("antiderivative", t, Apply("*", (term, t)), (t,)),
            Bind("limit", t, Apply("/", (term, t)), (number(0), number(1))),
            Bind("derivative", t, Apply("*", (t, term)), (t,)),
            Bind("sup over", t, Apply("+", (term, t)), (Symbol("S", "set"),)),
            Bind("inf over", t, Apply("where", (Apply("*", (term, t)), Apply(">", (t, number(3))))), ()),
            Bind("limsup", k, Apply("/", (term, k)), (Apply("infinity"),)),
            Bind("oint over", t, Apply("*", (term, t)), (Symbol("C", "set"),)),
            Apply("norm", (Apply("*", (term, t)), number(1))),
        ))

    pairs = st.tuples(inner, inner)
    return st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(lambda args: Apply("+", tuple(args))),
        st.lists(inner, min_size=2, max_size=4).map(lambda args: Apply("*", tuple(args))),
        inner.map(lambda arg: Apply("-", (arg,))),
        pairs.map(lambda args: Apply("/", args)),
        pairs.map(lambda args: Apply("^", args)),
        pairs.map(lambda args: Apply("max", args)),
        pairs.map(lambda args: Apply("log", args)),
        pairs.map(lambda args: Apply("root", (args[0], Apply("+", (args[1], number(1)))))),
        pairs.map(lambda args: Apply("piecewise", (Apply("<", args), args[0], args[1]))),
        st.tuples(st.sampled_from(FUNCTIONS), inner).map(lambda pair: Apply(pair[0], (pair[1],))),
        numbers().map(lambda arg: Apply("factorial", (arg,))),
        inner.map(lambda arg: Apply("call", (Symbol("f", "function"), arg))),
        inner.flatmap(bound),
    )


TERMS = st.recursive(numbers() | st.sampled_from(NAMES).map(Symbol) | st.just(Apply("pi")), grown, max_leaves=9)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TERMS)
def test_what_is_printed_is_read_as_the_same_term(term: Term) -> None:
    reading = elaborate(parse(latex(term)), KNOWN)

    assert tree(term) == (tree(reading.term) if reading.term else reading.problem), latex(term)


@st.composite
def statements(draw: st.DrawFn) -> Term:
    """Relations and sets by a condition, of which only the shape is known."""
    one, two = draw(TERMS), draw(TERMS)
    u, v = Symbol("u"), Symbol("v")
    head = draw(st.sampled_from(("subseteq", "ll", "simeq", "lesssim", "succeq", "divides", "supset", "asymp")))
    return draw(st.sampled_from((
        Apply(head, (one, two)), Apply("not", (Apply("divides", (one, two)),)),
        Bind("collection", u, Apply("where", (u, Apply("<", (Apply("+", (u, one)), two)))), ()),
        Bind("collection", u, Bind("collection", v, Apply("where", (
            Apply("tuple", (u, v)), Apply("and", (Apply("<", (u, one)), Apply(">", (v, u)))))), ()), ()),
        Apply("braket", (one, two)), Apply("states", (Apply("ket", (one,)), Apply("bra", (two,)))),
        Apply("set", (one, two)), Apply("cup", (Apply("set", (one,)), Symbol("B"))),
        Apply("cartesian", (Apply("set", (one,)), Apply("set", (two,)))),
    )))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(statements())
def test_what_is_known_by_its_shape_is_read_as_the_same_term(term: Term) -> None:
    reading = elaborate(parse(latex(term)), KNOWN)

    assert tree(term) == (tree(reading.term) if reading.term else reading.problem), latex(term)


@settings(max_examples=100, deadline=None)
@given(TERMS)
def test_every_term_has_a_plain_text_and_a_tree(term: Term) -> None:
    assert plain(term)
    assert tree(term)


x, y = Symbol("x"), Symbol("y")
h, i, k, n = Symbol("h", "array"), Symbol("i", "integer"), Symbol("k", "integer"), Symbol("n", "integer")


@pytest.mark.parametrize(("term", "expected"), [
    (Apply(">", (Apply("+", (Apply("*", (Symbol("x_0"), Symbol("w_0"))), Symbol("b_0"))), number(0))),
     "x_0 w_0 + b_0 > 0"),
    (Apply("*", (x, Apply("-", (y,)))), "x * (-y)"),
    (Apply("^", (Apply("-", (x,)), number(2))), "(-x)^2"),
    (Apply("/", (number(1), Apply("*", (x, y)))), "1/(x y)"),
    (Apply("+", (x, Number(number(1).value * -1))), "x - 1"),
    (Bind("sum", k, Apply("exp", (Apply("at", (h, k)),)), (number(1), n)), "sum_(k=1..n) exp(h_k)"),
    (Bind("derivative", h, Apply("at", (h, k)), (h, i)), "d/dh_i h_k"),
    (Apply("implies", (Apply("=", (x, y)), Apply("!=", (y, x)))), "x = y => y != x"),
])
def test_plain_text(term: Term, expected: str) -> None:
    assert expected == plain(term)


@pytest.mark.parametrize(("term", "expected"), [
    (Apply("max", (number(0), x)), "Max(0, x)"),
    (Apply("/", (number(1), Apply("*", (number(2), x)))), "1/(2*x)"),
    (Apply("^", (number("0.5"), x)), "(1/2)**x"),
    (Apply("-", (Apply("^", (x, number(2))),)), "-x**2"),
    (Bind("sum", k, Apply("at", (h, k)), (number(1), n)), "Sum(h[k], (k, 1, n))"),
    (Bind("derivative", h, Apply("at", (h, k)), (h, i)), "Derivative(h[k], h[i])"),
    (Bind("derivative", x, x, (y,)), "Subs(Derivative(x, x), x, y)"),
    (Symbol("gamma"), "Symbol('gamma')"),
    (Symbol("lambda"), "lamda"),
    (Symbol("hat{x}_{t-1}"), "hatx_t_1"),
    (Apply("piecewise", (Apply(">", (x, number(0))), x, number(0))), "Piecewise((x, x > 0), (0, True))"),
    (Apply("matmul", (Symbol("A", "matrix"), Symbol("B", "matrix"))), None),
])
def test_sympy_syntax(term: Term, expected: str | None) -> None:
    assert expected == sympy_text(term)


def test_long_numerals_are_printed_whole() -> None:
    assert plain(Number(number(10).value ** 9000)) == "1" + "0" * 9000
