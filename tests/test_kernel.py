"""Every inference rule: a good certificate, and changed ones that must fail for the right reason."""

import pytest

from building import (
    PI,
    add,
    ap,
    at,
    c,
    claim,
    div,
    eq,
    every,
    f,
    h,
    i,
    inside,
    j,
    k,
    m,
    mul,
    n,
    neg,
    p,
    pw,
    r,
    slope,
    sub,
    total,
    x,
    y,
    z,
)
from derive.kernel.certificate import (
    Cases,
    Choice,
    Contradiction,
    Enclosed,
    Identity,
    Induction,
    Parts,
    Reindex,
    Rewrite,
    Sign,
    Testimony,
    Unfolded,
    Weakened,
)
from derive.kernel.term import Apply, Bind, Obligation, Symbol, number
from derive.kernel.verdict import CertificateError, Proved, certify

MAX = claim(ap("max", x, y), div(add(x, y, ap("abs", sub(x, y))), 2))
SPLIT = Cases(ap(">=", x, y), Identity(), Identity())
GAUSS = claim(total(k, k), div(mul(n, add(n, 1)), 2), ap("<=", 1, n))
UP = Induction(n, number(1), Identity(), Identity())
ARCSINE = claim(ap("sin", ap("asin", x)), x)
USE = Rewrite("sin_asin", (0,), ((Symbol("x"), x),), Identity())
TRUE, FALSE = Apply("true"), Apply("false")


def goal(term, *hypotheses):
    return Obligation(hypotheses, term)


ACCEPTED = [
    (MAX, SPLIT),
    (GAUSS, UP),
    (ARCSINE, USE),
    (claim(x, 3, ap(">", x, 4), relation=">"), Sign()),
    (claim(x, 0, ap(">", x, 4), relation="!="), Sign()),
    (claim(pw(x, 2), 0, relation=">="), Sign()),
    (claim(pw(y, x), 0, ap(">", y, 0), relation=">="), Sign()),
    (claim(pw(y, x), 0, ap(">", y, 0), relation=">"), Sign()),
    (claim(add(pw(x, 2), 1), 0, relation=">"), Sign()),
    (claim(ap("exp", x), 0, relation=">"), Sign()),
    (claim(ap("log", x), ap("log", x), relation="<="), Sign()),
    (claim(i, 0, *inside(i), relation=">"), Sign()),
    (claim(total(ap("exp", at(h, k)), k), 0, *inside(), relation=">"), Sign()),
    (claim(PI, "22/7", relation="<"), Enclosed(64)),
    (claim(ap("sqrt", 2), "7/5", relation="!="), Enclosed(64)),
    (claim(y, 3, eq(y, PI), relation=">"), Enclosed(64)),
    (claim(x, y, ap(">", x, 0), ap("<", x, 0)), Contradiction()),
    (claim(x, y, ap("!=", z, z)), Contradiction()),
    (claim(ap("log", x), 7, ap("<", x, 0)), Contradiction()),
    (goal(ap("and", eq(add(x, x), mul(2, x)), eq(x, x))), Parts((Identity(), Identity()))),
    (goal(ap("implies", eq(x, 2), eq(pw(x, 2), 4))), Parts((Identity(),))),
    (goal(ap("iff", eq(x, 2), eq(2, x))), Parts((Identity(), Identity()))),
    (goal(every(y, eq(add(x, y), add(y, x)))), Parts((Identity(),))),
    (goal(ap("not", eq(x, 0)), ap(">", x, 0)), Parts((Sign(),))),
    (goal(ap("or", eq(x, 1), eq(x, x))), Choice(1, Identity())),
    (claim(total(pw(r, k), k, n, 0), div(sub(1, pw(r, add(n, 1))), sub(1, r)), ap("<=", 0, n)),
     Induction(n, number(0), Identity(), Identity())),
    (claim(Bind("product", k, div(add(k, 1), k), (number(1), n)), add(n, 1), ap("<=", 1, n)), UP),
    (claim(ap("tuple", add(x, x), 1), ap("tuple", mul(2, x), 1)), Parts((Identity(), Identity()))),
    (claim(total(at(h, k), k), total(at(h, add(k, 1)), k, sub(n, 1), 0)), Reindex((0,), number(1), False, Identity())),
    (claim(total(mul(k, at(h, k)), k), total(mul(sub(add(n, 1), k), at(h, sub(add(n, 1), k))), k)),
     Reindex((0,), number(0), True, Identity())),
    (claim(mul(2, x), mul(n, add(n, 1)), eq(x, total(k, k)), ap("<=", 1, n)), Unfolded(x, UP)),
    (claim(pw(2, n), n, ap("<=", 1, n), relation=">="), Cases(eq(n, 1), Sign(), Testimony("z3", "2^n >= n", "n < 40"))),
]
REJECTED = [
    (claim(x, y), Unfolded(x, Identity()), "no hypothesis gives x"),
    (claim(x, y, eq(x, add(x, 1))), Unfolded(x, Identity()), "no hypothesis gives x"),
    (claim(x, y, ap("<=", x, y)), Unfolded(x, Identity()), "no hypothesis gives x"),
    (claim(n, 2, eq(n, y)), Unfolded(n, Identity()), "no hypothesis gives n"),          # a whole number for a real one
    (claim(x, add(y, 1), eq(x, y)), Unfolded(x, Identity()), "differ"),
    (claim(x, y), Identity(), "the normal forms differ"),
    (claim(x, y, relation="<"), Identity(), "the goal is not an equation"),
    (goal(TRUE), Identity(), "not a relation"),
    (claim(at(h, i), Apply("undefined")), Identity(), "undefined is no number"),
    (claim(Bind("limit", x, x, (number(0), number(0))), x), Identity(), "differ"),
    (claim(x, 3, ap(">", x, 2), relation=">"), Sign(), "sign of the difference"),
    (claim(x, 3, ap(">", y, 4), relation=">"), Sign(), "sign of the difference"),
    (claim(pw(y, x), 0, relation="!="), Sign(), "sign of the difference"),
    (claim(pw(y, x), 0, relation=">="), Sign(), "sign of the difference"),    # (-1)^1
    (claim(pw(mul(-1, z), x), 0, relation=">"), Sign(), "sign of the difference"),
    (claim(pw(x, 2), 0, relation=">"), Sign(), "sign of the difference"),
    (claim(total(ap("exp", at(h, k)), k), 0, relation=">"), Sign(), "sign of the difference"),
    (claim(Symbol("M", "matrix"), 0, relation=">"), Sign(), "M is no number"),
    (claim(PI, "22/7", relation=">"), Enclosed(64), "do not decide"),
    (claim(PI, "22/7"), Enclosed(64), "two values are equal"),
    (claim(PI, "22/7", relation="<"), Enclosed(0), "two values are equal"),
    (claim(PI, "22/7", relation="<"), Enclosed(2), "do not decide"),
    (claim(PI, x, relation="<"), Enclosed(64), "not closed"),
    (claim(ap("log", -1), 0, relation="<"), Enclosed(64), "no enclosure"),
    (claim(x, y, ap(">", x, 0), ap("<", y, 0)), Contradiction(), "not known to contradict"),
    (claim(slope(ap("abs", x), x), 7, ap(">=", x, 0)), Contradiction(), "not known to contradict"),
    (goal(FALSE), Contradiction(), "not known to contradict"),
    (MAX, Cases(ap(">=", x, z), Identity(), Identity()), "differ"),
    (MAX, Cases(ap(">=", x, y), Contradiction(), Identity()), "not known to contradict"),
    (MAX, Cases(ap(">=", div(x, y), 1), Identity(), Identity()), "may be undefined"),
    (MAX, Cases(ap(">=", ap("log", x), 1), Identity(), Identity()), "may be undefined"),
    (MAX, Cases(ap(">=", at(h, i), 1), Identity(), Identity()), "may be undefined"),
    (MAX, Cases(eq(x, slope(x, x)), Identity(), Identity()), "may be undefined"),
    (claim(total(k, k), div(mul(n, add(n, 1)), 3), ap("<=", 1, n)), UP, "differ"),
    (claim(total(k, k), add(div(mul(n, add(n, 1)), 2), 1), ap("<=", 1, n)), UP, "differ"),
    (claim(total(k, k), div(mul(n, add(n, 1)), 2)), UP, "least value is not a hypothesis"),
    (claim(total(k, k), div(mul(n, add(n, 1)), 2), ap("<=", 0, n)), UP, "least value is not a hypothesis"),
    (GAUSS, Induction(n, x, Identity(), Identity()), "starts at a whole number"),
    (GAUSS, Induction(n, number("1/2"), Identity(), Identity()), "starts at a whole number"),
    (GAUSS, Induction(x, number(1), Identity(), Identity()), "starts at a whole number"),
    (claim(ap("log", sub(10, n)), x, ap("<=", 1, n)), UP, "may be undefined"),
    (claim(total(div(1, sub(k, n)), k), 0, ap("<=", 1, n)), UP, "may be undefined"),
    (claim(slope(pw(x, n), x), 0, ap("<=", 1, n)), UP, "may be undefined"),
    (claim(total(k, k, sub(5, n)), 0, ap("<=", 1, n)), UP, "may be undefined"),
    (claim(pw(sub(x, n), neg(n)), 0, ap("<=", 1, n)), UP, "may be undefined"),
    (claim(ap("factorial", sub(n, 5)), 0, ap("<=", 1, n)), UP, "may be undefined"),
    (ARCSINE, Rewrite("sin_sin", (0,), (), Identity()), "no law"),
    (ARCSINE, Rewrite("cos_asin", (0,), ((Symbol("x"), x),), Identity()), "does not fit"),
    (ARCSINE, Rewrite("sin_asin", (1,), ((Symbol("x"), x),), Identity()), "does not fit"),
    (ARCSINE, Rewrite("sin_asin", (0,), ((Symbol("x"), y),), Identity()), "does not fit"),
    (ARCSINE, Rewrite("sin_asin", (5,), ((Symbol("x"), x),), Identity()), "no such place"),
    (claim(ap("asin", ap("sin", x)), x), Rewrite("asin_sin", (0,), ((Symbol("x"), x),), Identity()), "condition"),
    (claim(total(ap("asin", ap("sin", k)), k), mul(k, n)),
     Rewrite("asin_sin", (0, 0), ((Symbol("x"), k),), Identity()), "a bound name is also free"),
    (claim(total(at(h, k), k), total(at(h, add(k, 1)), k)), Reindex((0,), number(1), False, Identity()), "differ"),
    (claim(total(at(h, k), k), total(at(h, k), k)), Reindex((0, 0), number(1), False, Identity()), "does not hold a sum"),
    (claim(total(at(h, k), k), total(at(h, k), k)), Reindex((7,), number(1), False, Identity()), "does not hold a sum or a product"),
    (claim(total(at(h, k), k), total(at(h, k), k)), Reindex((0,), x, False, Identity()), "may not be whole"),
    (claim(total(at(h, k), k, x), x), Reindex((0,), number(0), True, Identity()), "may not be whole"),
    (claim(Bind("product", k, div(add(k, 1), k), (number(1), n)), add(n, 2), ap("<=", 1, n)), UP, "differ"),
    (claim(ap("tuple", x, 1), ap("tuple", y, 1)), Parts((Identity(), Identity())), "differ"),
    (claim(mul(2, ap("tuple", x, 1)), ap("tuple", x, 1)), Identity(), "no number"),
    (goal(ap("and", eq(x, x), eq(y, y))), Parts((Identity(),)), "as many proofs as parts"),
    (goal(ap("and", eq(x, x), eq(x, y))), Parts((Identity(), Identity())), "differ"),
    (goal(ap("implies", eq(x, 2), eq(pw(x, 2), 5))), Parts((Identity(),)), "differ"),
    (goal(ap("iff", eq(x, 2), eq(pw(x, 2), 4))), Parts((Identity(), Identity())), "differ"),
    (goal(every(y, eq(y, 2)), eq(y, 2)), Parts((Identity(),)), "differ"),
    (claim(x, y), Parts(()), "no parts"),
    (goal(ap("or", eq(x, 1), eq(x, x))), Choice(0, Identity()), "differ"),
    (goal(ap("or", eq(x, 1), eq(x, x))), Choice(2, Identity()), "among the parts"),
    (claim(x, x), Choice(0, Identity()), "among the parts"),
    (claim(x, y), number(1), "an unknown kind"),
]


@pytest.mark.parametrize(("obligation", "certificate"), ACCEPTED)
def test_a_good_certificate_is_accepted(obligation, certificate):
    assert isinstance(certify(obligation, certificate), Proved)


@pytest.mark.parametrize(("obligation", "certificate", "reason"), REJECTED)
def test_a_bad_certificate_fails_for_its_reason(obligation, certificate, reason):
    with pytest.raises(CertificateError, match=reason):
        certify(obligation, certificate)


def test_a_certificate_is_not_nested_without_end():
    proof = Identity()
    for _ in range(100):
        proof = Cases(ap(">=", x, y), proof, proof)

    with pytest.raises(CertificateError, match="nested too deeply"):
        certify(claim(x, y), proof)


def test_testimony_inside_a_proof_lowers_its_trust():
    told = Cases(ap(">=", x, y), Identity(), Testimony("sympy", "max", "at 10 points"))

    assert "oracle" == certify(MAX, told).trust
    assert "kernel" == certify(MAX, SPLIT).trust


SIZES = [
    (claim(pw(add(x, y, z), 300), 0), "too many terms"),
    (claim(pw(9, pw(9, pw(9, 9))), 0), "too large"),
    (claim(ap("factorial", 10000000), 0), "too large"),
    (claim(total(k, k, 100000), 0), "too many terms"),
    (claim(ap("cos", mul("1/997", PI)), x), "too high an order"),
]


@pytest.mark.parametrize(("obligation", "reason"), SIZES)
def test_a_size_is_met_before_it_is_computed(obligation, reason):
    with pytest.raises(CertificateError, match=reason):
        certify(obligation, Identity())


EMPTY = [
    claim(total(div(at(h, j), total(at(h, k), k)), j), 1),
    claim(total(div(1, n), k), 1),
    claim(total(div(at(p, k), at(p, i)), k), div(total(at(p, k), k), at(p, j)), eq(i, j), ap("<=", 1, k)),
    claim(total(ap("log", x), k), total(ap("log", ap("abs", x)), k), ap("=", z, ap("abs", x))),
]


def test_nothing_is_taken_out_of_an_empty_sum_that_it_does_not_need():
    for obligation in EMPTY[:2]:
        with pytest.raises(CertificateError):
            certify(obligation, Identity())
        assert certify(Obligation((ap("<=", 1, n),), obligation.goal), Identity())


def test_what_an_empty_sum_needs_is_not_known():
    given = (total(ap("log", x), k),)
    free_standing = claim(add(given[0], ap("abs", x)), add(given[0], x))

    with pytest.raises(CertificateError):
        certify(free_standing, Identity())
    assert certify(Obligation((ap("<=", 1, n),), free_standing.goal), Identity())


def test_a_range_that_is_not_known_keeps_its_delta():
    one_hot = claim(total(mul(ap("delta", k, c), at(h, k)), k), at(h, c))

    with pytest.raises(CertificateError):
        certify(one_hot, Identity())
    assert certify(Obligation(inside(c), one_hot.goal), Identity())


def test_a_branch_that_is_not_taken_may_be_undefined():
    lazy = ap("piecewise", ap("!=", x, 0), div(1, x), eq(x, 0), 0)

    assert certify(claim(lazy, 0, eq(x, 0)), Identity())
    with pytest.raises(CertificateError):
        certify(claim(add(lazy, ap("abs", x)), add(lazy, x)), Identity())


def test_an_opaque_function_is_equal_where_its_arguments_are():
    left, right = ap("call", f, pw(add(x, 1), 2)), ap("call", f, add(pw(x, 2), mul(2, x), 1))

    assert certify(claim(left, right), Identity())
    with pytest.raises(CertificateError):
        certify(claim(left, ap("call", Symbol("g", "function"), pw(add(x, 1), 2))), Identity())


def test_a_bound_derivative_does_not_see_the_outer_name():
    inner = slope(pw(x, 2), x, y)

    assert certify(claim(slope(inner, x), 0), Identity())
    assert certify(claim(slope(inner, y), 2), Identity())


def test_values_are_put_in_after_the_derivative():
    assert certify(claim(slope(pw(x, 2), x), 6, eq(x, 3)), Identity())


def test_an_index_that_is_bound_twice_is_not_captured():
    row = slope(total(mul(at(h, i), at(h, i)), i), h, h, i)

    assert certify(claim(row, mul(2, at(h, i)), *inside(i)), Identity())
    assert certify(claim(total(row, i), mul(2, total(at(h, j), j)), *inside()), Identity())


def test_sums_of_different_ends_are_not_mixed():
    with pytest.raises(CertificateError):
        certify(claim(total(at(h, k), k, n), total(at(h, k), k, m), ap("<=", 1, n), ap("<=", 1, m)), Identity())


def test_a_derivative_keeps_the_definitions_that_it_is_taken_on():
    given = eq(y, pw(x, 2))
    slope_of_y, slope_in_y = claim(slope(y, x), 0, given), claim(slope(pw(y, 2), y), mul(2, y), given)

    with pytest.raises(CertificateError):
        certify(slope_of_y, Weakened((given,), Identity()))
    assert certify(slope_in_y, Weakened((given,), Identity()))
    assert certify(claim(sub(y, y), 0, given), Weakened((given,), Identity()))


def test_a_mean_keeps_every_hypothesis():
    given = eq(y, pw(x, 2))

    with pytest.raises(CertificateError):
        certify(claim(ap("E", y), ap("E", y), given), Weakened((given,), Identity()))
