"""Mutants of the corrected homework: no changed link is proved unless it still holds, and no true link is refuted.

`pytest tests/test_mutants.py -s` prints the numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import chain, islice, pairwise
from pathlib import Path

import pytest

import soundness
from derive.decide import judge as judge_module
from derive.decide.portfolio import decide
from derive.elaborate.document import elaborate
from derive.elaborate.step import Elaborated
from derive.read import read
from mutants import mutants

FOLDER = Path(__file__).parent.parent / "proofs" / "homework4"
EVERY = 5                                        # of the mutants: all of them take minutes


@pytest.fixture(autouse=True)
def decide_each_obligation_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most links of a mutant are those of the original."""
    monkeypatch.setattr(judge_module, "decide", remembered)


@lru_cache(maxsize=None)
def remembered(obligation: object, seconds: float = 5.0) -> object:
    return decide(obligation, seconds)  # type: ignore[arg-type]


def understood(source: str) -> Elaborated:
    import tomllib

    return elaborate(read(source), tomllib.loads((FOLDER / "homework4.toml").read_text("utf-8")))


def tasks() -> list[str]:
    """The page cut where a task begins: what a task says is in force in that task alone, so each is judged by itself."""
    source = (FOLDER / "corrected.md").read_text("utf-8")
    starts = [0, *(found.start() for found in re.finditer(r"^T[23]\. ", source, re.MULTILINE)), len(source)]
    return [source[start:stop] for start, stop in pairwise(starts)]


def test_mutants_of_the_corrected_homework_are_never_proved_and_its_truths_never_refuted() -> None:
    outcomes: Counter[str] = Counter()
    complaints = []
    for mutant in islice(chain.from_iterable(map(mutants, tasks())), None, None, EVERY):
        found = set()
        for step in understood(mutant.source).steps:
            ruling = judge_module.judge(step, 1.0)
            verdict = None if ruling is None else ruling.verdict
            wrong = soundness.complaint(verdict)
            if wrong:
                complaints.append(f"{mutant.kind} at {mutant.span}: {wrong}")
            found.add("unread" if step.unread else type(verdict).__name__.lower())
        outcomes[next((kind for kind in ("refuted", "unread", "undecided") if kind in found), "proved")] += 1
    print(f"\n{outcomes.total()} mutants: {dict(outcomes)}")

    assert [] == complaints
    assert outcomes.total() > 600 // EVERY
    # A fifth of the mutants changes no value: i for j where i = j. Some leave a name without one, which is not refuted:
    # x_2 = 0.6, of an x_2 that stands nowhere else, asks for it.
    assert outcomes["refuted"] > 0.5 * outcomes.total()
