"""The two promises, kept on whole documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from marked import documents, judged


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_no_right_step_is_refuted_and_no_wrong_one_proved(path: Path) -> None:
    marked = judged(path)

    assert not marked.lost, f"marks on lines {marked.lost} stand before no step"
    assert [line for line, step in marked.right if step.outcome == "refuted"] == []
    assert [line for line, step in marked.wrong if step.outcome == "proved"] == []
