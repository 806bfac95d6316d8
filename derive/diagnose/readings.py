"""Ambiguous notation: a page is read once more for each other reading, and a verdict that hangs on it is withheld.

    refuted, and another reading says anything else   -> undecided, with the finding `reading`
    proved, and an open reading does not prove it     -> undecided, with the finding `reading`

What a page defines and assumes is read in the same way as the step itself. A refutation stands only where every
reading has been tried. What an author proves he has read in one way throughout; what is refuted may have been
meant in several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from derive.containment import Crash, contained
from derive.diagnose.judgement import Judgement
from derive.diagnose.messages import message
from derive.elaborate.language.conventions import AMBIGUITIES, OPEN
from derive.elaborate.names.signature import Choice
from derive.elaborate.step import Elaborated, Finding, Step
from derive.kernel.verdict import Attempt, Undecided

Again = Callable[[frozenset[Choice]], Elaborated]
World = frozenset[Choice]

MOST_PLACES = 4                                  # places of one ambiguity in one step, exchanged one by one
MOST_WORLDS = 32                                 # readings of one page


def weighed(
    judgements: Sequence[Judgement], elaborated: Elaborated, again: Again, judged: Callable[[Step], Judgement]
) -> list[Judgement]:
    """The judgements, without those that another reading of the page does not bear out.

    Each ambiguity is exchanged at all of its places; where that changes a refuted step, at each of its places in
    this step alone as well, and together with each of the others.
    """
    trial = Trial(list(judgements), elaborated, again, judged)
    wholes = list(dict.fromkeys(Choice(choice.row, choice.subject) for choice in elaborated.met))
    for whole in wholes:
        trial.attempt(frozenset((whole,)), against_proofs=_is_open(whole, elaborated.met))
    for place in sorted(trial.at_stake):
        touching = [whole for whole in wholes if place in trial.touched.get(frozenset((whole,)), ())]
        for whole in touching:
            alike = _within(judgements[place].step, whole, elaborated.met)
            if len(alike) > MOST_PLACES:
                trial.doubt(place, frozenset((whole,)))
            for choice in alike if len(alike) > 1 else ():
                trial.attempt(frozenset((choice,)))
        for pair in combinations(touching, 2):
            trial.attempt(frozenset(pair))
    return trial.judgements


@dataclass
class Trial:
    """The judgements of a page while its other readings are tried."""

    judgements: list[Judgement]
    elaborated: Elaborated
    again: Again
    judged: Callable[[Step], Judgement]
    tried: set[World] = field(default_factory=set)
    touched: dict[World, set[int]] = field(default_factory=dict)         # the steps that a reading changes

    @property
    def at_stake(self) -> set[int]:
        """The steps that stand refuted."""
        return {place for place, one in enumerate(self.judgements) if one.outcome == "refuted"}

    def attempt(self, world: World, against_proofs: bool = False) -> None:
        """Read the page in another way, and withhold the verdicts that it does not bear out."""
        asked = self.at_stake
        if against_proofs:
            asked |= {place for place, one in enumerate(self.judgements) if one.outcome == "proved"}
        if not asked or world in self.tried:
            return
        if len(self.tried) >= MOST_WORLDS:
            for place in self.at_stake & set().union(*self.touched.values()):
                self.doubt(place, frozenset())
            return
        self.tried.add(world)
        other = contained(lambda: self.again(world))
        steps = by_place(other.steps) if not isinstance(other, Crash) else {}
        for place, key in enumerate(by_place(self.elaborated.steps)):
            if place in asked and steps:
                self._compare(place, steps.get(key), world)

    def _compare(self, place: int, other: Step | None, world: World) -> None:
        found = _differs(self.judgements[place], other, self.judged)
        if found is not None:
            self.touched.setdefault(world, set()).add(place)
        if found:
            self.doubt(place, world)

    def doubt(self, place: int, world: World) -> None:
        self.judgements[place] = doubted(self.judgements[place], world)


def _within(step: Step, whole: Choice, met: Mapping[Choice, str]) -> list[Choice]:
    """The places of one ambiguity in the sides of a step."""
    spans = [side.span for side in (step.lhs, step.rhs) if side is not None]
    return [
        choice for choice in met if (choice.row, choice.subject) == (whole.row, whole.subject)
        and any(span.start <= choice.place < span.stop for span in spans)
    ]


def _is_open(whole: Choice, met: Mapping[Choice, str]) -> bool:
    """Whether an ambiguity counts against proofs: it is open at any of its places."""
    alike = (weight for other, weight in met.items() if (other.row, other.subject) == (whole.row, whole.subject))
    return OPEN in alike


def by_place(steps: Iterable[Step]) -> dict[tuple[int, int, int], Step]:
    """Steps by the place of their sign; several at one place in order."""
    found: dict[tuple[int, int, int], Step] = {}
    for step in steps:
        count = 0
        while (step.at.start, step.at.stop, count) in found:
            count += 1
        found[step.at.start, step.at.stop, count] = step
    return found


def _differs(one: Judgement, other: Step | None, judged: Callable[[Step], Judgement]) -> bool | None:
    """Whether a step has another verdict in the other reading; None where that reading changes nothing in it."""
    if other is None or other.kind == "given":
        return one.outcome == "refuted"
    same = (one.step.obligation, one.step.general, one.step.rounded, one.step.undecidable)
    if same == (other.obligation, other.general, other.rounded, other.undecidable):
        return None
    if other.unread:
        return None                              # the notation cannot be meant in that way
    return judged(other).outcome != one.outcome


def doubted(one: Judgement, world: World) -> Judgement:
    """A judgement withheld, with the readings on which it depends."""
    rows = [AMBIGUITIES[row] for row in sorted({choice.row for choice in world})]
    told = "; ".join(f"{row.pattern}: {row.reading}, or {row.other}" for row in rows)
    text = f"the verdict depends on how the notation is read ({told})" if told else (
        "the notation can be read in more ways than were tried")
    assert one.step.obligation is not None
    verdict = Undecided(one.step.obligation, (Attempt("readings", "the readings of the formula differ in verdict"),))
    finding = Finding("reading", text, one.step.at)
    kept = tuple(finding for finding in one.findings if finding.code not in ("narrowed", "widened", "rounding"))
    return replace(
        one, verdict=verdict, message=message(one.step, verdict), findings=(*kept, finding), slip=None, missing=())
