"""One line for each judgement, finding and goal: `file:line:column: verdict[by] message`."""

from __future__ import annotations

from collections.abc import Sequence

from derive.diagnose.judgement import JudgedDocument
from derive.report.excerpt import shown
from derive.report.look import Look
from derive.report.notice import notices
from derive.report.place import place


def render(documents: Sequence[JudgedDocument], look: Look) -> str:
    """The lines of every document, in order of place."""
    lines = []
    for judged in documents:
        path = shown(judged.document.path)
        for notice in notices(judged, every=True):
            code = f"[{notice.code}]" if notice.code else ""
            level = look.paint(notice.level, notice.level + code)
            lines.append(f"{path}:{place(judged.document, notice.span)}: {level} {shown(notice.title)}\n")
    return "".join(lines)
