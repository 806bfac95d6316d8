"""For people at a terminal: each fault with its line, what is false and where, and what would mend it.

    refuted[rule]: what is wrong
      --> file:line:column
       |
     7 | the line as written
       |     ^^^ the smallest stretch
       |
       = note: facts
       = help: the change

Proved and given steps are counted in the summary and not listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive.diagnose.judgement import JudgedDocument
from derive.report.excerpt import excerpt, shown
from derive.report.look import Look
from derive.report.notice import Notice, notices
from derive.report.place import place

ORDER = ("proved", "refuted", "undecided", "unread", "given")


def render(documents: Sequence[JudgedDocument], look: Look) -> str:
    """Every notice of every document, then the counts."""
    lines: list[str] = []
    for judged in documents:
        for notice in notices(judged):
            lines.extend(_notice(judged, notice, look))
            lines.append("")
        lines.append(_summary(shown(judged.document.path), judged.summary, look))
    if len(documents) > 1:
        total = {outcome: sum(judged.summary[outcome] for judged in documents) for outcome in ORDER}
        lines.append(_summary(f"{len(documents)} documents", total, look))
    return "\n".join(lines) + "\n" if lines else ""


def _notice(judged: JudgedDocument, notice: Notice, look: Look) -> Iterator[str]:
    spot = place(judged.document, notice.span)
    margin = " " * len(str(spot.line))
    rail = look.paint("rail", f" {margin} |")
    code = f"[{notice.code}]" if notice.code else ""
    yield look.paint(notice.level, f"{notice.level}{code}") + look.paint("title", f": {shown(notice.title)}")
    yield f" {margin}{look.paint('rail', '-->')} {shown(judged.document.path)}:{spot}"
    cut = excerpt(judged.document, notice.span, look.width - len(margin) - 4)
    yield rail
    yield f"{look.paint('rail', f' {spot.line} |')} {cut.text}"
    carets = "^" * cut.carets + ("..." if cut.continues else "")
    yield f"{rail} {' ' * cut.indent}{look.paint(notice.level, carets)}"
    if notice.notes or notice.helps:
        yield rail
    for kind, texts in (("note", notice.notes), ("help", notice.helps)):
        for text in texts:
            yield f" {margin} {look.paint('rail', '=')} {look.paint(kind, kind)}: {shown(text)}"


def _summary(name: str, counts: dict[str, int], look: Look) -> str:
    """The counts of one document; a document in which nothing was checked says so."""
    said = [look.paint(outcome, f"{counts[outcome]} {outcome}") for outcome in ORDER if counts[outcome]]
    checked = sum(counts[outcome] for outcome in ("proved", "refuted", "undecided"))
    if not checked:
        said.insert(0, look.paint("unread", "nothing was checked"))
    return f"{name}: {', '.join(said)}"
