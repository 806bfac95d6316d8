"""Verdicts that are withheld, since the page does not settle what is meant."""

from __future__ import annotations

from dataclasses import replace

from derive.diagnose.judgement import Judgement
from derive.elaborate.step import Finding
from derive.kernel.verdict import Attempt, Proved, Refuted, Undecided


def withheld(one: Judgement, why: str) -> Judgement:
    """What was proved or refuted, left undecided with the finding `reading`, which says why."""
    assert isinstance(one.verdict, Proved | Refuted)
    return replace(one, verdict=Undecided(one.verdict.obligation, (Attempt("reading", why),)), message=why, slip=None,
                   findings=(*one.findings, Finding("reading", why, one.step.at)))


__all__ = ["withheld"]
