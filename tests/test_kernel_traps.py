"""Certificates that were once accepted, or nearly, for what is false: the kernel on its own, no search between."""

import json

import pytest

from building import a, add, ap, at, claim, div, eq, f, h, i, j, k, mul, n, neg, pw, sub, total, x, y
from derive.kernel.certificate import (
    Alike,
    Cases,
    Contradiction,
    Counterexample,
    Divergence,
    Elementwise,
    Gathered,
    Identity,
    Integrals,
    Limits,
    Parts,
    Residues,
    Rewrite,
    Sign,
    Split,
)
from derive.kernel.setting import Setting
from derive.kernel.term import Bind, Obligation, Symbol, Term, number, substitute
from derive.kernel.verdict import CertificateError, certify, refute
from derive.recheck import Malformed, recheck

INFINITY, Z = ap("infinity"), Symbol("z", "complex")
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


def test_nothing_need_be_shown_in_a_case_where_a_side_has_no_value():
    """But what has no value by what the page gives, 1/(x - 2) for x = 2, is not proved by this."""
    split = Cases(eq(x, 0), Contradiction(), Cases(ap(">", x, 0), Identity(), Identity()))

    assert is_certified(claim(slope(SIZE, x), div(x, SIZE)), split)
    assert not is_certified(claim(slope(SIZE), 5), Contradiction())
    assert not is_certified(claim(div(1, sub(x, 2)), 7, eq(x, 2)), Contradiction())
    assert not is_certified(claim(div(1, sub(x, 2)), 7, eq(x, 2)), Cases(eq(a, 0), Contradiction(), Contradiction()))
    assert not is_certified(claim(div(1, sub(x, x)), 7), Cases(eq(x, 0), Contradiction(), Contradiction()))


def test_a_slope_that_stays_as_it_is_is_no_kink():
    value = ap("call", f, x)

    assert not is_certified(claim(slope(ap("max", value, 0), x), 7, ap(">", value, 0)), Contradiction())


@pytest.mark.parametrize(("body", "value"), [
    (mul(x, SIZE), 0), (pw(ap("max", 0, x), 2), 0), (sub(SIZE, SIZE), 0),
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


@pytest.mark.parametrize("rate", [ap("exp", Z), ap("^", 2, Z), add(pw(Z, 2), 1)], ids=repr)
def test_what_is_above_zero_of_real_numbers_is_not_of_complex_ones(rate):
    """e^z = -1 at z = i pi: the sign of a complex number is nowhere evident."""
    goal = claim(at_infinity(ap("atan", mul(rate, x))), div(ap("pi"), 2))

    assert not is_certified(goal, Limits(Identity()))


ENDLESS = Bind("integral", x, div(1, x), (number(0), number(1)))


@pytest.mark.parametrize(("goal", "is_wrong"), [
    (claim(ENDLESS, 1), True),
    (claim(mul(2, add(1, neg(ENDLESS))), 1), True),
    (claim(ENDLESS, ap("undefined")), False),
    (claim(ap("exp", neg(ENDLESS)), 0), False),
    (claim(div(1, ENDLESS), 0), False),
    (claim(ap("min", ENDLESS, 1), 1), False),
    (claim(mul(0, ENDLESS), 0), False),
], ids=repr)
def test_a_divergent_integral_breaks_what_needs_it_to_be_a_number(goal, is_wrong):
    """exp(-oo) = 0 and 1/oo = 0 are ways of speaking: a hazard may be endless."""
    found = Counterexample((), divergence=Divergence(ENDLESS, ap("log", x), number(0), 1))
    if is_wrong:
        assert "kernel" == refute(goal, found).trust
    else:
        with pytest.raises(CertificateError):
            refute(goal, found)


@pytest.mark.parametrize("modulus", [number("1/2"), a], ids=repr)
def test_congruent_terms_are_swapped_for_a_whole_modulus_only(modulus):
    """1/2 is congruent to 0 for the modulus 1/2, its square 1/4 is not."""
    none = ap("mod", 0, modulus)
    goal = eq(ap("mod", mul(x, x), modulus), none)

    assert not is_certified(Obligation((eq(ap("mod", x, modulus), none),), goal), Residues(((x, number(0)),), number(0)))


VECTOR = Symbol("u", "vector")


@pytest.mark.parametrize("goal", [
    Obligation((), eq(ap("max", VECTOR), VECTOR)),
    Obligation((Bind("forall", i, eq(at(Symbol("u", "array"), i), 0)),), eq(VECTOR, mul(0, VECTOR))),
], ids=("greatest", "namesake"))
def test_elements_of_a_vector_are_those_of_no_namesake_and_its_greatest_is_no_vector(goal):
    """u_i may be the i-th of several vectors u."""
    assert not is_certified(goal, Elementwise((Identity(),)))


ROOT_OF_A = ap("sqrt", a)
ALWAYS_ONE = div(ROOT_OF_A, ROOT_OF_A)                   # where a > 0
GROWTH = Bind("integral", x, ap("exp", x), (number(0), number(1)))
TAIL = Bind("integral", x, ap("exp", neg(x)), (number(0), INFINITY))


@pytest.mark.parametrize(("goal", "certificate"), [
    (claim(mul(ap("abs", a), TAIL), mul(a, TAIL)), Split(TAIL, ROOT_OF_A, Identity())),
    (claim(ap("sqrt", pw(a, 2)), a), Rewrite(
        "root_of_square", (0,), ((x, mul(a, ALWAYS_ONE)), (y, pw(a, 2))), Identity())),
    (claim(mul(ap("sqrt", pw(a, 2)), GROWTH), mul(a, sub(ap("exp", 1), 1))), Integrals((Gathered(
        ((mul(ap("sqrt", pw(a, 2)), ALWAYS_ONE), GROWTH),), x, mul(ap("sqrt", pw(a, 2)), ap("exp", x))),), Identity())),
], ids=("split", "rewrite", "gathered"))
def test_what_a_certificate_brings_in_tells_nothing_of_the_names_in_it(goal, certificate):
    """|a| = a needs a >= 0, and no sqrt(a) stands in the goal."""
    assert not is_certified(goal, certificate)


@pytest.mark.parametrize(("goal", "place", "count"), [
    (ap("iff", eq(ap("sin", ap("asin", x)), 2), eq(x, 2)), (0, 0), 2),
    (ap("implies", eq(x, 2), eq(ap("sin", ap("asin", x)), 2)), (1, 0), 1),
], ids=("gained", "undefined"))
def test_a_law_gains_no_solution_where_its_side_had_no_value(goal, place, count):
    """asin 2 has no value: no x solves sin(asin(x)) = 2."""
    rest = Parts((Identity(),) * count)

    assert not is_certified(Obligation((), goal), Rewrite("sin_asin", place, ((x, x),), rest))


def test_the_elements_of_tables_are_proved_one_by_one():
    """As many proofs as places; a proof for one of them is none for the others."""
    table = ap("matrix", 2, 1, 1, 2)
    goal = Obligation((eq(VECTOR, table),), eq(VECTOR, table))

    assert is_certified(goal, Elementwise((Identity(), Identity())))
    assert not is_certified(goal, Elementwise((Identity(),)))
    assert not is_certified(goal, Elementwise(()))
    assert not is_certified(Obligation(goal.hypotheses, eq(VECTOR, ap("matrix", 2, 1, 1, 3))),
                            Elementwise((Identity(), Identity())))


def test_a_function_has_a_slope_inside_only_where_nothing_is_told_of_it():
    """f(x) = |x|/x has the slope 0 almost everywhere, and f(1) - f(-1) = 2."""
    value = ap("call", Symbol("f", "unknown"), x)
    goal = eq(Bind("integral", x, slope(value, x), (number(-1), number(1))),
              sub(*(substitute(value, {x: number(at)}) for at in (1, -1))))
    by = Integrals((Gathered(((number(1), goal.args[0]),), x, value),), Identity())
    told = Bind("forall", x, eq(value, div(SIZE, x)), ())

    assert is_certified(Obligation((), goal), by)
    assert not is_certified(Obligation((told,), goal), by)


@pytest.mark.parametrize("end, side, holds", [(0, 1, True), (0, 0, False), (0, -1, False)])
def test_limits_of_what_is_equal_on_one_side_are_limits_from_that_side(end, side, holds):
    """sqrt x + 1 and sqrt(-x) have limits at 0, and no point in common; |x| h and x h agree above 0."""
    h_of_x = ap("call", Symbol("h", "unknown"), x)
    left, right = (Bind("limit", x, mul(u, h_of_x), (number(end), number(side))) for u in (SIZE, x))

    assert is_certified(Obligation((), eq(left, right)), Alike(left, right, number(1), Cases(
        ap(">=", x, 0), Identity(), Identity()), Identity())) is holds
