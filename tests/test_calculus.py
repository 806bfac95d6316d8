"""The procedures of calculus and of solving, held to their fixtures; the workers and the oracle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from derive.elaborate.row import elaborate_row
from derive.kernel.certificate import Counterexample
from derive.kernel.verdict import CertificateError, certify, refute

FOLDER = Path(__file__).parent / "procedures"
NAMES = (
    "solution_sets", "lost_and_gained_roots", "premise_combination", "antiderivatives", "divergent_integrals",
    "indefinite_integrals", "limits_by_rules", "oracle_values", "changed_variables", "real_arithmetic",
)
LINE = re.compile(r"^Suppose \$(?P<given>.*)\$\.$|^\$\$(?P<display>.*)\$\$ <!-- (?P<expected>.*) -->$", re.MULTILINE)


def cases() -> Iterator[object]:
    """Procedure, assumptions in force, display and expectation, for every line of the fixtures."""
    for name in NAMES:
        given: list[str] = []
        for found in LINE.finditer((FOLDER / f"{name}.md").read_text(encoding="utf-8")):
            if found["given"]:
                given = [found["given"]]
            else:
                yield pytest.param(name, given, found["display"], found["expected"], id=f"{name}: {found['display']}")


@pytest.mark.parametrize(("name", "given", "display", "expected"), cases())
def test_a_procedure_does_what_its_fixture_says(name: str, given: list[str], display: str, expected: str) -> None:
    rule = import_module(f"derive.decide.procedures.{name}")
    _, elaborated = elaborate_row(display, "", given)
    (step,) = elaborated.steps
    assert step.obligation is not None, step.unread

    assert outcome(rule, step.obligation).startswith(expected)


def outcome(rule: object, obligation: object) -> str:
    """proved, refuted with the point, or declined: a rejected certificate counts as declined."""
    answer = rule.attempt(obligation)  # type: ignore[attr-defined]
    try:
        if isinstance(answer, Counterexample):
            refute(obligation, answer)  # type: ignore[arg-type]
            point = (f"{symbol.name}={getattr(value, 'value', '?')}" for symbol, value in answer.point)
            return " ".join(["refuted", *point])
        if answer is not None:
            certify(obligation, answer)  # type: ignore[arg-type]
            return "proved"
    except CertificateError:
        return "declined"
    return "declined"
