"""Numbers against verdicts: a contradiction of a proof is loud, a refuted step disagrees, rounding does not."""

from __future__ import annotations

import pytest

from compiled import (
    B1,
    NETWORK,
    RANGE,
    SOFTMAX,
    VALUES,
    W0,
    W1,
    X0,
    X1,
    P,
    Z,
    defined,
    document,
    equation,
    slope,
)
from derive.codegen import slope as slopes
from derive.codegen.compare import compare
from derive.codegen.convolution import by_planes, by_windows
from derive.codegen.table import Row
from derive.diagnose.judgement import JudgedDocument
from derive.elaborate.names.signature import Definition
from derive.elaborate.prose.layers import Layer, Network
from derive.elaborate.step import Quantity
from derive.kernel.term import Bind, Obligation, Symbol, Term, number
from formulas import Y, at, exp, f, h, i, j, k, log, m, minus, n, over, plus, softmax, times, total, u, x, y

DEFINED = tuple(defined(one) for one in (*NETWORK, *SOFTMAX))
ONE_HOT = Bind("forall", k, f("=", at(Y, k), f("delta", k, j)))


def cross_entropy() -> Term:
    return minus(0, total(m, times(at(Y, m), log(over(exp(at(h, m)), total(k, exp(at(h, k))))))))


NEAR = f("^", 10, -13)


def only_row(verdict: str, obligation: Obligation):
    (row,) = compare(document(links=((verdict, obligation),))).rows
    return row


TRUE = [
    equation(f("^", plus(x, y), 2), plus(f("^", x, 2), times(2, x, y), f("^", y, 2))),
    equation(Z, number("1.03"), *DEFINED, *(f("=", Symbol(name), value) for name, value in VALUES.items())),
    equation(log(times(x, y)), plus(log(x), log(y)), f(">", x, 0), f(">", y, 0)),
    equation(total(k, at(u, k)), total(m, at(u, m))),
    equation(slope(cross_entropy(), h, i), minus(softmax(i), at(Y, i)), ONE_HOT, *RANGE),
    equation(at(P, i), over(exp(at(h, i)), total(k, exp(at(h, k)))), *DEFINED, *RANGE),
    equation(f("delta", i, j), number(0), f("!=", i, j), *RANGE, f("<=", 1, j), f("<=", j, n)),
    equation(total(k, times(f("delta", k, i), at(u, k))), at(u, i), *RANGE),
    equation(slope(times(x, x), x), times(2, x)),
    equation(slope(f("max", 0, plus(times(X1, W1), B1)), X1), W1, DEFINED[0], f(">", plus(times(X1, W1), B1), 0)),
    Obligation((), f("<=", times(2, x, y), plus(times(x, x), times(y, y)))),
    Obligation((), f("and", f("=", 98, 98), f("=", 5, 5))),
    equation(f("^", x, 2), number(2), f("=", x, f("sqrt", 2))),
]


@pytest.mark.parametrize("obligation", TRUE, ids=range(len(TRUE)))
def test_two_sides_that_are_equal_agree(obligation: Obligation) -> None:
    row = only_row("proved", obligation)

    assert row.outcome == "agrees"
    assert row.points > 0
    assert row.error < 1e-9


FALSE = [
    equation(f("^", plus(x, y), 2), plus(f("^", x, 2), f("^", y, 2))),
    equation(Z, number("1.04"), *DEFINED, *(f("=", Symbol(name), value) for name, value in VALUES.items())),
    equation(f("sqrt", times(x, x)), x),
    equation(f("delta", i, j), number(0), *RANGE, f("<=", 1, j), f("<=", j, n)),
    equation(total(k, at(u, k)), at(u, 1)),
    equation(slope(log(total(k, exp(at(h, k)))), h, i), number(0), *RANGE),
    Obligation((), f("<", times(2, x), plus(times(x, x), "1/2"))),
    Obligation((), f("and", f("=", 98, 98), f("=", 5, 6))),
]


@pytest.mark.parametrize("obligation", FALSE, ids=range(len(FALSE)))
def test_a_proof_that_the_numbers_contradict_is_loud(obligation: Obligation) -> None:
    comparison = compare(document(links=(("proved", obligation),)))

    assert comparison.failed
    assert "DISAGREES" in comparison.text()


@pytest.mark.parametrize("obligation", FALSE, ids=range(len(FALSE)))
def test_a_refuted_step_is_expected_to_disagree(obligation: Obligation) -> None:
    comparison = compare(document(links=(("refuted", obligation),)))

    assert not comparison.failed
    assert "disagrees, as refuted" in comparison.text()


def test_rounding_is_no_contradiction() -> None:
    lost = over(minus(plus(1, times(x, NEAR)), 1), NEAR)

    assert only_row("proved", equation(lost, x)).outcome == "agrees"


def test_the_same_size_of_a_real_difference_is_one() -> None:
    assert only_row("proved", equation(plus(x, times(x, f("^", 10, -5))), x)).outcome == "disagrees"


@pytest.mark.parametrize(
    ("obligation", "reason"),
    [
        (equation(Bind("integral", x, x, (number(0), number(1))), number("1/2")), "no NumPy source for integral"),
        (equation(x, x, f("<", x, -5)), "no point satisfies the hypotheses"),
        (Obligation((), f("iff", f("=", x, 1), f("=", x, 1))), "neither an equation nor an inequality"),
        (equation(f("call", Symbol("g", "function"), x), x), "g is a function"),
    ],
)
def test_what_cannot_be_compared_says_why_and_is_no_failure(obligation: Obligation, reason: str) -> None:
    comparison = compare(document(links=(("proved", obligation),)))

    assert not comparison.failed
    assert comparison.rows[0].outcome == "not compared"
    assert reason in comparison.text()


def derivatives(page: JudgedDocument) -> list[Row]:
    return [row for row in compare(page).rows if row.kind == "derivative"]


def test_derivatives_are_held_against_differences() -> None:
    rows = derivatives(document(NETWORK, (("z", "w_0"), ("z", "x_1")), values=VALUES))
    smooth = derivatives(document(SOFTMAX, (("L", "h"), ("P", "h"), ("L", "P"))))

    assert {"central differences"} == {row.against for row in rows}
    assert {"complex step"} == {row.against for row in smooth}
    assert all(row.outcome == "agrees" for row in (*rows, *smooth))
    assert max(row.error for row in rows) < 1e-5
    assert max(row.error for row in smooth) < 1e-12


def test_a_wrong_rule_of_differentiation_is_loud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(slopes.TABLE, "sin", lambda u, f_of_u: u)
    waves = (Definition(Symbol("q"), (), f("sin", times(X0, W0)), 1),)

    assert compare(document(waves, (("q", "w_0"),))).failed


CONV = {
    "input": Layer("input", "input", shape=(9, 11, 3)),
    "A": Layer("A", "conv", "input", (), 4, (3, 2), (2, 1), (1, 0)),
}


def test_the_two_runs_of_a_layer_agree_with_each_other_and_with_the_formulas() -> None:
    layer, network = CONV["A"], Network(CONV)
    run = by_windows(layer, (9, 11, 3))

    assert run == by_planes(layer, (9, 11, 3))
    assert run.shape == network.shape("A")
    assert run.multiplications == network.multiplications("A").value
    assert (run.weights, run.biases) == (network.parameters("A").value, network.parameters("A").extra)


class Miscounting(Network):
    """Layers whose formula forgets the filters."""

    def multiplications(self, name: str):
        count = super().multiplications(name)
        return type(count)(count.factors[:-1])


@pytest.mark.parametrize(("network", "failed"), [(Network(CONV), False), (Miscounting(CONV), True)])
def test_counts_are_held_against_a_run(network: Network, failed: bool) -> None:
    page = document(links=(("proved", equation(number(1), number(1))),), network=network)
    step = page.judgements[0].step
    object.__setattr__(step, "quantity", Quantity("multiplications", "A", number(1)))
    comparison = compare(page)

    assert failed == comparison.failed
    assert {"link", "count"} == {row.kind for row in comparison.rows}
    runs = {row.against for row in comparison.rows if row.kind == "count"}
    assert {"a small run by windows", "a full run by planes"} == runs


def test_the_table_has_a_line_for_each_row_and_one_that_counts() -> None:
    text = compare(document(NETWORK, (("z", "w_0"),), (("refuted", FALSE[0]),))).text()

    assert " ".join(text.splitlines()[0].split()) == "line what against verdict points worst error outcome"
    assert text.rstrip().endswith("0 contradict a proof, a derivative or a count")


def test_nothing_to_compare_is_said() -> None:
    assert "0 agree" in compare(document()).text()
