"""The work that a procedure may do, in seconds of the processor, and the error that says it is used up.

What other programs do meanwhile takes nothing from it: a verdict is the same on a busy machine. What an oracle
works for us in a process of its own is charged to the one that asks.
"""

from __future__ import annotations

from contextvars import ContextVar, Token
from threading import local
from time import thread_time


class OutOfBudget(Exception):
    """A procedure has used up its time, its cases or its terms."""


class _Charged(local):
    """Seconds that others have worked for this thread."""

    seconds = 0.0


_charged = _Charged()
_deadline: ContextVar[float] = ContextVar("deadline", default=float("inf"))


def worked() -> float:
    """Seconds that this thread has worked, and that others have worked for it: the clock of every deadline."""
    return thread_time() + _charged.seconds


def charge(seconds: float) -> None:
    """Count work that was done for this thread elsewhere."""
    _charged.seconds += seconds


class allowance:
    """Within it `remaining` counts down to the deadline, a time of the clock `worked`."""

    __slots__ = ("deadline", "token")
    token: Token[float]

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline

    def __enter__(self) -> None:
        self.token = _deadline.set(self.deadline)

    def __exit__(self, *_: object) -> None:
        _deadline.reset(self.token)


def remaining() -> float:
    """Seconds of work until the deadline in force."""
    return _deadline.get() - worked()


def spend() -> None:
    """Fails with OutOfBudget once the deadline is past."""
    if remaining() < 0:
        raise OutOfBudget("time")
