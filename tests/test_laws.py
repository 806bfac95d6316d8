"""Every law is sampled inside its conditions, and is not defined at fewer points on the side it leads to."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from derive.kernel.enclosure import enclose
from derive.kernel.interval import Interval, Undefined, Unknown
from derive.kernel.laws import LAWS
from derive.kernel.term import Apply, free

BITS = 120
NUMBERS = [Fraction(v) for v in (
    "-3", "-2", "-1", "-3/4", "-1/2", "-1/3", "0", "1/5", "1/2", "2/3", "1", "3/2", "2", "3", "9/2", "7")]


def value(term, values):
    """A rational or an interval; None where the term is undefined or cannot be told."""
    try:
        return enclose(term, values, BITS)
    except (Undefined, Unknown):
        return None


def samples(law, count=400):
    """Values of the law's letters at which every condition certainly holds."""
    dice = Random(7)
    names = sorted(free(law.left) | free(law.right), key=lambda s: s.name)
    squares = {"root_of_square"}
    for _ in range(count):
        values = {s: Fraction(dice.randint(-2, 6)) if s.sort == "integer" else dice.choice(NUMBERS) for s in names}
        if law.name in squares:
            x, y = names
            values[y] = values[x] ** 2
        if all(holds(condition, values) for condition in law.conditions):
            yield values
        if not names:
            return


def holds(condition: Apply, values) -> bool:
    if condition.head == "or":
        return any(holds(part, values) for part in condition.args)
    low, high = bounds(value(Apply("+", (condition.args[0], Apply("-", (condition.args[1],)))), values))
    return {"<": high < 0, "<=": high <= 0, ">": low > 0, ">=": low >= 0, "=": low == high == 0,
            "!=": low > 0 or high < 0}[condition.head]


def bounds(found):
    return (found.lo, found.hi) if isinstance(found, Interval) else (found, found)


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_a_law_keeps_the_value_wherever_its_left_side_has_one(law):
    met = 0
    for values in samples(law):
        left = value(law.left, values)
        if left is None:
            continue
        right = value(law.right, values)
        assert right is not None, f"the right side is undefined at {values}"
        low, high = bounds(value(Apply("+", (law.left, Apply("-", (law.right,)))), values))
        assert low <= 0 <= high, f"the sides differ at {values}"
        assert high - low < 2**30, "too coarse to tell"
        met += 1

    assert met >= (1 if not free(law.left) else 5)


def test_a_changed_law_would_be_noticed():
    law = LAWS["cos_asin"]
    points = [values for values in samples(law) if value(law.left, values) is not None]
    changed = Apply("+", (law.left, law.right))

    assert any(bounds(value(changed, values))[0] > 0 for values in points)
