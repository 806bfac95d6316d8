"""A table for spreadsheets: one row for each judged step and each finding of the document.

A cell never begins with a sign that a spreadsheet runs as a formula: such a cell begins with a word or a quote.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from derive.diagnose.judgement import JudgedDocument
from derive.report.look import Look
from derive.report.notice import notices
from derive.report.place import place

HEADINGS = ("path", "line", "column", "id", "verdict", "rule", "message", "written", "notes", "help")
RUNNABLE = ("=", "+", "-", "@", "\t", "\r", "\n")


def render(documents: Sequence[JudgedDocument], look: Look) -> str:
    """The table with its headings."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(HEADINGS)
    for judged in documents:
        for notice in notices(judged, every=True):
            spot = place(judged.document, notice.span)
            written = judged.document.source[notice.span.start:notice.span.stop]
            cells = (judged.document.path, spot.line, spot.column, notice.id, notice.level, notice.code, notice.title,
                     written, "; ".join(notice.notes), "; ".join(notice.helps))
            table.writerow([_inert(str(cell)) for cell in cells])
    return out.getvalue()


def _inert(text: str) -> str:
    """A text that no spreadsheet runs."""
    text = text.replace("\0", "")
    return "'" + text if text.lstrip(" \u00a0\u3000").startswith(RUNNABLE) else text
