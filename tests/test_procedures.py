"""Each procedure answers as its fixture says, and the kernel agrees."""

from __future__ import annotations

from pathlib import Path

import pytest

import fixture
from derive import catalog
from derive.decide import procedures
from derive.decide.budget import OutOfBudget
from derive.kernel.certificate import Counterexample
from derive.kernel.polynomial import Beyond
from derive.kernel.term import Number
from derive.kernel.verdict import CertificateError, certify, refute
from patience import patient as patient

HERE = Path(__file__).parent / "procedures"
CASES = [
    pytest.param(rule, line, id=f"{catalog.name(rule)}:{line.number}")
    for rule in catalog.collect(procedures)
    if (HERE / f"{catalog.name(rule)}.md").exists()
    for line in fixture.lines(HERE / f"{catalog.name(rule)}.md")
]


@pytest.mark.parametrize("rule, line", CASES)
def test_a_procedure_answers_as_written(rule, line):
    answers = [said(rule, step.obligation) for step in line.steps]

    assert [line.expected] * len(answers) == [short(answer, line.expected) for answer in answers]
    assert answers, "nothing was read on this line"


def short(answer, expected):
    """Where no point is expected, none is looked at."""
    return answer.partition(" ")[0] if " " not in expected else answer


def said(rule, obligation):
    """The word for an answer: what the kernel rejects counts as declined."""
    try:
        answer = rule.attempt(obligation)
        if answer is None:
            return "declined"
        if isinstance(answer, Counterexample):
            refute(obligation, answer)
            values = sorted(f"{name.name}={term.value}" for name, term in answer.point if isinstance(term, Number))
            return " ".join(["refuted", *values])
        certify(obligation, answer)
    except (CertificateError, OutOfBudget, Beyond):
        return "declined"
    return "proved"
