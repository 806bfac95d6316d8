"""How long the homework takes: warm in one process, and cold against the bare import of SymPy, side by side.

    uv run python tests/benchmarks/homework.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from derive.pipeline import check_file

ROOT = Path(__file__).parent.parent.parent
HOMEWORK = ROOT / "proofs" / "homework4" / "homework4.md"


def warm(times: int = 20) -> float:
    """Median seconds of a check in a process that has done one already."""
    check_file(HOMEWORK)
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        check_file(HOMEWORK)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def cold(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    return time.perf_counter() - start


def main() -> None:
    check = [sys.executable, "-m", "derive", "check", str(HOMEWORK)]
    sympy = [sys.executable, "-c", "import sympy"]
    pairs = [(cold(check), cold(sympy)) for _ in range(7)]
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"warm check            {warm() * 1000:8.1f} ms   (aim: under 100)")
    print(f"cold proof-check      {ours * 1000:8.1f} ms")
    print(f"cold import sympy     {theirs * 1000:8.1f} ms")
    print(f"cold ratio            {ours / theirs:8.2f}      (aim: under 1.5)")


if __name__ == "__main__":
    main()
