"""SARIF 2.1.0 for code scanning: a result for each refuted, undecided or unread step, each finding and open goal.

Refuted steps are errors, undecided and unread ones warnings, the rest notes. Columns count code points.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import derive
from derive.diagnose.judgement import JudgedDocument
from derive.report.codes import FINDINGS, VERDICTS
from derive.report.look import Look
from derive.report.notice import Notice, notices
from derive.report.place import place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"refuted": "error", "undecided": "warning", "unread": "warning"}


def render(documents: Sequence[JudgedDocument], look: Look) -> str:
    """One run with all documents."""
    said = [(judged, notice) for judged in documents for notice in notices(judged)
            if not (notice.level == "goal" and notice.code == "proved")]
    rules = sorted({_rule(notice) for _, notice in said})
    run = {
        "tool": {"driver": {"name": "proof-check", "version": derive.__version__,
                            "rules": [_described(rule) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(judged, notice, rules) for judged, notice in said],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(notice: Notice) -> str:
    return f"{notice.level}/{notice.code}" if notice.code else notice.level


def _described(rule: str) -> dict[str, Any]:
    level, _, code = rule.partition("/")
    text = FINDINGS.get(code) or VERDICTS.get(level) or "What is to be proved, and whether the text establishes it."
    return {"id": rule, "name": code or level, "shortDescription": {"text": " ".join(text.split())}}


def _result(judged: JudgedDocument, notice: Notice, rules: list[str]) -> dict[str, Any]:
    spot = place(judged.document, notice.span)
    region = {"startLine": spot.line, "startColumn": spot.column, "endLine": spot.end_line,
              "endColumn": spot.end_column}
    location = {"artifactLocation": {"uri": _uri(judged.document.path)}, "region": region}
    result: dict[str, Any] = {
        "ruleId": _rule(notice), "ruleIndex": rules.index(_rule(notice)), "level": LEVELS.get(notice.level, "note"),
        "message": {"text": "\n".join((notice.title, *notice.notes, *notice.helps))},
        "locations": [{"physicalLocation": location}],
    }
    return result | {"partialFingerprints": {"step/v1": notice.id}} if notice.id else result


def _uri(path: str) -> str:
    """A relative path as a relative reference, an absolute one as a file URI."""
    if path == "-":
        return "stdin"
    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix())
