"""The time that a procedure may take, and the error that says it is over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter

_deadline: ContextVar[float] = ContextVar("deadline", default=float("inf"))


class OutOfBudget(Exception):
    """A procedure has used up its time, its cases or its terms."""


@contextmanager
def allowance(deadline: float) -> Iterator[None]:
    """Within it `remaining` counts down to the deadline."""
    token = _deadline.set(deadline)
    try:
        yield
    finally:
        _deadline.reset(token)


def remaining() -> float:
    """Seconds until the deadline in force."""
    return _deadline.get() - perf_counter()


def spend() -> None:
    """Fails with OutOfBudget once the deadline is past."""
    if remaining() < 0:
        raise OutOfBudget("time")
