"""What `decide` promises beyond its procedures: nothing is proved about nothing, and no crash loses a step."""

from __future__ import annotations

import pytest

from building import A, ap, at, c, eq, every, h, i, j, k, n, neg, pw, term, total, x, y
from derive.decide import portfolio
from derive.decide.procedures import inequalities, normal_form
from derive.decide.procedures.certified_refutation import FAILS
from derive.decide.subgoals import proof_of
from derive.kernel.term import Obligation, Symbol, Term
from derive.kernel.verdict import Proved, Undecided

LOG = ap("log", -1)
NOWHERE = ap("sqrt", neg(ap("+", 1, pw(x, 2))))
CONTRADICTORY: list[tuple[Term, ...]] = [
    (ap(">", x, 1), ap("<", x, 0)),
    (eq(x, 1), eq(x, 2)),
    (eq(pw(x, 2), -1),),
    (eq(x, ap("+", y, 1)), eq(y, ap("+", x, 1))),
    (eq(ap("exp", x), 0),),
    (ap("<", ap("abs", x), 0),),
    (ap(">", n, 0), ap("<", n, 1)),
    (ap("<=", 1, i), ap("<=", i, n), ap("<", n, 1)),
    (eq(i, j), ap("!=", i, j)),
    (ap(">", x, 1), ap("<=", ap("max", x, y), "1/4")),
    (eq(ap("*", 2, n), ap("+", 1, ap("*", 2, k))),),
    (eq(ap("i"), 1), eq(x, ap("i"))),
]


@pytest.mark.parametrize("hypotheses", CONTRADICTORY)
@pytest.mark.parametrize("goal", [eq(x, x), eq(x, 7), ap("<", x, y), ap("and", eq(x, 2), eq(x, 3))])
def test_hypotheses_at_odds_prove_nothing(hypotheses: tuple[Term, ...], goal: Term) -> None:
    assert not isinstance(portfolio.decide(Obligation(hypotheses, goal), 3.0), Proved)


@pytest.mark.parametrize("side", [LOG, NOWHERE, ap("/", 1, ap("+", x, neg(x))), ap("asin", 2), ap("factorial", -1)])
def test_sides_that_never_have_a_value_are_not_equal(side: Term) -> None:
    assert not isinstance(portfolio.decide(Obligation((), eq(side, side)), 3.0), Proved)


@pytest.mark.parametrize("hypotheses", [
    (ap(">", x, 1),), (eq(total(at(h, k), k), 1), ap("<=", 1, n)), (eq(ap("+", pw(x, 2), pw(y, 2)), 1),),
    (every(k, eq(at(h, k), ap("delta", k, c))), ap("<=", 1, c), ap("<=", c, n)), (ap("<=", 1, at(A, i, j)),),
])
def test_hypotheses_that_can_be_met_leave_a_proof_standing(hypotheses: tuple[Term, ...]) -> None:
    goal = eq(pw(ap("+", x, 1), 2), ap("+", pw(x, 2), ap("*", 2, x), 1))

    assert isinstance(portfolio.decide(Obligation(hypotheses, goal), 3.0), Proved)


def test_a_crash_of_one_procedure_is_an_attempt_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(normal_form, "attempt", lambda obligation: 1 // 0)
    open_goal = eq(ap("call", Symbol("f", "unknown"), x), term(0))

    verdict = portfolio.decide(Obligation((), open_goal), 1.0)

    assert isinstance(verdict, Undecided)
    assert [one.procedure for one in verdict.attempts if one.outcome.startswith("crashed: ZeroDivisionError")] == [
        "normal_form"]


MEANT = (ap("meant", x),)


def test_no_proof_is_looked_for_of_what_fails_where_names_are_what_they_look_like() -> None:
    verdict = portfolio.decide(Obligation(MEANT, eq(x, ap("+", x, 1))))

    assert isinstance(verdict, Undecided)
    assert FAILS in {one.outcome for one in verdict.attempts}
    assert "law_rewriting" not in {one.procedure for one in verdict.attempts}


def test_what_holds_is_proved_whatever_its_names_may_stand_for() -> None:
    assert isinstance(portfolio.decide(Obligation(MEANT, eq(ap("+", x, x), ap("*", 2, x)))), Proved)


def test_a_part_that_a_point_breaks_ends_the_search_for_its_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Obligation] = []
    monkeypatch.setattr(inequalities, "attempt", asked.append)

    assert proof_of(Obligation((), ap("<", x, 5))) is None
    assert proof_of(Obligation(MEANT, ap("<", x, 1))) is None
    assert asked == []
