"""The module made of a document: names, defaults, batches, and nothing but NumPy."""

from __future__ import annotations

import inspect
import subprocess
import sys
from types import ModuleType

import numpy as np
import pytest

from compiled import B0, NETWORK, SOFTMAX, VALUES, W0, X0, X1, Z, document
from derive.codegen.module import compile_document
from derive.elaborate.names.signature import Definition
from derive.kernel.term import Bind, Symbol, number
from formulas import at, f, h, j, log, over, plus, times, total, u, x


def load(source: str) -> ModuleType:
    module = ModuleType("compiled_page")
    exec(compile(source, "compiled_page.py", "exec"), module.__dict__)
    return module


STATED = (*(("z", name) for name in ("w_0", "w_1", "b_0", "b_1", "x_1", "z")), ("Z", "w_0"))


@pytest.fixture(scope="module")
def network() -> ModuleType:
    return load(compile_document(document(NETWORK, STATED, values=VALUES)))


@pytest.fixture(scope="module")
def softmax() -> ModuleType:
    return load(compile_document(document(SOFTMAX, (("L", "h"), ("P", "h"), ("L", "P")))))


def test_every_definition_and_derivative_is_there_once(network: ModuleType) -> None:
    expected = {"x_1", "y_1", "z", "dz_dw_0", "dz_dw_1", "dz_db_0", "dz_db_1", "dz_dx_1", "dz_dz"}

    assert expected == {name for name, one in vars(network).items() if inspect.isfunction(one) and name[0] != "_"}


def test_the_given_values_are_the_defaults(network: ModuleType) -> None:
    expected = {"x_1": 0.6, "y_1": 0.03, "z": 1.03, "dz_dw_0": -0.2, "dz_dw_1": 0.6, "dz_db_0": -0.2, "dz_db_1": 1.0,
                "dz_dx_1": -0.2, "dz_dz": 1.0}

    assert expected == {name: pytest.approx(getattr(network, name)(), abs=1e-15) for name in expected}


def test_arguments_are_the_names_that_no_formula_gives(network: ModuleType) -> None:
    assert {"x_0", "w_0", "b_0", "w_1", "b_1"} == set(inspect.signature(network.dz_dw_1).parameters)
    assert {"x_0", "w_0", "b_0"} == set(inspect.signature(network.x_1).parameters)


def test_a_derivative_includes_the_switch_of_the_relu(network: ModuleType) -> None:
    switched = network.dz_dw_0(x_0=np.array([-1.0, 1.0]), w_0=np.array([[1.0], [0.5]]), b_1=3.0)

    np.testing.assert_allclose(switched, [[0.0, -0.2], [0.0, -0.2]])


def test_a_batch_of_points_gives_a_batch_of_derivatives(network: ModuleType) -> None:
    assert network.dz_db_1(x_0=np.ones((4, 3))).tolist() == [[1.0] * 3] * 4
    assert network.dz_dz(w_1=np.zeros(5)).tolist() == [1.0] * 5


def test_the_softmax_cross_entropy_on_a_batch(softmax: ModuleType) -> None:
    generator = np.random.default_rng(0)
    logits, labels = generator.normal(size=(1000, 10)), np.eye(10)[generator.integers(0, 10, 1000)]
    e = np.exp(logits - logits.max(-1, keepdims=True))
    p = e / e.sum(-1, keepdims=True)

    assert np.abs(softmax.P(h=logits) - p).max() < 1e-12
    assert np.abs(softmax.L(h=logits, y=labels) + (labels * np.log(p)).sum(-1)).max() < 1e-12
    assert np.abs(softmax.dL_dh(h=logits, y=labels) - (p - labels)).max() < 1e-12
    assert np.abs(softmax.dL_dP(h=logits, y=labels) + labels / p).max() < 1e-9
    expected = p[:, :, None] * np.eye(10) - p[:, :, None] * p[:, None, :]
    assert np.abs(softmax.dP_dh(h=logits) - expected).max() < 1e-12


def test_the_module_needs_numpy_and_nothing_else(tmp_path) -> None:
    path = tmp_path / "page.py"
    path.write_text(compile_document(document(NETWORK, STATED, values=VALUES)), encoding="utf-8")
    code = "import page, sys; print(page.z(), any(m.startswith(('derive', 'sympy')) for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["1.03", "False"]


def test_what_cannot_be_compiled_is_named_in_a_comment() -> None:
    area = Definition(Symbol("A"), (), Bind("integral", x, x, (number(0), X0)), 1)
    source = compile_document(document((area,), (("A", "x_0"),)))

    assert "# A is not compiled: no NumPy source for integral" in source
    assert "# dA_dx_0 is not compiled" in source
    load(source)


def test_a_function_of_an_argument_takes_it() -> None:
    g = Definition(Symbol("g", "function"), (x,), over(1, plus(1, f("exp", f("-", x)))), 1)
    twice = Definition(Symbol("t"), (), times(2, f("call", g.symbol, W0)), 2)
    module = load(compile_document(document((g, twice))))

    assert module.g(x=0) == 0.5
    assert module.t(w_0=0) == 1


def test_a_mean_takes_its_size_from_the_array() -> None:
    mean = Definition(Symbol("m"), (), over(total(j, at(u, j)), Symbol("n", "integer")), 1)
    module = load(compile_document(document((mean,), (("m", "u"),))))

    assert module.m(u=np.array([[1.0, 2.0, 3.0]])).tolist() == [2]
    assert module.dm_du(u=np.zeros((2, 4))).tolist() == [[0.25] * 4] * 2


def test_names_that_clash_are_told_apart() -> None:
    one = Definition(Symbol("x_{1}"), (), times(2, B0), 1)
    two = Definition(X1, (), times(3, B0), 2)
    module = load(compile_document(document((one, two))))

    assert (module.x_1(b_0=1), module.x_1_2(b_0=1)) == (2, 3)


def test_a_second_derivative() -> None:
    cube = Definition(Z, (), f("^", X0, 3), 1)
    module = load(compile_document(document((cube,), (("z", "x_0", "x_0"),))))

    assert module.d2z_dx_0_dx_0(x_0=2) == 12


def test_the_logarithm_of_a_probability_does_not_overflow() -> None:
    one = at(SOFTMAX[1].symbol, j)
    entropy = Definition(Symbol("H"), (), f("-", total(j, times(one, log(one)))), 3)
    module = load(compile_document(document((*SOFTMAX, entropy), (("H", "h"),))))

    assert module.H(h=np.array([1000.0, 0.0])) == 0
    assert module.dH_dh(h=np.array([1000.0, 0.0])).tolist() == [0, 0]
    assert h.name in inspect.signature(module.dH_dh).parameters
