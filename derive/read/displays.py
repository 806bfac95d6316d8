"""A displayed block, cut into its lines: environments unwrapped, `\\\\` split, continuations joined.

A row that begins with an operator, or follows one that ends with an operator or an open bracket, continues the row
before it. \\label, \\tag and \\intertext are taken out. `% ...` comments are invisible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.read.document import Display, Formula
from derive.read.node import Node, Span
from derive.read.numerals import braces
from derive.read.parse import parse_line
from derive.read.record import replace
from derive.read.vocabulary import LINES

MARK = re.compile(
    r"(?P<break>\\\\(?:[ \t]*\\\\)?\*?(?:\s*\[-?[\d.]+\s*[a-z]{2}\])?|\\(?:cr|newline)(?![a-zA-Z])|\\(?=\r?\n))"
    r"|(?P<begin>\\begin\s*\{(?P<opened>[A-Za-z]+\*?)\})|(?P<end>\\end\s*\{(?P<closed>[A-Za-z]+\*?)\})"
    r"|(?<![\\\d])%[^\n]*|(?P<text>\\(?:short)?intertext\s*\{)|\\.|(?P<brace>[{}])",
    re.DOTALL,
)
LEAD = re.compile(r"(?:\s*\\(?:label|tag\*?)\s*\{([^{}]*)\})*")
BEGIN = re.compile(r"\s*\\begin\s*\{([A-Za-z]+\*?)\}(?:\s*\[[a-z]\])?")
COLUMNS = re.compile(r"\s*(?:\[[^\]\n]*\])?\s*\{[^{}]*\}")
NOTE = re.compile(r"\\(label|tag\*?)\s*\{")
# A sign right after a digit is a percent sign.
COMMENT = re.compile(r"(?<![\\\d])%[^\n]*")
LEADING = re.compile(r"(?:\s+|%[^\n]*(?:\n|\Z))*")
STARTS_OPERATOR = re.compile(r"[\s&{}]*(?:\\q?quad\b|\\[,;:! ]|\\(?:hspace|phantom|mathrel)\{[^{}]*\}|[\s&{}])*"
                             r"(?:[+*/]|\\(?:cdot|times|pm|mp|div|bigr?|otimes)\b|(?P<minus>[-−]))")
ENDS_OPEN = re.compile(
    r"(?:[-+=*/<>(\[]|\\(?:cdot|times|leq?|geq?|approx|pm|left\s*[(\[|]|equiv|to|in|sim|propto))[\s&{}]*\Z"
)
# A row that is broken at its dots shows them on both lines: x_1 + \cdots \\ \cdots + x_n.
ENDS_DOTS = re.compile(r"(?:[-+*]|\\(?:cdot|times))\s*(?:\\[lc]?dots[cbmio]?|\.\.\.)[\s&{}]*\Z")
STARTS_DOTS = re.compile(
    r"(?:\\q?quad\b|\\[,;:! ]|[\s&{}])*(?:\\[lc]?dots[cbmio]?(?![a-zA-Z])|\.\.\.)\s*(?:[-+*]|\\(?:cdot|times)\b)")
# A bracket that ends with \\right. within a line and is taken up by \\left. ... \\right] on the next.
BROKEN_OFF = re.compile(r"\\right\s*\.")
TAKEN_UP = re.compile(r"[\s&{}]*\\left\s*\.[^\\]*(?:\\(?!left|right)[^\\]*)*\\right\s*(?:[\])]|\\\})")
BROKEN = re.compile(r"\\right\s*\.(?:\s|\\[,;:!]|\\hspace\{[^{}]*\}|[-+&])*\Z")
RELATION = re.compile(
    r"[=<>]|\\(?:leq?|geq?|neq?|approx|equiv|sim|propto|to|in|implies|iff|[Rr]ightarrow)(?![a-zA-Z])"
)

ORDERS = frozenset({"<", ">", "\\le", "\\leq", "\\ge", "\\geq"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the text, or the words of an \\intertext."""

    start: int
    stop: int
    environment: str = ""
    words: bool = False
    label: str = ""


def display(text: str, start: int, stop: int, environment: str = "") -> Display:
    """The lines of the display whose content is text[start:stop]."""
    rows = joined(text, unwrapped(text, start, stop, environment, 0))
    found = tuple(line for row in rows for line in formula(text, row))
    inner = next((row.environment for row in rows if row.environment), environment)
    return Display(Span(start, stop), found, inner)


def unwrapped(text: str, start: int, stop: int, environment: str, depth: int) -> list[Row]:
    """The rows of a stretch; an environment of lines that is the whole stretch is opened."""
    rows: list[Row] = []
    for row in split(text, start, stop, environment):
        lead = LEAD.match(text, row.start, row.stop)
        found = BEGIN.match(text, lead.end() if lead else row.start, row.stop)
        name = found[1] if found else ""
        if found is None or depth > 20 or row.words or not (name in LINES or name == "array"):
            rows.append(row)
            continue
        closing = matching_end(text, found.end(), row.stop, name)
        if closing is None or (name == "array" and not is_aligned(text, found.end(), closing[0], closing[1], row.stop)):
            rows.append(row)
            continue
        inner = found.end()
        columns = COLUMNS.match(text, inner, closing[0]) if name.rstrip("*") in (
            "array", "alignat", "alignedat", "IEEEeqnarray", "empheq") else None
        inner = columns.end() if columns else inner
        opened = unwrapped(text, inner, closing[0], name, depth + 1)
        if lead and lead[1] and opened:
            opened[0] = replace(opened[0], label=lead[1])
        rows += opened
        if text[closing[1]:row.stop].strip(" \t\r\n.,;&"):
            rows += unwrapped(text, closing[1], row.stop, environment, depth + 1)
    return rows


def is_aligned(text: str, start: int, stop: int, after: int, end: int) -> bool:
    """Whether an array that is the whole display sets equations under one another."""
    rest = text[after:end].strip(" \t\r\n.,;")
    return not rest and RELATION.search(text, start, stop) is not None


def matching_end(text: str, start: int, stop: int, name: str) -> tuple[int, int] | None:
    level = 1
    for found in MARK.finditer(text, start, stop):
        if found["opened"] == name:
            level += 1
        elif found["closed"] == name:
            level -= 1
            if level == 0:
                return found.span()
    return None


def split(text: str, start: int, stop: int, environment: str) -> list[Row]:
    """Cut at the line breaks outside of braces and inner environments, and at \\intertext."""
    rows: list[Row] = []
    at, level, resume = start, 0, start
    pairs: dict[int, int] | None = None
    for found in MARK.finditer(text, start, stop):
        if found.start() < resume:
            continue
        if found["begin"] or found["brace"] == "{" or (found["text"] and level):
            level += 1
        elif found["end"] or found["brace"] == "}":
            level = max(0, level - 1)
        elif found["break"] and level == 0:
            if found[0] == "\\" and environment not in LINES:
                continue
            rows.append(Row(at, found.start(), environment))
            at = found.end()
        elif found["text"] and level == 0:
            pairs = braces(text, start, stop) if pairs is None else pairs
            closing = pairs.get(found.end() - 1, stop)
            rows += [Row(at, found.start(), environment), Row(found.end(), closing, environment, True)]
            at = resume = min(closing + 1, stop)
    rows.append(Row(at, stop, environment))
    return [row for row in rows if text[row.start:row.stop].strip()]


def joined(text: str, rows: list[Row]) -> list[Row]:
    """Rows that continue the one before them made one with it."""
    result: list[Row] = []
    for row in rows:
        if result and not row.words and not result[-1].words and continues(text, result[-1], row):
            result[-1] = replace(result[-1], stop=row.stop)
        else:
            result.append(row)
    return result


def continues(text: str, previous: Row, row: Row) -> bool:
    if row.environment.startswith("mult") and previous.environment == row.environment:
        return True
    before = COMMENT.sub("", text[previous.start:previous.stop])
    here = COMMENT.sub("", text[row.start:row.stop])
    if ENDS_OPEN.search(before[-40:]) or BROKEN.search(before[-40:]) or (
            ENDS_DOTS.search(before[-40:]) and STARTS_DOTS.match(here)):
        return True
    if BROKEN_OFF.search(before) and TAKEN_UP.match(here):
        return True
    found = STARTS_OPERATOR.match(here)
    if found is None:
        return False
    if found["minus"] is None or (here.lstrip().startswith("&") and not all(map(_is_an_order, (before, here)))):
        return True
    return RELATION.search(here) is None and RELATION.search(before) is not None


def _is_an_order(row: str) -> bool:
    """Whether a row says that something is at most or at least something else, and no more: a constraint of its own."""
    signs = [found[0] for found in RELATION.finditer(row)]
    return len(signs) == 1 and signs[0] in ORDERS


def bare(text: str, start: int, stop: int) -> tuple[int, int]:
    """The stretch without the space and the comments around it."""
    lead = LEADING.match(text, start, stop)
    start = lead.end() if lead else start
    while start < stop:
        stop = start + len(text[start:stop].rstrip())
        comment = COMMENT.search(text, max(start, text.rfind("\n", start, stop) + 1), stop)
        if comment is None:
            break
        stop = comment.start()
    return start, stop


def formula(text: str, row: Row) -> list[Formula]:
    """The formula of a row, without its label and tag."""
    start, stop = bare(text, row.start, row.stop)
    content = text[start:stop]
    if row.words:
        words = Node("text", text[start:stop], (), Span(start, stop))
        return [Formula(Span(start, stop), (words,))]
    notes = {"label": row.label, "tag": ""}
    spans: list[tuple[int, int]] = []
    pairs = braces(text, start, stop) if "\\label" in content or "\\tag" in content else {}
    for found in NOTE.finditer(text, start, stop):
        closing = pairs.get(found.end() - 1)
        if closing is not None and (not spans or found.start() >= spans[-1][1]):
            notes[found[1].rstrip("*")] = text[found.end():closing]
            spans.append((found.start(), closing + 1))
    while spans and start == spans[0][0]:
        start = spans[0][1] + len(text[spans[0][1]:stop]) - len(text[spans[0][1]:stop].lstrip())
        spans.pop(0)
    while spans and stop == spans[-1][1]:
        stop = start + len(text[start:spans[-1][0]].rstrip())
        spans.pop()
    parts = parse_line(text, start, stop, typed=row.environment == "bare" and "\\" not in content)
    return [Formula(Span(start, stop), parts, notes["label"], notes["tag"])] if parts or any(notes.values()) else []
