"""Rows that say one thing of a letter with a customary meaning: a claim, where one slip undone makes it hold of that."""

from __future__ import annotations

import pytest

from derive.pipeline import check_row

WHOLE = (r"n \in \mathbb{Z}",)
PLANE = (r"z \in \mathbb{C}",)


@pytest.mark.parametrize(
    ("display", "assuming", "expected"),
    [
        (r"G = \sum_{n=0}^\infty \frac{(-1)^n}{(2n+1)^2}", (), "proved"),
        (r"G = \sum_{n=0}^\infty \frac{(-1)^n}{(2n+1)^3}", (), "refuted"),
        (r"G = -\int_0^1 \frac{\exp(x)}{x^2+1} \, dx", (), "refuted"),
        (r"G = \int_0^1 \int_0^1 \frac{1}{1 + x^3 y^2} \, dx \, dy", (), "refuted"),
        (r"G = \int_0^1 x^2 \, dx", (), "given"),
        (r"G = \frac{1}{2} + \frac{1}{3}", (), "given"),
        (r"\varphi^2 - \varphi - 1 = 0", (), "proved"),
        (r"\varphi^3 - \varphi - 1 = 0", (), "refuted"),
        (r"\varphi = \frac{\pi}{4}", (), "given"),
        (r"\varphi = \frac{\sqrt{5} - 1}{2}", (), "given"),
        (r"\varphi^2 + \varphi - 1 = 0", (), "given"),
        (r"F_n = F_{n-1} + F_{n-2}", WHOLE, "proved"),
        (r"F_n = 2 F_{n-1} + F_{n-2}", WHOLE, "given"),
        (r"F_n = F_{n-2} - F_{n+1}", WHOLE, "refuted"),
        (r"\operatorname{sinc}(z) = \int_0^1 \cos(z x) \, dx", PLANE, "proved"),
        (r"\operatorname{sinc}(z) = \int_0^1 \sin(z x) \, dx", PLANE, "undecided"),    # or sinc of pi z
        (r"\operatorname{sinc}(z) = \frac{\sin(\pi z)}{\pi z}", PLANE, "given"),
    ],
)
def test_a_letter_means_what_all_but_one_place_says(display: str, assuming: tuple[str, ...], expected: str) -> None:
    assert expected == check_row(display, "", assuming).judgements[-1].outcome


def test_a_chain_may_introduce_its_letter() -> None:
    outcomes = [one.outcome for one in check_row(r"G = \int_0^1 x^2 \, dx = \frac{1}{3}").judgements]

    assert ["given", "proved"] == outcomes


def test_a_page_gives_a_letter_its_meaning() -> None:
    outcomes = [one.outcome for one in check_row(
        r"G = \sum_{n=0}^\infty \frac{(-1)^n}{(2n+1)^3}", "We look at the following number.").judgements]

    assert ["given"] == outcomes
