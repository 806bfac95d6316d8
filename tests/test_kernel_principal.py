"""Identities of principal values: what holds on every branch, and what does not, asked of the kernel alone."""

from __future__ import annotations

import pytest

from derive.kernel.certificate import Identity
from derive.kernel.check import Unproved, check
from derive.kernel.term import Apply as A
from derive.kernel.term import Symbol, number

x, y = Symbol("x"), Symbol("y")
z, w = Symbol("z", "complex"), Symbol("w", "complex")
UNIT, HALF, THIRD = A("i"), number("1/2"), number("1/3")


def log(u):
    return A("log", (u,))


def root(u):
    return A("sqrt", (u,))


def times(*args):
    return A("*", args)


def minus(u):
    return A("-", (u,))


def power(u, v):
    return A("^", (u, v))


def exp(u):
    return A("exp", (u,))


HOLD = [
    (power(z, number("3/2")), times(z, root(z))),
    (times(z, exp(times(HALF, log(x)))), times(z, root(x))),
    (times(z, power(times(x, x), HALF)), times(z, A("abs", (x,)))),
    (times(z, log(times(x, x))), times(z, number(2), log(A("abs", (x,))))),
    (times(z, power(x, y)), times(z, exp(times(y, log(x))))),
    (times(UNIT, power(number(-8), THIRD)), A("+", (UNIT, minus(root(number(3)))))),
    (log(times(number(3), z)), A("+", (log(number(3)), log(z)))),
]
FAIL = [
    (log(times(z, w)), A("+", (log(z), log(w)))),
    (root(times(z, w)), times(root(z), root(w))),
    (log(exp(z)), z),
    (power(power(z, number(2)), HALF), z),
    (root(minus(z)), times(UNIT, root(z))),
    (A("/", (number(1), root(z))), root(A("/", (number(1), z)))),
    (log(A("/", (number(1), z))), minus(log(z))),
    (times(UNIT, root(minus(x))), minus(root(x))),
    (times(z, exp(times(THIRD, log(x)))), times(z, A("root", (x, number(3))))),
    (times(z, A("abs", (root(x),))), times(z, root(x))),
    (times(z, root(x), root(y)), times(z, root(times(x, y)))),
    (times(z, power(times(x, x), y)), times(z, power(x, times(number(2), y)))),
    (times(UNIT, power(exp(times(UNIT, x)), y)), times(UNIT, exp(times(UNIT, x, y)))),
    (A("+", (z, A("atanh", (minus(x),)))), A("+", (z, minus(A("atanh", (x,)))))),
    (log(times(number(-3), z)), A("+", (log(number(-3)), log(z)))),
]


@pytest.mark.parametrize("left, right", HOLD)
def test_an_identity_of_principal_values_is_proved(left, right):
    assert check((), A("=", (left, right)), Identity()) == "kernel"


@pytest.mark.parametrize("left, right", FAIL)
def test_an_identity_that_fails_on_a_branch_is_not_proved(left, right):
    with pytest.raises(Unproved):
        check((), A("=", (left, right)), Identity())
