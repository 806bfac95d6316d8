"""Identities that the kernel proves by normal form, and neighbours that it must not."""

import pytest

from building import (
    PI,
    A,
    X,
    a,
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
    l,
    m,
    mul,
    n,
    neg,
    p,
    pw,
    q,
    slope,
    sub,
    total,
    u,
    v,
    w,
    x,
    y,
    z,
)
from derive.kernel.certificate import Identity
from derive.kernel.term import Apply, Bind, Obligation, Symbol, number
from derive.kernel.verdict import CertificateError, Proved, certify


def sin(t):
    return ap("sin", t)


def cos(t):
    return ap("cos", t)


def exp(t):
    return ap("exp", t)


def log(t):
    return ap("log", t)


def sqrt(t):
    return ap("sqrt", t)


def power_of(name, exponent):
    return pw(name, exponent)


POSITIVE = (ap(">", x, 0), ap(">", y, 0))
SCALAR = [
    claim(pw(add(x, y), 2), add(pw(x, 2), mul(2, x, y), pw(y, 2))),
    claim(div(sub(pw(x, 2), 1), sub(x, 1)), add(x, 1)),
    claim(add(div(1, sub(x, 1)), div(1, add(x, 1))), div(mul(2, x), sub(pw(x, 2), 1))),
    claim(div(1, add(1, div(1, add(1, div(1, x))))), div(add(x, 1), add(mul(2, x), 1))),
    claim(add(pw(sin(x), 2), pw(cos(x), 2)), 1),
    claim(sin(mul(3, x)), sub(mul(3, sin(x)), mul(4, pw(sin(x), 3)))),
    claim(sin(add(x, y)), add(mul(sin(x), cos(y)), mul(cos(x), sin(y)))),
    claim(ap("tan", div(x, 2)), div(sin(x), add(1, cos(x)))),
    claim(cos(mul(n, PI)), pw(-1, n)),
    claim(sin(mul(n, PI)), 0),
    claim(sub(cos(mul("1/7", PI)), sub(cos(mul("2/7", PI)), cos(mul("3/7", PI)))), "1/2"),
    claim(cos(mul("1/12", PI)), div(add(sqrt(6), sqrt(2)), 4)),
    claim(ap("sinh", mul(2, x)), mul(2, ap("sinh", x), ap("cosh", x))),
    claim(sqrt(pw(x, 2)), ap("abs", x)),
    claim(sqrt(pw(x, 2)), x, ap(">=", x, 0)),
    claim(sqrt(pw(x, 2)), neg(x), ap("<=", x, 0)),
    claim(pw(sqrt(x), 2), x),
    claim(sqrt(mul(x, y)), mul(sqrt(x), sqrt(y))),
    claim(div(1, add(1, sqrt(2))), sub(sqrt(2), 1)),
    claim(sqrt(12), mul(2, sqrt(3))),
    claim(ap("root", -8, 3), -2),
    claim(ap("root", mul(x, y), 3), mul(ap("root", x, 3), ap("root", y, 3))),
    claim(log(mul(x, y)), add(log(x), log(y))),
    claim(log(pw(x, 2)), mul(2, log(ap("abs", x)))),
    claim(log(12), add(mul(2, log(2)), log(3))),
    claim(exp(log(x)), x),
    claim(log(exp(x)), x),
    claim(exp(sub(x, y)), div(exp(x), exp(y))),
    claim(pw(2, add(n, 1)), mul(2, pw(2, n))),
    claim(pw(x, add(n, 1)), mul(x, pw(x, n))),
    claim(pw(mul(x, y), n), mul(pw(x, n), pw(y, n))),
    claim(pw(-1, mul(2, n)), 1),
    claim(pw(x, a), exp(mul(a, log(x)))),
    claim(div(ap("factorial", add(n, 2)), ap("factorial", n)), mul(add(n, 1), add(n, 2))),
    claim(mul(k, ap("binomial", n, k)), mul(n, ap("binomial", sub(n, 1), sub(k, 1))), ap("<=", 1, n)),
    claim(ap("floor", add(x, 3)), add(ap("floor", x), 3)),
    claim(ap("floor", ap("sqrt", 10)), 3),
    claim(ap("ceil", mul(-1, PI)), -3),
    claim(mul(ap("abs", x), ap("abs", y)), ap("abs", mul(x, y))),
    claim(ap("max", x, y), x, ap(">=", x, y)),
    claim(add(number("1/10"), number("1/5")), "3/10"),
    claim(z, 9, eq(z, pw(y, 2)), eq(y, add(x, 1)), eq(x, 2)),
    claim(ap("call", f, 3), 10, every(x, eq(ap("call", f, x), add(pw(x, 2), 1)))),
]
DIFFERENTIAL = [
    claim(slope(pw(x, 3), x), mul(3, pw(x, 2))),
    claim(slope(pw(x, 2), x, 3), 6),
    claim(slope(pw(x, x), x), mul(pw(x, x), add(log(x), 1))),
    claim(slope(slope(sin(x), x), x), neg(sin(x))),
    claim(slope(log(ap("cosh", x)), x), ap("tanh", x)),
    claim(slope(ap("max", 0, x), x), 1, ap(">", x, 0)),
    claim(slope(ap("abs", x), x), -1, ap("<", x, 0)),
    claim(slope(ap("call", f, pw(x, 2)), x), mul(2, x, slope(ap("call", f, y), y, pw(x, 2)))),
    claim(slope(pw(x, n), x), mul(n, pw(x, sub(n, 1)))),
    claim(slope(Bind("integral", y, exp(pw(y, 2)), (number(0), x)), x), exp(pw(x, 2))),
]


def softmax(index, bound=k):
    return div(exp(at(h, index)), total(exp(at(h, bound)), bound))


Z = total(exp(at(h, k)), k)
LOSS = neg(total(mul(at(u, j), log(softmax(j))), j))
ONE_HOT = every(k, eq(at(u, k), ap("delta", k, c)))
SUM_ONE = eq(total(at(u, k), k), 1)
SQUARES = total(pw(sub(at(u, i), total(mul(at(X, i, k), at(w, k)), k, m)), 2), i)
MEAN = div(total(at(u, k), k), n)
WIDE = (*inside(), ap("<=", 1, m), ap("<=", 1, j), ap("<=", j, m), ap("<=", 1, l), ap("<=", l, m))
RANGE = inside(i, j)
INDEXED = [
    claim(slope(softmax(j), h, h, i), mul(softmax(j), sub(ap("delta", i, j), softmax(i))), *RANGE),
    claim(slope(softmax(j), h, h, i), sub(softmax(j), pw(softmax(j), 2)), *RANGE, eq(i, j)),
    claim(slope(softmax(j), h, h, i), neg(mul(softmax(j), softmax(i))), *RANGE, ap("!=", i, j)),
    claim(slope(LOSS, h, h, i), sub(softmax(i), at(u, i)), *RANGE, SUM_ONE),
    claim(slope(LOSS, h, h, i), sub(softmax(i), 1), *inside(i, c), ONE_HOT, eq(i, c)),
    claim(slope(LOSS, h, h, i), softmax(i), *inside(i, c), ONE_HOT, ap("!=", i, c)),
    claim(slope(neg(total(mul(at(u, k), log(at(p, k))), k)), p, p, j), div(-1, at(p, j)), *inside(j, c), ONE_HOT,
          eq(c, j)),
    claim(total(softmax(j), j), 1, *inside()),
    claim(slope(log(Z), h, h, i), softmax(i), *RANGE),
    claim(slope(slope(log(Z), h, h, i), h, h, j), sub(mul(softmax(i), ap("delta", i, j)), mul(softmax(i), softmax(j))),
          *RANGE),
    claim(log(Z), add(a, log(total(exp(sub(at(h, k), a)), k))), *inside()),
    claim(softmax(i), div(exp(sub(at(h, i), a)), total(exp(sub(at(h, k), a)), k)), *RANGE),
    claim(slope(mul("1/2", total(pw(sub(at(u, k), at(v, k)), 2), k)), u, u, i), sub(at(u, i), at(v, i)), *RANGE),
    claim(total(pw(sub(at(u, k), at(v, k)), 2), k),
          add(total(pw(at(u, k), 2), k), mul(-2, total(mul(at(u, k), at(v, k)), k)), total(pw(at(v, l), 2), l))),
    claim(slope(SQUARES, w, w, j),
          mul(-2, total(mul(at(X, i, j), sub(at(u, i), total(mul(at(X, i, k), at(w, k)), k, m))), i)), *WIDE),
    claim(slope(slope(SQUARES, w, w, j), w, w, l), mul(2, total(mul(at(X, i, j), at(X, i, l)), i)), *WIDE),
    claim(total(pw(sub(at(u, i), a), 2), i), sub(total(pw(at(u, i), 2), i), mul(n, pw(a, 2))), eq(a, MEAN), *inside()),
    claim(total(sub(at(u, i), a), i), 0, eq(a, MEAN), *inside()),
    claim(total(total(mul(at(A, i, j), at(u, j)), j, m), i), total(total(mul(at(A, i, j), at(u, j)), i), j, m)),
    claim(total(total(mul(at(u, i), at(v, j)), j), i), mul(total(at(u, k), k), total(at(v, k), k))),
    claim(pw(total(at(u, i), i), 2), total(total(mul(at(u, i), at(u, j)), j), i)),
    claim(total(total(pw(sub(at(u, i), at(u, j)), 2), j), i),
          sub(mul(2, n, total(pw(at(u, i), 2), i)), mul(2, pw(total(at(u, i), i), 2))), *inside()),
    claim(slope(total(total(mul(at(u, i), at(A, i, j), at(u, j)), j), i), u, u, k),
          add(total(mul(at(A, k, j), at(u, j)), j), total(mul(at(A, i, k), at(u, i)), i)), *inside(k)),
    claim(total(total(mul(ap("delta", i, j), at(A, i, j)), j), i), total(at(A, k, k), k)),
    claim(total(mul(at(p, k), log(div(at(p, k), at(q, k)))), k),
          sub(total(mul(at(p, k), log(at(p, k))), k), total(mul(at(p, k), log(at(q, k))), k)),
          every(k, ap(">", at(p, k), 0))),
    claim(slope(neg(total(mul(at(p, k), log(at(p, k))), k)), p, p, j), sub(neg(log(at(p, j))), 1), *inside(j)),
    claim(total(exp(mul(ap("delta", k, i), a)), k), add(n, sub(exp(a), 1)), *RANGE),
    claim(total(ap("piecewise", ap("!=", k, i), at(u, k), 0), k), sub(total(at(u, k), k), at(u, i)), *RANGE),
    claim(total(ap("piecewise", ap("!=", k, i), mul(at(u, k), softmax(i, l)), 0), k),
          mul(softmax(i, l), sub(total(at(u, k), k), at(u, i))), *RANGE),
    claim(total(ap("piecewise", ap("=", k, i), at(u, k), at(v, k)), k),
          add(at(u, i), total(at(v, k), k), neg(at(v, i))), *RANGE),
    claim(total(at(u, k), k), add(at(u, 1), total(at(u, k), k, n, 2)), *inside()),
    claim(total(at(u, k), k), add(at(u, n), total(at(u, k), k, sub(n, 1))), *inside()),
    claim(total(k, k, 10), 55),
    claim(total(k, k, 1, 3), 0),
]
HOLD = [*SCALAR, *DIFFERENTIAL, *INDEXED]
OPEN = [
    claim(sqrt(pw(x, 2)), x),
    claim(pw(pw(x, 2), "1/2"), x),
    claim(ap("asin", sin(x)), x),
    claim(log(add(x, y)), add(log(x), log(y))),
    claim(ap("abs", add(x, y)), add(ap("abs", x), ap("abs", y))),
    claim(pw(-1, n), 1),
    claim(pw(-1, mul(3, n)), -1),
    claim(cos(mul(a, PI)), pw(-1, n)),
    claim(sin(mul(a, PI)), 0),
    claim(pw(pw(x, "1/2"), 2), neg(x)),
    claim(ap("floor", add(x, a)), add(ap("floor", x), a)),
    claim(mul(k, ap("binomial", n, k)), mul(k, ap("binomial", sub(n, 1), sub(k, 1)))),
    claim(slope(ap("abs", x), x), 1),
    claim(slope(ap("max", 0, x), x), 1, ap(">=", y, 0)),
    claim(slope(mul(at(h, i), 1), h, h, j), 1, *RANGE),
    claim(slope(softmax(j), h, h, i), sub(softmax(j), pw(softmax(j), 2)), *RANGE),
    claim(slope(softmax(j), h, h, i), neg(mul(softmax(j), softmax(i))), *RANGE),
    claim(slope(LOSS, h, h, i), sub(softmax(i), at(u, i)), *RANGE),
    claim(slope(LOSS, h, h, i), sub(softmax(i), 1), *inside(i, c), ONE_HOT),
    claim(slope(total(exp(at(h, k)), k), h, h, i), exp(at(h, i))),
    claim(total(softmax(j), j), 1),
    claim(total(1, k), n),
    claim(total(at(u, k), k), add(at(u, n), total(at(u, k), k, sub(n, 1)))),
    claim(total(mul(ap("delta", k, i), at(u, k)), k), at(u, i), ap("<=", 1, i)),
    claim(total(mul(at(u, k), at(v, k)), k), mul(total(at(u, k), k), total(at(v, k), k))),
    claim(total(exp(mul(ap("delta", k, i), a)), k), add(n, exp(a)), *RANGE),
    claim(total(ap("piecewise", ap("!=", k, i), at(u, k), 0), k), sub(total(at(u, k), k), at(u, i))),
    claim(total(ap("piecewise", ap("!=", k, i), at(u, k), 0), k), total(at(u, k), k), *RANGE),
    claim(total(k, k, 1, 3), -2),
    claim(slope(div(exp(at(h, k)), total(exp(at(h, k)), k)), h, h, k), 0, *inside(k)),
]


@pytest.mark.parametrize("obligation", HOLD)
def test_an_identity_holds_by_normal_form(obligation):
    verdict = certify(obligation, Identity())

    assert isinstance(verdict, Proved)
    assert "kernel" == verdict.trust


@pytest.mark.parametrize("obligation", OPEN)
def test_what_fails_somewhere_has_no_identity(obligation):
    with pytest.raises(CertificateError):
        certify(obligation, Identity())


@pytest.mark.parametrize("obligation", HOLD)
def test_the_sides_of_an_identity_may_be_exchanged(obligation):
    left, right = obligation.goal.args

    assert certify(Obligation(obligation.hypotheses, eq(right, left)), Identity())


@pytest.mark.parametrize("obligation", HOLD)
def test_one_added_to_a_side_undoes_an_identity(obligation):
    left, right = obligation.goal.args

    with pytest.raises(CertificateError):
        certify(Obligation(obligation.hypotheses, eq(left, add(right, 1))), Identity())


@pytest.mark.parametrize("obligation", INDEXED)
def test_bound_names_may_be_chosen_to_confuse(obligation):
    renamed = Obligation(obligation.hypotheses, confused(obligation.goal))

    assert certify(renamed, Identity())


def confused(goal):
    """The goal with every bound name replaced by one that occurs free, where that captures nothing."""
    match goal:
        case Apply(head, args):
            return Apply(head, tuple(confused(arg) for arg in args))
        case Bind("sum", name, body, bounds):
            from derive.kernel.term import free, substitute

            other = next((s for s in (i, j, k, l) if s != name and s not in free(body)), Symbol("s", "integer"))
            return Bind("sum", other, substitute(confused(body), {name: other}), bounds)
        case Bind(head, name, body, bounds):
            return Bind(head, name, confused(body), bounds)
    return goal
