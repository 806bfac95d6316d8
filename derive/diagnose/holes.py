"""What would have to stand in one place of the right side, at a few points, to make the step hold.

    in    a refuted equation, a place, and what is written there with a fresh name for the unknown part
    out   the values of that name at the points, where the side is linear in it or in its inverse

A value that is the same rational at every point is what should have been written; values that another
expression has at these points show that this one is missing. Both are only proposed: the step is proved anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from flint import arb, fmpq

from derive.decide.balls import precision
from derive.decide.evaluation import compiled
from derive.decide.points import side_at
from derive.decide.sampling import Sample, Sampler
from derive.decide.scene import Scene
from derive.diagnose.fault import Fault
from derive.elaborate.formulas.expression import elaborate
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.term import Apply, Obligation, Symbol, Term, free
from derive.read.node import Span
from derive.read.parse import parse

POINTS = 3
TRIES = 12
BITS = 200
NARROW = arb(2) ** -80
LARGEST = 2000                                   # numerator and denominator of a number that is proposed
NAMES = ("xi", "zeta", "upsilon", "psi")

Points = tuple[tuple[Sample, arb], ...]          # with the value of the left side


@dataclass(frozen=True, slots=True)
class Target:
    """The points, and a name that the step does not use."""

    fault: Fault
    points: Points
    name: str

    def values(self, span: Span, text: str) -> list[arb] | None:
        """What `?` in the text, written in place of the span, would have to be at each point."""
        side = self.fault.step.rhs
        assert side is not None
        source, hole = self.fault.source, f"\\{self.name}"
        latex = source[side.span.start : span.start] + text.replace("?", hole) + source[span.stop : side.span.stop]
        term = elaborate(parse(latex), self.fault.step.signature).term
        symbol = next((s for s in free(term) if s.name == self.name), None) if term is not None else None
        if term is None or symbol is None or symbol.sort not in ("real", "integer"):
            return None
        found = [_solved(term, symbol, sample, left) for sample, left in self.points]
        return [value for value in found if value is not None] if None not in found else None

    def at_points(self, text: str) -> list[arb] | None:
        """The values of an expression at the points."""
        term = elaborate(parse(text), self.fault.step.signature).term
        if term is None:
            return None
        found = [_value(term, sample.complete) for sample, _ in self.points]
        return [value for value in found if value is not None] if None not in found else None


def target(fault: Fault) -> Target | None:
    """The points at which the left side of a refuted equation has a value."""
    obligation, side = fault.step.obligation, fault.step.rhs
    goal = obligation.goal if obligation is not None else None
    if side is None or obligation is None or not isinstance(goal, Apply) or goal.head != "=":
        return None
    used = {symbol.name for symbol in free(goal)}.union(*({s.name for s in free(h)} for h in obligation.hypotheses))
    name = next((name for name in NAMES if name not in used), None)
    points = _points(obligation)
    return Target(fault, points, name) if name is not None and points else None


@lru_cache(maxsize=4)
def _points(obligation: Obligation) -> Points:
    scene = Scene(obligation)
    if scene.hopeless:
        return ()
    found = []
    for sample in Sampler(scene).samples(TRIES):
        if sample is None:
            continue
        try:
            left = _ball(side_at(scene, sample, 0, BITS))
        except (Undefined, Unknown):
            continue
        if left is not None:
            found.append((sample, left))
        if len(found) == POINTS:
            return tuple(found)
    return ()


def _solved(term: Term, hole: Symbol, sample: Sample, left: arb) -> arb | None:
    """The value of the hole at one point, where the side is linear in it, or in its inverse."""
    for places, inverse in (((fmpq(1), fmpq(2), fmpq(3)), False), ((fmpq(1), fmpq(1, 2), fmpq(1, 3)), True)):
        one, two, three = (_value(term, {**sample.complete, hole: place}) for place in places)
        if one is None or two is None or three is None:
            continue
        with precision(BITS):
            slope = two - one
            if slope.contains(0) or not _same(three - two, slope):
                continue
            wanted = 1 + (left - one) / slope
            if not inverse:
                return wanted
            return None if wanted.contains(0) else 1 / wanted
    return None


def _value(term: Term, values: dict[Symbol, Any]) -> arb | None:
    try:
        with precision(BITS):
            return _ball(compiled(term)(values))
    except (Undefined, Unknown, TypeError):
        return None


def _ball(value: object) -> arb | None:
    if isinstance(value, fmpq | int):
        return _exact(fmpq(value))
    return value if isinstance(value, arb) else None


def _exact(value: fmpq) -> arb:
    with precision(BITS):
        return arb(value)


def _same(one: arb, other: arb) -> bool:
    with precision(BITS):
        return bool(abs(one - other) < NARROW * (1 + abs(one)))


def agree(values: Iterable[arb], others: Iterable[arb]) -> bool:
    return all(_same(one, other) for one, other in zip(values, others, strict=True))


def number_of(values: list[arb]) -> Fraction | None:
    """The small rational that all of the values are."""
    found = _rational(values[0])
    if found is None or max(abs(found.numerator), found.denominator) > LARGEST:
        return None
    exact = _exact(fmpq(found.numerator, found.denominator))
    return found if all(_same(value, exact) for value in values) else None


def _rational(value: arb) -> Fraction | None:
    try:
        return Fraction(float(value.mid())).limit_denominator(720)
    except (OverflowError, ValueError):
        return None


def numeral(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    sign = "-" if value < 0 else ""
    return f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"
