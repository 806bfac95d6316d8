"""Points satisfy the hypotheses exactly, meet every pattern of indices, and do not depend on the run."""

from __future__ import annotations

import subprocess
import sys

import pytest

from derive.decide.draws import by_quality, partitions, patterns
from derive.decide.points import VOID, evidence
from derive.decide.sampling import Sample, Sampler
from derive.decide.scene import Scene
from derive.kernel.enclosure import Evaluator
from derive.kernel.refutation import Judge
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free
from test_refute import (
    IN_RANGE,
    ONE_HOT,
    POSITIVE,
    WEIGHTS,
    A,
    N,
    a,
    add,
    at,
    b,
    c,
    div,
    eq,
    f,
    h,
    i,
    j,
    k,
    m,
    mul,
    n,
    neg,
    p,
    power,
    q,
    total,
    x,
    y,
)

TRUE = Apply("true")


def samples(hypotheses: tuple[Term, ...], goal: Term) -> list[Sample]:
    sampler = Sampler(Scene(Obligation(hypotheses, goal)))
    return [sample for sample in sampler.samples(8) if sample is not None]


ADMISSIBLE: dict[str, tuple[tuple[Term, ...], Term]] = {
    "positive": (POSITIVE, eq(a, b)),
    "interval": ((A("in", x, A("interval", N("1/10"), N("2/10"), Symbol("()"))),), eq(x, x)),
    "narrow": ((A(">", x, N(100)), A("<", x, N("1001/10"))), eq(x, x)),
    "weights": (WEIGHTS, eq(total(k, at(p, k)), N(1))),
    "one-hot": (ONE_HOT, eq(total(k, at(q, k)), N(1))),
    "given values": ((eq(x, N(1)), eq(y, add(x, N(2))), eq(a, mul(x, y))), eq(a, x)),
    "a sum is given": ((eq(add(a, b, c), N(1)), A(">", a, N(0))), eq(a, b)),
    "a value of a defined name": ((eq(y, add(mul(N(2), x), a)), eq(y, N(3))), eq(x, a)),
    "definitions in a circle": ((eq(x, add(y, N(1))), eq(y, div(x, N(3)))), eq(x, y)),
    "different indices": ((*IN_RANGE, A("!=", i, j)), eq(at(h, i), at(h, j))),
    "ordered indices": ((*IN_RANGE, A("<", i, j)), eq(at(h, i), at(h, j))),
    "indices from two": ((A("<=", N(2), i), A("<=", i, n)), eq(at(h, i), at(h, add(i, N(-1))))),
    "whole numbers": ((A(">=", m, N(3)), A("<", m, N(6))), eq(m, n)),
    "product": ((eq(mul(x, y), N(6)),), eq(x, y)),
}


@pytest.mark.parametrize("name", ADMISSIBLE)
def test_the_kernel_agrees_that_the_hypotheses_hold(name: str) -> None:
    hypotheses, goal = ADMISSIBLE[name]
    found = samples(hypotheses, goal)

    assert len(found) > 3
    for sample in found:
        judge = Judge(96, dict(sample.point()), lambda left, right: False)
        judge.assume(hypotheses, free(goal))


def test_hypotheses_that_contradict_each_other_admit_no_point() -> None:
    assert [] == samples((A(">", x, N(1)), A("<", x, N(1))), eq(x, x))
    assert [] == samples((eq(power(x, 2), N(-1)),), eq(x, x))


def test_every_pattern_of_free_indices_is_met() -> None:
    goal = eq(at(h, i), add(at(h, j), at(h, m)))
    found = {tuple(sorted(_blocks(sample))) for sample in samples((), goal)}

    assert {"ijm", "ij m", "im j", "i jm", "i j m"} == {" ".join(blocks) for blocks in found}


def _blocks(sample: Sample) -> list[str]:
    values: dict[str, str] = {}
    for symbol, value in sample.values.items():
        if symbol in (i, j, m):
            values[str(value)] = values.get(str(value), "") + symbol.name
    return list(values.values())


def test_agreement_counts_only_if_every_pattern_was_defined() -> None:
    goal = eq(div(N(1), add(N(1), neg(A("delta", i, j)))), N(1))

    assert 0 == evidence(Obligation((), goal)).agree


def test_what_is_undefined_everywhere_is_said_to_be() -> None:
    assert VOID == evidence(Obligation((), eq(A("log", neg(power(x, 2))), x))).outcome


def test_no_symbolic_range_is_empty() -> None:
    goal = eq(total(k, at(h, k), N(3)), N(0))

    for sample in samples((), goal):
        assert sample.values[n] >= 3


def test_an_opaque_function_is_a_closed_formula_that_the_kernel_can_apply() -> None:
    goal = eq(A("call", f, add(x, y)), A("call", f, x))
    for sample in samples((), goal):
        point = dict(sample.point())
        formula = point[f]

        assert isinstance(formula, Bind)
        assert not free(formula)
        assert Evaluator(64).value(A("call", formula, N(2)), {}) is not None


def test_sorts_that_cannot_be_drawn_are_left_alone() -> None:
    matrix = Symbol("W", "matrix")

    found = evidence(Obligation((), eq(matrix, N(1))))

    assert (0, None) == (found.agree, found.disagree)


def test_arrays_are_no_numbers() -> None:
    found = evidence(Obligation((), eq(power(add(h, b), 2), N(1))))

    assert (0, None) == (found.agree, found.disagree)


def test_numbers_come_in_order_of_quality() -> None:
    assert [(1, 1), (1, 2), (2, 1)] == [tuple(map(int, pair)) for pair in list(by_quality(2))[:3]]
    assert [("1",), ("2",), ("-1",)] == [tuple(map(str, one)) for one in list(by_quality(1))[:3]]


def test_partitions_are_bell_many() -> None:
    assert [1, 1, 2, 5, 15] == [len(list(partitions("abcd"[:size]))) for size in range(5)]
    assert [{"i": 1, "j": 2}, {"i": 2, "j": 1}, {"i": 1, "j": 1}] == patterns(("i", "j"))


SCRIPT = """
from test_points import *
found = evidence(Obligation((*IN_RANGE, *POSITIVE), eq(mul(a, at(h, i)), mul(b, at(h, j))))).disagree
print(found)
"""


def test_points_do_not_depend_on_the_hash_seed() -> None:
    runs = {
        subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True,
                       env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}).stdout
        for seed in ("1", "2", "3")
    }

    assert 1 == len(runs)
    assert "Counterexample" in runs.pop()
