"""What the table gives has the slope that was asked for, and it is silent about anything else."""

import pytest

from derive import parse
from derive.decide.antiderivative_table import look_up
from derive.kernel.certificate import Identity
from derive.kernel.term import Apply, Bind, Obligation, Symbol
from derive.kernel.verdict import Proved, certify

X = Symbol("x")
KNOWN = [
    "3", "x", "x^3", "x^{-2}", "\\frac{1}{x}", "\\frac{1}{2x+1}", "(3x-2)^5", "\\sqrt{x+1}", "\\frac{1}{\\sqrt{x}}",
    "e^{2x}", "\\sin(3x+1)", "\\cos x", "\\frac{1}{x^2+1}", "2x^2 - \\frac{5}{x} + e^{-x}", "a x^2 + b", "\\frac{x}{3}",
]


@pytest.mark.parametrize("written", KNOWN)
def test_the_slope_of_an_answer_is_the_integrand(written: str) -> None:
    body = parse(written).term
    found = look_up(body, X)

    assert found is not None
    goal = Apply("=", (Bind("derivative", X, found, (X,)), body))
    assert isinstance(certify(Obligation((), goal), Identity()), Proved)


@pytest.mark.parametrize("written", ["x e^x", "\\frac{x}{x^2+1}", "\\sin x \\cos x", "e^{x^2}", "a^x", "(a x)^2", "\\tan x"])
def test_what_is_not_in_the_table_is_left_to_others(written: str) -> None:
    assert look_up(parse(written).term, X) is None
