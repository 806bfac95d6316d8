"""What is refuted by something that was told in another part of the page, which nothing here bears out.

    (a) A car of 5 kg ...                    (b) A spring: 2 pi sqrt(m/k) = 2 pi sqrt(0.01) with m and k of its own

Whether (b) speaks of the m of (a) is not settled, where no step of (b) is right with it, and no slip of a name makes
the step right: it is left undecided, with the finding `reading`. What stands before the parts holds in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from derive.diagnose.judgement import Judgement
from derive.diagnose.withheld import withheld
from derive.elaborate.language.outline import lies_within, path
from derive.elaborate.notation import plain
from derive.elaborate.step import Step
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free
from derive.kernel.verdict import Proved, Refuted

# Slips that make any step right: they name what it should have said, and no reason why it was said.
SAYING_LITTLE = frozenset({"wrong_value", "wrong_number", "wrong_relation", "wrong_condition", "wrong_factor"})
WHY = "false with {}, which another part of the page tells, and no step of this part bears out"

Since = Mapping[Term, Sequence[int]]


def not_borrowed(judgements: Sequence[Judgement], source: str, since: Since) -> list[Judgement]:
    """The judgements, in which nothing is refuted by what another part tells and this one does not bear out."""
    if not any(is_weak(one) for one in judgements):
        return list(judgements)
    page = _Outline(judgements, source, since)
    return [withheld(one, WHY.format(plain(told))) if is_weak(one) and (told := page.borrowed(one)) is not None else one
            for one in judgements]


def is_weak(one: Judgement) -> bool:
    """Whether a step is refuted, and no slip that makes it right says more than what it should have said."""
    return isinstance(one.verdict, Refuted) and (one.slip is None or one.slip.rule in SAYING_LITTLE)


@dataclass
class _Outline:
    """The judgements of a page, and where what they rest on was told."""

    judgements: Sequence[Judgement]
    source: str
    since: Since

    def borrowed(self, one: Judgement) -> Term | None:
        """Something that a refuted step rests on, which was told beside its part of the page and is not used in it."""
        here = path(self.source, one.step.at.start)
        obligation = one.step.obligation
        if not here or obligation is None:
            return None
        for told in rests_on(obligation):
            home = _home(told, one.step, self.source, self.since)
            if home is not None and not lies_within(here, home) and not self._is_borne_out(
                    told, one, here[: _shared(here, home) + 1]):
                return told
        return None

    def _is_borne_out(self, told: Term, refuted: Judgement, part: tuple[int, ...]) -> bool:
        """Whether another step of a part is right by what was told, or says it again."""
        return any(
            told in used or (one.step.at.start < refuted.step.at.start and says_again(one.step, told))
            for one, place, used in self.others if one is not refuted and lies_within(place, part))

    @cached_property
    def others(self) -> list[tuple[Judgement, tuple[int, ...], list[Term]]]:
        """Every judgement, where it stands, and what it rests on if it is proved."""
        return [(one, path(self.source, one.step.at.start),
                 rests_on(one.verdict.obligation) if isinstance(one.verdict, Proved) else [])
                for one in self.judgements]


def told_beside(
    told: Term, step: Step, source: str, since: Since, here: tuple[int, ...], of_problems: bool = False
) -> bool:
    """Whether what a step rests on was put in force in a part of the page that does not hold its own."""
    home = _home(told, step, source, since, of_problems)
    return home is not None and not lies_within(here, home)


def says_again(step: Step, told: Term) -> bool:
    """Whether a step is what was told, or gives something of the name that it defines: s^2 = 20/3, of s."""
    left, right = (side.term if side is not None else None for side in (step.lhs, step.rhs))
    if isinstance(told, Apply) and told.args == (left, right):
        return True
    return step.kind == "given" and left is not None and not free(left).isdisjoint(told_names(told))


def _home(told: Term, step: Step, source: str, since: Since, of_problems: bool = False) -> tuple[int, ...] | None:
    """The part of the page in which something was put in force that a step rests on."""
    place = max((place for place in since.get(told, ()) if place <= step.at.start), default=None)
    return None if place is None else path(source, place, of_problems)


def _shared(here: tuple[int, ...], there: tuple[int, ...]) -> int:
    """How many parts hold two places."""
    return sum(one == other for one, other in zip(here, there, strict=False))


def rests_on(obligation: Obligation) -> list[Term]:
    """The equations among the hypotheses that tell what the names of the goal are, and the names in these."""
    names, found = set(free(obligation.goal)), []
    while new := [one for one in obligation.hypotheses if one not in found and not names.isdisjoint(told_names(one))]:
        found += new
        names.update(*map(free, new))
    return found


def told_names(hypothesis: Term) -> Iterator[Symbol]:
    """The names of which an equation tells something: the one that it defines, or all where it defines none."""
    while isinstance(hypothesis, Bind) and hypothesis.head == "forall":
        hypothesis = hypothesis.body
    match hypothesis:
        case Apply("=", (Symbol() as name, _)):
            yield name
        case Apply("=", (Apply("at" | "call", (Symbol() as name, *_)), _)):
            yield name
        case Apply("=", (left, _)):
            yield from free(left)


__all__ = ["is_weak", "not_borrowed", "rests_on", "says_again", "told_beside", "told_names"]
