"""A rubric: questions, the steps that each covers, and what an error costs.

    title = "Homework 4"
    total = 20                      # optional; must be the sum of the points

    [[question]]
    id = "T1"
    title = "Forward and backward pass"
    points = 10
    sections = ["T1"]               # headings, with all that stands below them; * and ? as in file names
    lines = ["9-67"]                # or lines of the document
    steps = ["T1.*"]                # or ids of steps; a step is covered when any of the three covers it
    refuted = 1                     # lost for each root error
    slips = { sign = 0.5 }          # another price for a kind of slip
    findings = { kink = 0.5 }       # lost once for a kind of finding; nothing is lost for others
    cap = 6                         # the most that errors cost here
    method = 2                      # kept for the method when most of the decided steps are proved
    goal = 3                        # lost when a goal is not established and no error here says why

What is undecided or unread costs nothing and goes to a person.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

SLIPS = frozenset(("sign", "relation", "factor", "term", "exponent", "index", "value", "case", "count", "function",
                   "inverted", "order"))
FINDINGS = frozenset(("kink", "narrowed", "widened", "notation", "case", "reading", "rounding", "carried", "shape",
                      "layout", "structure"))


class RubricError(ValueError):
    """A rubric that cannot be used: file, line and what is wrong there."""


@dataclass(frozen=True)
class Question:
    id: str
    title: str
    points: Fraction
    sections: tuple[str, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()
    steps: tuple[str, ...] = ()
    refuted: Fraction = Fraction(1)
    slips: Mapping[str, Fraction] = field(default_factory=dict)
    findings: Mapping[str, Fraction] = field(default_factory=dict)
    cap: Fraction | None = None
    method: Fraction = Fraction(0)
    goal: Fraction = Fraction(0)


@dataclass(frozen=True)
class Rubric:
    title: str
    questions: tuple[Question, ...]

    @property
    def points(self) -> Fraction:
        return sum((question.points for question in self.questions), Fraction(0))


def read_rubric(text: str, path: str = "rubric") -> Rubric:
    """The rubric of a TOML text. Raises RubricError, with the line, for what is wrong in it."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise RubricError(f"{path}: {fault}") from None
    return _Reader(text, path).rubric(table)


class _Reader:
    """The text is kept to find the line of a fault."""

    def __init__(self, text: str, path: str) -> None:
        self.lines, self.path = text.splitlines(), path

    def fail(self, message: str, question: int | None = None, key: str = "") -> RubricError:
        return RubricError(f"{self.path}:{self._line(question, key)}: {message}")

    def _line(self, question: int | None, key: str) -> int:
        """The line of a key, within the n-th question if one is named; else the line where that begins."""
        headers = [number for number, line in enumerate(self.lines, 1) if re.match(r"\s*\[\[\s*question\s*\]\]", line)]
        if question is None:
            first, last = 1, headers[0] if headers else len(self.lines)
        else:
            first = headers[question] if question < len(headers) else 1
            last = headers[question + 1] if question + 1 < len(headers) else len(self.lines)
        wanted = re.compile(rf"\s*\[?(question\.)?{re.escape(key)}\b")
        numbers = range(first, min(last, len(self.lines)) + 1)
        return next((number for number in numbers if wanted.match(self.lines[number - 1])), first) if key else first

    def rubric(self, table: Mapping[str, Any]) -> Rubric:
        self._known(table, {"title", "total", "question"}, None)
        entries = table.get("question", [])
        if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
            raise self.fail("there is no [[question]]", None, "question")
        title = self._text(table, "title", None, "")
        questions = tuple(self._question(entry, place) for place, entry in enumerate(entries))
        seen: set[str] = set()
        for place, question in enumerate(questions):
            if question.id in seen:
                raise self.fail(f"a second question has the id {question.id!r}", place, "id")
            seen.add(question.id)
        rubric = Rubric(title, questions)
        if "total" in table and self._number(table, "total", None) != rubric.points:
            said, found = shown(self._number(table, "total", None)), shown(rubric.points)
            raise self.fail(f"total is {said}, the points of the questions add up to {found}", None, "total")
        return rubric

    def _question(self, entry: Mapping[str, Any], place: int) -> Question:
        self._known(entry, set(Question.__dataclass_fields__), place)
        for key in ("id", "points"):
            if key not in entry:
                raise self.fail(f"the question has no {key}", place)
        name = self._text(entry, "id", place, "")
        question = Question(
            name,
            self._text(entry, "title", place, name),
            self._number(entry, "points", place),
            self._texts(entry, "sections", place),
            tuple(self._range(text, place) for text in self._texts(entry, "lines", place)),
            self._texts(entry, "steps", place),
            self._number(entry, "refuted", place, Fraction(1)),
            self._prices(entry, "slips", SLIPS, place),
            self._prices(entry, "findings", FINDINGS, place),
            self._number(entry, "cap", place) if "cap" in entry else None,
            self._number(entry, "method", place, Fraction(0)),
            self._number(entry, "goal", place, Fraction(0)),
        )
        if not (question.sections or question.lines or question.steps):
            raise self.fail("the question covers nothing: it needs sections, lines or steps", place)
        for key in ("cap", "method", "goal"):
            value = getattr(question, key)
            if value is not None and value > question.points:
                raise self.fail(f"{key} is more than the points of the question", place, key)
        return question

    def _known(self, table: Mapping[str, Any], keys: set[str], place: int | None) -> None:
        for key in table:
            if key not in keys:
                raise self.fail(f"unknown key {key!r}; known are {', '.join(sorted(keys))}", place, key)

    def _text(self, table: Mapping[str, Any], key: str, place: int | None, default: str) -> str:
        value = table.get(key, default)
        if not isinstance(value, str):
            raise self.fail(f"{key} must be a text", place, key)
        return value

    def _texts(self, table: Mapping[str, Any], key: str, place: int) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.fail(f"{key} must be a list of texts", place, key)
        return tuple(value)

    def _number(
        self, table: Mapping[str, Any], key: str, place: int | None, default: Fraction | None = None
    ) -> Fraction:
        value = table.get(key, default)
        if isinstance(value, Fraction):
            return value
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1e6:
            raise self.fail(f"{key} must be a number, not negative", place, key)
        return Fraction(str(value))

    def _prices(
        self, table: Mapping[str, Any], key: str, known: frozenset[str], place: int
    ) -> dict[str, Fraction]:
        value = table.get(key, {})
        if not isinstance(value, dict):
            raise self.fail(f"{key} must be a table", place, key)
        for name in value:
            if name not in known:
                raise self.fail(f"unknown name {name!r} in {key}; known are {', '.join(sorted(known))}", place, key)
        return {name: self._number(value, name, place) for name in value}

    def _range(self, text: str, place: int) -> tuple[int, int]:
        found = re.fullmatch(r"\s*(\d{1,7})\s*(?:-\s*(\d{1,7})\s*)?", text)
        if found is None:
            raise self.fail(f"{text!r} is not a line or a range such as 9-67", place, "lines")
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            raise self.fail(f"the range {text!r} ends before it begins", place, "lines")
        return first, last


def shown(points: Fraction) -> str:
    """Points as people write them: 1, 0.5, 3.33."""
    return f"{float(points):.2f}".rstrip("0").rstrip(".")
