"""Compiled functions: they agree with exact evaluation, in batches too, and no text of a document runs."""

from __future__ import annotations

import pickle
import random
import warnings
from itertools import count, pairwise, product
from typing import Any

import mpmath
import numpy as np
import pytest

import numeric
from derive.codegen.callable import compile as compile_term
from derive.codegen.callable import compile_formula, free_indices
from derive.codegen.definitions import Unfolding
from derive.codegen.function import Formula, arguments_of, compile_function, derivative
from derive.codegen.names import distinct, identifier
from derive.codegen.problem import NotCompiled
from derive.elaborate.names.signature import Definition
from derive.kernel.term import Apply, Bind, Symbol, Term, free, number
from formulas import (
    LAYER,
    LOSS,
    NETWORK,
    ONE,
    RELU_1,
    V,
    W,
    a,
    at,
    b,
    exp,
    f,
    h,
    i,
    j,
    k,
    log,
    m,
    minus,
    n,
    over,
    plus,
    softmax,
    times,
    total,
    u,
    v,
    x,
    y,
)

SIZE = 4  # of every axis, in these tests
GEN = np.random.default_rng(7)


def draw(symbol: Symbol, rank: int, low: float = 0.2, high: float = 2.0) -> np.ndarray:
    return GEN.uniform(low, high, (SIZE,) * rank)


def ranks(term: Term) -> dict[Symbol, int]:
    found: dict[Symbol, int] = {}
    pending = [term]
    while pending:
        part = pending.pop()
        if isinstance(part, Apply) and part.head == "at":
            found[part.args[0]] = len(part.args) - 1
        pending.extend(
            getattr(part, "args", ()) or (part.body, *part.bounds)
            if isinstance(part, Bind)
            else getattr(part, "args", ())
        )
    return found


def exact(term: Term, indices: tuple[Symbol, ...], values: dict[Symbol, np.ndarray]) -> np.ndarray:
    """The term by mpmath at every combination of its free indices; nan where it is undefined."""

    def nested(array: np.ndarray) -> Any:
        return mpmath.mpf(float(array)) if array.ndim == 0 else tuple(nested(part) for part in array)

    point = {symbol: nested(np.asarray(value)) for symbol, value in values.items()} | {n: SIZE, m: SIZE}
    out = np.empty((SIZE,) * len(indices))
    for place in product(range(SIZE), repeat=len(indices)):
        here = {**point, **{index: one + 1 for index, one in zip(indices, place, strict=True)}}
        try:
            out[place] = float(numeric.value(term, here))
        except numeric.Undefined:
            out[place] = np.nan
    return out


def agree(term: Term, indices: tuple[Symbol, ...] | None = None, low: float = 0.2, high: float = 2.0) -> None:
    """The compiled term against exact evaluation, at one point and on a batch of three points of shape (3, 1)."""
    indices = free_indices(term) if indices is None else indices
    compiled = compile_formula(Formula(term, indices))
    shape = ranks(term)
    names = [s for s in arguments_of(Formula(term, indices)) if s != n]
    size = {"n": SIZE} if "n" in compiled.arguments else {}
    points = [{s: draw(s, shape.get(s, 0), low, high) for s in names} for _ in range(3)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        single = [np.asarray(compiled(**{s.name: point[s] for s in names}, **size)) for point in points]
        batch = compiled(**{s.name: np.stack([point[s] for point in points])[:, None] for s in names}, **size)
    expected = [exact(term, indices, point) for point in points]

    for one, other in zip(single, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-13)
    if names:
        assert batch.shape == (3, 1, *expected[0].shape)
        np.testing.assert_allclose(batch[:, 0], np.stack(expected), rtol=1e-12, atol=1e-13)


SCALARS = [
    plus(x, times(2, y)),
    minus(x, y),
    over(x, times(y, a)),
    f("^", x, 3),
    f("^", x, -2),
    f("^", x, y),
    f("^", plus(x, y), "1/2"),
    f("sqrt", plus(x, 1)),
    log(x),
    exp(f("-", times(x, x))),
    f("sin", over(x, y)),
    f("tanh", minus(x, y)),
    f("abs", minus(x, y)),
    f("max", x, y, a),
    f("min", x, y),
    f("-", f("-", x)),
    minus(x, minus(y, a)),
    over(over(x, y), a),
    over(x, over(y, a)),
    f("^", f("-", x), 2),
    f("-", f("^", x, 2)),
    times(x, f("-", y)),
    f("piecewise", f("<", x, y), x, f("^", y, 2)),
    f("piecewise", f("<", x, 1), log(x), 0),
    f("piecewise", f("and", f("<", x, 1), f("not", f(">=", y, 1))), 1, f("<", y, "1/2"), 2, 3),
    over(1, plus(1, exp(f("-", x)))),
    log(plus(1, exp(x))),
    over(minus(exp(x), exp(f("-", x))), plus(exp(x), exp(f("-", x)))),
    times("1/3", x),
    times("0.1", x),
    f("pi"),
    times(f("pi"), x, f("e")),
    plus(1, 2),
    f("floor", times(3, x)),
    over(times(x, exp(y)), plus(exp(y), exp(a))),
    f("asin", over(x, 3)),
    f("log", x, y),
]


@pytest.mark.parametrize("term", SCALARS, ids=count())
def test_a_scalar_formula_agrees_with_exact_evaluation(term: Term) -> None:
    agree(term)


INDEXED = [
    at(u, i),
    times(x, at(u, i)),
    times(at(u, i), at(v, j)),
    total(k, at(u, k)),
    total(k, times(at(u, k), at(v, k))),
    total(k, times(at(W, i, k), at(u, k))),
    total(k, times(at(W, k, i), at(u, k))),
    total(k, times(at(W, i, k), at(V, k, j))),
    total(k, times(at(W, k, i), at(V, j, k))),
    total(k, times(at(W, i, k), at(u, k), at(v, k))),
    total(k, total(j, times(at(u, k), at(W, k, j), at(v, j)))),
    softmax(i),
    log(softmax(i)),
    LOSS,
    times(softmax(i), softmax(j)),
    minus(f("delta", i, j), softmax(j)),
    over(total(k, times(at(u, k), exp(at(h, k)))), total(k, exp(at(h, k)))),
    log(total(k, exp(at(h, k)))),
    over(exp(at(W, i, j)), total(k, exp(at(W, i, k)))),
    over(exp(at(W, i, j)), total(k, exp(at(W, k, j)))),
    over(total(i, at(u, i)), n),
    total(k, times(k, at(u, k))),
    total(k, x),
    total(k, times(x, at(u, k), at(u, k))),
    total(k, f("^", minus(at(u, k), over(total(j, at(u, j)), n)), 2)),
    at(W, i, i),
    total(k, at(W, k, k)),
    total(k, f("^", minus(at(u, plus(k, 1)), at(u, k)), 2), 1, minus(n, 1)),
    total(k, minus(at(u, k), at(u, minus(k, 1))), 2),
    total(j, times(f("delta", i, j), at(u, j), at(v, i))),
    plus(at(u, 1), at(u, i)),
    times(at(W, 2, i), at(u, 1)),
    total(i, total(j, times(at(u, i), at(u, j)), 1, i)),
    Bind("product", k, at(u, k), (ONE, n)),
    f("piecewise", f("=", i, j), at(u, i), at(v, j)),
    f("max", 0, minus(at(u, i), at(v, i))),
    over(
        minus(times(exp(at(h, j)), total(k, exp(at(h, k)))), times(exp(at(h, j)), exp(at(h, j)))),
        f("^", total(k, exp(at(h, k))), 2),
    ),
    total(k, times(at(u, k), f("^", x, k))),
    f("-", total(k, times(softmax(k), log(softmax(k))))),
    over(at(u, i), total(j, over(at(u, j), at(v, j)))),
]


@pytest.mark.parametrize("term", INDEXED, ids=count())
def test_an_indexed_formula_agrees_with_exact_evaluation(term: Term) -> None:
    agree(term)


def random_term(rng: random.Random, depth: int) -> Term:
    if depth == 0:
        return rng.choice([x, y, a, number(2), number("1/2"), at(u, i), at(v, j), at(u, j)])
    one, two = random_term(rng, depth - 1), random_term(rng, depth - 1)
    inside = Apply("abs", (one,))
    shapes = [
        plus(one, two),
        minus(one, two),
        times(one, two),
        over(one, plus(inside, 1)),
        exp(f("-", inside)),
        f("sin", one),
        log(plus(inside, 1)),
        f("sqrt", inside),
        f("max", one, two),
        f("^", one, 2),
        f("tanh", one),
        f("cos", one),
        f("piecewise", f("<", one, two), one, two),
        over(exp(f("sin", one)), plus(exp(f("sin", one)), exp(f("sin", two)))),
    ]
    made = rng.choice(shapes)
    if rng.random() < 0.3:
        bound = rng.choice([i, j])
        made = Bind("sum", bound, made, (ONE, n)) if bound in free(made) and _meets(made, bound) else made
    return made


def _meets(term: Term, index: Symbol) -> bool:
    return any(isinstance(part, Apply) and part.head == "at" and index in free(part) for part in numeric_parts(term))


def numeric_parts(term: Term) -> list[Term]:
    found, pending = [], [term]
    while pending:
        part = pending.pop()
        found.append(part)
        pending.extend((part.body, *part.bounds) if isinstance(part, Bind) else getattr(part, "args", ()))
    return found


@pytest.mark.parametrize("seed", range(80))
def test_a_random_formula_agrees_with_exact_evaluation(seed: int) -> None:
    term = random_term(random.Random(seed), 3)

    agree(term, low=-2.0)


DERIVATIVES = [
    (LOSS, h, (i,)),
    (softmax(j), h, (i,)),
    (log(total(k, exp(at(h, k)))), h, (i,)),
    (f("^", plus(times(x, y), a), 3), x, ()),
    (over(x, plus(1, times(x, x))), x, ()),
    (f("^", x, y), y, ()),
    (f("^", x, x), x, ()),
    (total(k, f("^", minus(at(u, k), times(x, at(v, k))), 2)), x, ()),
    (total(k, f("^", minus(at(u, k), x), 2)), u, (i,)),
    (total(i, total(j, times(at(u, i), at(W, i, j), at(u, j)))), u, (k,)),
    (total(k, times(at(W, j, k), at(u, k))), W, (i, m)),
    (over(1, plus(1, exp(f("-", x)))), x, ()),
    (f("-", total(k, times(softmax(k), log(softmax(k))))), h, (i,)),
    (total(k, f("^", minus(at(u, plus(k, 1)), at(u, k)), 2), 1, minus(n, 1)), u, (i,)),
    (at(u, 2), u, (i,)),
    (f("abs", minus(x, y)), x, ()),
    (f("max", x, times(2, y)), y, ()),
    (f("tan", f("sinh", x)), x, ()),
    (f("atan", x), x, ()),
    (Bind("product", k, at(u, k), (ONE, n)), u, (i,)),
]


@pytest.mark.parametrize(("term", "variable", "index"), DERIVATIVES, ids=count())
def test_a_derivative_agrees_with_exact_evaluation(term: Term, variable: Symbol, index: tuple[Symbol, ...]) -> None:
    formula = derivative(Formula(term, tuple(s for s in free_indices(term))), variable, index)
    compiled = compile_formula(formula)
    shape = ranks(term)
    names = arguments_of(formula)
    values = {s: draw(s, shape.get(s, 0)) for s in names}
    got = compiled(**{s.name: values[s] for s in names})

    asked = Bind("derivative", variable, term, (variable, *index))
    expected = exact(asked, formula.indices, values)
    np.testing.assert_allclose(got, expected, rtol=1e-11, atol=1e-12)
    batched = {s.name: np.broadcast_to(values[s], (2, 3, *values[s].shape)) for s in names}
    assert compiled(**batched).shape == (2, 3, *expected.shape)


def softmax_by_hand(logits: np.ndarray) -> np.ndarray:
    e = np.exp(logits - logits.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def test_the_cross_entropy_and_its_gradient_agree_with_the_hand_written_ones_on_a_batch() -> None:
    logits, labels = GEN.normal(size=(1000, 10)) * 5, np.eye(10)[GEN.integers(0, 10, 1000)]
    p = softmax_by_hand(logits)
    gradient = compile_formula(derivative(Formula(LOSS), h, (i,)))

    assert np.abs(compile_term(softmax(i))(h=logits) - p).max() < 1e-12
    assert np.abs(compile_term(LOSS)(h=logits, y=labels) + np.log(p[labels == 1])).max() < 1e-12
    assert np.abs(gradient(h=logits, y=labels) - (p - labels)).max() < 1e-12


def test_logits_of_a_thousand_overflow_nowhere() -> None:
    logits, labels = np.array([[1000.0, 0.0], [-1000.0, 1000.0]]), np.array([[0.0, 1.0], [1.0, 0.0]])
    gradient = compile_formula(derivative(Formula(LOSS), h, (i,)))
    sigmoid = compile_term(over(1, plus(1, exp(f("-", x)))))
    softplus = compile_term(log(plus(1, exp(x))))
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert compile_term(softmax(i))(h=logits).tolist() == [[1, 0], [0, 1]]
        assert compile_term(LOSS)(h=logits, y=labels).tolist() == [1000, 2000]
        assert gradient(h=logits, y=labels).tolist() == [[1, -1], [-1, 1]]
        assert compile_term(log(total(k, exp(at(h, k)))))(h=logits).tolist() == [1000, 1000]
        assert sigmoid(x=np.array([-2000.0, 0.0, 2000.0])).tolist() == [0, 0.5, 1]
        assert softplus(x=np.array([-2000.0, 2000.0])).tolist() == [0, 2000]


def test_the_softmax_is_computed_once() -> None:
    source = compile_formula(derivative(Formula(LOSS), h, (i,))).source

    assert source.count("np.exp") == 1


def test_the_branch_not_taken_neither_warns_nor_spoils() -> None:
    compiled = compile_term(f("piecewise", f(">", x, 0), over(log(x), x), 0))
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert compiled(x=np.array([-1.0, 0.0, 1.0])).tolist() == [0, 0, 0]


def test_the_derivative_of_a_maximum_is_nan_at_its_kink_and_nowhere_else() -> None:
    compiled = compile_formula(derivative(Formula(f("max", 0, x)), x))

    assert compiled(x=np.array([-1.0, 1.0])).tolist() == [0, 1]
    assert np.isnan(compiled(x=0.0))


def test_equal_branches_have_no_kink() -> None:
    same = compile_formula(derivative(Formula(f("max", times(2, x), times(2, x))), x))

    assert same(x=0.0) == 2


def test_a_derivative_of_a_case_is_nan_on_its_border() -> None:
    compiled = compile_formula(derivative(Formula(f("piecewise", f(">=", x, 0), x, f("-", x))), x))

    assert compiled(x=np.array([-1.0, 2.0])).tolist() == [-1, 1]
    assert np.isnan(compiled(x=0.0))


def test_a_constant_has_the_shape_of_its_arguments() -> None:
    slope = compile_formula(derivative(Formula(plus(x, times(3, y))), y))

    assert slope(x=np.zeros((2, 3)), y=1.0).tolist() == [[3] * 3] * 2
    assert slope(x=0.0, y=0.0) == 3


def test_plain_numbers_give_plain_numbers() -> None:
    assert isinstance(compile_term(f("max", x, 0))(x=1), float)
    assert isinstance(compile_term(f("piecewise", f("<", x, 0), 1, 2.0 and 2))(x=1), np.generic)


def test_the_network_of_the_homework() -> None:
    given = {"x_0": 1.0, "w_0": 0.5, "w_1": -0.2, "b_0": 0.1, "b_1": 0.15}
    expected = {"w_0": -0.2, "w_1": 0.6, "b_0": -0.2, "b_1": 1.0}

    assert compile_term(NETWORK)(**given) == pytest.approx(1.03, abs=1e-15)
    for name, slope in expected.items():
        assert compile_formula(derivative(Formula(NETWORK), Symbol(name)))(**given) == pytest.approx(slope, abs=1e-15)


def test_intermediate_results_keep_their_names() -> None:
    source = compile_function("z", Formula(NETWORK, hints={RELU_1: "x_1", LAYER: "y_1"})).source

    assert (
        "x_1 = np.maximum(0, x_0 * w_0 + b_0)\n    y_1 = x_1 * w_1 + b_1\n    return np.maximum(0, y_1 + x_0)" in source
    )


def test_a_class_index_may_be_a_batch() -> None:
    c = Symbol("c", "integer")
    compiled = compile_formula(Formula(f("-", log(softmax(c)))))
    logits, classes = GEN.normal(size=(5, 3)), np.array([1, 2, 3, 1, 2])

    np.testing.assert_allclose(
        compiled(h=logits, c=classes), -np.log(softmax_by_hand(logits)[np.arange(5), classes - 1])
    )
    assert np.isnan(compiled(h=logits[0], c=4))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("x_0", "x_0"),
        (r"\theta", "theta"),
        (r"\hat{x}", "hat_x"),
        ("lambda", "lambda_"),
        ("exec", "exec_"),
        ("np", "np_"),
        ("θ_1", "theta_1"),
        ("x'", "x_prime"),
        ("2x", "n2x"),
        ("__import__('os')", "import_primeos_prime"),
        ("", "unnamed"),
        ("x\n    import os", "x_import_os"),
        ("W^{[l]}", "W_l"),
        ("\u202ex", "x"),
        ("print", "print_"),
        ("match", "match_"),
    ],
)
def test_a_name_becomes_a_safe_identifier(name: str, expected: str) -> None:
    assert expected == identifier(name)
    assert identifier(name).isidentifier()


def test_two_names_of_one_spelling_stay_apart() -> None:
    assert {"x_0": "x_0", "x_{0}": "x_0_2"} == distinct(["x_0", "x_{0}", "x_0"])


def test_hostile_names_compute_like_any_other() -> None:
    evil = Symbol('x"; __import__("os").abort()  #')
    compiled = compile_term(plus(evil, Symbol("np"), Symbol("t")))

    assert compiled(**dict(zip(compiled.arguments, (1, 2, 3), strict=True))) == 6


def test_a_docstring_cannot_be_closed_from_inside() -> None:
    source = compile_function("g", Formula(x), doc='a """\nimport os\n\\').source
    scope: dict[str, Any] = {"np": np}
    exec("import numpy as np\ndef _array(v): return v\n" + source, scope)

    assert "os" not in scope
    assert "import os" in scope["g"].__doc__


def test_what_has_no_numerical_form_is_refused_by_name() -> None:
    with pytest.raises(NotCompiled, match="integral"):
        compile_term(Bind("integral", x, x, (number(0), number(1))))
    term: Term = x
    for _ in range(200):
        term = f("sin", term)
    with pytest.raises(NotCompiled, match="too large"):
        compile_term(term)


def test_a_compiled_function_pickles() -> None:
    compiled = pickle.loads(pickle.dumps(compile_term(times(x, at(u, i)))))

    assert compiled(x=2.0, u=np.array([1.0, 2.0])).tolist() == [2, 4]


def test_unfolding_stops_at_a_circle_and_at_an_explosion() -> None:
    circle = {"a": Definition(a, (), plus(b, 1), 1), "b": Definition(b, (), plus(a, 1), 2)}
    with pytest.raises(NotCompiled, match="defined by itself"):
        Unfolding(circle).body("a")
    names = [Symbol(f"x_{number_}") for number_ in range(60)]
    tower = {two.name: Definition(two, (), times(one, one), 1) for one, two in pairwise(names)}
    with pytest.raises(NotCompiled, match="too large"):
        Unfolding(tower).body("x_59")


def test_unfolding_does_not_capture() -> None:
    definitions = {"s": Definition(Symbol("s"), (), at(u, k), 1)}

    assert Unfolding(definitions).of(total(k, times(Symbol("s"), at(v, k)))) != total(k, times(at(u, k), at(v, k)))
