"""Gradebooks as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Any

from derive.grade.gradebook import Deduction, Gradebook, Mark, Remark, Sheet
from derive.grade.rubric import shown

WIDTH = 60


def as_text(book: Gradebook) -> str:
    """A sheet for each document: its marks, and under each the reasons with their places."""
    blocks = [line for sheet in book.sheets for line in _sheet_lines(sheet)]
    title = [book.title, ""] if book.title else []
    return "\n".join([*title, *blocks]).rstrip() + "\n"


def _sheet_lines(sheet: Sheet) -> Iterator[str]:
    review = f", {sheet.to_review} to review" if sheet.to_review else ""
    yield f"{_plain(sheet.path)}: {shown(sheet.earned)} of {shown(sheet.points)}{review}"
    for mark in sheet.marks:
        yield ""
        title = f"{_plain(mark.question)}  {_plain(mark.title)}"
        yield f"{title.ljust(WIDTH)}  {shown(mark.earned)} of {shown(mark.points)}"
        yield from _mark_lines(mark)
    if sheet.outside:
        yield ""
        yield "in no question"
        for remark in sheet.outside:
            yield f"  review  {remark.at}: {_plain(remark.reason)}"
    yield ""


def _mark_lines(mark: Mark) -> Iterator[str]:
    for deduction in mark.deductions:
        yield f"  {'-' + shown(deduction.points):<6}  {deduction.at}: {_plain(deduction.reason)}"
    for remark in mark.uncharged:
        yield f"  {'0':<6}  {remark.at}: {_plain(remark.reason)}"
    for remark in mark.review:
        yield f"  review  {remark.at}: {_plain(remark.reason)}"
    for note in mark.notes:
        yield f"  note    {_plain(note)}"


def _plain(text: str) -> str:
    """One printable line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def as_json(book: Gradebook) -> str:
    """Everything, points as numbers."""
    sheets = [
        {
            "path": sheet.path,
            "points": float(sheet.points),
            "earned": float(sheet.earned),
            "to_review": sheet.to_review,
            "questions": [_mark_record(mark) for mark in sheet.marks],
            "outside": [_remark_record(remark) for remark in sheet.outside],
        }
        for sheet in book.sheets
    ]
    record = {"schema": "proof-check/grades/1", "title": book.title, "documents": sheets}
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def _mark_record(mark: Mark) -> dict[str, Any]:
    return {
        "id": mark.question,
        "title": mark.title,
        "points": float(mark.points),
        "earned": float(mark.earned),
        "deductions": [{"points": float(one.points), **_remark_record(one)} for one in mark.deductions],
        "uncharged": [_remark_record(one) for one in mark.uncharged],
        "review": [_remark_record(one) for one in mark.review],
        "notes": list(mark.notes),
    }


def _remark_record(one: Remark | Deduction) -> dict[str, Any]:
    return {"reason": one.reason, "line": one.at.line, "column": one.at.column, "step": one.step}


def as_csv(book: Gradebook) -> str:
    """A row for each question of each document, and one for the document; no cell can be run as a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(["document", "question", "title", "points", "earned", "to review", "reasons", "for a person"])
    for sheet in book.sheets:
        for mark in sheet.marks:
            reasons = [f"lost {shown(one.points)} at {one.at}: {_plain(one.reason)}" for one in mark.deductions]
            people = [f"see {one.at}: {_plain(one.reason)}" for one in mark.review]
            marks = (shown(mark.points), shown(mark.earned), str(len(mark.review)))
            cells = (sheet.path, mark.question, mark.title, *marks, "; ".join(reasons), "; ".join(people))
            writer.writerow([safe(cell) for cell in cells])
        outside = "; ".join(f"see {one.at}: {_plain(one.reason)}" for one in sheet.outside)
        cells = (sheet.path, "total", "", shown(sheet.points), shown(sheet.earned), str(sheet.to_review), "", outside)
        writer.writerow([safe(cell) for cell in cells])
    return stream.getvalue()


def safe(cell: str) -> str:
    """The cell, begun with a word where a spreadsheet would run it: after =, +, -, @ or a control character."""
    line = _plain(cell)
    return f"text: {line}" if line[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%") else line


FORMATS: dict[str, Callable[[Gradebook], str]] = {"text": as_text, "json": as_json, "csv": as_csv}
