"""A small run of the soundness benchmark: law-generated true steps are never refuted."""

from __future__ import annotations

import pytest

from derive.decide.points import evidence
from truths import true_step

STEPS = 1500
SLICES = 3


@pytest.mark.parametrize("part", range(SLICES))
def test_no_true_step_is_refuted(part: int) -> None:
    agreed = 0
    for seed in range(part, STEPS, SLICES):
        step = true_step(seed)
        found = evidence(step)
        agreed += found.agree > 0

        assert found.disagree is None, (seed, step.goal)

    assert agreed > STEPS // SLICES * 0.9
