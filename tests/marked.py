"""Whole documents as people write them, with slips planted in them; read without their marks and judged.

`§` stands before the relation sign (in words: before the verb) of a step that is wrong, `¤` before one that nothing is
expected of, such as what follows from a slip. Every other step is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from derive.diagnose.judgement import Judgement
from derive.pipeline import check_text

FOLDER = Path(__file__).parent / "documents"
MARK = re.compile("[§¤]")


@dataclass(frozen=True)
class Marked:
    """A judged document: its right steps, those that are wrong, and the marks that no step was found for."""

    right: tuple[tuple[int, Judgement], ...]      # with the line of each
    wrong: tuple[tuple[int, Judgement], ...]
    lost: tuple[int, ...]                         # lines of marks


def documents() -> list[Path]:
    return sorted(path for path in FOLDER.glob("*") if path.suffix in {".md", ".tex", ".txt"})


def judged(path: Path, seconds: float = 3) -> Marked:
    source = path.read_text("utf-8")
    marks = [(found.start() - before, found[0]) for before, found in enumerate(MARK.finditer(source))]
    document = check_text(MARK.sub("", source), path.name, seconds=seconds)
    steps = sorted(document.judgements, key=lambda one: one.step.at.start)
    lines = [document.document.place(one.step.at.start)[0] for one in steps]
    kinds, lost = {}, []
    for at, mark in marks:
        line = document.document.place(at)[0]
        here = next((i for i, one in enumerate(steps) if one.step.at.start >= at and lines[i] == line), None)
        if here is None:
            lost.append(line)
        else:
            kinds[here] = mark
    of = lambda mark: tuple((lines[i], one) for i, one in enumerate(steps) if kinds.get(i) == mark)  # noqa: E731
    return Marked(of(None), of("§"), tuple(lost))
