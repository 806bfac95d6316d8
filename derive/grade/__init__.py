"""Grading: verdicts and a rubric become marks with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from derive.diagnose.judgement import JudgedDocument
from derive.grade.formats import FORMATS
from derive.grade.grade import grade
from derive.grade.rubric import RubricError, read_rubric

__all__ = ["RubricError", "grade", "grades_text", "read_rubric"]


def grades_text(documents: Sequence[JudgedDocument], rubric: str | Path, style: str = "text") -> str:
    """The marks of some documents by a rubric file, as text, json or csv.

    Raises RubricError, with file and line, for a rubric that cannot be read or used.
    """
    try:
        text = Path(rubric).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise RubricError(f"{rubric}: cannot be read: {fault}") from None
    return FORMATS[style](grade(documents, read_rubric(text, str(rubric))))
