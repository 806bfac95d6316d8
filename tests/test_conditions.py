"""Side conditions: named where the author left them out, silent where nothing is lost."""

from __future__ import annotations

import pytest

from derive.decide.conditions import conditions, missing
from derive.kernel.term import Obligation, Term
from test_refute import IN_RANGE, A, N, a, add, div, eq, h, i, j, k, mul, n, neg, power, slope, softmax, total, x, y

FOUND = [
    (eq(div(x, x), N(1)), "widened", "needs x != 0: the left side is undefined at x = 0"),
    (
        eq(add(x, N(1)), div(add(power(x, 2), N(-1)), add(x, N(-1)))),
        "narrowed",
        "lost x = 1: needs x != 1, the right side is undefined there",
    ),
    (
        eq(A("log", power(x, 2)), mul(N(2), A("log", x))),
        "narrowed",
        "needs x > 0: the right side is undefined at x = -1",
    ),
    (eq(A("exp", A("log", x)), x), "widened", "needs x > 0: the left side is undefined at x = -1"),
    (eq(power(A("sqrt", x), 2), x), "widened", "needs x >= 0: the left side is undefined at x = -1"),
    (
        eq(div(mul(x, y), mul(x, a)), div(y, a)),
        "widened",
        "needs x != 0: the left side is undefined at a = 1, x = 0, y = 1",
    ),
]

SILENT: list[tuple[tuple[Term, ...], Term]] = [
    ((), eq(power(add(x, y), 2), add(power(x, 2), mul(N(2), x, y), power(y, 2)))),
    ((A("!=", x, N(0)),), eq(div(x, x), N(1))),
    ((A(">", x, N(0)),), eq(A("log", power(x, 2)), mul(N(2), A("log", x)))),
    ((), eq(div(add(x, y), x), add(N(1), div(y, x)))),
    ((), eq(A("sqrt", power(x, 4)), power(x, 2))),
    ((), eq(slope(x, A("abs", x), x), div(x, A("abs", x)))),
    (IN_RANGE, eq(slope(h, A("log", softmax(j)), h, i), add(A("delta", i, j), neg(softmax(i))))),
]

LACKING: list[tuple[tuple[Term, ...], Term, tuple[str, ...]]] = [
    ((), eq(A("sqrt", power(x, 2)), x), ("x >= 0",)),
    ((), eq(div(A("abs", x), x), N(1)), ("x > 0",)),
    ((), eq(A("sqrt", power(add(x, neg(y)), 2)), add(x, neg(y))), ("x - y >= 0",)),
    ((), eq(A("abs", mul(x, y)), mul(x, y)), ("x >= 0 and y >= 0",)),
    ((), eq(A("sqrt", power(add(x, N(-2)), 2)), add(x, N(-2))), ("x >= 2",)),
    ((), eq(slope(x, A("max", N(0), x), x), N(1)), ("x > 0",)),
    (IN_RANGE, eq(slope(h, softmax(j), h, i), mul(neg(softmax(j)), softmax(i))), ("i != j",)),
    ((), eq(power(add(x, y), 2), add(power(x, 2), power(y, 2))), ()),
    ((), eq(A("sqrt", power(x, 2)), add(x, N(1))), ()),
    ((), eq(total(k, k), n), ()),
]


@pytest.mark.parametrize(("goal", "code", "message"), FOUND)
def test_a_condition_left_unsaid_is_named(goal: Term, code: str, message: str) -> None:
    assert [(code, message)] == [(finding.code, finding.message) for finding in conditions(Obligation((), goal))]


@pytest.mark.parametrize(("hypotheses", "goal"), SILENT)
def test_nothing_is_said_where_nothing_is_lost(hypotheses: tuple[Term, ...], goal: Term) -> None:
    assert () == conditions(Obligation(hypotheses, goal))


@pytest.mark.parametrize(("hypotheses", "goal", "expected"), LACKING)
def test_the_least_condition_is_named_if_it_suffices(
    hypotheses: tuple[Term, ...], goal: Term, expected: tuple[str, ...]
) -> None:
    assert expected == missing(Obligation(hypotheses, goal))


def test_without_time_nothing_is_named() -> None:
    goal = eq(A("sqrt", power(x, 2)), x)

    assert missing(Obligation((), goal)) == ("x >= 0",)
    assert missing(Obligation((), goal), 0.0) == ()
    assert conditions(Obligation((), eq(div(x, x), N(1))), 0.0) == ()
