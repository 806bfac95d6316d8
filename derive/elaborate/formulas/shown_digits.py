"""Digits that the page has shown as results, and what becomes of steps that go on with them.

P_1 = 7.389/11.212 = 0.659, then dL/dh_1 = 0.659 - 1        P_1 - 1, with the digits shown put in
0.1158 * 2 = 0.2315                                         the result of what 0.1158 was shown for
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from derive.elaborate.formulas.rounding import Units, decimals, is_fine, last_digit, moved, within_bound
from derive.elaborate.formulas.sampling import approximate
from derive.elaborate.formulas.written_out import written_out
from derive.elaborate.step import Side
from derive.elaborate.unfolding import rewrite
from derive.kernel.term import Apply, Bind, Number, Term, free, number, subterms
from derive.read.node import Node

HALF = Fraction(1, 2)
FINER = Fraction(1, 1000)  # digits that nobody writes of a number that is not rounded
RESULTS = 6  # digits put into one side


def _is_near(left: Term, right: Term, unit: Fraction) -> bool:
    """Whether two sides without names differ by no more than rounding explains."""
    here, there = approximate(left, {}), approximate(right, {})
    return here is not None and there is not None and abs(here - there) <= float(unit)


@dataclass
class Digits:
    """What is known of the results of a problem."""

    stated: dict[str, tuple[Fraction, Fraction]] = field(default_factory=dict)   # SE = ... = 0.109, its last unit
    shown: dict[Fraction, list[Term]] = field(default_factory=dict)      # 0.659: P_1, the first and the last
    slack: dict[Fraction, Fraction] = field(default_factory=dict)  # by how much rounded decimals may be off

    def show(self, start: Term, left: Side, right: Side, given: Callable[[], Collection[Fraction]],
             hypotheses: Iterable[Term]) -> None:
        """The decimals of a closed right side; one that is all of it is a result of what the chain began with."""
        if left.term is None or left.node is None or right.term is None or right.node is None or free(right.term):
            return
        units = {value: unit for value, unit in decimals(right.node).items() if is_fine(value, unit)}
        if not units or not self._is_rounded(left.node, left.term, right.term, min(units.values()), hypotheses):
            return
        if not free(start) and (len(units) > 1 or not _is_near(left.term, right.term, max(units.values()) / 2)):
            return                               # -0.12 + 0.15 = 0.04 is no result
        result, told = last_digit(right.node), set(map(abs, given()))
        for value, unit in units.items():
            if value in told:
                continue
            self.slack.setdefault(value, unit / 2)
            if result:
                before = {one: width for one, width in decimals(left.node).items()
                          if (one not in told if free(start) else one in self.slack) and is_fine(one, width)}
                off = unit / 2 + (moved(left.term, self.widened(before)) or Fraction(0))
                self.slack[value] = max(self.slack[value], off)
                meaning = Apply("-", (start,)) if isinstance(right.term, Apply) else start
                self.shown[value] = [*self.shown.get(value, [])[:1], meaning]

    def _is_rounded(self, written: Node, left: Term, right: Term, unit: Fraction, hypotheses: Iterable[Term]) -> bool:
        """Whether digits came by rounding, here or in what the left side holds."""
        if not self.slack.keys().isdisjoint(decimals(written)):
            return True
        near, there = approximate(written_out(left, hypotheses) if free(left) else left, {}), approximate(right, {})
        if near is None or there is None:
            return unit <= FINER
        return abs(near - there) > 1e-12 * max(1.0, abs(near))

    def widened(self, units: Units) -> Units:
        """Units of decimals; of those that came by rounding, what they may be off by on both sides."""
        return {value: 2 * self.slack.get(value, unit / 2) for value, unit in units.items()}

    def off(self, side: Side) -> Fraction:
        """How far a closed side moves with the rounded decimals in it."""
        units = decimals(side.node) if side.node is not None and self.slack else {}
        used = self.widened({value: unit for value, unit in units.items() if value in self.slack})
        return moved(side.term, used) or Fraction(0) if used and side.term is not None else Fraction(0)

    def meant(self, left: Side, right: Side, relation: str) -> Iterator[tuple[Term, tuple[Term, Term]]]:
        """What a step in digits says of what these were shown for: the claim, and a side with the other as meant."""
        if not self.shown or relation not in ("=", "approx") or left.term is None or right.term is None:
            return
        for claims, whole in self._put_back(right):
            yield Apply("and", (*claims, Apply("=", (left.term, whole)))), (left.term, whole)
        unit = last_digit(right.node) if right.node is not None else None
        for claims, whole in self._put_back(left):
            if unit is None:
                yield Apply("and", (*claims, Apply("=", (whole, right.term)))), (right.term, whole)
                continue
            yield Apply("and", (*claims, within_bound(whole, right.term, unit * HALF))), (right.term, whole)

    def _put_back(self, side: Side) -> Iterator[tuple[list[Term], Term]]:
        """A side with what its results were shown for in their place, and that they are what they were shown as."""
        used = {value for value in decimals(side.node) if value in self.shown} if side.node is not None else set()
        if not used or len(used) > RESULTS or side.term is None or any(
                isinstance(part, Bind) for part in subterms(side.term)):
            return
        for which in (-1, 0) if any(len(self.shown[value]) > 1 for value in used) else (-1,):
            meant = {value: self.shown[value][which] for value in sorted(used)}
            claims = [within_bound(meaning, number(value), self.slack[value]) for value, meaning in meant.items()]
            yield claims, rewrite(side.term, partial(_put, meant=meant))


def _put(part: Term, meant: dict[Fraction, Term]) -> Term | None:
    return meant.get(part.value) if isinstance(part, Number) else None
