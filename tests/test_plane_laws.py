"""Every law of principal values is sampled with mpmath: all around, on both sides of the cuts, and on them."""

from __future__ import annotations

from itertools import product

import pytest
from mpmath import mp

from derive.kernel.laws import BOUNDS
from derive.kernel.plane_laws import PLANE
from derive.kernel.term import Apply, free
from plane_values import NotHere, value

ALONG = [mp.mpf(v) for v in ("-7.5", "-3", "-1", "-0.5", "0", "0.25", "1", "1.5", "3", "8")]
PLACES = [mp.mpc(x, y) for x, y in product(ALONG, ALONG)]
DIGITS = 30
# There is no product of fewer than no factors, and no angle of 0.
WHOLE = {"plane_rising_sum", "plane_rising_double", "power_modulus", "plane_binomial_absorbed", "plane_binomial_stepped",
         "plane_rising_sum_turned", "gamma_shifted", "plane_rising_reflected", "gamma_binomial"}


def points(law):
    names = sorted(free(law) if isinstance(law, Apply) else free(law.left) | free(law.right), key=lambda s: s.name)
    chosen = PLACES if len(names) == 1 else PLACES[::3] if len(names) == 2 else PLACES[::9]
    drawn = {"complex": chosen, "real": [*ALONG, mp.mpf("0.1"), mp.mpf("0.7"), mp.mpf("1.2"), mp.mpf(2), mp.mpf(5), mp.mpf(12)],
             "integer": [mp.mpf(n) for n in range(-3, 7)]}
    if [name.sort for name in names] == ["real"]:
        drawn["real"] += [*(mp.mpf(n) / 8 for n in range(-64, 65)), *(mp.pi * n / 4 for n in range(-10, 11))]
    for values in product(*(drawn[name.sort] for name in names)):
        yield dict(zip(names, values, strict=True))


def truth(condition, point):
    if condition.head in ("and", "or"):
        return (all if condition.head == "and" else any)(truth(part, point) for part in condition.args)
    left, right = (mp.re(value(side, point)) for side in condition.args)
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right,
            "=": left == right, "!=": left != right}[condition.head]


def had(term, point):
    try:
        found = value(term, point)
    except (NotHere, ZeroDivisionError, ValueError):      # a pole of the gamma function
        return None
    return found if mp.isfinite(found) else None


@pytest.mark.parametrize("law", PLANE.values(), ids=PLANE)
def test_a_law_keeps_the_value_wherever_its_left_side_has_one(law):
    met = 0
    with mp.workdps(DIGITS):
        for point in points(law):
            left = had(law.left, point)
            if left is None or not all(truth(condition, point) for condition in law.conditions):
                continue
            right = had(law.right, point)
            assert right is not None, point
            assert abs(left - right) < mp.mpf(10) ** -20 * (1 + abs(left)), (point, left, right)
            met += 1
    assert met >= 10


@pytest.mark.parametrize("law", [law for law in PLANE.values() if law.conditions and law.name not in WHOLE],
                         ids=lambda law: law.name)
def test_the_conditions_of_a_law_are_needed(law):
    with mp.workdps(DIGITS):
        broken = (point for point in points(law) if not all(truth(c, point) for c in law.conditions)
                  and (left := had(law.left, point)) is not None
                  and ((right := had(law.right, point)) is None or abs(left - right) > mp.mpf("0.001")))
        assert next(broken, None) is not None


@pytest.mark.parametrize("law", BOUNDS.values(), ids=BOUNDS)
def test_a_bound_holds_wherever_it_has_a_meaning(law):
    met = 0
    with mp.workdps(DIGITS):
        for point in points(law.claim):
            if not all(truth(condition, point) for condition in law.conditions):
                continue
            left, right = (had(side, point) for side in law.claim.args)
            if left is None or right is None:
                continue
            gap = mp.re(left - right) * (1 if law.claim.head in ("<", "<=") else -1)
            assert gap <= mp.mpf(10) ** -20 * (1 + abs(left)), point
            met += 1
    assert met >= 5
