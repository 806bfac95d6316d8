"""Orders of growth are compared as the limits say, and refused where the kernel cannot tell."""

from __future__ import annotations

import itertools

import pytest

from derive.kernel.certificate import Growth
from derive.kernel.term import Apply, Obligation, Symbol, number
from derive.kernel.verdict import CertificateError, certify

N = Symbol("n")
LOG = Apply("log", (N,))
# Rising: each is of a lower order than the next.
SCALE = [number(1), LOG, Apply("sqrt", (N,)), N, Apply("*", (N, LOG)), Apply("^", (N, number(2))),
         Apply("^", (number(2), N))]
FITS = {"o": lambda a, b: a < b, "O": lambda a, b: a <= b, "Theta": lambda a, b: a == b,
        "Omega": lambda a, b: a >= b, "omega": lambda a, b: a > b}


def is_proved(left, right, hypotheses=()):
    try:
        return certify(Obligation(hypotheses, Apply("grows", (N, left, right))), Growth()).trust == "kernel"
    except CertificateError:
        return False


@pytest.mark.parametrize("order", FITS)
def test_a_function_is_of_an_order_exactly_where_the_scale_says_so(order):
    for a, b in itertools.product(range(len(SCALE)), repeat=2):
        assert is_proved(SCALE[a], Apply(f"order_{order}", (SCALE[b],))) == FITS[order](a, b)


@pytest.mark.parametrize("order, other", list(itertools.product(FITS, repeat=2)))
def test_an_order_is_part_of_another_only_where_every_function_of_it_is(order, other):
    holds = {"o": {"o", "O"}, "O": {"O"}, "Theta": {"O", "Theta", "Omega"}, "Omega": {"Omega"},
             "omega": {"omega", "Omega"}}

    assert is_proved(Apply(f"order_{order}", (N,)), Apply(f"order_{other}", (N,))) == (other in holds[order])


@pytest.mark.parametrize("left, right", [
    (N, N),                                                              # no order at all
    (N, Apply("+", (Apply("order_O", (N,)), Apply("order_O", (N,))))),   # two of them
    (N, Apply("-", (Apply("order_Theta", (N,)),))),
    (Apply("-", (N,)), Apply("order_Theta", (N,))),
    (N, Apply("order_O", (Apply("-", (N,)),))),
    (Apply("log", (Apply("order_Theta", (N,)),)), Apply("order_Theta", (LOG,))),
    (Apply("*", (Apply("order_Theta", (N,)), Apply("order_Theta", (N,)))), Apply("order_Theta", (N,))),
    (Apply("*", (Apply("sin", (N,)), Apply("order_Theta", (N,)))), Apply("order_O", (N,))),
    (Apply("*", (N, Apply("sin", (N,)))), Apply("order_Theta", (N,))),
    (Apply("*", (Symbol("a"), N)), Apply("order_Theta", (N,))),          # the sign of a
    (Apply("factorial", (N,)), Apply("order_O", (N,))),
])
def test_what_is_not_shown_is_refused(left, right):
    assert not is_proved(left, right)


def test_what_is_said_of_a_small_n_says_nothing():
    at_one = Apply("=", (N, number(1)))

    assert not is_proved(Apply("^", (N, number(2))), Apply("order_O", (N,)), (at_one,))


def test_no_other_goal_is_about_growth():
    with pytest.raises(CertificateError, match="no statement about growth"):
        certify(Obligation((), Apply("=", (N, N))), Growth())
