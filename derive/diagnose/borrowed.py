"""What is refuted by something that was told in another part of the page, which nothing here bears out.

    (a) A car of 5 kg ...                    (b) A spring: 2 pi sqrt(m/k) = 2 pi sqrt(0.01) with m and k of its own

Whether (b) speaks of the m of (a) is not settled, where no step of (b) is right with it, and no slip of a name makes
the step right: it is left undecided, with the finding `reading`. What stands before the parts holds in all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from derive.diagnose.judgement import Judgement
from derive.elaborate.language.outline import lies_within, path
from derive.elaborate.notation import plain
from derive.elaborate.step import Finding, Step
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free
from derive.kernel.verdict import Attempt, Proved, Refuted, Undecided

# Slips that make any step right: they name what it should have said, and no reason why it was said.
SAYING_LITTLE = frozenset({"wrong_value", "wrong_number", "wrong_relation", "wrong_condition", "wrong_factor"})

Since = Mapping[Term, Sequence[int]]


def not_borrowed(judgements: Sequence[Judgement], source: str, since: Since) -> list[Judgement]:
    """The judgements, in which nothing is refuted by what another part tells and this one does not bear out."""
    if not any(_is_weak(one) for one in judgements):
        return list(judgements)
    page = _Outline(judgements, source, since)
    return [_doubted(one, borrowed) if _is_weak(one) and (borrowed := page.borrowed(one)) is not None else one
            for one in judgements]


def _is_weak(one: Judgement) -> bool:
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
        return next((told for told in rests_on(obligation) if self._is_told_beside(told, one.step, here)
                     and not self._is_borne_out(told, one, here)), None)

    def _is_told_beside(self, told: Term, step: Step, here: tuple[int, ...]) -> bool:
        place = max((place for place in self.since.get(told, ()) if place <= step.at.start), default=None)
        return place is not None and not lies_within(here, path(self.source, place))

    def _is_borne_out(self, told: Term, refuted: Judgement, here: tuple[int, ...]) -> bool:
        """Whether another step of the same part is right by what was told, or says it again."""
        for one in self.judgements:
            if one is refuted or not lies_within(path(self.source, one.step.at.start), here):
                continue
            if isinstance(one.verdict, Proved) and told in rests_on(one.verdict.obligation):
                return True
            sides = (one.step.lhs, one.step.rhs)
            if one.step.at.start < refuted.step.at.start and isinstance(told, Apply) and told.args == tuple(
                    side.term for side in sides if side is not None):
                return True
        return False


def rests_on(obligation: Obligation) -> list[Term]:
    """The equations among the hypotheses that tell what the names of the goal are, and the names in these."""
    names, found = set(free(obligation.goal)), []
    while new := [one for one in obligation.hypotheses if one not in found and not names.isdisjoint(_told_names(one))]:
        found += new
        names.update(*map(free, new))
    return found


def _told_names(hypothesis: Term) -> Iterator[Symbol]:
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


def _doubted(one: Judgement, told: Term) -> Judgement:
    assert isinstance(one.verdict, Refuted)
    said = plain(told)
    text = f"false with {said}, which another part of the page tells, and no step of this part bears out"
    verdict = Undecided(one.verdict.obligation, (Attempt("reading", text),))
    return replace(one, verdict=verdict, message=text, slip=None,
                   findings=(*one.findings, Finding("reading", text, one.step.at)))


__all__ = ["not_borrowed", "rests_on"]
