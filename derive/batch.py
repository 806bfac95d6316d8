"""Batches: one document or display a line in, one answer a line out, in order, whatever the row is.

    row      {"id", "markdown": text}
             {"id", "display": latex, "context": text, "assuming": [text, ...], "after": text}
    answer   {"id", "status": "ok|timeout|crashed", "seconds", "links", "summary", "findings", "goals"}
             with "error" where the status is not ok

A row that is not one of these is answered as crashed, with the reason. Lines of blanks are not rows.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from derive.pool import Outcome, PoolError, outcomes
from derive.progress import Progress
from derive.row import LONGEST, dumps, failure, id_of

SECONDS = 60.0
ANSWER = "derive.answer:answer"


class BatchError(Exception):
    """The batch cannot be run; the message is one line."""


def check_many(
    rows: Iterable[Mapping[str, Any]], workers: int = 1, seconds: float = SECONDS
) -> Iterator[dict[str, Any]]:
    """An answer for each row, in order; `seconds` is what one row may take."""
    lines = (json.dumps(row).encode() for row in rows)
    for line, outcome in outcomes(ANSWER, lines, workers, seconds):
        yield json.loads(_line(line, outcome))


def run(rows: str, answers: str, workers: int = 1, seconds: float = SECONDS, resume: bool = False) -> None:
    """Answer the rows of one file into another; '-' is standard input or output.

    With `resume`, the answers that are there are kept (one that was cut is done again) and the rest is added.
    Fails when a file cannot be opened, is both in and out, or the answers there are not those of these rows.
    """
    with ExitStack() as stack:
        source = sys.stdin.buffer if rows == "-" else stack.enter_context(_open(rows, "rb"))
        if rows != "-" and answers != "-" and os.path.exists(answers) and os.path.samefile(rows, answers):
            raise BatchError(f"{answers}: is the input as well")
        there = _there(answers) if resume else 0
        last = _skip(source, there, answers) if there else None
        if there and last != _last_id(answers):
            raise BatchError(f"{answers}: its last answer is not that of row {there} of {rows}")
        out = sys.stdout.buffer if answers == "-" else stack.enter_context(_open(answers, "ab" if resume else "wb"))
        progress = stack.enter_context(Progress("rows"))
        progress.done = there
        tally = {"timeout": 0, "crashed": 0}
        try:
            for line, outcome in outcomes(ANSWER, _rows(source), workers, seconds):
                out.write(_line(line, outcome) + b"\n")
                out.flush()
                if outcome.status != "ok":
                    tally[outcome.status] += 1
                    progress.note = ", ".join(f"{count} {status}" for status, count in tally.items() if count)
                progress.advance()
        except PoolError as fault:
            raise BatchError(str(fault)) from None


def _line(row: bytes, outcome: Outcome) -> bytes:
    """What came of a row, as an answer."""
    if outcome.status == "ok":
        return outcome.value
    return dumps(failure(row, outcome.status, outcome.error, outcome.seconds))


def _rows(source: IO[bytes]) -> Iterator[bytes]:
    """The rows of a stream, one at a time; of an overlong one only the beginning."""
    while line := source.readline(LONGEST):
        rest = line
        while len(rest) == LONGEST and not rest.endswith(b"\n"):
            rest = source.readline(LONGEST)
        if line.strip():
            yield line.strip() if len(line) < LONGEST else line


def _open(path: str, mode: str) -> IO[bytes]:
    try:
        return open(path, mode)
    except OSError as fault:
        raise BatchError(f"{path}: {(fault.strerror or str(fault)).lower()}") from None


def _there(answers: str) -> int:
    """How many whole answers an earlier run left; what was cut behind them is taken away."""
    if answers == "-":
        raise BatchError("a run into standard output cannot be resumed")
    path = Path(answers)
    if not path.exists():
        return 0
    count, whole = 0, 0
    with _open(answers, "rb") as stream:
        for line in stream:
            if not line.endswith(b"\n"):
                break
            count, whole = count + 1, whole + len(line)
    if whole < path.stat().st_size:
        os.truncate(path, whole)
    return count


def _skip(source: IO[bytes], count: int, answers: str) -> Any:
    """Pass over the rows that have been answered; the id of the last of them."""
    rows = _rows(source)
    last = b""
    for _ in range(count):
        last = next(rows, b"")
        if not last:
            raise BatchError(f"{answers}: has more answers than there are rows")
    return id_of(last)


def _last_id(answers: str) -> Any:
    last = b""
    with _open(answers, "rb") as stream:
        for line in stream:
            last = line
    return id_of(last)
