"""Notices: what there is to say about a judged document, in words and in order of place.

    judgement   refuted, undecided, unread (and, when everything is asked for, proved and given)
    finding     of a step or of the document; one that repeats is said once, with the other lines
    fault       of the container, as unread
    goal        whether it holds and whether the text establishes it
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from derive.diagnose.judgement import GoalJudgement, JudgedDocument, Judgement
from derive.diagnose.messages import point
from derive.elaborate.step import Finding, Step
from derive.kernel.verdict import Proved, Refuted, Undecided
from derive.read.node import Span
from derive.report.place import place

STEP_ID = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)+")
MOST = 8                                         # hypotheses, attempts or lines named in one note


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say: a level and a code, a title, a stretch of the source, notes (facts) and helps (changes)."""

    level: str                                   # refuted undecided unread proved given finding goal
    code: str                                    # the slip, the procedure, the finding's code, or ""
    title: str
    span: Span
    notes: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    id: str = ""                                 # of the step
    at: Span | None = None                       # where the step stands, when the stretch may be elsewhere


def notices(judged: JudgedDocument, every: bool = False) -> tuple[Notice, ...]:
    """Everything to say about a document; proved and given steps only when `every` is set."""
    roots = dict(_places(judged))
    found = [
        *(_judgement(judgement, roots) for judgement in judged.judgements
          if every or judgement.outcome not in ("proved", "given")),
        *_findings(judged, roots),
        *_faults(judged),
        *map(_goal, judged.goals),
    ]
    return tuple(sorted(found, key=lambda notice: notice.span.start))


def findings_of(judgement: Judgement) -> tuple[Finding, ...]:
    """The findings of a judged step: those made in judging and those made in reading, each once."""
    return tuple(dict.fromkeys((*judgement.findings, *judgement.step.findings)))


def document_findings(judged: JudgedDocument) -> tuple[Finding, ...]:
    """The findings that belong to no step, each once."""
    return tuple(dict.fromkeys((*judged.findings, *judged.elaborated.findings)))


def message(judgement: Judgement) -> str:
    """What a verdict says in one line."""
    if judgement.message:
        return judgement.message
    step, verdict = judgement.step, judgement.verdict
    match judgement.outcome:
        case "given":
            return step.role or "given"
        case "unread":
            return step.unread
        case "refuted":
            return "the step does not hold"
        case "proved" if isinstance(verdict, Proved):
            return "holds" if verdict.trust == "kernel" else f"holds, by the word of {verdict.by}"
    return step.undecidable or "neither proved nor refuted"


def listed(items: Iterable[str], most: int = MOST) -> str:
    """Items with commas, the overlong tail counted."""
    items = tuple(items)
    rest = len(items) - most
    return ", ".join(items[:most]) + (f" and {rest} more" if rest > 0 else "")


def _judgement(judgement: Judgement, roots: dict[str, int]) -> Notice:
    step = judgement.step
    base = Notice(judgement.outcome, _code(judgement), message(judgement), step.at, id=step.id, at=step.at)
    match judgement.outcome:
        case "refuted":
            return _refuted(judgement, base, roots)
        case "undecided":
            return replace(base, span=_stretch(step), notes=tuple(_tried(judgement)),
                           helps=tuple(f"it would hold with {condition}" for condition in judgement.missing))
        case "unread":
            return replace(base, span=step.unread_span or _stretch(step))
    return base


def _code(judgement: Judgement) -> str:
    if judgement.slip:
        return judgement.slip.rule
    return "" if isinstance(judgement.verdict, Undecided | None) else judgement.verdict.by


def _stretch(step: Step) -> Span:
    """From the left side to the right one, where both are on record; else the relation."""
    if step.lhs and step.rhs and step.lhs.span.stop <= step.at.start and step.at.stop <= step.rhs.span.start:
        return Span(step.lhs.span.start, step.rhs.span.stop)
    return step.at


def _refuted(judgement: Judgement, base: Notice, roots: dict[str, int]) -> Notice:
    step, slip = judgement.step, judgement.slip
    facts = list(_facts(judgement, slip.message if slip else base.title))
    if slip is None:
        wanted = tuple(f"it would hold with {condition}" for condition in judgement.missing)
        return replace(base, span=step.rhs.span if step.rhs else step.at, notes=tuple(facts), helps=wanted)
    if slip.root:
        line = roots.get(slip.root)
        facts.append("a consequence of " + (f"line {line}" if line else slip.root))
    # Where the change is no more than the text to write, it is said once.
    helps = [slip.help] if slip.help and slip.help != f"write {slip.fix}" else []
    if slip.fix is not None:
        helps.append(f"with `{slip.fix}` in its place the step is proved")
    return replace(base, title=slip.message, span=slip.span, notes=tuple(facts), helps=tuple(helps))


def _facts(judgement: Judgement, title: str) -> Iterator[str]:
    """What is known of a refuted step beyond its title: both values and where, and the hypotheses in force."""
    verdict, said = judgement.verdict, title
    if judgement.message and judgement.message not in title:
        said += judgement.message
        yield judgement.message
    if isinstance(verdict, Refuted):
        example, where = verdict.counterexample, point(verdict.counterexample)
        at = f"at {where} " if where else ""
        if example.lhs and example.rhs and not (example.lhs in said and example.rhs in said):
            yield f"{at}the left side is {example.lhs}, the right side is {example.rhs}"
        elif where and where not in said:
            yield f"it fails at {where}"
    if judgement.step.under:
        yield f"under {listed(judgement.step.under)}"


def _tried(judgement: Judgement) -> Iterator[str]:
    """What was tried: what ended in another way than by declining first, with how it ended."""
    verdict = judgement.verdict
    if isinstance(verdict, Undecided):
        told = [f"{tried.procedure} ({tried.outcome})" for tried in verdict.attempts if tried.outcome != "declined"]
        declined = [tried.procedure for tried in verdict.attempts if tried.outcome == "declined"]
        if told:
            yield f"tried {listed(told)}"
        if declined:
            yield f"declined by {listed(declined)}"
        if verdict.agreements and "agree" not in judgement.message:
            points = "1 point" if verdict.agreements == 1 else f"{verdict.agreements} points"
            yield f"both sides agree at {points}, which proves nothing"


def _findings(judged: JudgedDocument, roots: dict[str, int]) -> Iterator[Notice]:
    """Findings as notices; those that say the same thing are said once, with the lines of the others."""
    groups: dict[tuple[str, str, str | None], list[Span]] = {}
    steps = {judgement.step.id for judgement in judged.judgements}
    start = Span(0, 0)
    for finding in document_findings(judged):
        groups.setdefault((finding.code, finding.message, finding.fix), []).append(finding.span or start)
    for judgement in judged.judgements:
        for finding in findings_of(judgement):
            groups.setdefault((finding.code, finding.message, finding.fix), []).append(
                finding.span or judgement.step.at)
    for (code, text, fix), spans in groups.items():
        spans = sorted(set(spans), key=lambda span: span.start)
        first = place(judged.document, spans[0]).line
        lines = dict.fromkeys(place(judged.document, span).line for span in spans[1:])
        again = [str(line) for line in lines if line != first]
        notes = [f"the same on line{'s' if len(again) > 1 else ''} {listed(again)}"] if again else []
        # A reader knows lines; the ids of steps are for programs.
        notes += [f"{name} is on line {roots[name]}" for name in dict.fromkeys(STEP_ID.findall(text)) if name in steps]
        yield Notice("finding", code, text, spans[0], notes=tuple(notes), helps=(f"write `{fix}`",) if fix else ())


def _faults(judged: JudgedDocument) -> Iterator[Notice]:
    """The faults of the container, without those that stand among the judgements as unread."""
    told = {(judgement.step.unread, judgement.step.unread_span or judgement.step.at)
            for judgement in judged.judgements if judgement.step.unread}
    for fault in judged.document.faults:
        if (fault.message, fault.span) not in told:
            yield Notice("unread", "", fault.message, fault.span)


def _goal(goal: GoalJudgement) -> Notice:
    lacking = goal.holds == "proved" and not goal.established
    notes = ("what is to be proved holds, but the text does not establish it",) if lacking else ()
    return Notice("goal", "not_established" if lacking else goal.holds, goal.message, goal.span, notes=notes)


def _places(judged: JudgedDocument) -> Iterator[tuple[str, int]]:
    """The line of everything a slip can name as its root: steps and findings."""
    for judgement in judged.judgements:
        yield judgement.step.id, place(judged.document, judgement.step.at).line
    for finding in document_findings(judged):
        if finding.id and finding.span:
            yield finding.id, place(judged.document, finding.span).line
