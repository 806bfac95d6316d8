"""Fixtures: documents a person would want to read, with what is expected written in comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from derive.elaborate.document import elaborate
from derive.elaborate.step import Step
from derive.read import read

NOTE = re.compile(r"<!-- *(?P<remark>.*?) *-->")


@dataclass(frozen=True)
class Line:
    """One formula of a fixture: the steps read from it, and the word expected of them."""

    number: int
    text: str
    expected: str                                 # "proved", "declined", "refuted a=1 b=1"
    steps: tuple[Step, ...]


def lines(path: Path) -> Iterator[Line]:
    """Every annotated line, read as part of its document with the annotations taken out.

    An annotation stands behind its formula: $$x = x$$ <!-- proved: a remark -->
    """
    source = path.read_text("utf-8")
    bare = NOTE.sub("", source)
    steps = elaborate(read(bare, str(path))).steps
    at = [bare.count("\n", 0, step.at.start) + 1 for step in steps]
    for number, line in enumerate(source.splitlines(), 1):
        note = NOTE.search(line)
        if note:
            expected = note["remark"].partition(":")[0]
            here = tuple(step for step, where in zip(steps, at, strict=True) if where == number)
            yield Line(number, line, expected, here)
