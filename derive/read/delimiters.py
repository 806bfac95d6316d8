"""Where mathematics begins and ends in running text, and what is no mathematics: prices, prose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from derive.read.node import Span
from derive.read.vocabulary import ENVIRONMENTS, LINES, words

# Environments that are displays by themselves.
DISPLAYS = (
    LINES - {"aligned", "alignedat", "gathered", "split", "multlined", "lgathered", "rgathered"} | {"array", "cases"}
)
OPENING = re.compile(r"\\\\?[\[(]|\\b(?=egin)|\\.|\$\$|\$", re.DOTALL)
PARAGRAPH_END = re.compile(r"(?:\r\n?|\n)[ \t]*(?=\r|\n|\Z)")
ATX = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*\Z", re.DOTALL)
RULED = re.compile(r"[ \t]{0,3}(={2,6}|-{2,6})[ \t]+(?=[^\n]*[A-Za-z]{2})([^=\n]{2,60}?)[ \t]+\1[ \t]*\Z")
ITEM = re.compile(r"[ \t]*(?:[-*+•]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,4}\))[ \t]+(?=\S)")
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
SECTION = re.compile(
    r"[ \t]*\\(part|chapter|section|subsection|subsubsection|paragraph|subparagraph|title)\*?\s*(?:\[[^\]\n]*\])?\{"
)
# The mark of a list before a formula; after a line of a formula it is a minus.
BULLET = re.compile(r"[ \t]*[-*•][ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
LEVELS = {"part": 1, "chapter": 1, "title": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5,
          "subparagraph": 5}
BLOCK_ENVIRONMENT = re.compile(r"[ \t]*\\(begin|end)\s*\{([A-Za-z]+\*?)\}(?:\s*\[([^\]\n]*)\])?")
TEX_ITEM = re.compile(r"[ \t]*\\(?:item|question|(?:sub)*part)\b(?!\s*\{)(?:\[\d{1,3}\])?\s*")
BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)[ \t]*\Z")
WORDED = re.compile(r"\\(?:text|mbox|intertext|textrm|mathrm|operatorname)\w*\s*\{[^{}]*\}")
PROSE = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{3,}[,.]?[ \t]+[A-Za-z]{2,}[,.]?[ \t]+[A-Za-z]{2,}(?![A-Za-z}])")
# Environments that only lay out.
QUIET = frozenset(words(
    "document itemize enumerate center quote quotation flushleft description figure table minipage small "
    "tabular abstract multicols titlepage frame block columns column footnotesize spacing questions parts subparts"
))
BOUNDARY = re.compile(r"(?<!\\)\\(begin|end)\s*\{([A-Za-z]+\*?)\}")
GOES_BEYOND = re.compile(r"(?<!\\)(?:\$|\\(?:begin|end)\s*\{([A-Za-z]+\*?)\})")
BEGIN_DISPLAY = re.compile(r"\\begin\s*\{(" + "|".join(re.escape(name) for name in sorted(DISPLAYS)) + r")\}")


def title_line(line: str) -> tuple[int, int, int] | None:
    """The level of a heading on a line of its own, and where its words begin and end: ## Costs, == costs ==."""
    found = ATX.match(line) if "#" in line else RULED.match(line) if line.lstrip()[:1] in ("=", "-") else None
    return None if found is None else (len(found[1]), found.start(2), found.end(2))


def environments(text: str, start: int, stop: int) -> dict[int, tuple[str, int, int]]:
    """Where each environment that is closed ends: begin -> (name, begin of its end, end of its end)."""
    found: dict[int, tuple[str, int, int]] = {}
    pending: dict[str, list[int]] = {}
    for mark in BOUNDARY.finditer(text, start, stop):
        if mark[1] == "begin":
            pending.setdefault(mark[2], []).append(mark.start())
        elif pending.get(mark[2]):
            found[pending[mark[2]].pop()] = (mark[2], mark.start(), mark.end())
    return found


def unfinished(text: str, start: int, stop: int) -> int:
    """Where a display that nothing ends cannot go on: before the line of a dollar, or at an environment of text."""
    for mark in GOES_BEYOND.finditer(text, start, stop):
        if mark[1] is None:
            line = text.rfind("\n", start, mark.start())
            return line if line > start else mark.start()
        if mark[1] not in LINES and mark[1] not in ENVIRONMENTS:
            return mark.start()
    return stop


def escaped(text: str, at: int) -> bool:
    """Whether the sign at this place has an odd number of backslashes before it."""
    count = 0
    while at - count > 0 and text[at - count - 1] == "\\":
        count += 1
    return count % 2 == 1


def is_formula(text: str, start: int, stop: int) -> bool:
    """Whether what stands between two dollars is a formula and not the words between two prices."""
    content = text[start:stop]
    if not content.strip():
        return False
    mathematical = re.search(r"[\\^_=<>+]", content) is not None
    spaced_left, spaced_right = content[0].isspace(), content[-1].isspace()
    prose = PROSE.search(re.sub(r"\\[A-Za-z]+\s*(?:\{[^{}]*\})?", " \\\\x ", content)) is not None
    if spaced_left != spaced_right and (spaced_right or prose):
        return mathematical and not prose and not text[stop + 1:stop + 2].isalnum()
    if text[stop + 1:stop + 2].isdigit() and not mathematical:
        return False
    return not prose or ("\\" in content and not spaced_right)


def trimmed(text: str, start: int, stop: int) -> Span:
    """The stretch without the space around it."""
    content = text[start:stop]
    left = len(content) - len(content.lstrip())
    if left == len(content):
        return Span(start, start)
    return Span(start + left, start + len(content.rstrip()))


@dataclass
class Finder:
    """Searches over a text whose results are kept, so that a document is read in linear time."""

    text: str
    start: int
    stop: int
    ahead: dict[str, tuple[int, int]] = field(default_factory=dict)   # what a search found: from where, and where

    def limit(self, at: int) -> int:
        """Where the paragraph that holds this place ends."""
        start, stop = self.ahead.get("", (1, 0))
        if not start <= at <= stop:
            found = PARAGRAPH_END.search(self.text, at, self.stop)
            stop = found.start() if found else self.stop
            self.ahead[""] = (at, stop)
        return stop

    def find(self, closer: str, at: int) -> int:
        """The next place of a closer, or the end of the text; a place once found is not searched for again."""
        start, stop = self.ahead.get(closer, (1, 0))
        if not start <= at <= stop:
            stop = self.text.find(closer, at, self.stop)
            while stop >= 0 and closer == "$$" and escaped(self.text, stop):
                stop = self.text.find(closer, stop + 1, self.stop)
            stop = self.stop if stop < 0 else stop
            self.ahead[closer] = (at, stop)
        return stop

    def next_dollar(self, at: int, limit: int) -> int:
        while True:
            at = self.text.find("$", at, limit)
            if at < 0 or not escaped(self.text, at):
                return at
            at += 1

    def reads_as_prose(self, start: int, stop: int) -> bool:
        content = WORDED.sub(" ", self.text[start:stop])
        return PROSE.search(re.sub(r"\\[A-Za-z]+|%[^\n]*", "\\\\x ", content)) is not None or "\n#" in content
