"""A pool of worker processes, each of which may hang, crash or eat memory at the cost of its own task only.

In go tasks as bytes; out come their outcomes, in the order of the tasks. A worker loads what it needs once and
takes one task after another; at the deadline of a task its worker is killed and another takes its place. Only a
bounded number of tasks is held, so the stream may be endless. No threads, no signal handlers, no
`multiprocessing` (which would run the caller's script again in every worker).
"""

from __future__ import annotations

import contextlib
import gc
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from types import TracebackType
from typing import Literal

MEMORY = 4 << 30                                 # bytes of address space of a worker
START = 120.0                                    # seconds a worker may take to load
TASKS = 5000                                     # tasks after which a worker is replaced, so that none grows
AHEAD = 64                                       # tasks a worker may be ahead of the slowest
YOUNG = 20_000                                   # objects made before the collector looks at them
READY, VALUE, FAULT = b"r", b"v", b"f"


class PoolError(Exception):
    """Workers cannot be started at all."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: its value, or why there is none."""

    status: Literal["ok", "timeout", "crashed"]
    value: bytes
    seconds: float
    error: str = ""


@dataclass
class _Worker:
    """A process, the socket to it, and what it is at."""

    process: subprocess.Popen[bytes]
    channel: socket.socket
    since: float = field(default_factory=time.monotonic)
    task: int | None = None                      # the number of its task; none while it starts or is idle
    ready: bool = False
    served: int = 0
    received: bytearray = field(default_factory=bytearray)

    def end(self) -> None:
        self.channel.close()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()


def outcomes(function: str, tasks: Iterable[bytes], workers: int, seconds: float) -> Iterator[tuple[bytes, Outcome]]:
    """Every task with its outcome, in order. `function` is "module:name": from bytes and seconds to bytes."""
    pool = _Pool(function, seconds)
    try:
        yield from pool.run(enumerate(tasks), workers)
    finally:
        pool.end()


class _Pool:
    """The workers and the tasks that are held: handed out, or done and waiting for an earlier one."""

    def __init__(self, function: str, seconds: float) -> None:
        self.function, self.seconds = function, seconds
        self.selector = selectors.DefaultSelector()
        self.workers: list[_Worker] = []
        self.tasks: dict[int, bytes] = {}
        self.done: dict[int, Outcome] = {}

    def run(self, tasks: Iterator[tuple[int, bytes]], workers: int) -> Iterator[tuple[bytes, Outcome]]:
        first, exhausted = 0, False
        while not exhausted or self.tasks:
            while not exhausted and len(self.tasks) < AHEAD * workers and (worker := self._idle(workers)):
                number, task = next(tasks, (-1, b""))
                exhausted = number < 0
                if not exhausted:
                    self._hand(worker, number, task)
            if self.tasks:
                self._wait()
            while first in self.done:
                yield self.tasks.pop(first), self.done.pop(first)
                first += 1

    def end(self) -> None:
        for worker in self.workers:
            worker.end()
        self.selector.close()

    def _idle(self, workers: int) -> _Worker | None:
        """A worker without a task, be it still starting; started when there may be one more."""
        for worker in self.workers:
            if worker.task is None:
                return worker
        if len(self.workers) >= workers:
            return None
        worker = _start(self.function, self.seconds)
        self.workers.append(worker)
        self.selector.register(worker.channel, selectors.EVENT_READ, worker)
        return worker

    def _hand(self, worker: _Worker, number: int, task: bytes) -> None:
        self.tasks[number] = task
        worker.task = number
        if worker.ready:
            self._send(worker)

    def _send(self, worker: _Worker) -> None:
        assert worker.task is not None
        task = self.tasks[worker.task]
        worker.since = time.monotonic()
        # A worker that is gone is noticed when its socket is read.
        with contextlib.suppress(OSError):
            worker.channel.setblocking(True)
            worker.channel.settimeout(self.seconds)
            worker.channel.sendall(len(task).to_bytes(8, "little") + task)
        worker.channel.setblocking(False)

    def _wait(self) -> None:
        """Until a worker has something to say or a deadline has come."""
        ends = [self._deadline(worker) for worker in self.workers if worker.task is not None]
        for key, _ in self.selector.select(max(0.0, min(ends, default=0.0) - time.monotonic())):
            self._read(key.data)
        now = time.monotonic()
        for worker in tuple(self.workers):
            if worker.task is not None and now >= self._deadline(worker):
                if not worker.ready:
                    raise PoolError("a worker does not start")
                self._settle(worker, Outcome("timeout", b"", now - worker.since,
                                             f"not done within {self.seconds:g} s"))
                self._discard(worker)

    def _deadline(self, worker: _Worker) -> float:
        return worker.since + (self.seconds if worker.ready else START)

    def _read(self, worker: _Worker) -> None:
        try:
            part = worker.channel.recv(1 << 20)
        except BlockingIOError:
            return
        except OSError:
            part = b""
        if not part:
            self._died(worker, _how_ended(worker.process))
            return
        worker.received += part
        if len(worker.received) < 9 or len(worker.received) < 9 + int.from_bytes(worker.received[1:9], "little"):
            return
        kind, value = bytes(worker.received[:1]), bytes(worker.received[9:])
        worker.received.clear()
        if kind == FAULT:
            self._died(worker, value.decode("utf-8", "replace"))
        elif kind == READY:
            worker.ready = True
            if worker.task is not None:
                self._send(worker)
        else:
            self._settle(worker, Outcome("ok", value, time.monotonic() - worker.since))
            if worker.served >= TASKS:
                self._discard(worker)

    def _died(self, worker: _Worker, why: str) -> None:
        if not worker.ready:
            raise PoolError(f"a worker does not start: {why}")
        if worker.task is not None:
            self._settle(worker, Outcome("crashed", b"", time.monotonic() - worker.since, why))
        self._discard(worker)

    def _settle(self, worker: _Worker, outcome: Outcome) -> None:
        assert worker.task is not None
        self.done[worker.task] = outcome
        worker.task = None
        worker.served += 1

    def _discard(self, worker: _Worker) -> None:
        self.selector.unregister(worker.channel)
        self.workers.remove(worker)
        worker.end()


def _start(function: str, seconds: float) -> _Worker:
    ours, theirs = socket.socketpair()
    code = (f"import sys; sys.path[:] = {sys.path!r}\n"
            f"from {__name__} import serve\nserve({theirs.fileno()}, {function!r}, {seconds!r})")
    try:
        process = subprocess.Popen([sys.executable, "-c", code], pass_fds=[theirs.fileno()],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   start_new_session=True)
    except OSError as fault:
        ours.close()
        raise PoolError(f"a worker does not start: {fault}") from None
    finally:
        theirs.close()
    ours.setblocking(False)
    return _Worker(process, ours)


def _how_ended(process: subprocess.Popen[bytes]) -> str:
    try:
        code = process.wait(1)
    except subprocess.TimeoutExpired:
        return "the worker closed its socket"
    return f"the worker was ended by signal {-code}" if code < 0 else f"the worker exited with {code}"


def serve(descriptor: int, function: str, seconds: float) -> None:
    """In the worker: one task after another until the socket closes. What is not caught ends it, with its reason."""
    channel = socket.socket(fileno=descriptor)

    def failed(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        _reply(channel, FAULT, f"{kind.__name__}: {fault}"[:500].encode("utf-8", "replace"))
        os._exit(1)

    sys.excepthook = failed
    module, _, name = function.partition(":")
    work: Callable[[bytes, float], bytes] = getattr(import_module(module), name)
    collect_seldom()
    _limit_memory()
    _reply(channel, READY, b"")
    while size := _exactly(channel, 8):
        _limit_time(seconds)
        _reply(channel, VALUE, work(_exactly(channel, int.from_bytes(size, "little")), seconds))


def collect_seldom() -> None:
    """What was imported stays, and terms do not go in circles: there is little for the collector to find."""
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 50)


def _reply(channel: socket.socket, kind: bytes, value: bytes) -> None:
    channel.sendall(kind + len(value).to_bytes(8, "little") + value)


def _exactly(channel: socket.socket, count: int) -> bytes:
    """So many bytes, or none when the other end is gone."""
    received = bytearray()
    while len(received) < count:
        part = channel.recv(min(count - len(received), 1 << 20))
        if not part:
            return b""
        received += part
    return bytes(received)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _limit_time(seconds: float) -> None:
    """The system ends a worker that computes on after whoever would have killed it is gone."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds + 10), hard))
