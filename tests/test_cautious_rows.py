"""Rows whose text before them is cut off: what that text may have settled is not refuted."""

from __future__ import annotations

import pytest

from derive.pipeline import check_row

ROOTS = r"f = \sqrt{a^2} + b - b = \sqrt{a^2} = a"


@pytest.mark.parametrize(
    ("display", "context", "expected"),
    [
        (ROOTS, "", "refuted"),
        (ROOTS, "With $a$ as before, we find", "undecided"),
        (r"f = b + a = a + b = a - b", "With $a$ and $b$ as before, we find", "refuted"),
        (r"\frac{2}{3} \approx 0.66", "", "undecided"),
        (r"\frac{2}{3} \approx 0.65", "", "refuted"),
        (r"\frac{2}{3} = 0.66", "", "refuted"),
        (r"\frac{d}{dx} \operatorname{sigmoid}(x) = \operatorname{sigmoid}(x) (1 - \operatorname{sigmoid}(x))", "", "proved"),
    ],
)
def test_the_last_link_of_a_row(display: str, context: str, expected: str) -> None:
    assert expected == check_row(display, context).judgements[-1].outcome


@pytest.mark.parametrize(
    ("display", "context", "expected"),
    [
        (r"\sum_{k=1}^n k = \frac{n(n+1)}{2}", "", "proved"),
        (r"\sum_{i=1}^n \frac{1}{n} = 1", "", "proved"),
        (r"\sum_{i=1}^n x_i = \sum_{i=1}^{n-1} x_i + x_n", "", "proved"),
        (r"\sum_{i=1}^n \frac{1}{n} = 1", r"Let $n \ge 0$.", "undecided"),
        (r"\sum_{k=1}^n k = \frac{n(n+1)}{2}", "Let $n$ be an integer.", "undecided"),
        (r"\sum_{k=1}^n 1 = n + 1", "", "refuted"),
    ],
)
def test_a_sum_presumes_that_there_is_something_to_add(display: str, context: str, expected: str) -> None:
    assert expected == check_row(display, context).judgements[-1].outcome


def test_a_condition_in_brackets_is_in_force_as_a_whole() -> None:
    condition = [r"\left(y \ne 0 \;\mathbin{\operatorname{or}}\; x > 0\right)"]

    assert check_row(r"|x| + y = x + y", assuming=condition).judgements[-1].outcome == "refuted"
    assert check_row(r"x^2 + y^2 + |x + y| > 0", assuming=condition).judgements[-1].outcome != "refuted"
