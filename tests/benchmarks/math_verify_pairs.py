# /// script
# requires-python = ">=3.10"
# dependencies = ["math-verify[antlr4_13_2]==0.9.0"]
# ///
"""Math-Verify in an environment of its own: JSON pairs [lhs, rhs] come in a line each, answers go out a line each.

    uv run --script tests/benchmarks/math_verify_pairs.py < pairs.jsonl

An answer is [word, seconds to parse, seconds to verify, pace of the machine]; the word is "proved" (it says equal), "refuted" (it says not)
or "undecided" (one side was not read).
"""

from __future__ import annotations

import json
import sys

from math_verify import parse, verify
from pace import now, with_pace


def answer(lhs: str, rhs: str) -> tuple[str, float, float]:
    start = now()
    left, right = parse(f"${lhs}$", parsing_timeout=5), parse(f"${rhs}$", parsing_timeout=5)
    parsed = now()
    if not left or not right:
        return "undecided", parsed - start, 0.0
    same = verify(left, right, timeout_seconds=5)
    return ("proved" if same else "refuted"), parsed - start, now() - parsed


if __name__ == "__main__":
    answer("x + x", "2x")
    answer(r"\frac{1}{2}", "0.5")
    for line in sys.stdin:
        asked = json.loads(line)
        found, pace = with_pace(lambda asked=asked: answer(*asked))
        print(json.dumps([*found, pace]), flush=True)
