"""The homework's own numbers: its compiled module, its comparison, its marks."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from derive.codegen.compare import compare
from derive.codegen.module import compile_document
from derive.codegen.table import Comparison
from derive.diagnose.judgement import JudgedDocument
from derive.grade import grades_text
from derive.pipeline import check_file

FOLDER = Path(__file__).parent.parent / "proofs" / "homework4"


@cache
def judged(name: str = "homework4.md") -> JudgedDocument:
    return check_file(FOLDER / name, FOLDER / "homework4.toml")


@cache
def module() -> ModuleType:
    made = ModuleType("homework")
    exec(compile(compile_document(judged()), "homework.py", "exec"), made.__dict__)
    return made


@cache
def compared() -> Comparison:
    return compare(judged())


@pytest.mark.parametrize(
    ("name", "expected"), [("z", 1.03), ("dz_dw_0", -0.2), ("dz_dw_1", 0.6), ("dz_db_0", -0.2), ("dz_db_1", 1.0)]
)
def test_the_network_at_the_given_values(name: str, expected: float) -> None:
    assert getattr(module(), name)() == pytest.approx(expected, abs=1e-15)


def test_the_switches_of_the_relu_are_in_the_derivatives() -> None:
    assert module().dz_dw_0(b_0=-2) == 0
    assert module().dz_dw_1(b_1=-9) == 0
    assert np.isnan(module().dz_dw_0(b_0=-0.5))


def test_the_softmax_and_its_cross_entropy_on_a_thousand_rows() -> None:
    generator = np.random.default_rng(4)
    logits, labels = 3 * generator.normal(size=(1000, 10)), np.eye(10)[generator.integers(0, 10, 1000)]
    e = np.exp(logits - logits.max(-1, keepdims=True))
    p = e / e.sum(-1, keepdims=True)

    assert np.abs(module().P(h=logits) - p).max() < 1e-12
    assert np.abs(module().L(h=logits, y=labels) + (labels * np.log(p)).sum(-1)).max() < 1e-12
    assert np.abs(module().dL_dh(h=logits, y=labels) - (p - labels)).max() < 1e-12


def test_a_row_without_a_batch_and_logits_of_a_thousand() -> None:
    assert module().P(h=[1000, 0]).tolist() == [1, 0]
    assert module().L(h=[1000, 0], y=[0, 1]) == 1000
    assert module().dL_dh(h=[1000, 0], y=[0, 1]).tolist() == [1, -1]


def test_numbers_contradict_no_proof() -> None:
    assert [] == [row for row in compared().rows if row.failed]
    assert {"complex step", "central differences", "its sides", "a small run by windows", "a full run by planes"} == {
        row.against for row in compared().rows if row.against
    }


def test_what_disagrees_is_what_is_refuted() -> None:
    rows = [row for row in compared().rows if row.kind == "link" and row.outcome != "not compared"]

    assert {row.name for row in rows if row.verdict == "refuted"} == {r.name for r in rows if r.outcome == "disagrees"}
    assert {"proved", "refuted"} == {row.verdict for row in rows}
    assert max(row.error for row in rows if row.verdict == "proved") < 1e-12


def test_every_proved_link_is_compared() -> None:
    proved = {one.step.id for one in judged().judgements if one.outcome == "proved"}

    assert proved == {row.name for row in compared().rows if row.kind == "link" and row.outcome == "agrees"}


def test_the_marks_charge_an_error_once() -> None:
    rows = {row["question"]: row for row in csv.DictReader(io.StringIO(grades_text(
        [judged()], FOLDER / "rubric.toml", "csv")))}  # fmt: skip

    assert {"T1": "10.5", "T2": "3.5", "T3": "6", "total": "20"} == {name: row["earned"] for name, row in rows.items()}
    assert "line 61" in rows["T1"]["reasons"]
    assert ["0", "2", "0", "2"] == [row["to review"] for row in rows.values()]


def test_the_corrected_homework_has_full_marks() -> None:
    text = grades_text([judged("corrected.md")], FOLDER / "rubric.toml")

    assert "30 of 30" in text
