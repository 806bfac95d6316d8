"""Work for a pool that goes wrong in every way a task can."""

from __future__ import annotations

import ctypes
import json
import os
import time
from pathlib import Path

from derive.row import dumps, id_of


def work(task: bytes, seconds: float) -> bytes:
    """Do what the task says."""
    match task.split():
        case [b"hang"]:
            while True:
                pass
        case [b"sleep", duration]:
            time.sleep(float(duration))
        case [b"exit"]:
            os._exit(3)
        case [b"crash"]:
            ctypes.string_at(0)
        case [b"raise"]:
            raise ValueError("a bug")
        case [b"memory"]:
            return b"x" * (16 << 30)
        case [b"deep"]:
            return work_deeply(task)
    return task * 2


def work_deeply(task: bytes) -> bytes:
    return work_deeply(task)


def answer(row: bytes, seconds: float) -> bytes:
    """An answer for the tests of a batch: quick, and with the process that gave it."""
    if b'"hang"' in row:
        work(b"hang", seconds)
    if b'"crash"' in row:
        work(b"crash", seconds)
    if b'"slow"' in row:
        time.sleep(0.02)
    return dumps({"id": id_of(row), "status": "ok", "seconds": 0.0, "links": [], "summary": {}, "pid": os.getpid()})


def rows(path: Path, count: int, every: str = "", **special: str) -> list[int]:
    """Write rows with ids from 0; `special` gives the text of some of them, by `r<number>`."""
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            stream.write(json.dumps({"id": number, "markdown": special.get(f"r{number}", every)}) + "\n")
    return list(range(count))
