"""Infinite sums whose values are known, and those that telescope.

    f(k) = c g(k + s) for whole k >= lo      g(a) + g(a + 1) + ... = G is a law, its conditions are known
    ----------------------------------------------------------------------------------------------------- Summed
    sum of f from lo on  =  c (G - g(a) - ... - g(lo + s - 1))

    f(k) = F(k + 1) - F(k), F defined, for whole k >= lo      F -> l
    ---------------------------------------------------------------- Telescoped
    sum of f from lo on  =  l - F(lo)

Each law is sampled by a test. A law holds for the letter x under one of its lists of conditions; one about an order
speaks of real numbers, one about |x| of complex ones too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from derive.kernel.certificate import Summed, Telescoped
from derive.kernel.congruence import standing
from derive.kernel.consequence import minus
from derive.kernel.integration import knowledge, replaced
from derive.kernel.limits import INFINITE, NoLimit, limit
from derive.kernel.places import Terms, Unproved
from derive.kernel.polynomial import Beyond, is_real
from derive.kernel.setting import Setting
from derive.kernel.signs import conditions, facts, holds
from derive.kernel.sturm import rational
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, fresh, number, substitute

K, X = Symbol("k", "integer"), Symbol("x")
ZERO, ONE, TWO = number(0), number(1), number(2)
FIRST = 24                                       # terms that may be left out at the start
Identical = Callable[[Terms, Term, Term], bool]


@dataclass(frozen=True, slots=True)
class Series:
    """The terms of a series, where it starts, what it is worth, and under which conditions (one list is enough)."""

    name: str
    term: Term
    start: int
    value: Term
    conditions: tuple[tuple[Term, ...], ...] = ((),)
    plane: bool = True                           # also of complex numbers, a condition on their absolute value apart


def _(head: str, *args: Term) -> Apply:
    return Apply(head, args)


def _table() -> Iterator[Series]:
    small = _("<", _("abs", X), ONE)
    inside = (small,), (_("<", _("-", ONE), X), _("<", X, ONE))
    upper = (*inside, (_("<=", _("-", ONE), X), _("<", X, ONE)))
    closed = (*inside, (_("<=", _("-", ONE), X), _("<=", X, ONE)))
    power, odd, even = _("^", X, K), _("+", _("*", TWO, K), ONE), _("*", TWO, K)
    signed = _("^", _("-", ONE), K)
    rest = _("+", ONE, _("-", X))
    yield Series("geometric", power, 0, _("/", ONE, rest), inside)
    yield Series("geometric_k", _("*", K, power), 0, _("/", X, _("^", rest, TWO)), inside)
    yield Series("geometric_kk", _("*", _("^", K, TWO), power), 0,
                 _("/", _("*", X, _("+", ONE, X)), _("^", rest, number(3))), inside)
    yield Series("geometric_slope", _("*", K, _("^", X, _("+", K, _("-", ONE)))), 1, _("/", ONE, _("^", rest, TWO)),
                 inside)
    yield Series("log", _("/", power, K), 1, _("-", _("log", rest)), upper)
    yield Series("atanh", _("/", _("^", X, odd), odd), 0,
                 _("/", _("+", _("log", _("+", ONE, X)), _("-", _("log", rest))), TWO), inside)
    yield Series("atan", _("/", _("*", signed, _("^", X, odd)), odd), 0, _("atan", X), closed)
    yield Series("exp", _("/", power, _("factorial", K)), 0, _("exp", X))
    yield Series("exp_k", _("/", _("*", K, power), _("factorial", K)), 0, _("*", X, _("exp", X)))
    yield Series("sin", _("/", _("*", signed, _("^", X, odd)), _("factorial", odd)), 0, _("sin", X))
    yield Series("cos", _("/", _("*", signed, _("^", X, even)), _("factorial", even)), 0, _("cos", X))
    yield Series("sinh", _("/", _("^", X, odd), _("factorial", odd)), 0, _("sinh", X))
    yield Series("cosh", _("/", _("^", X, even), _("factorial", even)), 0, _("cosh", X))
    square, fourth = _("^", _("pi"), TWO), _("^", _("pi"), number(4))
    yield from _central(inside)
    yield Series("catalan", _("/", signed, _("^", odd, TWO)), 0, _("catalan"))
    yield Series("leibniz", _("/", signed, odd), 0, _("/", _("pi"), number(4)))
    cube = _("^", _("pi"), number(3))
    yield Series("signed_cubes", _("/", signed, _("^", odd, number(3))), 0, _("/", cube, number(32)))
    quarters = _("*", _("+", _("*", number(4), K), ONE), _("+", _("*", number(4), K), number(3)))
    yield Series("quarters", _("/", ONE, quarters), 0, _("/", _("pi"), number(8)))
    yield Series("sixths", _("/", ONE, _("^", K, number(6))), 1, _("/", _("^", _("pi"), number(6)), number(945)))
    yield Series("squares", _("/", ONE, _("^", K, TWO)), 1, _("/", square, number(6)))
    yield Series("fourths", _("/", ONE, _("^", K, number(4))), 1, _("/", fourth, number(90)))
    yield Series("odd_squares", _("/", ONE, _("^", odd, TWO)), 0, _("/", square, number(8)))
    yield Series("signed_squares", _("/", signed, _("^", K, TWO)), 1, _("-", _("/", square, number(12))))


def _central(inside: tuple[tuple[Term, ...], ...]) -> Iterator[Series]:
    """Series with the central binomial coefficients."""
    central = _("binomial", _("*", TWO, K), K)
    small = ((_("<", _("abs", X), number("1/4")),), (_("<", number("-1/4"), X), _("<", X, number("1/4"))))
    yield Series("central", _("*", central, _("^", X, K)), 0, _("/", ONE, _("sqrt", _("+", ONE, _("-", _(
        "*", number(4), X))))), small)
    below = ((_("<", ZERO, X), _("<", X, number(4))),)
    rest, half = _("+", number(4), _("-", X)), _("asin", _("/", _("sqrt", X), TWO))
    steep = _("*", _("sqrt", X), half)
    yield Series("central_inverse", _("/", _("^", X, K), central), 0, _("+", _("/", number(4), rest), _(
        "/", _("*", number(4), steep), _("^", rest, number("3/2")))), below, False)
    yield Series("central_inverse_k", _("/", _("*", K, _("^", X, K)), central), 0, _("*", X, _(
        "+", _("/", number(6), _("^", rest, TWO)),
        _("/", _("*", TWO, half), _("*", _("sqrt", X), _("^", rest, number("3/2")))),
        _("/", _("*", number(6), steep), _("^", rest, number("5/2"))))), below, False)
    yield Series("central_inverse_over_k", _("/", _("^", X, K), _("*", K, central)), 1, _(
        "/", _("*", TWO, steep), _("sqrt", rest)), below, False)
    yield Series("central_inverse_over_square", _("/", _("^", X, K), _("*", _("^", K, TWO), central)), 1, _(
        "*", TWO, _("^", half, TWO)), below, False)
    odd = _("^", _("+", _("*", TWO, K), ONE), TWO)
    yield Series("catalan_central", _("/", _("^", number(4), K), _("*", odd, central)), 0, _("*", TWO, _("catalan")))
    yield Series("catalan_central_inverse", _("/", ONE, _("*", odd, central)), 0, _("+", _(
        "*", number("8/3"), _("catalan")), _("-", _("*", number("1/3"), _("pi"), _("log", _(
            "+", TWO, _("sqrt", number(3))))))))


SERIES = {series.name: series for series in _table()}


def without(hypotheses: Terms, goal: Term, step: Summed | Telescoped, identical: Identical) -> Term:
    """The goal with the value of a series in its place. Fails with Unproved."""
    if isinstance(step, Summed):
        return summed(hypotheses, goal, step, identical)
    return telescoped(hypotheses, goal, step, identical)


def summed(hypotheses: Terms, goal: Term, step: Summed, identical: Identical) -> Term:
    """By a law of the table."""
    law = SERIES.get(step.law)
    k, given, lo = _index(hypotheses, goal, step.sum, (step.value, step.factor))
    if law is None or step.sum.variable in free(step.value) | free(step.factor):
        raise Unproved("no such series, or one with another index in it")
    left_out = lo + step.shift - law.start
    if not 0 <= left_out <= FIRST:
        raise Unproved("a series that starts elsewhere")
    at = _("+", k, number(step.shift))
    own = substitute(step.sum.body, {step.sum.variable: k})
    if not identical(given, own, _("*", step.factor, substitute(law.term, {K: at, X: step.value}))):
        raise Unproved("another series")
    here = Setting(hypotheses, (step.value, step.factor))
    if not (law.plane or is_real(here.of(step.value))) or not any(all(
        _met(here, substitute(condition, {X: step.value})) for condition in way
    ) for way in law.conditions):
        raise Unproved("a condition of the series is not known")
    known = knowledge(Obligation(hypotheses, goal))
    needed, opaque = conditions((step.value, step.factor))
    if opaque or not all(holds(condition, known) for condition in needed):
        raise Unproved("a factor that may be undefined")
    first = [_("-", substitute(law.term, {K: number(law.start + j), X: step.value})) for j in range(left_out)]
    total = _("+", substitute(law.value, {X: step.value}), *first)
    return replaced(goal, {step.sum: _("*", step.factor, total)})


def _met(here: Setting, condition: Term) -> bool:
    """Whether a condition is known; of complex numbers where it is written."""
    match condition:
        case Apply("<", (Apply("abs", (u,)), Number(bound))):
            for known in here.assumed:
                match known:
                    case Apply("<", (Apply("abs", (v,)), other)) if v == u:
                        if (stated := rational(other)) is not None and stated <= bound:
                            return True
    try:
        return here.facts.truth(here.ready(condition)) is True
    except Beyond:
        return False


def telescoped(hypotheses: Terms, goal: Term, step: Telescoped, identical: Identical) -> Term:
    """By the ends of what telescopes."""
    k, given, lo = _index(hypotheses, goal, step.sum, (step.antidifference,))
    own, found = (substitute(part, {step.sum.variable: k}) for part in (step.sum.body, step.antidifference))
    known = knowledge(Obligation(hypotheses, goal))
    needed, opaque = conditions((found,))
    inside = known | facts(h for h in given if h not in hypotheses and isinstance(h, Apply))
    if opaque or not all(holds(condition, inside) for condition in needed):
        raise Unproved("a difference of what may be undefined")
    if not identical(given, own, minus(substitute(found, {k: _("+", k, ONE)}), found)):
        raise Unproved("another difference")
    x = fresh(Symbol("t"), free(found).union(*map(free, hypotheses)))
    try:
        far = limit(substitute(found, {k: x}), x, _("infinity"), 1, known, lambda a, b: identical(hypotheses, a, b))
    except NoLimit as reason:
        raise Unproved(str(reason)) from None
    if far in INFINITE:
        raise Unproved("the series diverges")
    return replaced(goal, {step.sum: minus(far, substitute(found, {k: number(lo)}))})


def _index(hypotheses: Terms, goal: Term, series: Bind, others: Terms) -> tuple[Symbol, Terms, int]:
    """A new whole name for the index, what is known of it, and where it starts."""
    match series:
        case Bind("sum", Symbol(_, "integer"), _, (Number(lo), end)) if (
            end == _("infinity") and lo.denominator == 1 and series in standing(goal)
        ):
            k = fresh(series.variable, free(goal).union(*map(free, (*hypotheses, *others)), free(series)))
            return k, (*hypotheses, _("<=", Number(lo), k)), int(lo)
    raise Unproved("no series from a whole number on that stands in the goal")
