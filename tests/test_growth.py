"""Orders of growth: what follows from one unnamed function, and what does not from two."""

from __future__ import annotations

import pytest

from derive.pipeline import check_row


@pytest.mark.parametrize(
    ("display", "context", "expected"),
    [
        (r"n + O(n) = O(n) + n", "", "proved"),
        (r"n + \Theta(n \cdot 2) - n = \Theta(2n)", "", "proved"),
        (r"O(n) - O(n) = 0", "", "undecided"),
        (r"\Theta(n) - \Theta(n) = 0", "", "undecided"),
        (r"n + o(n) - o(n) = n", "", "undecided"),
        (r"A - B = 0", "We have $A = O(n)$ and $B = O(n)$.", "undecided"),
        (r"O(n) - O(n) = 0", r"Let $O \in \mathbb{R}$ be a number.", "proved"),
    ],
)
def test_two_functions_of_one_order_are_not_one_function(display: str, context: str, expected: str) -> None:
    (judged,) = check_row(display, context).judgements

    assert expected == judged.outcome


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        (r"\frac{\partial}{\partial X_j} e^{z_i} = e^{z_i} \frac{\partial z_i}{\partial X_j}", "undecided"),
        (r"\frac{\partial}{\partial X_j} e^{z_i} = z_i \frac{\partial z_i}{\partial X_j}", "undecided"),
        (r"\frac{\partial}{\partial z_i} \sum_{k=1}^n z_k^2 = 2 z_i", "proved"),
    ],
)
def test_what_a_name_depends_on_is_not_guessed(display: str, expected: str) -> None:
    (judged,) = check_row(display).judgements

    assert expected == judged.outcome
