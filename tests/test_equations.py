"""Consequences: what the kernel accepts of equations being solved, and why it rejects the rest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from building import add, ap, mul, neg, sub, x, y
from derive.decide.consequences import consequences
from derive.kernel.certificate import Consequence, Consequences
from derive.kernel.check import identical
from derive.kernel.consequence import cases, check, claims
from derive.kernel.sturm import coefficients, sign_between
from derive.kernel.term import Apply, Symbol, Term, Unproved, number

LINEAR = ap("iff", ap("=", mul(2, x), 4), ap("=", x, 2))


def steps(*given: Consequence) -> Consequences:
    return Consequences(given)


def test_a_linear_equation_follows_both_ways() -> None:
    half, two = steps(Consequence((number("1/2"),))), Consequence((number(2),))
    forward = Consequence((neg(number("1/2")),))
    backward = Consequence((neg(two.cofactors[0]),))

    check((), LINEAR, steps(forward, backward), identical)
    with pytest.raises(Unproved, match="is not the claim"):
        check((), LINEAR, steps(half.steps[0], backward), identical)


@pytest.mark.parametrize(("goal", "forged", "reason"), [
    (LINEAR, steps(), "a claim without its consequence"),
    (ap("implies", ap("=", mul(x, y), 0), ap("=", x, 0)), steps(Consequence((number(-1),), (y,))),
     "a factor may vanish"),
    (ap("implies", ap("<=", x, y), ap("<=", neg(x), neg(y))), steps(Consequence((number(-1),))),
     "multiplied by what may be negative"),
    (ap("implies", ap("<=", x, y), ap("<", x, y)), steps(Consequence((number(1),))), "the two sides may be equal"),
    (ap("implies", ap("<", x, y), ap("=", x, y)), steps(Consequence((number(1),))),
     "an inequality in a combination of equations"),
    (ap("implies", ap("=", x, 1), ap("=", ap("/", sub(x, 1), sub(x, 1)), 1)), steps(Consequence((number(0),))),
     "may be undefined where the premise holds"),
    (ap(">=", x, 0), steps(Consequence((), (), 1, x)), "the remainder may be negative"),
    (ap("=", ap("^", Symbol("z", "complex"), 2), -1), steps(Consequence(())), "is not the claim"),
    (ap(">=", Symbol("z", "complex"), 0), steps(Consequence((), (), 1, Symbol("z", "complex"))), "an order among complex"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_a_forged_consequence_is_rejected_for_its_reason(goal: Term, forged: Consequences, reason: str) -> None:
    with pytest.raises(Unproved, match=reason):
        check((), goal, forged, identical)


@pytest.mark.parametrize("change", ["cofactor", "factor", "dropped"])
def test_a_changed_certificate_is_rejected(change: str) -> None:
    goal = ap("iff", ap("=", ap("^", x, 3), 1), ap("=", x, 1))
    found = consequences((), goal)
    assert found is not None
    check((), goal, found, identical)
    first, *rest = found.steps
    changed = {
        "cofactor": replace(first, cofactors=(add(first.cofactors[0], 1),)),
        "factor": replace(first, factors=(*first.factors, number(3))),
        "dropped": replace(first, factors=()),
    }[change]

    with pytest.raises(Unproved):
        check((), goal, steps(changed, *rest), identical)


def test_cases_and_claims_of_and_and_or() -> None:
    p, q, r = (ap("=", x, value) for value in (1, 2, 3))
    goal = ap("and", ap("or", p, q), r)

    assert ((p, r), (q, r)) == cases(goal)
    assert ((p, q), (r,)) == claims(goal)


def test_more_cases_than_are_worth_it_are_refused() -> None:
    two = ap("or", ap("=", x, 1), ap("=", x, 2))

    with pytest.raises(Unproved, match="too many cases"):
        cases(ap("and", *[two] * 12))


@pytest.mark.parametrize(("term", "low", "high", "sign"), [
    (add(ap("^", x, 2), 1), None, None, 1), (sub(ap("^", x, 2), 2), 0, 1, -1), (sub(ap("^", x, 2), 2), 1, 2, None),
    (x, 0, None, 1), (mul(x, sub(x, 1)), 0, 1, -1), (ap("^", x, 2), -1, 1, None), (sub(x, 1), 1, 1, None),
])
def test_the_sign_of_a_polynomial_between_two_numbers(
    term: Term, low: int | None, high: int | None, sign: int | None
) -> None:
    from fractions import Fraction

    found = coefficients(term, x)
    assert found is not None
    ends = (None if low is None else Fraction(low), None if high is None else Fraction(high))

    assert sign == sign_between(found, *ends)


def test_systems_of_linear_equations() -> None:
    system = ap("and", ap("=", add(x, y), 3), ap("=", sub(x, y), 1))
    solved = ap("and", ap("=", x, 2), ap("=", y, 1))
    wrong = ap("and", ap("=", x, 1), ap("=", y, 2))

    assert isinstance(consequences((), ap("iff", system, solved)), Consequences)
    assert consequences((), ap("iff", system, wrong)) is None
    assert isinstance(solved, Apply)
