"""A split that covers one sign only says what it leaves out, whichever sign that is."""

from __future__ import annotations

import pytest

from derive import pipeline
from derive.pipeline import check_text


@pytest.mark.parametrize(
    "sign, left_over",
    [("<", "x >= 0"), (">", "x <= 0"), ("=", "x != 0"), (r"\leq", "x > 0"), (r"\geq", "x < 0"), (r"\neq", "x = 0")],
)
def test_what_one_case_leaves_out_is_named(sign: str, left_over: str) -> None:
    judged = check_text(f"Prove that $|x|^2 = x^2$.\n\nCase $x {sign} 0$:\n\n$$|x| |x| = x^2$$\n")

    assert [f"no case covers {left_over}"] == [f.message for f in judged.findings if f.code == "case"]


PROOF = "Prove that $|x| \\ge x$.\n\nCase $x \\ge 0$:\n\n$$|x| = x$$\n\nCase $x < 0$:\n\n$$|x| = -x$$\n"


@pytest.mark.parametrize("broken", ["incomplete_splits", "judge_goal"])
def test_a_crash_beside_the_steps_keeps_the_page(monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError("a defect of ours")

    whole = check_text(PROOF)
    monkeypatch.setattr(pipeline, broken, crash)
    judged = check_text(PROOF)
    assert [one.outcome for one in judged.judgements] == [one.outcome for one in whole.judgements]
    assert whole.goals
    assert not any(goal.established for goal in judged.goals)
    assert all("crashed: ZeroDivisionError" in goal.message for goal in judged.goals)


def test_readings_that_cannot_be_tried_withhold_verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError("a defect of ours")

    page = "$$\\sin^{-1} x = \\frac{1}{\\sin x}$$\n"
    assert check_text(page).elaborated.met
    monkeypatch.setattr(pipeline, "weighed", crash)
    assert [one.outcome for one in check_text(page).judgements] == ["undecided"]
