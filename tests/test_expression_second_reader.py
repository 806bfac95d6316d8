"""The second reader: where another reading differs in value, both are shown."""

from __future__ import annotations

import sys

import pytest
import sympy

from derive.elaborate.formulas import second_reader
from derive.elaborate.formulas.expression import elaborate
from derive.elaborate.names.signature import Signature
from derive.elaborate.step import Finding
from derive.read.node import Span
from derive.read.parse import parse


def compared(text: str, other: str | None, monkeypatch: pytest.MonkeyPatch) -> Finding | None:
    """The finding for a side when the second reader answers with `other`; None stands for no package."""
    answer = None if other is None else (lambda latex: sympy.sympify(other))
    monkeypatch.setattr(second_reader, "reader", lambda: answer)
    node = parse(text)
    term = elaborate(node, Signature()).term
    assert term is not None
    return second_reader.compare(text, node, term)


@pytest.mark.parametrize(("text", "other"), [
    ("1/2x", "1/(2*x)"), ("x_1 (y+1)", "x_1 + y"), (r"\sin x", "cos(x)"), ("0.6(-0.2)", "0.6 - 0.2"),
])
def test_readings_that_differ_are_shown(text: str, other: str, monkeypatch: pytest.MonkeyPatch) -> None:
    finding = compared(text, other, monkeypatch)

    assert finding is not None
    assert finding.code == "reading"
    assert finding.span == Span(0, len(text))
    assert "latex2sympy2 reads" in finding.message


@pytest.mark.parametrize(("text", "other"), [
    ("1/2x", "x/2"), (r"\frac{x_1+2}{y}", "2/y + x_1/y"), ("x", "u"), (r"\sqrt{x}", "x**(1/2)"), ("x/2", None),
    (r"\sum_k a_k", "0"), (r"\log x", "log(x)/log(10)"), ("z + y", "2*y"), (r"\frac{dy}{dx}", "0"),
])
def test_it_is_silent_on_what_agrees_or_is_not_its_language(
    text: str, other: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compared(text, other, monkeypatch) is None


def test_nothing_is_loaded_before_it_is_asked() -> None:
    assert not set(second_reader.PACKAGES) & set(sys.modules)
