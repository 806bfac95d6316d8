"""One JSON object a line: every link of every document, with the document's path."""

from __future__ import annotations

import json
from collections.abc import Sequence

from derive.diagnose.judgement import JudgedDocument
from derive.report.look import Look
from derive.report.record import link_records


def render(documents: Sequence[JudgedDocument], look: Look) -> str:
    """The links in order; the keys are those of a link in `proof-check/1`, after `path`."""
    return "".join(
        json.dumps({"path": judged.document.path} | link, ensure_ascii=False) + "\n"
        for judged in documents
        for link in link_records(judged)
    )
