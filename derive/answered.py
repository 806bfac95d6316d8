"""What the library answers: a verdict on one equation, and what is worth saying beside it."""

from __future__ import annotations

from dataclasses import dataclass

from derive.elaborate.step import Finding
from derive.kernel.verdict import Verdict


@dataclass(frozen=True)
class Answer:
    """A verdict on one equation: `verdict` is "proved", "refuted" or "undecided"; true only when proved.

    `counterexample` names a point; `missing` are conditions under which an unproved equation would hold;
    `findings` say where one side is defined and the other is not.
    """

    verdict: str
    by: str = ""
    trust: str = ""
    counterexample: str = ""
    attempts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    detail: Verdict | None = None

    def __bool__(self) -> bool:
        return self.verdict == "proved"

    def __str__(self) -> str:
        return self.verdict
