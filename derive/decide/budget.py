"""The work that a procedure may do, in seconds of the processor, and the error that says it is used up.

What other programs do meanwhile takes nothing from it: a verdict is the same on a busy machine. What an oracle
works for us in a process of its own is charged to the one that asks.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar, Token
from functools import lru_cache
from os import register_at_fork
from threading import local
from time import monotonic, perf_counter, thread_time
from typing import Any, Generic, TypeVar

Question = TypeVar("Question")
Reply = TypeVar("Reply")
REMEMBERED = 400                                 # replies of one function
GRAIN = 1e-3                                     # seconds by the clock for which the work is not asked for again


class OutOfBudget(Exception):
    """A procedure has used up its time, its cases or its terms."""


class _Work(local):
    """What this thread has worked: to ask the system for it costs ten times as much as to look at the clock."""

    own = 0.0                                    # seconds, when the system was last asked
    asked = -1.0                                 # when that was, by the clock
    charged = 0.0                                # seconds that others have worked for this thread


_work = _Work()
_deadline: ContextVar[float] = ContextVar("deadline", default=float("inf"))


def worked() -> float:
    """Seconds that this thread has worked, and that others have worked for it: the clock of every deadline."""
    now = perf_counter()
    if now - _work.asked > GRAIN:
        _work.own, _work.asked = thread_time(), now
    return _work.own + _work.charged


def charge(seconds: float) -> None:
    """Count work that was done for this thread elsewhere."""
    _work.charged += seconds


def _begin() -> None:
    """A process of its own has not worked yet."""
    _work.asked = -1.0


register_at_fork(after_in_child=_begin)


def lasting(seconds: float, patience: float) -> Callable[[], float]:
    """What is left of so many seconds of work, and of so many times that by the clock."""
    work, clock = worked() + seconds, monotonic() + patience * seconds
    return lambda: min(work - worked(), clock - monotonic())


class remembered(Generic[Question, Reply]):
    """A function of a question and seconds, which looks up what it has been asked before: by a page that is read
    again, by the repair of a slip.

    Only replies well within their budget are kept, and what they cost is charged again: neither a reply nor what
    is left for others depends on what came before.
    """

    def __init__(self, function: Callable[[Question, float], Reply]) -> None:
        self.function = function
        self.usual: float = (function.__defaults__ or (5.0,))[-1]
        self.known = lru_cache(maxsize=REMEMBERED)(_unanswered)
        self.__doc__ = function.__doc__

    def __call__(self, question: Question, seconds: float | None = None) -> Reply:
        limit = self.usual if seconds is None else seconds
        place: list[tuple[Reply, float]] = self.known(question)
        for reply, work in place:
            if 2 * work < limit:
                charge(work)
                return reply
        began = worked()
        reply = self.function(question, limit)
        work = worked() - began
        if 2 * work < limit:
            place[:] = [(reply, work)]
        return reply


def _unanswered(_: object) -> list[tuple[Any, float]]:
    """A place for the reply to a question."""
    return []


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
    if remaining() <= 0:                         # the clock moves by grains
        raise OutOfBudget("time")
