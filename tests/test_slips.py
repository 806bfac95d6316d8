"""Every slip names what its fixture says it names, and is silent where its fixture says so.

A fixture is a page; a comment behind a line says what is expected of the last link of that line: `slip` (refuted, and
this slip is the diagnosis), `slip FIX` (with this repair), `other` (refuted, another slip or none), or a verdict.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from derive import catalog
from derive.diagnose import slips
from derive.diagnose.judgement import JudgedDocument
from derive.pipeline import check_text

FOLDER = Path(__file__).parent / "slips"
COMMENT = re.compile(r"<!-- (.*?) -->")


@cache
def judged(name: str) -> JudgedDocument:
    path = FOLDER / f"{name}.md"
    context = path.with_suffix(".toml")
    given = tomllib.loads(context.read_text("utf-8")) if context.exists() else None
    return check_text(path.read_text("utf-8"), path.name, given)


CASES = [
    pytest.param(catalog.name(rule), number, found[1], id=f"{catalog.name(rule)}:{number}")
    for rule in catalog.collect(slips)
    for number, line in enumerate((FOLDER / f"{catalog.name(rule)}.md").read_text("utf-8").splitlines(), 1)
    if (found := COMMENT.search(line))
]


@pytest.mark.parametrize("name, line, expected", CASES)
def test_slip_is_named_where_the_fixture_says_so(name: str, line: int, expected: str) -> None:
    document = judged(name)
    on_line = [one for one in document.judgements if document.document.place(one.step.at.start)[0] == line]
    one = max(on_line, key=lambda one: one.step.at.start)
    word, _, fix = expected.partition(" ")

    if word == "slip":
        assert ("refuted", name) == (one.outcome, one.slip.rule if one.slip else None)
        assert not fix or fix == (one.slip.fix if one.slip else None)
    elif word == "other":
        assert "refuted" == one.outcome
        assert one.slip is None or name != one.slip.rule
    else:
        assert word == one.outcome
