"""Judgements: a step with its verdict, its slip and its findings; what every report is made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from derive.elaborate.step import Elaborated, Finding, Step
from derive.kernel.term import Obligation
from derive.kernel.verdict import Proved, Refuted, Undecided, Verdict
from derive.read.document import Document
from derive.read.node import Span
from derive.read.record import replace as step_replace


@dataclass(frozen=True, slots=True)
class Slip:
    """A named mistake: the smallest edit that makes the step hold.

    Kinds: sign relation factor term exponent index value case count function inverted order.
    """

    kind: str
    rule: str  # the slip module that found it
    message: str
    span: Span
    help: str = ""
    fix: str | None = None  # LaTeX to stand in the span; None where no unique repair was proved
    root: str | None = None  # id of the step or finding of which this is a consequence


@dataclass(frozen=True, slots=True)
class Judgement:
    """One step, judged."""

    step: Step
    verdict: Verdict | None  # None for given and unread
    message: str = ""
    slip: Slip | None = None
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()  # conditions under which an unproved step would hold

    @property
    def outcome(self) -> str:
        """proved, refuted, undecided, unread or given."""
        if self.step.kind == "given" and not isinstance(self.verdict, Proved):
            return "given"
        match self.verdict:
            case Proved():
                return "proved"
            case Refuted():
                return "refuted"
            case Undecided():
                return "undecided"
        return "unread" if self.step.unread else "undecided"


Judged = Callable[[Step], Judgement]


def saying(step: Step, obligation: Obligation, relation: str = "") -> Step:
    """The step with another statement in its place, of which there are no other forms."""
    return step_replace(step, relation=relation or step.relation, obligation=obligation, general=None, customary=None,
                        rounded=None, within=())


@dataclass(frozen=True, slots=True)
class GoalJudgement:
    span: Span
    holds: str  # proved refuted undecided unread
    established: bool
    message: str


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """A document, judged."""

    document: Document
    elaborated: Elaborated
    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...] = ()
    goals: tuple[GoalJudgement, ...] = ()

    @property
    def summary(self) -> dict[str, int]:
        """How many judgements there are of each outcome."""
        counts = dict.fromkeys(("proved", "refuted", "undecided", "unread", "given"), 0)
        for judgement in self.judgements:
            counts[judgement.outcome] += 1
        return counts
