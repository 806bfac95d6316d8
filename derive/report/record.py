"""Records: judged documents as plain dictionaries in the shape of `proof-check/1`."""

from __future__ import annotations

from typing import Any

from derive.diagnose.judgement import GoalJudgement, JudgedDocument, Judgement, Slip
from derive.elaborate.notation import plain, sympy_text
from derive.elaborate.step import Finding, Side
from derive.kernel.verdict import Proved, Refuted, Undecided
from derive.read.document import Document
from derive.read.node import Span
from derive.report.notice import document_findings, findings_of, message
from derive.report.place import place

Record = dict[str, Any]


def document_record(judged: JudgedDocument) -> Record:
    """One document with its links, findings, goals and faults."""
    document = judged.document
    return {
        "path": document.path,
        "summary": judged.summary,
        "links": link_records(judged),
        "findings": [_finding(document, finding) for finding in document_findings(judged)],
        "goals": [_goal(document, goal) for goal in judged.goals],
        "faults": [{"at": place_record(document, fault.span), "message": fault.message} for fault in document.faults],
    }


def link_records(judged: JudgedDocument) -> list[Record]:
    """Every judged step, in order of the document."""
    return [link_record(judged.document, judgement) for judgement in judged.judgements]


def link_record(document: Document, judgement: Judgement) -> Record:
    """One judged step. Keys that do not apply to its kind are null or empty, except the sides, which are left out."""
    step, verdict = judgement.step, judgement.verdict
    record: Record = {"id": step.id, "kind": step.kind, "at": place_record(document, step.at)}
    if step.lhs:
        record["lhs"] = _side(document, step.lhs)
    record["relation"] = step.relation
    if step.rhs:
        record["rhs"] = _side(document, step.rhs)
    believed = verdict if isinstance(verdict, Proved | Refuted) else None
    record |= {
        "verdict": judgement.outcome,
        "by": believed.by if believed else None,
        "trust": believed.trust if believed else None,
        "under": list(step.under),
        "missing": list(judgement.missing),
        "counterexample": _counterexample(verdict) if isinstance(verdict, Refuted) else None,
        "attempts": _attempts(verdict) if isinstance(verdict, Undecided) else [],
        "slip": _slip(document, judgement.slip) if judgement.slip else None,
        "findings": [_finding(document, finding, step.at) for finding in findings_of(judgement)],
        "message": message(judgement),
    }
    if step.section:
        record["section"] = step.section
    if isinstance(verdict, Undecided) and verdict.agreements:
        record["agreements"] = verdict.agreements
    if judgement.outcome == "unread" and step.unread_span:
        record["unread"] = {"span": place_record(document, step.unread_span), "message": step.unread}
    return record


def place_record(document: Document, span: Span) -> Record:
    """A place as the schema has it; `cell` only in notebooks."""
    spot = place(document, span)
    record: Record = {
        "line": spot.line, "column": spot.column, "end_line": spot.end_line, "end_column": spot.end_column,
    }
    return record | {"cell": spot.cell} if spot.cell else record


def _side(document: Document, side: Side) -> Record:
    sympy = sympy_text(side.term) if side.term is not None else None
    return {"latex": side.latex, "sympy": sympy, "span": place_record(document, side.span)}


def _counterexample(verdict: Refuted) -> Record:
    example = verdict.counterexample
    return {
        "point": {symbol.name: plain(value) for symbol, value in example.point},
        "lhs": example.lhs,
        "rhs": example.rhs,
    }


def _attempts(verdict: Undecided) -> list[Record]:
    return [{"procedure": tried.procedure, "outcome": tried.outcome} for tried in verdict.attempts]


def _slip(document: Document, slip: Slip) -> Record:
    return {
        "kind": slip.kind, "rule": slip.rule, "message": slip.message, "span": place_record(document, slip.span),
        "help": slip.help, "fix": slip.fix, "root": slip.root,
    }


def _finding(document: Document, finding: Finding, otherwise: Span | None = None) -> Record:
    span = finding.span or otherwise
    record: Record = {"id": finding.id} if finding.id else {}
    record["code"] = finding.code
    if span:
        record["at"] = place_record(document, span)
    return record | {"message": finding.message, "fix": finding.fix}


def _goal(document: Document, goal: GoalJudgement) -> Record:
    return {
        "at": place_record(document, goal.span), "holds": goal.holds, "established": goal.established,
        "message": goal.message,
    }
