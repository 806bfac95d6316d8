"""The one place where any failure at all is caught: a defect in the handling of one statement must not lose the page.

What is caught becomes a named outcome that the reader sees. It never becomes a verdict: a crash proves and refutes
nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Crash:
    """A failure of our own, by name."""

    failure: str

    def __str__(self) -> str:
        return f"crashed: {self.failure}"


def contained(call: Callable[[], T]) -> T | Crash:
    """The result of a call, or how it crashed. Interrupts pass through."""
    try:
        return call()
    except Exception as failure:  # noqa: BLE001
        return Crash(f"{type(failure).__name__}: {str(failure)[:200]}")
