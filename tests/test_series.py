"""Every series of the table is summed in numbers at values that satisfy its conditions; certificates out of place fail."""

from __future__ import annotations

import pytest
from mpmath import mp

from derive.kernel.certificate import Exchanged, Identity, Split, Summed
from derive.kernel.check import Unproved, check
from derive.kernel.series import SERIES, K, X
from derive.kernel.term import Apply, Bind, Symbol, free, number
from plane_values import NotHere, value

VALUES = [mp.mpf(9) / -10, mp.mpf(-1) / 2, mp.mpf(1) / 3, mp.mpf(4) / 5, mp.mpf(0), mp.mpf(1) / 5, mp.mpf(3) / 2,
          mp.mpc("0.3", "0.4"), mp.mpc("-0.1", "0.2")]
SLOW = {"catalan_central": 0.07}


def admitted(series):
    """The values of the letter that satisfy one of the lists of conditions; complex ones where the law allows them."""
    for x in VALUES if X in free(series.term) else VALUES[:1]:
        if isinstance(x, mp.mpc) and not series.plane:
            continue
        for way in series.conditions:
            try:
                if all(value(condition, {X: x}) for condition in way):
                    yield x
                    break
            except NotHere:
                continue


@pytest.mark.parametrize("series", SERIES.values(), ids=SERIES)
def test_a_series_adds_up_to_its_value(series):
    tried = list(admitted(series))
    for x in tried:
        terms = (value(series.term, {K: mp.mpf(k), X: x}) for k in range(series.start, series.start + 220))
        gap = abs(mp.fsum(terms) - value(series.value, {X: x}))

        assert gap < SLOW.get(series.name, 1 / 150), f"{gap} at {x}"
    assert len(tried) >= (2 if X in free(series.term) else 1)


def refused(hypotheses, goal, certificate, reason):
    with pytest.raises(Unproved, match=reason):
        check(hypotheses, goal, certificate)


def test_a_geometric_series_needs_its_condition():
    x, k = Symbol("x"), Symbol("k", "integer")
    total = Bind("sum", k, Apply("^", (x, k)), (number(0), Apply("infinity")))
    goal = Apply("=", (total, Apply("/", (number(1), Apply("+", (number(1), Apply("-", (x,))))))))
    step = Summed(total, "geometric", x, number(1), 0, Identity())

    assert check((Apply("<", (Apply("abs", (x,)), number(1))),), goal, step) == "kernel"
    refused((), goal, step, "a condition of the series")
    refused((), goal, Summed(total, "exp", x, number(1), 0, Identity()), "another series")
    refused((), goal, Summed(total, "geometric", x, number(1), -1, Identity()), "starts elsewhere")


def test_an_exchange_needs_the_same_pairs():
    i, j, n, a = Symbol("i", "integer"), Symbol("j", "integer"), Symbol("n", "integer"), Symbol("a", "array")
    body = Apply("at", (a, i, j))
    total = Bind("sum", i, Bind("sum", j, body, (i, n)), (number(1), n))
    other = Bind("sum", j, Bind("sum", i, body, (number(1), j)), (number(1), n))
    goal = Apply("=", (total, other))

    assert check((), goal, Exchanged(total, (number(1), n), (number(1), j), Identity())) == "kernel"
    refused((), goal, Exchanged(total, (number(1), n), (number(0), j), Identity()), "not seen to be the same")
    refused((), goal, Exchanged(total, (number(1), n), (number(1), i), Identity()), "depends on its own index")
    refused((), goal, Exchanged(total, (number(1), i), (number(1), j), Identity()), "depends on its own index")


def test_a_range_is_split_inside_only():
    x = Symbol("x")
    whole = Bind("integral", x, x, (number(0), number(1)))
    goal = Apply("=", (whole, number("1/2")))

    refused((), goal, Split(whole, number(2), Identity()), "not be between the ends")
    refused((), goal, Split(whole, x, Identity()), "stands in the goal")
