"""A split that covers one sign only says what it leaves out, whichever sign that is."""

from __future__ import annotations

import pytest

from derive.pipeline import check_text


@pytest.mark.parametrize(
    "sign, left_over",
    [("<", "x >= 0"), (">", "x <= 0"), ("=", "x != 0"), (r"\leq", "x > 0"), (r"\geq", "x < 0"), (r"\neq", "x = 0")],
)
def test_what_one_case_leaves_out_is_named(sign: str, left_over: str) -> None:
    judged = check_text(f"Prove that $|x|^2 = x^2$.\n\nCase $x {sign} 0$:\n\n$$|x| |x| = x^2$$\n")

    assert [f"no case covers {left_over}"] == [f.message for f in judged.findings if f.code == "case"]
