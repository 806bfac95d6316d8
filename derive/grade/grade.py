"""Marks by question: verdicts and a rubric become points lost, each with its reason and its place.

    refuted                    costs once per root: what names the same root is charged once
    refuted with a root        is a consequence, charged where its root is
    carried                    costs nothing: the error it carries was charged
    goal not established       costs only where no error in the question accounts for it
    undecided, unread          cost nothing and go to a person
    nothing decided at all     earns nothing until a person has looked
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from fractions import Fraction

from derive.diagnose.judgement import JudgedDocument, Judgement
from derive.elaborate.step import Finding
from derive.grade.gradebook import Deduction, Gradebook, Mark, Place, Remark, Sheet
from derive.grade.rubric import Question, Rubric, shown
from derive.read.node import Span

METHOD_SHARE = Fraction(1, 2)                    # of the decided steps, more than this must be proved


def grade(documents: Sequence[JudgedDocument], rubric: Rubric) -> Gradebook:
    """A sheet for each document, in the order given."""
    return Gradebook(rubric.title, tuple(_Sheet(document, rubric).made() for document in documents))


@dataclass
class _Tally:
    """What one question gathers while its steps are gone through."""

    deductions: list[Deduction] = field(default_factory=list)
    uncharged: list[Remark] = field(default_factory=list)
    review: list[Remark] = field(default_factory=list)
    proved: int = 0
    refuted: int = 0


class _Sheet:
    """One document being graded."""

    def __init__(self, judged: JudgedDocument, rubric: Rubric) -> None:
        self.judged, self.rubric = judged, rubric
        self.steps = {one.step.id: one for one in judged.judgements}
        every = [*judged.findings, *(finding for one in judged.judgements for finding in one.findings)]
        self.findings = {finding.id: finding for finding in every if finding.id and finding.id not in self.steps}
        self.charged: dict[str, str] = {}        # root to the question where it was charged
        self.home = {one.step.id: self._question_of(one) for one in judged.judgements}

    def made(self) -> Sheet:
        marks = tuple(self._mark(question) for question in self.rubric.questions)
        outside = tuple(
            Remark(_said(one), self._place(one.step.at), one.step.id)
            for one in self.judged.judgements
            if self.home[one.step.id] is None and one.outcome in ("refuted", "undecided", "unread")
        )
        return Sheet(self.judged.document.path, marks, outside)

    def _question_of(self, one: Judgement) -> Question | None:
        """The first question that covers a step."""
        line = self._place(one.step.at).line
        for question in self.rubric.questions:
            if covers(question, one.step.section, line, one.step.id):
                return question
        return None

    def _place(self, span: Span) -> Place:
        return Place(*self.judged.document.place(span.start))

    def _mark(self, question: Question) -> Mark:
        tally = _Tally()
        for one in self.judged.judgements:
            if self.home[one.step.id] is question:
                self._count(one, question, tally)
        tally.deductions.extend(self._findings(question))
        self._goals(question, tally)
        if not tally.proved and not tally.refuted:
            reason = "nothing in this question was proved or refuted"
            first = next((remark.at for remark in tally.review), Place(1, 1))
            tally.review.append(Remark(reason, first, ""))
            return Mark(question.id, question.title, question.points, Fraction(0), (), (), tuple(tally.review))
        lost = sum((deduction.points for deduction in tally.deductions), Fraction(0))
        lost, notes = _limited(lost, question, tally)
        earned = max(Fraction(0), question.points - lost)
        return Mark(question.id, question.title, question.points, earned, tuple(tally.deductions),
                    tuple(tally.uncharged), tuple(tally.review), tuple(notes))

    def _count(self, one: Judgement, question: Question, tally: _Tally) -> None:
        place, name = self._place(one.step.at), one.step.id
        if one.outcome == "proved":
            tally.proved += 1
            carried = next((finding for finding in one.findings if finding.code == "carried"), None)
            if carried is not None:
                tally.uncharged.append(Remark(f"right, given an earlier slip: {carried.message}", place, name))
        elif one.outcome == "refuted":
            tally.refuted += 1
            self._charge(one, question, tally)
        elif one.outcome in ("undecided", "unread"):
            tally.review.append(Remark(_said(one), place, name))

    def _charge(self, one: Judgement, question: Question, tally: _Tally) -> None:
        """Charge the root of a refuted step, unless it has been."""
        root, place = self._root(one), self._place(one.step.at)
        if root in self.charged:
            reason = f"a consequence of {self._named(root)}, charged once: {_said(one)}"
            tally.uncharged.append(Remark(reason, place, one.step.id))
            return
        home = self.home.get(root)
        if home is not None and home is not question and self.steps[root].outcome == "refuted":
            reason = f"a consequence of {self._named(root)} in {home.id}: {_said(one)}"
            tally.uncharged.append(Remark(reason, place, one.step.id))
            return
        self.charged[root] = question.id
        kind = one.slip.kind if one.slip is not None else ""
        cause = self.findings.get(root)
        if root in self.steps and root != one.step.id:
            cause = None
            one, place = self.steps[root], self._place(self.steps[root].step.at)
        reason = cause.message if cause is not None else _said(one)
        if cause is not None and cause.span is not None:
            place = self._place(cause.span)
        price = question.slips.get(kind, question.refuted)
        tally.deductions.append(Deduction(price, reason, place, root))

    def _root(self, one: Judgement) -> str:
        """The first cause of a refuted step: its own id where it has none."""
        name, seen = one.step.id, {one.step.id}
        slip = one.slip
        while slip is not None and slip.root is not None and slip.root not in seen:
            name = slip.root
            seen.add(name)
            slip = self.steps[name].slip if name in self.steps and self.steps[name].outcome == "refuted" else None
        return name

    def _named(self, root: str) -> str:
        """A root as people find it: by its line."""
        if root in self.steps:
            return f"the error on line {self._place(self.steps[root].step.at).line}"
        finding = self.findings.get(root)
        if finding is None or finding.span is None:
            return "an error"
        return f"the error on line {self._place(finding.span).line}"

    def _findings(self, question: Question) -> Iterator[Deduction]:
        """Once for each kind of finding that has a price, at its first place; not one that was charged as a root."""
        seen: set[str] = set()
        for finding, at, name in self._findings_in(question):
            if finding.code in question.findings and finding.code not in seen and finding.id not in self.charged:
                seen.add(finding.code)
                yield Deduction(question.findings[finding.code], f"{finding.code}: {finding.message}", at, name)

    def _findings_in(self, question: Question) -> Iterator[tuple[Finding, Place, str]]:
        for one in self.judged.judgements:
            if self.home[one.step.id] is question:
                for finding in one.findings:
                    yield finding, self._place(finding.span or one.step.at), one.step.id
        lines = self._lines(question)
        for finding in self.judged.findings:
            if finding.span is not None and self._place(finding.span).line in lines:
                yield finding, self._place(finding.span), finding.id

    def _lines(self, question: Question) -> range:
        """From the first to the last line of a question's steps, back to the end of the step before."""
        lines: dict[bool, list[int]] = {True: [], False: []}
        for one in self.judged.judgements:
            lines[self.home[one.step.id] is question].append(self._place(one.step.at).line)
        own, others = lines[True], lines[False]
        if not own:
            return range(0)
        first = max((line for line in others if line < min(own)), default=0) + 1
        return range(first, max(own) + 1)

    def _goals(self, question: Question, tally: _Tally) -> None:
        lines = self._lines(question)
        for goal in self.judged.goals:
            place = self._place(goal.span)
            if place.line not in lines or goal.established:
                continue
            reason = f"the goal is not established: {goal.message or goal.holds}"
            if goal.holds in ("undecided", "unread"):
                tally.review.append(Remark(reason, place, "goal"))
            elif tally.deductions or not question.goal:
                tally.uncharged.append(Remark(reason, place, "goal"))
            else:
                tally.deductions.append(Deduction(question.goal, reason, place, "goal"))


def covers(question: Question, section: str, line: int, name: str) -> bool:
    """Whether a step is one of a question's: by its heading, its line or its id."""
    parts = [part.strip() for part in section.split(" / ")]
    paths = {" / ".join(parts[:count]) for count in range(1, len(parts) + 1)} | set(parts)
    return (
        any(fnmatchcase(path.rstrip(". :"), pattern.rstrip(". :")) for path in paths for pattern in question.sections)
        or any(first <= line <= last for first, last in question.lines)
        or any(fnmatchcase(name, pattern) for pattern in question.steps)
    )


def _limited(lost: Fraction, question: Question, tally: _Tally) -> tuple[Fraction, list[str]]:
    """What is lost after the cap and the points for the method, with a note for each that changed it."""
    notes = []
    if question.cap is not None and lost > question.cap:
        notes.append(f"errors cost at most {shown(question.cap)} here")
        lost = question.cap
    sound = tally.proved > METHOD_SHARE * (tally.proved + tally.refuted)
    if question.method and sound and question.points - lost < question.method:
        notes.append(f"{shown(question.method)} kept for the method: {tally.proved} steps are proved")
        lost = question.points - question.method
    if lost > question.points:
        notes.append("no question goes below 0")
    return lost, notes


def _said(one: Judgement) -> str:
    """Why a step is what it is, beginning with a word."""
    if one.outcome == "unread":
        return f"could not be read: {one.step.unread}"
    if one.outcome == "undecided":
        return f"undecided: {one.step.undecidable or one.message or 'neither proved nor refuted'}"
    if one.slip is None:
        return one.message or "the two sides differ"
    said = f"{one.slip.kind}: {one.slip.message}"
    return said if not one.message or one.message in said else f"{said}; {one.message}"
