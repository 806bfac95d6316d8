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


CUT = "of the same kind as above. For $a$, $b$, $x$, $\\bar{o}$ and the $o_k$ as they were chosen, we therefore find"


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        (r"f(x) = \frac{d}{dx} \frac{1}{x + 1} = \frac{1}{(x+1)^2}", "refuted"),              # it is said of every x
        (r"g = \frac{d}{dx} (a x^2 + b) = 2 a x^2", "refuted"),
        (r"g = \frac{d}{dx} (a x + b x) = 2 a", "undecided"),                                 # b may be a
        (r"g = \frac{d}{dx} |x| = -1", "undecided"),                                          # x may be below 0
        (r"g = \frac{d}{dx} (x + y) = 2", "undecided"),                                       # y may be x
        (r"o_j + \bar{o} - \log b = o_j - \bar{o} - \log b", "refuted"),
        (r"a\,o_j + o_k = a\,o_j + o_i", "undecided"),                                        # all may be alike
        (r"3 x + 4 = 5 x + 4", "undecided"),                                                  # to be solved
        (r"P_{11} + P_{12} = P_{11} + P_{12} + 1", "refuted"),
        (r"A_j = 2 A_j", "given"),                                                            # an assignment
        (r"\hat{y} = K (x + y)^2 = K (x + y)(x + y)", "proved"),
    ],
)
def test_what_no_meaning_of_its_names_makes_right_is_refuted(display: str, expected: str) -> None:
    assert expected == check_row(display, CUT).judgements[-1].outcome


def test_what_a_chain_leaves_and_comes_back_to_is_what_it_means() -> None:
    wrong = check_row(r"S = (U + W)^2 = U^2 + W^2 = U^2 + 2 U W + W^2", CUT)

    assert [one.outcome for one in wrong.judgements] == ["given", "refuted", "refuted"]

    open_ended = check_row(r"S = (U + W)^2 = U^2 + W^2", CUT)             # U W may be 0

    assert [one.outcome for one in open_ended.judgements] == ["given", "undecided"]

    through_a_number = check_row(r"S = U W = 0 = W U", CUT)

    assert "refuted" not in [one.outcome for one in through_a_number.judgements]
