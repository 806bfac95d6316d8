"""Pages whose lines carry the verdict that must come out, through the whole way from the text.

A comment behind a line is the verdict of its last link: `proved`, `refuted`, `undecided`, with a remark after a colon;
`not refuted` or `not proved` where that is the promise and the rest is open. With ` / ` between them, it is the
verdicts of all links of the line.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from derive.diagnose.judgement import JudgedDocument
from derive.pipeline import check_text
from patience import patient as patient

FOLDER = Path(__file__).parent / "verdicts"
COMMENT = re.compile(r" *<!-- (.*?) -->")


@cache
def judged(name: str) -> JudgedDocument:
    return check_text(COMMENT.sub("", (FOLDER / name).read_text("utf-8")), name)


CASES = [
    pytest.param(path.name, number, found[1].partition(":")[0], id=f"{path.stem}:{number}")
    for path in sorted(FOLDER.glob("*.md"))
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
    if (found := COMMENT.search(line))
]


@pytest.mark.parametrize("name, line, expected", CASES)
def test_a_line_gets_the_verdict_written_behind_it(name: str, line: int, expected: str) -> None:
    document = judged(name)
    links = [one for one in document.judgements if document.document.place(one.step.at.start)[0] == line]

    assert links, "no step was read on this line"
    if " / " in expected:
        assert expected.split(" / ") == [link.outcome for link in links]
        return
    if expected.startswith("not "):
        assert expected.removeprefix("not ") != links[-1].outcome
    else:
        assert expected == links[-1].outcome
