"""The map: the whole flow from source text to judgements, on one screen.

source text -read-> blocks -elaborate-> steps -decide-> verdicts -diagnose-> slips, findings, goals
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from derive.containment import Crash, contained
from derive.decide.budget import lasting, worked
from derive.decide.conditions import LOOKING, conditions, missing
from derive.decide.judge import Ruling, judge
from derive.decide.results import Results, resting_on
from derive.diagnose.another_meaning import not_of_another_meaning
from derive.diagnose.asked_for import not_asked_for
from derive.diagnose.beyond_bound import not_beyond_bounds
from derive.diagnose.borne_out import not_unborne
from derive.diagnose.borrowed import not_borrowed
from derive.diagnose.carried import carried_on
from derive.diagnose.diagnosis import diagnose
from derive.diagnose.elements_told import not_of_elements_told
from derive.diagnose.fault import Fault
from derive.diagnose.goals import judge_goal
from derive.diagnose.judgement import GoalJudgement, JudgedDocument, Judgement
from derive.diagnose.lent import not_lent
from derive.diagnose.messages import message
from derive.diagnose.of_one_value import not_of_one_value
from derive.diagnose.one_sided import not_one_sided
from derive.diagnose.readings import Again, doubted, weighed
from derive.diagnose.renamed import not_renamed
from derive.diagnose.retold import retold
from derive.diagnose.splits import Split, incomplete_splits
from derive.diagnose.unmarked import laws_without_marks, without_marks
from derive.diagnose.vacuous import not_vacuous
from derive.diagnose.weakened import not_weakened
from derive.elaborate.document import elaborate
from derive.elaborate.names.signature import Choice
from derive.elaborate.row import elaborate_row
from derive.elaborate.step import Elaborated, Finding, Goal, Step
from derive.kernel.verdict import Attempt, Proved, Refuted, Undecided
from derive.read import read
from derive.read.document import Document
from derive.read.node import Span
from derive.read.record import replace as step_replace

SECONDS_PER_STEP = 5.0
SECONDS_PER_PAGE = 600.0
REMEMBERED = 4                                   # pages, each with its other readings
BRIEFLY = 0.25                                   # seconds, for what is asked of a proof
PATIENCE = 1.25                                  # times that by the clock: whoever waits for a page waits no longer

Progress = Callable[[int, int], None]


def check_text(
    source: str,
    path: str = "-",
    context: Mapping[str, object] | None = None,
    seconds: float = SECONDS_PER_STEP,
    progress: Progress | None = None,
    page: float = SECONDS_PER_PAGE,
) -> JudgedDocument:
    """A document, read, understood, judged and diagnosed; budgets of one step and of the page, in seconds."""
    text = _Text(source, path, repr(context), context)
    understood = contained(lambda: _understood(text))
    if isinstance(understood, Crash):
        understood = _not_understood(understood)
    return check_elaborated(
        _document(text), understood, seconds, progress, page, lambda exchanged: _understood(text, exchanged))


@dataclass(frozen=True, slots=True)
class _Text:
    """What a page is made of: the same text, in the same context, is the same page."""

    source: str
    path: str
    said: str
    context: Mapping[str, object] | None = field(compare=False)


@lru_cache(maxsize=REMEMBERED)
def _document(text: _Text) -> Document:
    return read(text.source, text.path)


@lru_cache(maxsize=REMEMBERED)
def _understood(text: _Text, exchanged: frozenset[Choice] = frozenset()) -> Elaborated:
    """A page as it is understood, or as it would be were some of its ambiguities read the other way."""
    return elaborate(_document(text), text.context, exchanged)


def check_file(
    path: str | Path,
    context_path: str | Path | None = None,
    seconds: float = SECONDS_PER_STEP,
    progress: Progress | None = None,
) -> JudgedDocument:
    """A file, with the context of the `.toml` file beside it unless another is named.

    Raises OSError, UnicodeDecodeError, or tomllib.TOMLDecodeError for what cannot be opened or decoded.
    """
    path = Path(path)
    source = path.read_bytes().decode("utf-8-sig")
    beside = Path(context_path) if context_path is not None else path.with_suffix(".toml")
    context = tomllib.loads(beside.read_text("utf-8")) if context_path is not None or beside.exists() else None
    return check_text(source, str(path), context, seconds, progress)


def check_row(
    display: str,
    context: str = "",
    assuming: Sequence[str] = (),
    seconds: float = SECONDS_PER_STEP,
    page: float = SECONDS_PER_PAGE,
    after: str = "",
) -> JudgedDocument:
    """One display with the text before and after it, and conditions in words or LaTeX."""
    document, elaborated = elaborate_row(display, context, assuming, after=after)
    return check_elaborated(
        document, elaborated, seconds, page=page,
        again=lambda exchanged: elaborate_row(display, context, assuming, exchanged, after)[1])


def check_elaborated(
    document: Document,
    elaborated: Elaborated,
    seconds: float = SECONDS_PER_STEP,
    progress: Progress | None = None,
    page: float = SECONDS_PER_PAGE,
    again: Again | None = None,
) -> JudgedDocument:
    """Everything after the elaborator: verdicts, slips, findings, goals; `again` reads the page in another way."""
    left = lasting(page, PATIENCE)

    def judged(step: Step) -> Judgement:
        return judgement(step, min(seconds, max(0.05, left())))

    judgements: list[Judgement] = []
    results = Results()
    for count, step in enumerate(elaborated.steps, 1):
        judgements.append(_after(results, step, min(seconds, max(0.05, left()))))
        if progress is not None:
            progress(count, len(elaborated.steps))
    if again is not None and elaborated.met:
        judgements = _weighed(judgements, elaborated, again, judged)
    judgements = carried_on(retold(judgements, document.source, judged), judged)
    judgements = not_vacuous(
        without_marks(judgements, judged), lambda step: judgement(step, min(BRIEFLY, max(0.05, left()))))
    judgements = not_of_one_value(not_weakened(judgements, document.source, judged), document.source, judged)
    judgements = not_lent(judgements, document.source, elaborated.since, judged)
    splits = contained(lambda: incomplete_splits(elaborated, judgements))
    known = () if isinstance(splits, Crash) else splits
    diagnosed = [_diagnosed(document, elaborated, one, known, left) for one in _carried(judgements)]
    diagnosed = laws_without_marks(
        diagnosed, document.source, judged, lambda one: _diagnosed(document, elaborated, one, known, left))
    diagnosed = not_one_sided(not_renamed(
        not_borrowed(diagnosed, document.source, elaborated.since), document.source))
    diagnosed = not_of_another_meaning(not_asked_for(diagnosed, document.source, judged), document.source)
    diagnosed = not_unborne(diagnosed, document.source, elaborated.since, judged)
    diagnosed = not_beyond_bounds(not_of_elements_told(diagnosed, document.source), document.source, judged)
    goals = tuple(_goal(goal, elaborated, diagnosed, splits, seconds) for goal in elaborated.goals)
    findings = elaborated.findings + tuple(split.finding for split in known)
    return JudgedDocument(document, elaborated, tuple(diagnosed), findings, goals)


def _after(results: Results, step: Step, seconds: float) -> Judgement:
    """One step, by itself, or else by what was proved before it."""
    one = judgement(step, seconds)
    used = one.verdict.obligation if isinstance(one.verdict, Proved) else None
    if one.outcome == "undecided" and (known := results.about(step)):
        resting = judgement(resting_on(step, known), seconds)
        if isinstance(resting.verdict, Proved):
            one, used = replace(resting, step=step), step.obligation
    results.learn(step, used)
    return one


def _weighed(
    judgements: Sequence[Judgement], elaborated: Elaborated, again: Again, judged: Callable[[Step], Judgement]
) -> list[Judgement]:
    """The judgements that other readings bear out; where these cannot be tried, nothing that they may touch stands."""
    found = contained(lambda: weighed(judgements, elaborated, again, judged))
    if not isinstance(found, Crash):
        return found
    return [doubted(one, frozenset()) if one.outcome in ("proved", "refuted") else one for one in judgements]


def _goal(
    goal: Goal, elaborated: Elaborated, judgements: Sequence[Judgement], splits: Sequence[Split] | Crash, seconds: float
) -> GoalJudgement:
    """A goal, never established where our own failure hides whether its split is complete."""
    found = splits if isinstance(splits, Crash) else contained(
        lambda: judge_goal(goal, elaborated, judgements, splits, seconds))
    if isinstance(found, Crash):
        return GoalJudgement(goal.span, "undecided", False, f"whether it is shown could not be judged ({found})")
    return found


def _not_understood(crash: Crash) -> Elaborated:
    """A page on which the elaborator itself failed: one unread statement that says so."""
    nowhere = Span(0, 0)
    return Elaborated((Step("0", "link", nowhere, unread=f"the page could not be understood ({crash})"),))


def judgement(step: Step, seconds: float = SECONDS_PER_STEP) -> Judgement:
    """One step with its verdict and the findings about its side conditions; not yet diagnosed."""
    one = contained(lambda: _judgement(step, seconds))
    if isinstance(one, Crash):
        assert step.obligation is not None
        verdict = Undecided(step.obligation, (Attempt("judge", str(one)),))
        return Judgement(step, verdict, message(step, verdict), findings=step.findings)
    return one


def _judgement(step: Step, seconds: float) -> Judgement:
    ends = worked() + seconds
    ruling = judge(step, seconds)
    if ruling is None:
        return Judgement(step, None, message(step, None), findings=step.findings)
    if step.kind == "given" and isinstance(ruling.verdict, Refuted):
        step = step_replace(step, kind="link", role="", obligation=step.claim)       # it was no definition
    left = min(LOOKING, ends - worked())
    findings = (*step.findings, *ruling.findings, *_side_conditions(ruling, left))
    lacking: tuple[str, ...] = ()
    if not isinstance(ruling.verdict, Proved) and ruling.used is not None:
        lacking = tuple(missing(ruling.used, left))
    return Judgement(step, ruling.verdict, message(step, ruling.verdict), findings=findings, missing=lacking)


def _side_conditions(ruling: Ruling, seconds: float) -> tuple[Finding, ...]:
    """What a proved step leaves unsaid about where its sides are defined."""
    if not isinstance(ruling.verdict, Proved) or ruling.used is None:
        return ()
    return tuple(conditions(ruling.used, seconds))


def _carried(judgements: Sequence[Judgement]) -> list[Judgement]:
    """A claim that builds on a refuted one is judged on the value as stated, and says so: an error is charged once."""
    refuted = {one.step.id for one in judgements if one.outcome == "refuted"}
    result = []
    for one in judgements:
        roots = [use for use in one.step.uses if use in refuted]
        if roots:
            verb = "is" if len(roots) == 1 else "are"
            text = f"judged on values stated before, of which {', '.join(roots)} {verb} refuted"
            one = replace(one, findings=(*one.findings, Finding("carried", text, one.step.at, None, roots[0])))
        result.append(one)
    return result


def _diagnosed(
    document: Document, elaborated: Elaborated, one: Judgement, splits: Sequence[Split], left: Callable[[], float]
) -> Judgement:
    if not isinstance(one.verdict, Refuted) or left() < 0:
        return one
    gaps = {split.blamed: (split.uncovered, split.finding.id) for split in splits if split.uncovered is not None}
    slip = contained(lambda: diagnose(Fault(one.step, one, elaborated, document.source, gaps)))
    return one if slip is None or isinstance(slip, Crash) else replace(one, slip=slip)
