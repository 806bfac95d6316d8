"""For tests of what an oracle answers, and not of how soon a busy machine lets it."""

from __future__ import annotations

import pytest

from derive.decide import oracle


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question to an oracle has twice its usual time."""
    asked = oracle.question
    monkeypatch.setattr(oracle, "question", lambda *task, seconds: asked(*task, seconds=2 * seconds))
