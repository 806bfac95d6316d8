"""The second reader's opinion: every side within its language read again, in a process that can be killed.

    judged document -> the same, with the finding `reading` on each step of which a side was read differently

The reader is the authority; the second reader can only raise a doubt, which changes no verdict.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from derive.containment import Crash, contained
from derive.diagnose.judgement import JudgedDocument, Judgement
from derive.elaborate.formulas.second_reader import compare
from derive.elaborate.step import Finding
from derive.pool import outcomes

SECONDS = 120.0
FUNCTION = f"{__name__}:doubts"
Doubts = dict[str, list[Finding]]


def with_second_reading(judged: JudgedDocument) -> JudgedDocument:
    """The document with the second reader's doubts; with one finding that says so, where it could not be asked."""
    steps = [(one.step.id, one.step.lhs, one.step.rhs) for one in judged.judgements]
    task = pickle.dumps((judged.document.source, steps))
    ((_, outcome),) = outcomes(FUNCTION, iter([task]), 1, SECONDS)
    if outcome.status != "ok":
        lost = Finding("reading", f"the second reader gave no answer ({outcome.status})")
        return replace(judged, findings=(*judged.findings, lost))
    found: Doubts = pickle.loads(outcome.value)
    return replace(judged, judgements=tuple(_doubted(one, found.get(one.step.id, [])) for one in judged.judgements))


def _doubted(one: Judgement, findings: list[Finding]) -> Judgement:
    return replace(one, findings=(*one.findings, *findings)) if findings else one


def doubts(task: bytes, _: float) -> bytes:
    """In a worker: the findings of every step, by its id."""
    source, steps = pickle.loads(task)
    found: Doubts = {}
    for name, *sides in steps:
        findings = list(_findings(source, sides))
        if findings:
            found[name] = findings
    return pickle.dumps(found)


def _findings(source: str, sides: list[object]) -> Iterator[Finding]:
    for side in sides:
        node, term = getattr(side, "node", None), getattr(side, "term", None)
        if node is None or term is None:
            continue
        finding = contained(partial(compare, source, node, term))
        if finding is not None and not isinstance(finding, Crash):
            yield finding
