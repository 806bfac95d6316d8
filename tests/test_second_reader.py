"""latex2sympy2 as the second reader: it raises doubts, changes no verdict, and may be absent."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from derive.pipeline import check_file, check_text
from derive.second_opinion import with_second_reading

HOMEWORK = Path(__file__).parent.parent / "proofs" / "homework4" / "homework4.md"
INSTALLED = find_spec("latex2sympy2") is not None or find_spec("latex2sympy2_extended") is not None


def test_a_second_reading_changes_no_verdict() -> None:
    judged = check_file(HOMEWORK)
    again = with_second_reading(judged)

    assert [one.outcome for one in judged.judgements] == [one.outcome for one in again.judgements]


@pytest.mark.skipif(not INSTALLED, reason="the second reader is not installed")
def test_the_homework_is_read_alike_by_both() -> None:
    again = with_second_reading(check_file(HOMEWORK))

    assert [] == [f for one in again.judgements for f in one.findings if f.code == "reading"]


@pytest.mark.skipif(not INSTALLED, reason="the second reader is not installed")
def test_a_side_that_is_read_differently_is_a_finding() -> None:
    judged = check_text("$$y + \\frac{x}{2} = y + 1/2x$$\n")
    again = with_second_reading(judged)

    assert [f for one in again.judgements for f in one.findings if f.code == "reading"]
