"""Certificates of inequalities that are not quite right are rejected, and for the right reason."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derive.elaborate.row import elaborate_row
from derive.kernel.certificate import (
    Applied,
    Bound,
    Contradiction,
    Identity,
    Lemma,
    Rising,
    Sign,
    Squares,
    Termwise,
)
from derive.kernel.laws import BOUNDS
from derive.kernel.term import Apply, Bind, Obligation, Symbol, free, heads, number
from derive.kernel.verdict import CertificateError, certify
from test_laws import NUMBERS, bounds, holds, value

X, Y = Symbol("x"), Symbol("y")
ONE, TWO = number(1), number(2)
SIGN = Sign()


def minus(a, b):
    return Apply("+", (a, Apply("-", (b,))))


def posed(display, assuming):
    """The obligation that a display is; a relation that would be read as a condition is set beside one that is not."""
    steps = elaborate_row(display, "", assuming)[1].steps
    if len(steps) == 1 and steps[0].obligation is not None:
        return steps[0].obligation
    (step,) = elaborate_row(f"x - x = 0 \\Rightarrow {display}", "", assuming)[1].steps
    return Obligation(step.obligation.hypotheses, step.obligation.goal.args[1])


def rejected(display, certificate, reason, *assuming):
    with pytest.raises(CertificateError, match=reason):
        certify(posed(display, assuming), certificate)


def accepted(display, certificate, *assuming):
    assert certify(posed(display, assuming), certificate).trust == "kernel"


def test_squares_must_make_up_the_difference():
    accepted(r"x^2 + y^2 \ge 2xy", Squares((), ((ONE, (), minus(X, Y)),)))
    rejected(r"x^2 + y^2 \ge 3xy", Squares((), ((ONE, (), minus(X, Y)),)), "do not make up")
    rejected(r"x^2 + y^2 > 2xy", Squares((), ((ONE, (), minus(X, Y)),)), "no part is above zero")
    rejected(r"2xy \ge x^2 + y^2", Squares((), ((number(-1), (), minus(X, Y)),)), "may be below zero")
    rejected(r"x = y", Squares((), ()), "not an order|not a relation")


def test_factors_must_be_known_not_to_be_below_zero():
    accepted(r"x^3 \ge 0", Squares((), ((ONE, (X,), X),)), "x > 0")
    rejected(r"x^3 \ge 0", Squares((), ((ONE, (X,), X),)), "may be below zero")
    rejected(r"y \ge 0", Squares((X,), ((ONE, (), ONE),)), "may not be above zero")
    rejected(r"y \ge 0", Squares((Apply("^", (X, TWO)),), ((ONE, (), ONE),)), "may not be above zero")


def test_a_root_must_be_real_and_have_a_value():
    rejected(r"-x^2 \ge 0", Squares((), ((ONE, (), Apply("*", (Apply("i"), X))),)), "may be below zero")
    rejected(r"x \ge 0", Squares((), ((ONE, (), Apply("sqrt", (X,))),)), "no value")
    rejected(r"1 \ge 0", Squares((), ((ONE, (Apply("/", (X, X)),), ONE),)), "no value|below zero")


def test_a_bound_is_an_instance_of_its_law():
    claim = Bound("exp_above_line", ((Symbol("x"), Y),))
    accepted(r"e^y \ge 1 + y", claim)
    rejected(r"e^y > 1 + y", claim, "not an instance")
    rejected(r"\sin y \le y", Bound("sin_below_line", ((Symbol("x"), Y),)), "a condition")
    rejected(r"e^y \ge 1 + y", Bound("nothing", ()), "not an instance")


def test_only_increasing_functions_are_applied():
    accepted(r"\sqrt{x} \ge \sqrt{y}", Applied("power", SIGN, 2), r"x \ge y")
    rejected(r"x \ge y", Applied("power", SIGN, 2), "no increasing", r"x^2 \ge y^2")
    rejected(r"x \ge y", Applied("log", SIGN), "no increasing")
    rejected(r"x \ge y", Applied("cos", SIGN), "no increasing")
    rejected(r"x \ge y", Applied("power", SIGN, 0), "no increasing")


def test_a_slope_is_followed_from_a_start_on_one_side():
    up = Rising(X, number(0), SIGN, SIGN)
    accepted(r"e^x \ge 1", up, r"x \ge 0")
    rejected(r"e^x \ge 1", up, "on which side")
    rejected(r"e^x > 1", Rising(X, number(0), SIGN, SIGN, True), "where it starts", r"x \ge 0")
    accepted(r"e^x > 1", Rising(X, number(0), SIGN, SIGN, True), "x > 0")
    rejected(r"e^x \ge x^2", Rising(X, X, SIGN, SIGN), "place to start", r"x \ge 0")
    rejected(r"-\frac{1}{x} \ge -1", Rising(X, number(-1), SIGN, SIGN), "jump|not exist|no value|sign", r"x \ge -1")
    rejected(r"\tan x \ge 0", Rising(X, number(0), SIGN, SIGN), "jump", r"x \ge 0")
    rejected(r"\lfloor x \rfloor \ge x", Rising(X, number(0), SIGN, SIGN), "kinks|jump|not", r"x \ge 0")


def test_bodies_are_compared_over_one_range_only():
    accepted(r"\sum_{k=1}^n e^{x_k} \ge 0", Termwise(SIGN))
    rejected(r"\sum_{k=1}^n e^{x_k} > 0", Termwise(SIGN), "may be empty", r"n \ge 0")
    rejected(r"\sum_{k=1}^n e^{x_k} \ge \sum_{k=2}^n e^{x_k}", Termwise(SIGN), "different ranges")
    rejected(r"\int_1^0 e^x dx \ge 0", Termwise(SIGN), "which end|empty")
    rejected(r"\int_a^b e^x dx \ge 0", Termwise(SIGN), "which end|empty")
    rejected(r"x \ge y", Termwise(SIGN), "not an order of sums")


def test_a_range_from_infinity_down_is_no_range():
    body = Apply("exp", (Apply("-", (Apply("^", (X, TWO)),)),))
    back = Bind("integral", X, body, (Apply("infinity"), number(0)))
    obligation = Obligation((), Apply("<=", (back, number(0))))

    with pytest.raises(CertificateError, match="backwards"):
        certify(obligation, Termwise(Contradiction()))


def test_the_sides_of_a_lemma_have_values():
    line = Apply("<=", (Apply("log", (X,)), minus(X, ONE)))
    shown = Bound("log_below_line", ((Symbol("x"), X),))
    rejected(r"x^2 + 1 \ge 0", Lemma(line, shown, SIGN), "no value")
    accepted(r"x^2 + 1 \ge 0", Lemma(line, shown, SIGN), "x > 0")
    rejected(r"x + 1 = x", Lemma(Apply("=", (X, ONE)), Identity(), Identity()), "normal forms differ")


AROUND = [Fraction(n, 4) for n in range(-20, 32)]             # in every quarter of a turn


@pytest.mark.parametrize("law", [law for law in BOUNDS.values() if free(law.claim) == {Symbol("x")} and "i" not in heads(law.claim)],
                         ids=lambda law: law.name)
def test_a_bound_holds_wherever_its_conditions_do(law):
    met = 0
    for number_ in (*NUMBERS, *AROUND):
        values = {Symbol("x"): number_}
        if not all(holds(condition, values) for condition in law.conditions):
            continue
        low, high = bounds(value(minus(*law.claim.args), values))
        met += 1
        assert high >= 0 if law.claim.head in (">", ">=") else low <= 0

    assert met > 3
