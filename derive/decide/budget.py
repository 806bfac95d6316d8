"""The time that a procedure may take, and the error that says it is over."""

from __future__ import annotations

from contextvars import ContextVar, Token
from time import perf_counter

_deadline: ContextVar[float] = ContextVar("deadline", default=float("inf"))


class OutOfBudget(Exception):
    """A procedure has used up its time, its cases or its terms."""


class allowance:
    """Within it `remaining` counts down to the deadline."""

    __slots__ = ("deadline", "token")
    token: Token[float]

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline

    def __enter__(self) -> None:
        self.token = _deadline.set(self.deadline)

    def __exit__(self, *_: object) -> None:
        _deadline.reset(self.token)


def remaining() -> float:
    """Seconds until the deadline in force."""
    return _deadline.get() - perf_counter()


def spend() -> None:
    """Fails with OutOfBudget once the deadline is past."""
    if remaining() < 0:
        raise OutOfBudget("time")
