"""One self-contained HTML page: the document's own text, each step marked, what is wrong beside it.

Formulas are MathML made from what was read. There is no script, nothing is loaded, and every text is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from derive.diagnose.judgement import JudgedDocument
from derive.report.look import Look
from derive.report.page import ORDER, SYMBOLS, Page

STYLE = Path(__file__).parent.parent / "page.css"


def render(documents: Sequence[JudgedDocument], look: Look) -> str:
    """The whole file."""
    articles = "".join(_article(number, judged) for number, judged in enumerate(documents, 1))
    title = escape(", ".join(judged.document.path for judged in documents[:3]) or "nothing")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>proof-check: {title}</title>\n<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n"
        f"<body>\n<main>\n{articles}</main>\n</body>\n</html>\n"
    )


def _article(number: int, judged: JudgedDocument) -> str:
    page = Page(judged, f"d{number}-")
    body = page.body()
    counts = "".join(
        f'<li class="is-{outcome}">{SYMBOLS[outcome]} {judged.summary[outcome]} {outcome}</li>'
        for outcome in ORDER if judged.summary[outcome]
    )
    jumps = "".join(f'<li><a class="is-{level}" href="#{name}">{SYMBOLS[level]} {escape(text)}</a></li>'
                    for level, name, text in page.jumps)
    jumps = f'<nav aria-label="what to look at"><ul class="jump">{jumps}</ul></nav>\n' if jumps else ""
    return (
        f"<article>\n<header>\n<h1>{escape(judged.document.path)}</h1>\n"
        f'<ul class="counts">{counts or "<li>nothing was checked</li>"}</ul>\n{jumps}</header>\n{body}</article>\n'
    )
