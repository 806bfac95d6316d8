"""Judged documents made by hand, so that reports are tested without reading or deciding anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from derive.diagnose.judgement import GoalJudgement, JudgedDocument, Judgement, Slip
from derive.elaborate.step import Elaborated, Finding, Side, Step
from derive.kernel.certificate import Counterexample, Identity
from derive.kernel.term import Apply, Obligation, Symbol, number
from derive.kernel.verdict import Attempt, Proved, Refuted, Undecided, Verdict
from derive.read.document import Display, Document, Fault, Formula, Heading, Paragraph, Text
from derive.read.node import Span

NOTHING = Obligation((), Apply("true"))


@dataclass
class Page:
    """A source text, with judgements added by quoting it."""

    source: str
    path: str = "page.md"
    judgements: list[Judgement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    goals: list[GoalJudgement] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    cells: tuple[tuple[int, str], ...] = ()

    def span(self, quoted: str, after: str = "") -> Span:
        """Where a quotation stands, the first time after another one."""
        begin = self.source.index(after) + len(after) if after else 0
        start = self.source.index(quoted, begin)
        return Span(start, start + len(quoted))

    def link(self, lhs: str, sign: str, rhs: str, verdict: Verdict | None, after: str = "", **more: Any) -> Judgement:
        """A link whose three parts are quoted; `more` goes to the step or to the judgement, by its name."""
        left = self.span(lhs, after)
        at = self.span(sign, self.source[:left.stop])
        right = self.span(rhs, self.source[:at.stop])
        names = set(Step.__dataclass_fields__) - {"findings"}
        of_step = {name: more.pop(name) for name in tuple(more) if name in names}
        step = Step(id=f"s{len(self.judgements) + 1}", kind=of_step.pop("kind", "link"), at=at,
                    lhs=Side(left, lhs, None, Symbol("x_1")), relation="=", rhs=Side(right, rhs), **of_step)
        self.judgements.append(Judgement(step, verdict, **more))
        return self.judgements[-1]

    def judged(self) -> JudgedDocument:
        """The document with all that was added."""
        document = Document(self.source, _blocks(self.source), tuple(self.faults), self.path, self.cells)
        steps = tuple(judgement.step for judgement in self.judgements)
        return JudgedDocument(document, Elaborated(steps), tuple(self.judgements), tuple(self.findings),
                              tuple(self.goals))


def proved(by: str = "polynomial_identity", trust: str = "kernel") -> Proved:
    return Proved(NOTHING, Identity(), by, trust)


def refuted(lhs: str, rhs: str, by: str = "points", **values: int) -> Refuted:
    point = tuple((Symbol(name), number(value)) for name, value in values.items())
    return Refuted(NOTHING, Counterexample(point, lhs, rhs), by, "kernel")


def undecided(agreements: int = 0, **outcomes: str) -> Undecided:
    return Undecided(NOTHING, tuple(Attempt(*item) for item in outcomes.items()), agreements)


def _blocks(source: str) -> tuple[Heading | Paragraph | Display, ...]:
    """A line is a block: a heading, a display between `$$`, or prose with formulas between `$`."""
    blocks: list[Heading | Paragraph | Display] = []
    start = 0
    for line in source.splitlines(keepends=True):
        text = line.rstrip("\r\n")
        span = Span(start, start + len(text))
        if text.startswith("#"):
            blocks.append(Heading(span, text.lstrip("# "), 1, (Text(span, text.lstrip("# ")),)))
        elif text.startswith("$$"):
            blocks.append(Display(span, (Formula(Span(start + 2, span.stop - 2), ()),)))
        elif text:
            blocks.append(Paragraph(span, tuple(_pieces(text, start))))
        start += len(line)
    return tuple(blocks)


def _pieces(text: str, start: int) -> list[Text | Formula]:
    pieces: list[Text | Formula] = []
    for index, piece in enumerate(text.split("$")):
        span = Span(start, start + len(piece))
        pieces.append(Formula(span, ()) if index % 2 else Text(span, piece))
        start += len(piece) + 1
    return pieces


def homework() -> JudgedDocument:
    """A page with every outcome: what a grader would meet."""
    page = Page(
        "# T1\n\n"
        "$$x_1 = 0.6$$\n\n"
        "$$\\frac{\\partial Z}{\\partial w_1} = x_1 = 1$$\n\n"
        "Then $(a+b)^2 = a^2 + b^2$ and $\\sqrt{x^2} = x$ for all of them.\n\n"
        "$$\\frac{\\partial z}{\\partial b} = 1 ; x_0 \\geq 0$$\n\n"
        "$$q \\foo = 2$$\n\n"
        "# Case j = k\n\n"
        "$$P_i = P_j$$\n\n"
        "Prove that $L = 1$\n"
    )
    page.link("x_1", "=", "0.6", None, kind="given", role="value")
    page.link("\\frac{\\partial Z}{\\partial w_1}", "=", "x_1", proved(),
              findings=(Finding("notation", "Z is read as z", page.span("Z")),))
    page.link("x_1", "=", "1", refuted("3/5", "1"), after="w_1} = ", under=("x_0 = 1", "w_0 = 1/2"),
              message="x_1 is 3/5, not 1",
              slip=Slip("value", "wrong_value", "x_1 is 0.6 here", page.span("1", "= x_1 = "),
                        "take the value that was computed before", "0.6"))
    page.link("(a+b)^2", "=", "a^2 + b^2", refuted("4", "2", a=1, b=1),
              slip=Slip("term", "power_of_sum", "the power was distributed over a sum", page.span("a^2 + b^2"),
                        "expand the product: the cross terms are missing"))
    page.link("\\sqrt{x^2}", "=", "x", refuted("1", "-1", x=-1), missing=("x >= 0",))
    page.link("\\frac{\\partial z}{\\partial b}", "=", "1",
              undecided(3, polynomial_identity="declined", series="out of budget"), after="them.",
              findings=(Finding("kink", "the condition admits x_0 = 0, where ReLU has no derivative",
                                page.span("x_0 \\geq 0"), "x_0 > 0"),
                        Finding("notation", "Z is read as z", page.span("z", "them."))))
    page.link("q \\foo", "=", "2", None, unread="unknown command \\foo", unread_span=page.span("\\foo"))
    page.link("P_i", "=", "P_j", refuted("1/2", "1/3", i=1, j=2),
              slip=Slip("case", "wrong_case", "this holds for j = i", page.span("P_i = P_j"), root="F1"))
    page.findings.append(Finding("case", "no case covers i = j", page.span("Case j = k"), "j = i", "F1"))
    page.goals.append(GoalJudgement(page.span("Prove"), "proved", False, "the split leaves out i = j"))
    return page.judged()
