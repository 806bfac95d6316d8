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
    ("a + b = 7", "7", "undecided"),             # a relation beside a value may say what it is of
    ("a + 3 z = 0", "0", "refuted"),             # an equation in standard form is no number
    ("x < 1", "1", "refuted"),
    (r"\text{Even}", "Even", "proved"),
    (r"\text{Even}", r"\text{odd}", "refuted"),
    (r"\text{yes}", r"\text{true}", "undecided"),
    (r"\text{no real solutions}", r"\emptyset", "proved"),
    # several answers
    ("1, 2, 3", "$3$, $1$ and $2$", "proved"),
    ("1, 2, 3", "1, 2", "refuted"),
    ("1, 1", "1", "undecided"),
    (r"\{1, 2\}", r"\boxed{2}, \boxed{1}", "proved"),
    (r"\{1, 2\}", r"\{1, 3\}", "refuted"),
    (r"x = 2 \text{ or } x = 3", "3, 2", "proved"),
    ("n = 4, 5", r"n \in \{4, 5\}", "proved"),
    (r"2 \pm \sqrt{3}", r"2 - \sqrt{3}, 2 + \sqrt{3}", "proved"),
    (r"x = 2 \pm \sqrt{3}", r"2 - \sqrt{3}", "refuted"),
    (r"\pm 7", r"\{-7, 7\}", "proved"),
    ("x = 1, y = 2", "y = 2, x = 1", "proved"),
    ("x = 1, y = 2", "x = 2, y = 1", "refuted"),
    ("AB = 3, CD = 4", "3, 4", "proved"),
    ("AB = 3, CD = 4", "4, 3", "undecided"),     # which is which is not said
    # pairs and intervals
    ("(5, 8), (8, 5)", r"(x, y) = (8, 5) \text{ and } (5, 8)", "proved"),
    ("(1, 2)", "(2, 1)", "refuted"),
    ("(1, 2)", "(1, 2, 3)", "refuted"),
    ("(0, 9)", "[0, 9)", "refuted"),
    ("(0, 9)", "0 < x < 9", "proved"),
    ("x > 2", r"(2, \infty)", "proved"),
    ("x > 2", r"[2, \infty)", "refuted"),
    (r"x \in [-2, 7]", r"-2 \\le x \\le 7", "proved"),
    (r"(-\infty, 1) \cup (3, \infty)", r"x < 1 \text{ or } x > 3", "proved"),
    (r"(-\infty, 1) \cup (3, \infty)", "1 < x < 3", "refuted"),
    (r"\mathbb{R} \setminus \{2\}", r"x \neq 2", "proved"),
    (r"[1, 3] \cup [2, 5]", "[1, 5]", "proved"),
    (r"\{x \mid x > 2\}", r"(2, \infty)", "proved"),
    ("1", "[0, 1)", "refuted"),
    # ratios and times
    ("3 : 6", "1 : 2", "proved"),
    ("S : T = 7 : 32", "7 : 32", "proved"),
    ("A : B = 2", "2", "proved"),
    ("1 : 2 : 3", "2 : 4 : 7", "refuted"),
    ("3 : 2", "1.5", "proved"),
    ("12:05", "12:05", "proved"),
    ("12:00", "1:00", "refuted"),
    # numbers as they are written
    ("1,234", "1234", "proved"),
    ("1,234", "1235", "refuted"),
    (r"2\frac{1}{3}", r"\frac{7}{3}", "proved"),
    (r"2\frac{1}{3}", r"\frac{2}{3}", "refuted"),
    (r"40\%", "0.4", "proved"),
    (r"\$12.50", "12.5", "proved"),
    (r"5 \text{ cm}", "5", "proved"),
    (r"5 \text{ cm}", "6", "refuted"),
    (r"5 \text{ cm}", r"5 \text{ km}", "undecided"),
    (r"5 \text{ million}", "5", "refuted"),
    (r"90^\circ", "90", "proved"),
    (r"90^\circ", r"\frac{\pi}{2}", "proved"),
    # what is named, and what is worked out
    ("z = 1 + 1 = 2", "2", "proved"),
    (r"x \approx 11", "11", "proved"),
    (r"\frac{AB}{CD} = \frac{1}{2}", "0.5", "proved"),
    ("f(x) = x^2", "x^2", "proved"),
    # formulas with parts
    (r"\begin{pmatrix}1 & 2\\3 & 4\end{pmatrix}", r"\begin{pmatrix}1 & 2\\3 & 5\end{pmatrix}", "refuted"),
    ("a^2 - b^2", "(a - b)(b + a)", "proved"),
    # elements of families: their law is not known here
    (r"\epsilon_{ijk}", r"-\epsilon_{jik}", "undecided"),
    ("F_{n+1}", "F_n + F_{n-1}", "undecided"),
    ("1_A^2", "1_A", "undecided"),
    ("a_{ij} + b_{jk}", "a_{ij} - b_{jk}", "refuted"),
    # operators keep their places
    (r"\hat H\psi", r"\psi\hat H", "undecided"),
    (r"\hat H\psi(x)", r"\psi(x)\hat H", "undecided"),
    (r"\hat\beta x", r"x\hat\beta", "proved"),
    ("x_1 + x_2", "x_1 - x_2", "refuted"),
]


@pytest.mark.parametrize(("one", "other", "expected"), CASES)
def test_two_answers_are_compared_as_they_are_meant(one: str, other: str, expected: str) -> None:
    try:
        found = str(derive.equal(one, other))
    except derive.UnreadError:
        found = "unread"

    assert expected == found


def test_a_rounded_answer_says_so() -> None:
    assert ["rounding"] == [finding.code for finding in derive.equal(r"\sqrt{2}", "1.414").findings]


@pytest.mark.parametrize("written", ["$x + 1$", r"\(x + 1\)", r"\[x + 1\]", "$$x + 1$$", r"\boxed{x + 1}", " x + 1 "])
def test_what_stands_around_a_formula_is_no_part_of_it(written: str) -> None:
    assert derive.parse("x + 1").term == derive.parse(written).term


@pytest.mark.parametrize("written", ["$x$ + $y$", r"\boxed{1} + \boxed{2}", r"\(x\) + \(y\)", "$$"])
def test_marks_that_do_not_stand_around_all_of_it_are_left(written: str) -> None:
    from derive.answer_marks import undelimited

    assert written == undelimited(written)
