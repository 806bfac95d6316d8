"""How long the homework takes: warm in one process, and cold against the bare import of SymPy, side by side.

    uv run python tests/benchmarks/homework.py

Warm is process time, once with everything forgotten that was remembered of the page (a page not seen before), once
with nothing forgotten (the same page again).
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from functools import _lru_cache_wrapper
from pathlib import Path

from derive.pipeline import check_file

ROOT = Path(__file__).parent.parent.parent
HOMEWORK = ROOT / "proofs" / "homework4" / "homework4.md"


def warm(forgetful: bool, times: int = 20) -> float:
    """Median seconds of a check in a process that has done one already."""
    check_file(HOMEWORK)
    memories = remembered()
    taken = []
    for _ in range(times):
        for memory in memories if forgetful else ():
            memory.cache_clear()
        start = time.process_time()
        check_file(HOMEWORK)
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def remembered() -> list[_lru_cache_wrapper[object]]:
    """What the project remembers from one call to the next, all that has a bound."""
    wrappers = [found for found in gc.get_objects() if isinstance(found, _lru_cache_wrapper)]
    ours = [found for found in wrappers if found.__module__.startswith("derive.")]
    return [found for found in ours if found.cache_parameters()["maxsize"] is not None]


def cold(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    return time.perf_counter() - start


def main() -> None:
    check = [sys.executable, "-m", "derive", "check", str(HOMEWORK)]
    sympy = [sys.executable, "-c", "import sympy"]
    pairs = [(cold(check), cold(sympy)) for _ in range(7)]
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"warm, a new page      {warm(True) * 1000:8.1f} ms   (aim: under 100)")
    print(f"warm, the same again  {warm(False) * 1000:8.1f} ms")
    print(f"cold proof-check      {ours * 1000:8.1f} ms")
    print(f"cold import sympy     {theirs * 1000:8.1f} ms")
    print(f"cold ratio            {ours / theirs:8.2f}      (aim: under 1.5)")


if __name__ == "__main__":
    main()
