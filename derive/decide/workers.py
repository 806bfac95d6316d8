"""Worker processes for work that may hang, crash or eat memory.

In come a function (by reference) and picklable arguments; out goes an `Answer`: the value, or a
named outcome. One process, the nursery, loads SymPy once and forks a fresh child for every
question, so no answer depends on an earlier one, and a child that overruns is killed without
harm. What a child may take is counted in seconds of its own work, which the asker is charged: a busy
machine changes no answer. Nothing is started before the first question. No signal handler, no thread and no
`multiprocessing` start method is involved: this works in a library, in a daemonic worker and under
a test runner alike. When the asking process ends, however it ends, the nursery sees its socket
close, kills what still runs, and ends too.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from derive.decide.budget import charge

MEMORY = 2 << 30                                 # bytes of address space for one question
DEPTH = 6000                                     # recursion limit of a child: SymPy nests deeply
START = 60.0                                     # seconds the nursery may take to load SymPy
NAME = 40                                        # bytes of a library's name
PATIENCE = 5                                     # seconds to wait for one of work
WARM = ("sympy", "derive.decide.questions")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question.

    Outcomes: "answered", "timeout", "memory", "died", "error: ...", "unavailable".
    """

    outcome: str
    value: object = None
    work: float = field(default=0.0, compare=False)     # seconds of the processor that it took


def ask(
    function: Callable[..., object], *args: object, seconds: float = 5.0, memory: int = MEMORY, library: str = ""
) -> Answer:
    """Run `function(*args)` in a fresh process that may work so many seconds; never raises on what happens there.

    A `library` is loaded once for all questions that need it.
    """
    global _nursery
    if not hasattr(os, "fork"):
        return Answer("unavailable")
    task = pickle.dumps((function, args, memory, seconds), protocol=5)
    if _nursery is None or not _nursery.is_alive():
        _nursery = Nursery.start()
    answer = Answer("unavailable") if _nursery is None else _nursery.run(task, seconds, library)
    charge(answer.work)
    return answer


def close() -> None:
    """End the nursery of this process, if it has one."""
    global _nursery
    if _nursery is not None:
        _nursery.close()
        _nursery = None


class Nursery:
    """The asking process's end: a socket over which children are ordered and ended."""

    def __init__(self, process: subprocess.Popen[bytes], control: socket.socket) -> None:
        self.process = process
        self.control = control
        self.owner = os.getpid()
        self.turn = Lock()                       # an order and its reply belong together
        self.loaded = {""}                       # libraries beside those of every nursery

    @staticmethod
    def start() -> Nursery | None:
        """A nursery that is ready for orders; none when it cannot be started."""
        ours, theirs = socket.socketpair()
        # Hash order reaches SymPy's results; a fixed seed makes an answer the same in every run.
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        code = f"import sys; sys.path[:] = {sys.path!r}\nfrom {__name__} import serve\nserve({theirs.fileno()})"
        try:
            process = subprocess.Popen(
                [sys.executable, "-c", code], pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            )
        except OSError:
            return None
        finally:
            theirs.close()
        ours.settimeout(START)
        with contextlib.suppress(OSError):
            if ours.recv(1) == b"!":
                return Nursery(process, ours)
        process.kill()
        process.wait()
        ours.close()
        return None

    def is_alive(self) -> bool:
        """Ours (a fork of this process must start its own) and still running."""
        return self.owner == os.getpid() and self.process.poll() is None

    def run(self, task: bytes, seconds: float, library: str = "") -> Answer:
        """One question to one fresh child."""
        ours, theirs = socket.socketpair()
        try:
            with self.turn:
                if library not in self.loaded:
                    self.control.sendall(b"L" + library.encode().ljust(NAME))
                    self.loaded.add(library)
                with theirs:
                    socket.send_fds(self.control, [b"+"], [theirs.fileno()])
                child = _exactly(self.control, 8, time.monotonic() + START)
        except (OSError, EOFError):
            ours.close()
            self.close()
            return Answer("died")
        try:
            return _converse(ours, task, seconds) if any(child) else Answer("unavailable")
        finally:
            ours.close()
            with contextlib.suppress(OSError):
                self.control.sendall(b"-" + child)

    def close(self) -> None:
        """Close the socket; the nursery ends its children and itself on seeing that."""
        if self.owner == os.getpid():
            with contextlib.suppress(OSError):
                self.control.shutdown(socket.SHUT_RDWR)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.control.close()


def _converse(ours: socket.socket, task: bytes, seconds: float) -> Answer:
    """Send the task, wait for the answer, and name what else may happen."""
    began = time.monotonic()
    deadline = began + PATIENCE * seconds
    try:
        ours.settimeout(max(0.001, deadline - time.monotonic()))
        ours.sendall(len(task).to_bytes(8, "little") + task)
        size = int.from_bytes(_exactly(ours, 8, deadline), "little")
        answer = pickle.loads(_exactly(ours, size, deadline))
    except TimeoutError:
        return Answer("timeout", work=seconds)
    except (OSError, EOFError, pickle.UnpicklingError):
        late = time.monotonic() - began >= seconds    # a child that has worked that long is ended by its own clock
        return Answer("timeout", work=seconds) if late else Answer("died")
    return answer if isinstance(answer, Answer) else Answer("died")


def _exactly(source: socket.socket, count: int, deadline: float) -> bytes:
    """Fails with TimeoutError at the deadline, with EOFError when the other end is gone."""
    received = bytearray()
    while len(received) < count:
        source.settimeout(max(0.001, deadline - time.monotonic()))
        part = source.recv(count - len(received))
        if not part:
            raise EOFError
        received += part
    return bytes(received)


def serve(descriptor: int) -> None:
    """The nursery: load once, fork on "+", kill and reap on "-", end when the other side is gone."""
    control = socket.socket(fileno=descriptor)
    for module in WARM:
        __import__(module)
    _keep_for_all()
    control.sendall(b"!")
    running: set[int] = set()
    while True:
        order, handles, _, _ = socket.recv_fds(control, 1, 1)
        if order == b"+" and handles:
            running.add(_fork(control, handles[0]))
        elif order == b"L":
            with contextlib.suppress(ImportError):    # the child that needs it will say so
                __import__(_exactly(control, NAME, time.monotonic() + START).decode().strip())
                _keep_for_all()
        elif order == b"-":
            _end(int.from_bytes(_exactly(control, 8, time.monotonic() + START), "little"), running)
        else:
            for child in tuple(running):
                _end(child, running)
            return


def _keep_for_all() -> None:
    """What is loaded is never collected: no child looks through it, nor copies the pages on which it stands."""
    gc.collect()
    gc.freeze()


def _fork(control: socket.socket, handle: int) -> int:
    """A child that serves one question; its process number goes to the asker, 0 if there can be none."""
    try:
        child = os.fork()
    except OSError:
        child = -1
    if child == 0:
        control.close()
        _answer_one(socket.socket(fileno=handle))
        os._exit(0)
    os.close(handle)
    control.sendall(max(child, 0).to_bytes(8, "little"))
    return child


def _end(child: int, running: set[int]) -> None:
    # The child is reaped only here, so its number cannot have passed to another process.
    if child in running and child > 0:
        with contextlib.suppress(OSError):
            os.kill(child, 9)
            os.waitpid(child, 0)
    running.discard(child)


def _answer_one(channel: socket.socket) -> None:
    """In the child: read a task, run it under its limits, send what came of it."""
    far = time.monotonic() + 3600
    size = int.from_bytes(_exactly(channel, 8, far), "little")
    function, args, memory, seconds = pickle.loads(_exactly(channel, size, far))
    _limit(memory, seconds)
    from derive.decide.oracle import protected

    outcome, value = protected(function, args)
    try:
        packed = pickle.dumps(Answer(outcome, value, time.process_time()), protocol=5)
    except (pickle.PicklingError, TypeError, AttributeError, RecursionError, MemoryError) as fault:
        packed = pickle.dumps(Answer(f"error: {type(fault).__name__} in the answer"), protocol=5)
    channel.sendall(len(packed).to_bytes(8, "little") + packed)


def _limit(memory: int, seconds: float) -> None:
    import resource

    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, max(seconds, 0.001))      # it ends this process; nothing here catches it
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    sys.setrecursionlimit(DEPTH)


_nursery: Nursery | None = None
atexit.register(close)
