"""A judged document as HTML: its blocks in order, every step marked where it stands and explained below its block."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from html import escape

from derive.diagnose.judgement import JudgedDocument
from derive.read.document import Block, Display, Formula, Heading, Text
from derive.read.node import Span
from derive.read.parse import parse
from derive.report.excerpt import drawn
from derive.report.mathml import mathml
from derive.report.notice import Notice, notices
from derive.report.place import place

ORDER = ("refuted", "undecided", "unread", "proved", "given")
SYMBOLS = {"proved": "✓", "refuted": "✗", "undecided": "?", "unread": "∅", "given": "·", "finding": "!", "goal": "◇"}
POINTED = ("refuted", "undecided", "unread", "finding", "goal")      # what a reader should look at


def text(source: str) -> str:
    """Source text as HTML; controls and marks that turn the writing are drawn."""
    return escape("".join(c if c in "\n\t" else drawn(c) for c in source if c != "\r"))


def quoted(change: str) -> str:
    """A help as HTML: what it says to write, between backquotes, as the formula that it is."""
    parts = change.split("`")
    if len(parts) % 2 == 0:
        return text(change)
    return "".join(_formula_or_code(part) if index % 2 else text(part) for index, part in enumerate(parts))


def _formula_or_code(source: str) -> str:
    node = parse(source)
    if any(part.kind == "error" for part in node.walk()):
        return f"<code>{text(source)}</code>"
    return mathml((node,), source, {})


class Page:
    """Writes one document. Every notice is written exactly once: below the block it stands in, or at the end."""

    def __init__(self, judged: JudgedDocument, prefix: str) -> None:
        self.document = judged.document
        self.source = judged.document.source
        self.prefix = prefix
        self.notices = sorted(notices(judged, every=True), key=lambda notice: _at(notice).start)
        self.next = 0
        self.jumps: list[tuple[str, str, str]] = []         # level, anchor, words

    def body(self) -> str:
        """The whole document."""
        parts, end = [], 0
        for block in sorted(self.document.blocks, key=lambda block: block.span.start):
            parts.append(self._gap(end, block.span.start))
            parts.append(self._block(block))
            end = max(end, block.span.stop)
        parts.append(self._gap(end, len(self.source)))
        parts.append(self._steps(self._until(len(self.source) + 1)))
        return "".join(parts)

    def _until(self, offset: int) -> list[tuple[int, Notice]]:
        """The notices not yet written that stand before an offset, with their numbers."""
        first = self.next
        while self.next < len(self.notices) and _at(self.notices[self.next]).start < offset:
            self.next += 1
        return list(enumerate(self.notices[first:self.next], first))

    def _gap(self, start: int, stop: int) -> str:
        """What stands between blocks: not read as mathematics, shown as it is."""
        between = self.source[start:stop]
        if not between.strip():
            return ""
        return f"<pre>{text(between.strip(chr(10)))}</pre>\n{self._steps(self._until(stop))}"

    def _block(self, block: Block) -> str:
        if isinstance(block, Display):
            return "".join(map(self._line, block.lines)) + self._steps(self._until(block.span.stop))
        here = self._until(block.span.stop)
        tag = "h2" if isinstance(block, Heading) else "p"
        placed = _Placed(here)
        pieces = "".join(self._piece(piece, placed) for piece in block.pieces) or text(
            self.source[block.span.start:block.span.stop])
        return f'<{tag} dir="auto">{pieces}</{tag}>\n{self._steps(here)}'

    def _line(self, line: Formula) -> str:
        """A formula of its own with its symbols beside it; those in order unfold to what they are by."""
        before = self._until(line.span.start)
        here = self._until(line.span.stop)
        pointed = [item for item in here if item[1].level in POINTED]
        tags = "".join(self._tag(number, notice) for number, notice in pointed if notice.level != "finding")
        folded = self._folded([item for item in here if item[1].level not in POINTED])
        formula = self._formula(line, _Placed(here), block=True)
        return (f'{self._steps(before)}<div class="line"><div class="formula">{formula}</div>'
                f'<div class="tags">{tags}</div>{folded}</div>\n{self._steps(pointed)}')

    def _piece(self, piece: Text | Formula, here: _Placed) -> str:
        """A stretch of a paragraph; the symbol of a step stands behind its sign or, in prose, behind its word."""
        inside = here.standing(piece.span)
        if isinstance(piece, Formula):
            tags = "".join(self._tag(number, notice) for number, notice in inside if notice.level != "finding")
            return self._formula(piece, here) + (f"&#8239;{tags}" if tags else "")
        written, end = "", piece.span.start
        for number, notice in inside:
            start, stop = max(_at(notice).start, end), min(_at(notice).stop, piece.span.stop)
            if start < stop:
                written += text(self.source[end:start])
                written += f'<mark class="is-{notice.level}">{text(self.source[start:stop])}</mark>'
                end = stop
            written += self._tag(number, notice)
        return written + text(self.source[end:piece.span.stop])

    def _formula(self, line: Formula, here: _Placed, block: bool = False) -> str:
        if not line.parts:
            return f"<code>{text(self.source[line.span.start:line.span.stop])}</code>"
        marks = {_at(notice): f"is-{notice.level}" for _, notice in here.standing(line.span)
                 if notice.level != "finding"}
        marks |= {notice.span: "is-refuted slip" for _, notice in here.pointing(line.span)
                  if notice.level == "refuted"}
        return mathml(line.parts, self.source, marks, block)

    def _tag(self, number: int, notice: Notice) -> str:
        """The symbol beside a formula, which leads to what is said of it."""
        said = escape(notice.level, quote=True)
        return (f'<a class="tag is-{notice.level}" href="#{self.prefix}{number}" title="{said}" '
                f'aria-label="{said}">{SYMBOLS[notice.level]}</a>')

    def _folded(self, quiet: Sequence[tuple[int, Notice]]) -> str:
        """What is in order, folded up behind its symbols."""
        if not quiet:
            return ""
        signs = " ".join(f'<span class="is-{notice.level}" title="{notice.level}">{SYMBOLS[notice.level]}</span>'
                         for _, notice in quiet)
        items = "".join(self._item(number, notice) for number, notice in quiet)
        words = ", ".join(f"{count} {level}" for level in ("proved", "given")
                          if (count := sum(notice.level == level for _, notice in quiet)))
        return f'<details><summary aria-label="{words}">{signs}</summary><ul class="steps">{items}</ul></details>'

    def _steps(self, here: Sequence[tuple[int, Notice]]) -> str:
        """What is said of the steps of a block: open what there is to look at, folded what is in order."""
        items = "".join(self._item(number, notice) for number, notice in here if notice.level in POINTED)
        folded = self._folded([item for item in here if item[1].level not in POINTED])
        return (f'<ul class="steps">{items}</ul>\n' if items else "") + (f"{folded}\n" if folded else "")

    def _item(self, number: int, notice: Notice) -> str:
        anchor = f"{self.prefix}{number}"
        spot = place(self.document, notice.span)
        if notice.level in POINTED and notice.level != "finding":
            self.jumps.append((notice.level, anchor, f"line {spot.line}"))
        name = f"{notice.level}: {notice.code}" if notice.code else notice.level
        notes = "".join(f"<li>{text(note)}</li>" for note in notice.notes)
        notes += "".join(f'<li class="help">{quoted(change)}</li>' for change in notice.helps)
        return (f'<li class="{notice.level}" id="{anchor}"><strong class="is-{notice.level}">'
                f'{SYMBOLS[notice.level]} {escape(name)}</strong> {text(notice.title)}'
                f'<span class="place">{escape(str(spot))}</span>{f"<ul>{notes}</ul>" if notes else ""}</li>')


def _at(notice: Notice) -> Span:
    return notice.at or notice.span


class _Placed:
    """The notices of a block, to be found by where their step stands or by the stretch they point at."""

    def __init__(self, items: Sequence[tuple[int, Notice]]) -> None:
        self.by_place = sorted(items, key=lambda item: _at(item[1]).start)
        self.by_stretch = sorted(items, key=lambda item: item[1].span.start)

    def standing(self, span: Span) -> Sequence[tuple[int, Notice]]:
        return _between(self.by_place, span, lambda item: _at(item[1]).start)

    def pointing(self, span: Span) -> Sequence[tuple[int, Notice]]:
        return _between(self.by_stretch, span, lambda item: item[1].span.start)


def _between(
    items: Sequence[tuple[int, Notice]], span: Span, start: Callable[[tuple[int, Notice]], int]
) -> Sequence[tuple[int, Notice]]:
    return items[bisect_left(items, span.start, key=start):bisect_left(items, span.stop, key=start)]
