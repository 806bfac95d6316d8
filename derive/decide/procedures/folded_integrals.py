"""Integrals folded at the middle of their interval: f(x) and f(a + b - x) together.

Decides      equations with integrals over [a, b] that are known once f(x) + f(a + b - x) is: odd and even functions,
             sin^n x/(sin^n x + cos^n x) from 0 to pi/2, x g(sin x) from 0 to pi, cos x/(1 + e^x) from -1 to 1
Certificate  Split at the middle for each integral, then Integrals with x = a + b - u for the first halves
Declines     integrals to be folded that differ in their ends, and sums that are no simpler than their terms
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from derive.decide import oracle
from derive.decide.budget import remaining, spend
from derive.decide.integrals import coefficients, finish, gathered
from derive.decide.parts_of_bodies import factors
from derive.kernel.certificate import Certificate, Gathered, Identity, Integrals, Split, Substitution
from derive.kernel.check import identical
from derive.kernel.exchange import split
from derive.kernel.integration import changed, knowledge
from derive.kernel.integration import remaining as left_over
from derive.kernel.places import Unproved
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.smooth import NotIntegrated, ordered
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, fresh, heads, minus, number, substitute

COST = 57                                        # before antiderivatives are asked for
MOST = 3
INFINITY = Apply("infinity")
LINE = (Apply("-", (INFINITY,)), INFINITY)


@dataclass(frozen=True, slots=True)
class Folded:
    """An equation whose integrals are halved, and the changes that bring the first halves over the second."""

    left: Obligation
    splits: tuple[Split, ...]
    changes: tuple[Substitution, ...]
    whole: Term                                  # a + b


def attempt(obligation: Obligation) -> Certificate | None:
    """All integrals over one interval folded, and what is left proved without an oracle, or with one."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=" or "integral" not in heads(goal):
        return None
    parts = coefficients(goal)
    if parts is None or not 0 < len(parts) <= MOST:
        return None
    for ends in dict.fromkeys(integral.bounds for _, integral in parts):
        if remaining() < 0.3:
            return None
        with suppress(Unproved, NotIntegrated, Beyond):
            folded = _folded(obligation, [one for _, one in parts if one.bounds == ends])
            if folded is not None and (proof := _proved(folded, goal)) is not None:
                return proof
    return None


def _folded(obligation: Obligation, integrals: list[Bind]) -> Folded | None:
    lo, hi = integrals[0].bounds
    endless = (lo, hi) == LINE
    if not endless and not {lo, hi}.isdisjoint(LINE):
        return None
    middle = number(0) if endless else _plain(Apply("/", (Apply("+", (lo, hi)), number(2))))
    whole = number(0) if endless else _plain(Apply("+", (lo, hi)))
    if middle in (lo, hi):
        return None
    left, splits, changes = obligation, list[Split](), list[Substitution]()
    for one in integrals:
        spend()
        step = Split(one, middle, Identity())
        left = Obligation(left.hypotheses, split(left.hypotheses, left.goal, step))
        first = Bind("integral", one.variable, one.body, (lo, middle))
        u = fresh(Symbol("u"), frozenset().union(free(left.goal), *map(free, left.hypotheses), {one.variable}))
        inner = Apply("-", (u,)) if whole == number(0) else minus(whole, u)
        splits.append(step)
        changes.append(Substitution(first, u, inner, hi, middle))
    return Folded(left, tuple(splits), tuple(dict.fromkeys(changes)), whole)


def _proved(folded: Folded, goal: Apply) -> Certificate | None:
    """The cheapest way in which the halves come to what is claimed."""
    moved = Obligation(folded.left.hypotheses, changed(folded.left, folded.changes, identical))
    for groups in _groups(moved, folded.whole):
        spend()
        try:
            left = left_over(folded.left, Integrals(groups, Identity(), folded.changes), identical)
        except (NotIntegrated, Beyond):
            continue
        proof: Certificate = Integrals(groups, finish(left), folded.changes)
        for step in reversed(folded.splits):
            proof = Split(step.binder, step.at, proof)
        return proof
    return None


def _groups(moved: Obligation, whole: Term) -> Iterator[tuple[Gathered, ...]]:
    """The halves together: nothing, a constant, less than either, or what an oracle integrates."""
    assert isinstance(moved.goal, Apply)
    nothing = gathered(moved, 0.0)
    if nothing:
        yield nothing
    constant = _constant(moved)
    if constant is not None:
        yield (constant,)
    simpler = _simpler(moved, whole)
    if simpler is not None:
        yield (simpler,)
    if remaining() > 1:
        yield gathered(moved, 1.0) or ()


def _constant(moved: Obligation) -> Gathered | None:
    """What is integrated is the constant that the other terms claim it to be: (m - a) c + rest = 0."""
    assert isinstance(moved.goal, Apply)
    parts = coefficients(moved.goal)
    if not parts or len({one.bounds for _, one in parts}) != 1:
        return None
    lo, hi = parts[0][1].bounds
    rest = minus(*(_without(side) for side in moved.goal.args))
    if not {lo, hi}.isdisjoint(LINE) or heads(rest) & {"integral"}:
        return None
    x = fresh(Symbol("x"), frozenset().union(free(moved.goal), *(free(c) for c, _ in parts)))
    height = Apply("-", (Apply("/", (rest, minus(hi, lo))),))
    return Gathered(tuple(parts), x, Apply("*", (_plain(height), x)))


def _simpler(moved: Obligation, whole: Term) -> Gathered | None:
    """Both halves come to one of them without a factor: cos x for cos x/(1 + e^x), pi g(sin x) for x g(sin x)."""
    assert isinstance(moved.goal, Apply)
    parts = coefficients(moved.goal)
    if not parts or len(parts) != 2 or parts[0][1].bounds != parts[1][1].bounds:
        return None
    x = fresh(Symbol("x"), frozenset().union(free(moved.goal), *map(free, moved.hypotheses)))
    lo, hi = parts[0][1].bounds
    first, second = (Apply("*", (c, substitute(one.body, {one.variable: x}))) for c, one in parts)
    known = knowledge(moved)
    given = (*moved.hypotheses, *ordered(x, lo, hi, known))
    for one in _less(second, x):
        for factor in (number(1), whole):
            less = Apply("*", (factor, one))
            if factor != number(0) and identical(given, Apply("+", (first, second)), less):
                answer = oracle.antiderivative(less, x, (*given, *known), min(2.0, remaining()))
                return Gathered(tuple(parts), x, answer.value) if isinstance(answer.value, Apply | Symbol) else None
    return None


def _less(body: Term, x: Symbol) -> Iterator[Term]:
    """A body without one of its factors."""
    above, below = factors(body)
    for kept, others, is_above in ((above, below, True), (below, above, False)):
        for place, factor in enumerate(kept):
            if x in free(factor):
                rest = Apply("*", (*kept[:place], *kept[place + 1:], number(1)))
                whole = Apply("*", (*others, number(1)))
                yield Apply("/", (rest, whole) if is_above else (whole, rest))


def _without(side: Term) -> Term:
    """A side with nothing for its integrals."""
    match side:
        case Bind("integral", _, _, _):
            return number(0)
        case Apply(head, args) if "integral" in heads(side):
            return Apply(head, tuple(map(_without, args)))
    return side


def _plain(term: Term) -> Term:
    """A term in its normal form, if it has one."""
    try:
        here = Setting((), (term,))
        return here.normal.write(here.of(term))
    except Beyond:
        return term
