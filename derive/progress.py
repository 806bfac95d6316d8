"""Progress: one line on standard error, rewritten in place, and only when that is a terminal."""

from __future__ import annotations

import sys
import time
from types import TracebackType

INTERVAL = 0.1                                   # seconds between two drawings


class Progress:
    """Counts what is done out of a total (0 when it is not known) and shows the rate."""

    def __init__(self, unit: str, total: int = 0, note: str = "") -> None:
        self.unit, self.total, self.note, self.done = unit, total, note, 0
        self.visible = sys.stderr.isatty()
        self.began = time.monotonic()
        self.drawn = 0.0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self.visible and self.drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def advance(self) -> None:
        """One more is done."""
        self.at(self.done + 1, self.total)

    def at(self, done: int, total: int) -> None:
        """So many are done, of so many."""
        self.done, self.total = done, total
        now = time.monotonic()
        if not self.visible or now - self.drawn < INTERVAL:
            return
        self.drawn = now
        rate = self.done / max(now - self.began, 1e-9)
        of = f" of {self.total:,}" if self.total else ""
        sys.stderr.write(f"\r\x1b[K{self.done:,}{of} {self.unit}, {rate:,.1f} a second  {self.note}")
        sys.stderr.flush()
