"""Time on a machine that others use as well: a fixed piece of work is timed beside every answer.

    with_pace(answer) -> what was answered, and how long the fixed piece of work took just before and after it
    at_best(seconds, pace, best) -> the seconds as they would be where it takes no longer than at its best

Other programs slow us down also while we work, by what they leave of caches and of a shared core; this takes it off.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")
STEPS = 1500


def now() -> float:
    """Seconds by the clock, or of work: processes that are started learn from the environment which."""
    return time.process_time() if os.environ.get("CLOCK") == "cpu" else time.perf_counter()


def pace() -> float:
    """Seconds that the fixed piece of work takes at the moment."""
    start = now()
    table: dict[int, object] = {}
    for step in range(STEPS):
        table[step % 97] = (step, table.get(step % 89))
    return now() - start


def with_pace(answer: Callable[[], Answer]) -> tuple[Answer, float]:
    """An answer, and the pace of the machine around it."""
    before = pace()
    found = answer()
    return found, (before + pace()) / 2


def at_best(seconds: float, here: float, best: float) -> float:
    return seconds * best / here if here else seconds
