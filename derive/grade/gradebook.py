"""Marks with their reasons: what grading makes, and every format prints."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Place:
    line: int
    column: int

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}"


@dataclass(frozen=True)
class Deduction:
    """Points lost, for one root error."""

    points: Fraction
    reason: str
    at: Place
    step: str                                    # the id of the step or finding


@dataclass(frozen=True)
class Remark:
    """Something that costs nothing here: a consequence, a carried error, or work for a person."""

    reason: str
    at: Place
    step: str


@dataclass(frozen=True)
class Mark:
    """One question of one document."""

    question: str
    title: str
    points: Fraction
    earned: Fraction
    deductions: tuple[Deduction, ...] = ()
    uncharged: tuple[Remark, ...] = ()           # refuted or carried, but charged elsewhere
    review: tuple[Remark, ...] = ()              # for a person
    notes: tuple[str, ...] = ()                  # how a cap or the method changed the sum


@dataclass(frozen=True)
class Sheet:
    """One document."""

    path: str
    marks: tuple[Mark, ...]
    outside: tuple[Remark, ...] = ()             # refuted, undecided or unread steps that no question covers

    @property
    def points(self) -> Fraction:
        return sum((mark.points for mark in self.marks), Fraction(0))

    @property
    def earned(self) -> Fraction:
        return sum((mark.earned for mark in self.marks), Fraction(0))

    @property
    def to_review(self) -> int:
        return sum(len(mark.review) for mark in self.marks) + len(self.outside)


@dataclass(frozen=True)
class Gradebook:
    title: str
    sheets: tuple[Sheet, ...]
