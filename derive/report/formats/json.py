"""The whole of it for programs: one JSON object of the schema `proof-check/1`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from derive.diagnose.judgement import JudgedDocument
from derive.report.look import Look
from derive.report.record import document_record

SCHEMA = "proof-check/1"


def render(documents: Sequence[JudgedDocument], look: Look) -> str:
    """One object with every document."""
    record = {"schema": SCHEMA, "documents": [document_record(judged) for judged in documents]}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
