"""JUnit XML for continuous integration: a suite a document, a case a step.

A refuted step is a failure; one that is undecided or unread is skipped, with its reason; what is given is no case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from derive.diagnose.judgement import JudgedDocument
from derive.report.look import Look
from derive.report.notice import Notice, notices
from derive.report.place import place

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
JUDGED = ("proved", "refuted", "undecided", "unread")


def render(documents: Sequence[JudgedDocument], look: Look) -> str:
    """The whole file."""
    suites = "".join(map(_suite, documents))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="proof-check">\n{suites}</testsuites>\n'


def _suite(judged: JudgedDocument) -> str:
    said = [notice for notice in notices(judged, every=True) if notice.level in JUDGED]
    counts = {level: sum(notice.level == level for notice in said) for level in JUDGED}
    cases = "".join(_case(judged, notice) for notice in said)
    return (
        f'<testsuite name={_quoted(judged.document.path)} tests="{len(said)}" failures="{counts["refuted"]}"'
        f' errors="0" skipped="{counts["undecided"] + counts["unread"]}">\n{cases}</testsuite>\n'
    )


def _case(judged: JudgedDocument, notice: Notice) -> str:
    spot = place(judged.document, notice.span)
    name = f"{notice.id} {spot}" if notice.id else str(spot)
    head = f"<testcase classname={_quoted(judged.document.path)} name={_quoted(name)}"
    head += f' file={_quoted(judged.document.path)} line="{spot.line}"'
    if notice.level == "proved":
        return f"{head}/>\n"
    if notice.level == "refuted":
        body = "\n".join((f"{judged.document.path}:{spot}", notice.title, *notice.notes, *notice.helps))
        kind = _quoted(notice.code or "refuted")
        failure = f"<failure type={kind} message={_quoted(notice.title)}>{escape(_allowed(body))}</failure>"
        return f"{head}>{failure}</testcase>\n"
    return f"{head}><skipped message={_quoted(f'{notice.level}: {notice.title}')}/></testcase>\n"


def _quoted(text: str) -> str:
    return quoteattr(_allowed(text))


def _allowed(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
