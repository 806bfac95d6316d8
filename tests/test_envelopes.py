"""Envelopes of terms hold what the terms are, and enclosures without an end hold values that are known."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from flint import arb, fmpq

from derive.decide.balls import precision
from derive.decide.envelopes import Bounds
from derive.decide.evaluation import compiled
from derive.elaborate.formulas.expression import elaborate
from derive.elaborate.names.signature import Signature
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.term import Apply, Symbol, Term, number
from derive.read.parse import parse

K = Symbol("k", "integer")
FUNCTIONS = ("sin", "cos", "exp", "log", "sqrt", "atan", "sinh", "cosh", "tanh", "abs", "coth", "erf")
NUMBERS = (number(1), number(2), number("1/2"), number("-1/3"), number(-1), Apply("pi"), Apply("sqrt", (number(2),)))


def line(dice: random.Random) -> Term:
    return Apply("+", (Apply("*", (number(dice.choice((1, 1, 2, 3))), K)), number(dice.randint(-3, 3))))


def term(dice: random.Random, depth: int) -> Term:
    """A term in k, of sums, powers, factorials and functions."""
    if depth == 0:
        return dice.choice((K, dice.choice(NUMBERS), line(dice)))
    match dice.randrange(9):
        case 0 | 1:
            return Apply("+", (term(dice, depth - 1), term(dice, depth - 1)))
        case 2:
            return Apply("*", (term(dice, depth - 1), Apply("-", (term(dice, depth - 1),))))
        case 3 | 4:
            return Apply("/", (term(dice, depth - 1), term(dice, depth - 1)))
        case 5:
            exponents = (number(2), number(-1), number("-3/2"), line(dice), Apply("-", (line(dice),)))
            return Apply("^", (term(dice, depth - 1), dice.choice(exponents)))
        case 6:
            return Apply(dice.choice(("factorial", "gamma", "fibonacci", "factorial2")), (line(dice),))
        case 7:
            return Apply("binomial", (line(dice), dice.choice((K, line(dice)))))
    return Apply(dice.choice(FUNCTIONS), (term(dice, depth - 1),))


@pytest.mark.parametrize("seed", range(8))
def test_a_term_stays_within_its_envelope(seed: int) -> None:
    dice, looked_at = random.Random(seed), 0
    for _ in range(400):
        one, start = term(dice, dice.choice((1, 2, 2, 3))), fmpq(dice.choice((24, 60, 200)))
        try:
            with precision(128):
                found = Bounds(K, start, lambda part: compiled(part, False)({}), False).of(one)
        except (Unknown, Undefined):
            continue
        for step in (0, 1, 7, 60, 131):
            try:
                with precision(400):
                    value, k = arb(compiled(one, False)({K: start + step})), start + step
                    above, below = arb(found.above.at(k)), None if found.below is None else arb(found.below.at(k))
            except (Unknown, Undefined):
                continue
            looked_at += 1
            assert not abs(value) > above, one
            assert below is None or not abs(value) < below, one
            assert not (value < 0 if found.sign > 0 else found.sign < 0 and value > 0), one

    assert looked_at > 500


@pytest.mark.parametrize(("written", "value"), [
    (r"\sum_{n=1}^\infty \frac{1}{n^2}", 1.6449340668482264), (r"\sum_{n=0}^\infty \frac{1}{n!}", 2.718281828459045),
    (r"\sum_{n=1}^\infty \frac{(-1)^n}{n}", -0.6931471805599453), (r"\sum_{n=1}^\infty \frac{\sin n}{n}", 1.0707963267948966),
    (r"\sum_{n=1}^\infty \frac{1}{\binom{2n}{n}}", 0.7363998587187151), (r"\prod_{n=1}^\infty \cos\frac{1}{2^n}", 0.8414709848078965),
    (r"\prod_{n=2}^\infty \frac{n^3-1}{n^3+1}", 2 / 3), (r"\int_0^\infty x^3 e^{-2x}\,dx", 0.375),
    (r"\int_0^\infty \frac{\sin x}{x}\,dx", 1.5707963267948966), (r"\int_0^1 \frac{\ln x}{1-x}\,dx", -1.6449340668482264),
    (r"\int_{-\infty}^\infty \frac{1}{x^2+2x+2}\,dx", 3.141592653589793), (r"\int_0^1 \frac{1}{\sqrt x}\,dx", 2.0),
    (r"\int_0^\infty \frac{x}{e^x-1}\,dx", 1.6449340668482264), (r"\int_1^\infty \frac{1}{x\sqrt{x^2-1}}\,dx", 1.5707963267948966),
    (r"\int_0^\infty e^{-\sqrt x}\,dx", 2.0), (r"\int_0^\infty \cos(3x) \frac{\sin x}{x}\,dx", 0.0),
    (r"\int_0^1 \frac{\operatorname{asinh}(x)}{\sqrt{1-x}}\,dx", 1.21839222309698),
    (r"\int_0^1 \frac{\arccos(x)}{\sqrt{x^2+1}}\,dx", 0.915965594177219),
    (r"\int_0^\infty \sin(x^3)\,dx", 0.446489755784625), (r"\int_0^\infty \sin(3x) \frac{\sin x}{x}\,dx", 0.346573590279973),
    (r"\int_0^1 \int_0^1 \frac{1}{1+x^2y^2}\,dx\,dy", 0.915965594177219),
    (r"\sum_{n=0}^\infty \frac{4^n}{(2n+1)^3 \binom{2n}{n}}", 1.122690024730644),
])
def test_what_has_no_end_is_enclosed(written: str, value: float) -> None:
    read = elaborate(parse(written), Signature()).term
    assert read is not None
    with precision(128):
        found = arb(compiled(read)({}))

    assert abs(found - arb(value)) < 0.02
    assert not abs(found - fmpq(*Fraction(value).as_integer_ratio())) > 1e-12


@pytest.mark.parametrize("written", [
    r"\sum_{n=1}^\infty \frac{1}{n}", r"\sum_{n=1}^\infty (-1)^n", r"\int_0^1 \frac{1}{x}\,dx", r"\int_1^\infty \frac{1}{x}\,dx",
    r"\int_0^\infty e^{x^2}\,dx", r"\int_0^1 \frac{e^x}{x}\,dx", r"\int_0^\infty \cos(x) \sin(x)\,dx",
    r"\sum_{n=0}^\infty \frac{4^n}{\binom{2n}{n}}", r"\prod_{n=1}^\infty (1 + \frac{1}{n})", r"\sum_{n=0}^\infty n!", r"\int_0^\infty \sin x\,dx", r"\int_0^2 \frac{1}{x-1}\,dx",
])
def test_what_diverges_has_no_value(written: str) -> None:
    read = elaborate(parse(written), Signature()).term
    assert read is not None
    with precision(128), pytest.raises((Unknown, Undefined)):
        compiled(read)({})
