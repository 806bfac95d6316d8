"""Infinite sums whose values are known, and those that telescope.

    f(k) = c g(k + s) for whole k >= lo      g(a) + g(a + 1) + ... = G is a law, its conditions are known
    ----------------------------------------------------------------------------------------------------- Summed
    sum of f from lo on  =  c (G - g(a) - ... - g(lo + s - 1))

    f(k) = F(k + 1) - F(k), F defined, for whole k >= lo      F -> l
    ---------------------------------------------------------------- Telescoped
    sum of f from lo on  =  l - F(lo)

Each law is sampled by a test; they stand in `series.laws`. A law holds for the letter x under one of its lists of
conditions; one about an order speaks of real numbers, one about |x| of complex ones too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from derive.kernel.certificate import Summed, Telescoped
from derive.kernel.congruence import standing
from derive.kernel.integration import knowledge, replaced
from derive.kernel.limits import INFINITE, limit
from derive.kernel.notation import rows, sides, table
from derive.kernel.places import Terms, Unproved
from derive.kernel.polynomial import Beyond, is_real, multiply, settled, single
from derive.kernel.setting import Setting
from derive.kernel.signs import facts, have_values, minus
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, fresh, heads, number, substitute

K, X = Symbol("k", "integer"), Symbol("x")
ONE = number(1)
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


def _table(text: str) -> Iterator[Series]:
    for name, claim, needed in rows(text):
        written, value = sides(claim)
        assert isinstance(written, Bind)
        term, start = written.body, written.bounds[0]
        assert isinstance(start, Number)
        ways = tuple(_each("and", way) for part in needed for way in _each("or", part)) or ((),)
        plane = not needed or any("abs" in heads(condition) for way in ways for condition in way)
        yield Series(name, term, int(start.value), value, ways, plane)


def _each(head: str, term: Term) -> tuple[Term, ...]:
    return term.args if isinstance(term, Apply) and term.head == head else (term,)


SERIES = {series.name: series for series in _table(table("series"))}


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
    at = Apply("+", (k, number(step.shift)))
    own = substitute(step.sum.body, {step.sum.variable: k})
    if not identical(given, own, Apply("*", (step.factor, substitute(law.term, {K: at, X: step.value})))):
        raise Unproved("another series")
    here = Setting(hypotheses, (step.value, step.factor))
    known = knowledge(Obligation(hypotheses, goal))
    if not (law.plane or is_real(here.of(step.value))) or not is_within(law, step.value, here):
        raise Unproved("a condition of the series is not known")
    if not have_values((step.value, step.factor), known):
        raise Unproved("a factor that may be undefined")
    first = [substitute(law.term, {K: number(law.start + j), X: step.value}) for j in range(left_out)]
    total = minus(substitute(law.value, {X: step.value}), Apply("+", tuple(first)))
    return replaced(goal, {step.sum: Apply("*", (step.factor, total))})


def is_within(law: Series, value: Term, here: Setting) -> bool:
    """Whether the conditions of a law are known of a value of its letter."""
    return any(all(met(here, substitute(condition, {X: value})) for condition in way) for way in law.conditions)


def met(here: Setting, condition: Term) -> bool:
    """Whether a condition is known; of complex numbers where it is written."""
    try:
        if isinstance(condition, Apply) and condition.head == "<" and isinstance(condition.args[0], Apply):
            for known in here.assumed:
                if isinstance(known, Apply) and known.head == "<" and known.args[0] == condition.args[0] and (
                        here.facts.nonnegative(here.difference(condition.args[1], known.args[1]))):
                    return True
        return here.facts.truth(here.ready(condition)) is True or _over_positive(here, condition)
    except Beyond:
        return False


def _over_positive(here: Setting, condition: Term) -> bool:
    """|z|/a < 1 as |z| < a, a > 0"""
    if not isinstance(condition, Apply) or condition.head != "<":
        return False
    p = here.difference(*condition.args[::-1])
    for atom, e in dict.fromkeys(part for m in p for part in m if part[1] < 0 and here.facts.positive(single(part[0]))):
        p = multiply(p, settled({atom: -e}))
    return bool(p) and here.facts.positive(p)


def telescoped(hypotheses: Terms, goal: Term, step: Telescoped, identical: Identical) -> Term:
    """By the ends of what telescopes."""
    k, given, lo = _index(hypotheses, goal, step.sum, (step.antidifference,))
    own, found = (substitute(part, {step.sum.variable: k}) for part in (step.sum.body, step.antidifference))
    known = knowledge(Obligation(hypotheses, goal))
    inside = known | facts(h for h in given if h not in hypotheses and isinstance(h, Apply))
    if not have_values((found,), inside):
        raise Unproved("a difference of what may be undefined")
    if not identical(given, own, minus(substitute(found, {k: Apply("+", (k, ONE))}), found)):
        raise Unproved("another difference")
    x = fresh(Symbol("t"), free(found).union(*map(free, hypotheses)))
    far = limit(substitute(found, {k: x}), x, INFINITE[0], 1, known, lambda a, b: identical(hypotheses, a, b))
    if far in INFINITE:
        raise Unproved("the series diverges")
    return replaced(goal, {step.sum: minus(far, substitute(found, {k: number(lo)}))})


def _index(hypotheses: Terms, goal: Term, series: Bind, others: Terms) -> tuple[Symbol, Terms, int]:
    """A new whole name for the index, what is known of it, and where it starts."""
    match series:
        case Bind("sum", Symbol(_, "integer"), _, (Number(lo), end)) if (
            end == INFINITE[0] and lo.denominator == 1 and series in standing(goal)
        ):
            k = fresh(series.variable, free(goal).union(*map(free, (*hypotheses, *others)), free(series)))
            return k, (*hypotheses, Apply("<=", (Number(lo), k))), int(lo)
    raise Unproved("no series from a whole number on that stands in the goal")
