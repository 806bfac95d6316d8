"""Two answers side by side, as the library compares them."""

import pytest

import derive

CASES = [
    ("$x < 1$", "$1 > x$", "proved"),
    (r"\boxed{x^2}", r"\(x x\)", "proved"),
    ("$$667$$", r"$$\boxed{667}$$", "proved"),
    ("k = 1", "1", "proved"),
    ("1", "k = 2", "refuted"),
    ("x = 2", "x = 3", "refuted"),
    (r"\frac{1}{3}", "0.333", "proved"),
    ("0.333", r"\frac{1}{3}", "proved"),
    (r"\frac{1}{3}", "0.334", "refuted"),
    ("a^2", "a^2 + 0.001", "refuted"),
    ("0.1 + 0.2", "0.3", "proved"),
    ("a + 3 z = 0", "0", "undecided"),           # a relation beside a value says neither
    (r"\text{Even}", "Even", "undecided"),       # a word is no free name
]


@pytest.mark.parametrize(("one", "other", "expected"), CASES)
def test_two_answers_are_compared_as_they_are_meant(one: str, other: str, expected: str) -> None:
    assert expected == str(derive.equal(one, other))


def test_a_rounded_answer_says_so() -> None:
    assert ["rounding"] == [finding.code for finding in derive.equal(r"\sqrt{2}", "1.414").findings]


@pytest.mark.parametrize("written", ["$x + 1$", r"\(x + 1\)", r"\[x + 1\]", "$$x + 1$$", r"\boxed{x + 1}", " x + 1 "])
def test_what_stands_around_a_formula_is_no_part_of_it(written: str) -> None:
    assert derive.parse("x + 1").term == derive.parse(written).term


@pytest.mark.parametrize("written", ["$x$ + $y$", r"\boxed{1} + \boxed{2}", r"\(x\) + \(y\)", "$$"])
def test_marks_that_do_not_stand_around_all_of_it_are_left(written: str) -> None:
    from derive.answers import undelimited

    assert written == undelimited(written)
