"""Certificates that were once accepted, or nearly, for what is false: the kernel on its own, no search between."""

import json

import pytest

from building import a, add, ap, at, claim, div, eq, f, h, i, j, k, mul, n, neg, pw, sub, total, x, y
from derive.kernel.certificate import (
    Cases,
    Contradiction,
    Counterexample,
    Gathered,
    Identity,
    Integrals,
    Limits,
    Rewrite,
    Sign,
)
from derive.kernel.setting import Setting
from derive.kernel.term import Bind, Obligation, Symbol, Term, number
from derive.kernel.verdict import CertificateError, certify, refute
from derive.recheck import Malformed, recheck

INFINITY = ap("infinity")
SIZE = ap("abs", x)
ROOT = ap("sqrt", pw(x, 2))
SMOOTH = ap("piecewise", ap(">=", x, 0), pw(x, 2), neg(pw(x, 2)))
STEP = ap("piecewise", ap(">=", x, 0), 1, 0)
RELU = ap("piecewise", ap(">=", x, 0), x, 0)
ELEMENT = ap("max", 0, at(h, i))


def slope(body: Term, place: Term | int = 0, variable: Symbol = x) -> Bind:
    return Bind("derivative", variable, body, (number(place) if isinstance(place, int) else place,))


def slope_of_element(body: Term) -> Bind:
    return Bind("derivative", h, body, (h, j))


def at_infinity(body: Term) -> Bind:
    return Bind("limit", x, body, (INFINITY, number(0)))


def is_certified(obligation: Obligation, certificate: object) -> bool:
    try:
        certify(obligation, certificate)
    except CertificateError:
        return False
    return True


@pytest.mark.parametrize("body", [
    mul(x, SIZE), pw(ap("max", 0, x), 2), SMOOTH, sub(SIZE, SIZE), sub(SIZE, mul(2, ap("max", 0, x))), sub(SIZE, ROOT),
    mul(x, STEP), mul(a, SIZE), mul(ap("sign", x), pw(x, 2)), ap("cos", SIZE), ap("piecewise", eq(x, 0), 0, pw(x, 2)),
], ids=repr)
def test_a_slope_that_no_rule_gives_may_exist_all_the_same(body):
    assert not is_certified(claim(slope(body), 5), Contradiction())


@pytest.mark.parametrize("body", [
    SIZE, ap("max", 0, x), RELU, STEP, ap("exp", SIZE), add(SIZE, pw(x, 2)), neg(SIZE), div(SIZE, 3),
], ids=repr)
def test_nothing_need_be_shown_of_a_slope_that_does_not_exist(body):
    assert is_certified(claim(slope(body), 5), Contradiction())


def test_a_factor_that_may_vanish_smooths_a_kink():
    kink = claim(slope(mul(a, SIZE)), 5)

    assert not is_certified(kink, Contradiction())
    assert is_certified(claim(slope(mul(a, SIZE)), 5, ap("!=", a, 0)), Contradiction())


def test_a_kink_in_one_element():
    kinked = (eq(i, j), eq(at(h, j), 0))

    assert is_certified(claim(slope_of_element(ELEMENT), 5, *kinked), Contradiction())
    assert not is_certified(claim(slope_of_element(mul(at(h, j), ELEMENT)), 5, *kinked), Contradiction())
    assert not is_certified(claim(slope_of_element(ELEMENT), 5, ap("!=", i, j), eq(at(h, i), 0)), Contradiction())


def test_a_slope_that_stays_as_it_is_is_no_kink():
    value = ap("call", f, x)

    assert not is_certified(claim(slope(ap("max", value, 0), x), 7, ap(">", value, 0)), Contradiction())


@pytest.mark.parametrize(("body", "value"), [
    (mul(x, SIZE), 0), (pw(ap("max", 0, x), 2), 0), (SMOOTH, 0), (sub(SIZE, SIZE), 0),
], ids=repr)
def test_a_slope_at_a_kink_that_is_smoothed(body, value):
    assert is_certified(claim(slope(body), value), Identity())
    assert not is_certified(claim(slope(body), value + 1), Identity())


def test_a_jump_times_what_vanishes_there_is_not_smoothed():
    """x step(x) - max(0, x) is zero, whether step(0) is 0 or 1."""
    assert not is_certified(claim(slope(sub(mul(x, STEP), ap("max", 0, x))), 1), Identity())


def test_an_equation_between_slopes_may_hold_where_a_part_has_none():
    solved = Obligation((), ap("iff", eq(slope(mul(x, SIZE), x), 0), eq(x, 0)))

    with pytest.raises(CertificateError):
        refute(solved, Counterexample(((x, number(0)),)))


def test_a_slope_in_a_hypothesis_may_exist_where_its_rule_has_none():
    given = eq(y, slope(ap("sqrt", pw(x, 4)), x))

    assert not is_certified(Obligation((given,), ap("!=", x, 0)), Sign())


@pytest.mark.parametrize(("goal", "given"), [
    (ap(">", ap("binomial", n, k), 0), ap(">=", n, 0)),
    (ap("!=", ap("binomial", n, k), 0), ap(">=", n, 0)),
    (ap(">=", pw(x, a), 0), ap(">=", a, 0)),
    (ap(">=", pw(x, "1/3"), 0), ap("<", a, 0)),
], ids=repr)
def test_signs_that_are_not_known(goal, given):
    assert not is_certified(Obligation((given,), goal), Sign())


@pytest.mark.parametrize("goal", [
    ap(">", ap("factorial", n), 0), ap(">", div(ap("factorial", n), ap("factorial", k)), 0),
], ids=repr)
def test_factorials_are_positive_where_they_are_written(goal):
    assert is_certified(Obligation((), goal), Sign())


def test_a_term_may_stand_twice_in_a_sum_of_infinities():
    assert not is_certified(claim(at_infinity(add(x, x, mul(-2, x))), neg(INFINITY)), Limits(Identity()))
    assert not is_certified(
        claim(at_infinity(ap("atan", add(x, x, mul("-3/2", x)))), mul("-1/2", ap("pi"))), Limits(Identity()))


def test_a_law_of_the_reals_says_nothing_of_complex_numbers():
    z = Symbol("z", "complex")
    step = Rewrite("root_of_square", (0,), ((x, z), (y, pw(z, 2))), Identity())

    assert not is_certified(claim(ap("sqrt", pw(z, 2)), ap("abs", z)), step)


def test_no_split_on_the_bound_name_of_a_normal_form():
    away = total(ap("abs", sub(k, 5)), k)
    (atom,) = {a for m in Setting((), ()).of(away) for a, _ in m if a.kind == "sum"}
    split = Cases(ap(">", atom.bounds[0][0], 5), Identity(), Identity())

    assert not is_certified(claim(pw(away, 2), pw(total(sub(k, 5), k), 2)), split)


def test_a_bound_name_that_is_whole_elsewhere_is_not_in_an_integral():
    turns, flat = (Bind("integral", n, body, (number(0), number(1)))
                   for body in (ap("cos", mul(2, ap("pi"), n)), number(1)))

    assert not is_certified(claim(turns, flat), Identity())


def again(goal: object, evidence: object, hypotheses: object = ()) -> str:
    """What recheck says of a file by hand."""
    item = {"id": "a", "claimed": "proved", "by": "hand",
            "obligation": ["Obligation", {"tuple": list(hypotheses)}, goal], "evidence": evidence}
    (result,) = recheck(json.dumps({"schema": "proof-check-certificates/1", "items": [item]}))
    return result.rejected


ONE, TWO = (["Number", {"rational": text}] for text in "12")
EQUAL = ["Apply", "=", {"tuple": [ONE, ONE]}]


def test_a_name_that_the_kernel_gives_itself_is_refused():
    own = ["Symbol", "%0", "integer"]
    name, index = ["Symbol", "P", "array"], ["Symbol", "i", "integer"]
    given = ["Bind", "forall", index, ["Apply", "=", {"tuple": [["Apply", "at", {"tuple": [name, index]}], own]}],
             {"tuple": []}]
    goal = ["Apply", "=", {"tuple": [["Apply", "at", {"tuple": [name, TWO]}], TWO]}]

    assert "a name that no document can write" == again(goal, ["Identity"], [given])


@pytest.mark.parametrize("evidence", [
    ["Reindex", {"tuple": [0]}, {"rational": "1/2"}, False, ["Identity"]],
    ["Rewrite", "sin_asin", {"tuple": ["0"]}, {"tuple": []}, ["Identity"]],
    ["Enclosed", "64"],
    ["Cases", "x > 0", ["Identity"], ["Identity"]],
    ["Parts", ["Identity"]],
    ["Induction", ["Symbol", "n", 3], ONE, ["Identity"], ["Identity"]],
    ["Number", 1],
    ["Number", {"rational": "1e999999999"}],
    ["Number", {"rational": "9" * 5000}],
], ids=repr)
def test_a_part_of_another_type_is_refused(evidence):
    with pytest.raises(Malformed, match=r"kind|no number"):
        again(EQUAL, evidence)


def test_a_file_beyond_measure_is_refused_without_a_crash():
    deep: object = ["Identity"]
    for _ in range(200):
        deep = ["Limits", deep]
    term: object = ["Symbol", "x", "real"]
    for _ in range(200):
        term = ["Apply", "-", {"tuple": [term]}]

    assert "nested" in again(EQUAL, deep)
    assert "nested" in again(EQUAL, ["Cases", term, ["Identity"], ["Identity"]])
    assert "" == again(EQUAL, ["Identity"])
    for text in ('{"schema": "proof-check-certificates/1", "items": [' + "9" * 5000 + "]}", "[" * 100_000):
        with pytest.raises(Malformed):
            recheck(text)


@pytest.mark.parametrize(("body", "lo", "hi", "primitive", "worth"), [
    (div(1, pw(sub(x, 4), 2)), neg(INFINITY), 5, neg(div(1, sub(x, 4))), -1),
    (div(1, pw(add(x, 4), 2)), -5, INFINITY, neg(div(1, add(x, 4))), -1),
    (div(1, pw(sub(x, 4), 2)), 5, neg(INFINITY), neg(div(1, sub(x, 4))), 1),
], ids=repr)
def test_an_antiderivative_with_a_pole_on_a_half_line_does_not_count(body, lo, hi, primitive, worth):
    """What moves away from zero at the upper end, going up, is not above zero below it."""
    integral = Bind("integral", x, body, tuple(number(e) if isinstance(e, int) else e for e in (lo, hi)))
    gathered = Gathered(((number(1), integral),), x, primitive)

    assert not is_certified(claim(integral, worth), Integrals((gathered,), Identity()))
