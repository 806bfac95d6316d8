"""Text cut into blocks: headings, paragraphs with inline formulas, displays. One pass, linear.

Inline mathematics never crosses the end of its paragraph, so an unclosed $ is a fault at its place and the formulas
after it are read as they stand. `$5 and $10` is money: a closing $ has no space before it and no digit after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from derive.read.bare import bare_cells, bare_heading, is_bare_formula
from derive.read.delimiters import (
    BEGIN_DISPLAY,
    BLANK_LINE,
    BLOCK_ENVIRONMENT,
    BULLET,
    DISPLAYS,
    ITEM,
    LEVELS,
    LINE,
    OPENING,
    QUIET,
    SECTION,
    TEX_ITEM,
    Finder,
    environments,
    is_formula,
    title_line,
    trimmed,
    unfinished,
)
from derive.read.displays import display
from derive.read.document import Block, Display, Fault, Formula, Heading, Paragraph, Text
from derive.read.glued import glued
from derive.read.item_labels import label_before
from derive.read.node import Span
from derive.read.parse import parse_line

LONGEST_PAGE = 8_000_000                         # characters
MOST_FORMULAS = 10_000
LINED = re.compile(r"\\begin\s*\{(?:aligned|split|gathered|align|align\*)\}")


@dataclass
class Scanner(Finder):
    """The blocks found so far in text; `latex` knows sections, theorems and \\item as well."""

    latex: bool = False
    blocks: list[Block] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    pieces: list[Text | Formula] = field(default_factory=list)
    formulas: int = 0                            # formulas and lines of displays so far
    bare_end: int = -1                           # where a formula without dollars and without a bullet ended
    begun: int = -1                              # where the paragraph under way begins
    before: int = 0                              # where the prose before the formula under way begins
    ends: dict[int, tuple[str, int, int]] | None = None      # environments: begin -> name and place of the end

    def run(self) -> None:
        """Every line, up to the size of a page that is read."""
        at, end = self.start, self.stop
        if self.stop - self.start > LONGEST_PAGE:
            line_end = self.text.rfind("\n", self.start, self.start + LONGEST_PAGE)
            self.stop = line_end + 1 if line_end > self.start else self.start + LONGEST_PAGE
        while at < self.stop and self.formulas <= MOST_FORMULAS:
            found = LINE.match(self.text, at, self.stop)
            line_stop = found.end() if found and found.end() > at else at + 1
            at = self.line(at, line_stop)
        self.close(min(at, self.stop))
        if at < end and self.text[at:end].strip():
            self.fault(at, end, "the page is too large: from here on it is not read")

    def line(self, at: int, end: int) -> int:
        """Read what begins on this line; gives where to go on."""
        content = self.text[at:end]
        if not content.strip():
            self.close(at)
            return end
        heading = None if self.latex else title_line(content.rstrip("\r\n"))
        if heading is not None:
            self.heading(at, end, at + heading[1], at + heading[2], heading[0])
            return end
        if "\\" in content and self.latex:
            onward = self.structure(at, end)
            if onward is not None:
                return onward
        if self.begun < 0:
            return self.paragraph(at, end)
        if ITEM.match(content) or self.is_rule(content):
            return self.paragraph(at, end) if not self.underlined(at, content) else end
        return self.paragraph(at, end, fresh=False)

    def is_rule(self, content: str) -> bool:
        mark = content.strip()
        return len(mark) >= 3 and (set(mark) == {"="} or set(mark) == {"-"})

    def underlined(self, at: int, content: str) -> bool:
        """A line of === or --- under a one-line paragraph makes it a heading."""
        if not self.is_rule(content) or self.begun < 0 or len(self.text[self.begun:at].strip().splitlines()) != 1:
            return False
        begun, pieces = self.begun, self.taken()
        span = trimmed(self.text, begun, at)
        level = 1 if content.strip()[0] == "=" else 2
        self.blocks.append(Heading(span, self.text[span.start:span.stop], level, pieces))
        return True

    def heading(self, at: int, end: int, start: int, stop: int, level: int) -> None:
        self.close(at)
        self.begun = start
        self.inline(start, stop)
        pieces = self.taken()
        self.blocks.append(Heading(trimmed(self.text, at, end), self.text[start:stop], level, pieces))

    def structure(self, at: int, end: int) -> int | None:
        """Sections, environments and items of a LaTeX document that begin on this line."""
        section = SECTION.match(self.text, at, end)
        if section:
            closing = self.text.find("}", section.end(), self.stop)
            stop = closing if 0 <= closing < section.end() + 400 else end
            self.heading(at, stop + 1, section.end(), stop, LEVELS[section[1]])
            return min(stop + 1, self.stop)
        item = TEX_ITEM.match(self.text, at, end)
        if item:
            self.close(at)
            return item.end() if item.end() < end else end
        environment = BLOCK_ENVIRONMENT.match(self.text, at, end)
        if environment and environment[2] not in DISPLAYS:
            self.close(at)
            if environment[1] == "begin" and environment[2].rstrip("*") not in QUIET:
                words = environment[2].rstrip("*").capitalize()
                words += f" ({environment[3]})" if environment[3] else ""
                self.blocks.append(Heading(Span(*environment.span()), words, 6))
            return environment.end() if self.text[environment.end():end].strip() else end
        return None

    def paragraph(self, at: int, end: int, fresh: bool = True) -> int:
        """Lines of one paragraph from here on; a display inside it ends it. Gives where to go on."""
        if fresh:
            self.close(at)
        if self.begun < 0:
            self.begun = at
        bullet = BULLET.match(self.text, at, end) if self.bare_end != at else None
        start = bullet.end() if bullet else at
        label = label_before(self.text, start, end)
        if is_bare_formula(self.text[label.end() if label else start : end]):
            self.close(at)
            if label is not None:                # a paragraph of its own
                start = label.end()
                self.prose(at, start)
                self.close(start)
            self.bare_end = -1 if bullet else end
            for first, last in bare_cells(self.text, start, end) or ((start, end),):
                span = trimmed(self.text, first, last)
                self.blocks.append(display(self.text, span.start, span.stop, "bare"))
            return end
        return self.inline(at, end)

    def inline(self, at: int, end: int) -> int:
        """Prose and formulas up to the end of the line; a formula or display may reach further."""
        written = at
        while (found := self.opening(at, end)) is not None:
            onward = self.delimited(found, written)
            if onward < 0:
                at = found.end()
                continue
            at = written = onward
            if at >= end or self.formulas > MOST_FORMULAS:
                break
        if self.formulas > MOST_FORMULAS:
            return written
        self.prose(written, max(end, written))
        return max(end, at)

    def opening(self, at: int, end: int) -> re.Match[str] | None:
        """The next delimiter or environment of mathematics."""
        for found in OPENING.finditer(self.text, at, end):
            mark = found[0]
            if mark == "\\b" and not BEGIN_DISPLAY.match(self.text, found.start(), self.stop):
                continue
            if mark in ("$", "$$", "\\b") or mark[-1] in "([":
                return found
        return None

    def delimited(self, found: re.Match[str], written: int) -> int:
        """Read the mathematics that begins here; gives where it ends, or -1 where there is none.

        The prose from `written` up to it is put down first.
        """
        mark = found[0]
        self.before = written
        if mark == "$":
            return self.dollar(found.start())
        if mark == "$$":
            return self.displayed(found.start(), found.end(), "$$")
        if mark == "\\b":
            return self.environment(found.start())
        closer = mark[:-1] + (")" if mark.endswith("(") else "]")
        if mark.endswith("["):
            return self.displayed(found.start(), found.end(), closer)
        stop = self.find(closer, found.end())
        if stop >= self.limit(found.end()):
            if len(mark) == 2:
                self.fault(found.start(), found.end(), f"nothing closes {mark}")
            return -1
        self.formula(found.end(), stop, found.start())
        return stop + len(closer)

    def dollar(self, start: int) -> int:
        """An inline formula between single dollars, or -1: money, or unclosed."""
        limit = self.limit(start + 1)
        close = self.next_dollar(start + 1, limit)
        if close >= 0 and is_formula(self.text, start + 1, close):
            self.formula(start + 1, close, start)
            return close + 1
        if not re.match(r"\d[\d.,]*(?:[\s\-–%.,;)kKMB]|\Z)", self.text[start + 1:start + 20]):
            self.fault(start, start + 1, "nothing closes this $")
        return -1

    def displayed(self, start: int, inner: int, closer: str) -> int:
        """A display; one that is never closed ends with its paragraph, and is a fault."""
        stop, limit = self.find(closer, inner), self.limit(inner)
        crosses = stop > limit
        unclosed = crosses and (stop - inner > 20000 or self.opens(stop) or self.reads_as_prose(inner, stop))
        if stop == self.stop or unclosed:
            self.fault(start, inner, f"nothing closes {self.text[start:inner]}")
            limit = self.close_early(inner, limit)
            if self.reads_as_prose(inner, limit):
                return -1
            self.add_display(start, inner, limit, limit)
            return limit
        self.add_display(start, inner, stop, stop + len(closer))
        return stop + len(closer)

    def opens(self, at: int) -> bool:
        """Whether the $$ after a blank line begins a display: text follows on its line, and a $$ after that."""
        before = self.text[max(self.start, at - 200):at].rstrip(" \t")
        rest = LINE.match(self.text, at + 2, self.stop)
        return before[-1:] in ("\n", "\r") and rest is not None and rest[0].strip().endswith("$$")

    def close_early(self, inner: int, limit: int) -> int:
        """An unclosed display ends at its line where text follows on the next."""
        line_end = self.text.find("\n", inner, limit)
        if line_end > 0 and self.text[inner:line_end].strip() and self.reads_as_prose(line_end, limit):
            return line_end
        return limit

    def environment(self, start: int) -> int:
        """An AMS environment that stands without dollars."""
        found = BEGIN_DISPLAY.match(self.text, start, self.stop)
        if found is None:
            return -1
        if self.ends is None:
            self.ends = environments(self.text, self.start, self.stop)
        name, _, end = self.ends.get(start, ("", 0, 0))
        if not name:
            self.fault(start, found.end(), f"no \\end{{{found[1]}}}")
            limit = unfinished(self.text, found.end(), self.limit(found.end()))
            self.add_display(start, found.end(), limit, limit, found[1])
            return limit
        self.add_display(start, start, end, end, found[1])
        return end

    def add_display(self, start: int, inner: int, stop: int, end: int, environment: str = "") -> None:
        self.prose(self.before, start)
        self.close(start)
        block = display(self.text, inner, stop, environment if inner > start else "")
        self.formulas += len(block.lines)
        self.blocks.append(Display(Span(start, end), block.lines, block.environment or environment))

    def formula(self, start: int, stop: int, outer: int) -> None:
        span = trimmed(self.text, start, stop)
        if LINED.match(self.text, span.start, span.stop):
            return self.add_display(outer, start, stop, stop)    # lines between single dollars
        self.prose(self.before, outer)
        self.formulas += 1
        parts = parse_line(self.text, span.start, span.stop)
        if self.text[span.start : span.start + 1] in ("(", "["):
            parts = (*(glued(self.text, outer, part) for part in parts[:1]), *parts[1:])
        return self.pieces.append(Formula(span, parts))

    def prose(self, start: int, stop: int) -> None:
        if start < stop:
            if self.begun < 0:
                self.begun = start
            last = self.pieces[-1] if self.pieces else None
            if isinstance(last, Text) and last.span.stop == start:
                start = last.span.start
                self.pieces.pop()
            self.pieces.append(Text(Span(start, stop), ""))

    def taken(self) -> tuple[Text | Formula, ...]:
        """The pieces of the paragraph under way, with their words; a new one begins."""
        pieces = tuple(
            Text(piece.span, self.text[piece.span.start:piece.span.stop]) if isinstance(piece, Text) else piece
            for piece in self.pieces
        )
        self.pieces, self.begun = [], -1
        return pieces

    def fault(self, start: int, stop: int, message: str) -> None:
        self.faults.append(Fault(Span(start, stop), message))

    def close(self, at: int) -> None:
        """End the paragraph under way."""
        begun, pieces = self.begun, self.taken()
        if begun < 0 or not any(isinstance(p, Formula) or p.text.strip() for p in pieces):
            return
        span = trimmed(self.text, begun, at)
        words = self.text[span.start:span.stop]
        if bare_heading(words) and not any(isinstance(p, Formula) for p in pieces) and self.stands_alone(begun, at):
            self.blocks.append(Heading(span, words.strip("* _"), 6, pieces))
        else:
            self.blocks.append(Paragraph(span, pieces))

    def stands_alone(self, begun: int, at: int) -> bool:
        """Blank lines, or the ends of the text, before and after."""
        before = self.text[max(self.start, begun - 200):begun]
        after = self.text[at:at + 200].lstrip(" \t")
        opens = begun <= self.start + len(before) and not before.strip()
        return (opens or BLANK_LINE.search(before) is not None) and (not after.strip() or after[0] in "\r\n")
