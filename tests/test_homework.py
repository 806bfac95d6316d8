"""The homework, checked end to end, against the truth worked out by hand."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from derive.diagnose.judgement import JudgedDocument, Judgement
from derive.pipeline import check_file

FOLDER = Path(__file__).parent.parent / "proofs" / "homework4"
ROWS = list(csv.DictReader((FOLDER / "expected.tsv").open(encoding="utf-8"), delimiter="\t"))


@cache
def judged(name: str) -> JudgedDocument:
    return check_file(FOLDER / name, FOLDER / "homework4.toml")


def links(document: JudgedDocument) -> dict[int, list[Judgement]]:
    """The judgements of each line, in order of their columns."""
    found = defaultdict(list)
    for one in sorted(document.judgements, key=lambda one: one.step.at.start):
        found[document.document.place(one.step.at.start)[0]].append(one)
    return found


def numbers(row: dict[str, str]) -> list[int]:
    first, _, last = row["link"].partition("-")
    return list(range(int(first), int(last or first) + 1)) if first else []


LINKS = [(int(row["line"]), n, row["verdict"], row["slip"] or "") for row in ROWS for n in numbers(row)
         if row["verdict"] not in ("goal", "finding")]  # fmt: skip


@pytest.mark.parametrize(("line", "number", "verdict", "slip"), LINKS)
def test_each_link_gets_the_verdict_it_deserves(line: int, number: int, verdict: str, slip: str) -> None:
    one = links(judged("homework4.md"))[line][number - 1]

    assert verdict == one.outcome
    assert slip == "" or (one.slip is not None and one.slip.kind == slip)


def test_no_line_has_more_links_than_the_truth_names() -> None:
    expected = {(line, number) for line, number, verdict, _ in LINKS if verdict != "given"}
    found = links(judged("homework4.md")).items()
    judged_links = {(line, n) for line, ones in found for n, one in enumerate(ones, 1) if one.outcome != "given"}

    assert expected == judged_links


def test_the_wrong_heading_is_one_finding_and_its_consequences_point_to_it() -> None:
    document = judged("homework4.md")
    finding = next(f for f in document.findings if f.code == "case")

    assert finding.span is not None
    assert 105 == document.document.place(finding.span.start)[0]
    assert [107, 113] == [
        document.document.place(one.step.at.start)[0]
        for one in document.judgements
        if one.slip is not None and one.slip.root == finding.id
    ]


@pytest.mark.parametrize("line", [41, 51, 57])
def test_a_condition_that_admits_the_kink_is_found(line: int) -> None:
    assert any(f.code == "kink" for one in links(judged("homework4.md"))[line] for f in one.findings)


@pytest.mark.parametrize("line", [81, 87, 91])
def test_what_builds_on_a_refuted_count_is_carried(line: int) -> None:
    assert any(f.code == "carried" for one in links(judged("homework4.md"))[line] for f in one.findings)


@pytest.mark.parametrize("line", [47, 126])
def test_two_spellings_of_one_name_are_noticed(line: int) -> None:
    assert any(f.code == "notation" for one in links(judged("homework4.md"))[line] for f in one.findings)


def test_the_goal_holds_and_is_not_established_as_written() -> None:
    (goal,) = judged("homework4.md").goals

    assert ("proved", False) == (goal.holds, goal.established)


def test_the_corrected_homework_has_nothing_refuted_and_establishes_its_goal() -> None:
    document = judged("corrected.md")
    (goal,) = document.goals

    assert 0 == document.summary["refuted"]
    assert 0 == document.summary["unread"]
    assert ("proved", True) == (goal.holds, goal.established)
    assert not [f for f in document.findings if f.code == "case"]


@pytest.mark.parametrize("name", ["homework4.md", "corrected.md"])
def test_the_proved_links_of_t1_and_t3_are_proved_by_the_kernel(name: str) -> None:
    document = judged(name)
    for one in document.judgements:
        line = document.document.place(one.step.at.start)[0]
        if one.outcome == "proved" and (line < 69 or line > 93):
            assert "kernel" == getattr(one.verdict, "trust", None)
