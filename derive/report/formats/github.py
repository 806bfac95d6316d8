"""Workflow commands for GitHub: refuted steps as errors, undecided and unread ones as warnings, findings as notices."""

from __future__ import annotations

from collections.abc import Sequence

from derive.diagnose.judgement import JudgedDocument
from derive.report.excerpt import drawn
from derive.report.look import Look
from derive.report.notice import Notice, notices
from derive.report.place import place

COMMANDS = {"refuted": "error", "undecided": "warning", "unread": "warning"}


def render(documents: Sequence[JudgedDocument], look: Look) -> str:
    """One command a notice."""
    return "".join(
        _command(judged, notice) for judged in documents for notice in notices(judged)
    )


def _command(judged: JudgedDocument, notice: Notice) -> str:
    spot = place(judged.document, notice.span)
    title = f"{notice.level}: {notice.code}" if notice.code else notice.level
    where = {"file": judged.document.path, "line": spot.line, "endLine": spot.end_line}
    if spot.line == spot.end_line:               # columns are read only within one line
        where |= {"col": spot.column, "endColumn": spot.end_column}
    properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in (where | {"title": title}).items())
    lines = (notice.title, *notice.notes, *notice.helps)
    return f"::{COMMANDS.get(notice.level, 'notice')} {properties}::{_escaped(chr(10).join(lines))}\n"


def _escaped(text: str, more: str = "") -> str:
    """Percent signs, line ends and, in properties, the separators, as GitHub wants them; controls drawn."""
    text = "".join(c if c in "\r\n" else drawn(c) for c in text)
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
