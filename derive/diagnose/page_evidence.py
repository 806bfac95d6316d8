"""A refuted step, and what its page holds beside it: what is asked before it is said to be wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from derive.diagnose.borrowed import Since, rests_on
from derive.diagnose.judgement import Judged, Judgement, saying
from derive.elaborate.language.outline import path
from derive.elaborate.language.phrases_notation_en import CONCLUDES, FOR_ALL
from derive.elaborate.language.phrases_refuted_en import COMES_OUT, GOES_ON_FROM, LEADS_ON, SENTENCE_ENDS
from derive.elaborate.step import Step, goes_on
from derive.kernel.term import Apply, Obligation, Symbol, Term, free
from derive.kernel.verdict import Proved, Refuted

NEAR = 40                                        # characters
SENTENCE = 400

STRUCK = re.compile(
    r"~~(?=\S)(?:(?!\n\n|~~)[\s\S])*~~|<(del|s|strike)>(?:(?!\n\n)[\s\S])*?</\1>|\\(?:sout|st)\{[^\n]*\}")


@dataclass
class Page:
    """The judgements of a page, and what is asked of it."""

    judgements: Sequence[Judgement]
    source: str
    since: Since
    judged: Judged
    conditions: list[tuple[int, frozenset[Symbol], tuple[int, ...]]] = field(default_factory=list)  # not in force

    @cached_property
    def proved(self) -> list[tuple[Judgement, tuple[int, ...], list[Term]]]:
        """Every step that is right, where it stands, and what it rests on."""
        return [(one, path(self.source, one.step.at.start), rests_on(one.verdict.obligation))
                for one in self.judgements if isinstance(one.verdict, Proved)]

    def is_struck(self, place: int) -> bool:
        """~~x - 3 >= 2x + 2~~, which its author took back"""
        begin = max(self.source.rfind("\n\n", 0, place), 0)
        return any(found.start() < place < found.end() for found in STRUCK.finditer(self.source, begin))

    def sentence(self, place: int) -> str:
        """What stands before a place in its sentence."""
        begin = max(0, place - SENTENCE)
        for end in SENTENCE_ENDS.finditer(self.source, begin, place):
            begin = end.end()
        return self.source[begin:place]


@dataclass
class Refutation:
    """A refutation of which it is asked whether the page bears it out."""

    page: Page
    place: int
    one: Judgement
    obligation: Obligation

    @property
    def step(self) -> Step:
        return self.one.step

    @property
    def goal(self) -> Term:
        return self.obligation.goal

    @cached_property
    def start(self) -> int:
        return self.step.lhs.span.start if self.step.lhs is not None else self.step.at.start

    @cached_property
    def part(self) -> tuple[int, ...]:
        return path(self.page.source, self.step.at.start)

    @cached_property
    def sentence(self) -> str:
        return self.page.sentence(self.start)

    @cached_property
    def relation(self) -> str:
        return self.goal.head if isinstance(self.goal, Apply) else ""

    @cached_property
    def sides(self) -> tuple[frozenset[Symbol], frozenset[Symbol]]:
        """The names of both sides."""
        match self.goal:
            case Apply(_, (left, right)):
                return frozenset(free(left)), frozenset(free(right))
        return frozenset(), frozenset()

    @cached_property
    def chosen(self) -> frozenset[Symbol]:
        """The names for which the counterexample chooses numbers."""
        assert isinstance(self.one.verdict, Refuted)
        point = self.one.verdict.counterexample.point
        return frozenset(name for term, _ in point for name in free(term)) & free(self.goal)

    @cached_property
    def premises(self) -> list[Term]:
        return rests_on(self.obligation)

    @cached_property
    def proved(self) -> list[tuple[Judgement, list[Term]]]:
        """The right steps of this part of the page, and what they rest on."""
        return [(one, used) for one, part, used in self.page.proved if part[: len(self.part)] == self.part]

    @cached_property
    def goes_on(self) -> bool:
        return self.place > 0 and goes_on(self.page.judgements[self.place - 1].step, self.step)

    @cached_property
    def is_led(self) -> bool:
        """Whether a step goes on from one that is not refuted."""
        return self.goes_on and not isinstance(self.page.judgements[self.place - 1].verdict, Refuted)

    @cached_property
    def is_for_all(self) -> bool:
        rhs = self.step.rhs
        behind = self.page.source[rhs.span.stop :][:NEAR] if rhs is not None else ""
        return FOR_ALL.search(SENTENCE_ENDS.split(behind)[0]) is not None

    @cached_property
    def is_concluded(self) -> bool:
        """Whether words before a chain say that it follows, and none behind that something follows from it."""
        source, rhs = self.page.source, self.step.rhs
        if rhs is not None and LEADS_ON.match(source, rhs.span.stop):
            return False
        return CONCLUDES.search(source, max(0, self.start - NEAR // 2), self.start) is not None

    @cached_property
    def comes_out(self) -> bool:
        """Whether words before a chain say that it follows, or that something gives it."""
        begin = max(0, self.start - NEAR // 2)
        return self.is_concluded or COMES_OUT.search(self.page.source, begin, self.start) is not None

    @cached_property
    def earlier(self) -> list[Judgement]:
        """The steps of this part of the page that stand before this one."""
        return [one for one in self.page.judgements if one.step.at.start < self.step.at.start
                and path(self.page.source, one.step.at.start)[: len(self.part)] == self.part]

    @cached_property
    def hangs_on_premises(self) -> bool:
        """Whether a relation is about names of which something is told; an identity that is false anyway is none."""
        before = self.page.source[max(0, self.start - NEAR) : self.start]
        if not self.premises or GOES_ON_FROM.search(before):
            return False
        if self.sides[0] != self.sides[1]:
            return True
        rest = tuple(fact for fact in self.obligation.hypotheses if fact not in self.premises)
        return not isinstance(self.page.judged(saying(self.step, Obligation(rest, self.goal))).verdict, Refuted)


__all__ = ["Page", "Refutation"]
