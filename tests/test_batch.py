"""Batches: one answer a row, in order, whatever the row is; kill and go on; nothing grows."""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import derive
from derive import batch
from derive.batch import BatchError, run
from derive.decide import workers
from derive.pool import outcomes
from derive.row import LONGEST, RowError, id_of, row_of
from faulty_work import rows

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).parent


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are answered by the tests' own work, so that only the batch is tested."""
    monkeypatch.setattr(batch, "ANSWER", "faulty_work:answer")


def answers(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_task_has_its_outcome_in_order_and_a_bad_one_costs_only_itself() -> None:
    tasks = [b"a", b"hang", b"b", b"exit", b"crash", b"c", b"raise", b"memory", b"deep", b"sleep 0.1", b"d"]
    got = list(outcomes("faulty_work:work", tasks, 2, 1.0))

    assert [task for task, _ in got] == tasks
    assert [outcome.status for _, outcome in got] == [
        "ok", "timeout", "ok", "crashed", "crashed", "ok", "crashed", "crashed", "crashed", "ok", "ok",
    ]
    said = {task: outcome.error for task, outcome in got if outcome.error}
    assert said[b"hang"] == "not done within 1 s"
    assert said[b"exit"] == "the worker exited with 3"
    assert said[b"crash"] == f"the worker was ended by signal {signal.SIGSEGV.value}"
    assert said[b"raise"] == "ValueError: a bug"
    assert said[b"memory"].startswith("MemoryError")
    assert said[b"deep"].startswith("RecursionError")
    assert all(outcome.value == task * 2 for task, outcome in got if outcome.status == "ok")


def test_tasks_are_taken_from_the_stream_only_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"a"

    stream = outcomes("faulty_work:work", endless(), 2, 5.0)
    for _ in range(1000):
        next(stream)
    stream.close()

    assert taken < 1000 + 2 * 64 + 2


def test_no_worker_is_left_when_the_stream_is_closed() -> None:
    workers.close()                              # those that answered the tests before this one
    stream = outcomes("faulty_work:work", iter([b"a", b"hang", b"hang"]), 3, 60.0)
    next(stream)
    began = time.monotonic()
    stream.close()

    assert time.monotonic() - began < 5
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_answers_are_in_the_order_of_the_rows(tmp_path: Path, quick: None) -> None:
    ids = rows(tmp_path / "in", 200, r3="hang", r4="slow", r70="crash")
    run(str(tmp_path / "in"), str(tmp_path / "out"), workers=2, seconds=1.0)
    got = answers(tmp_path / "out")

    assert [answer["id"] for answer in got] == ids
    assert [answer["status"] for answer in got if answer["id"] in (3, 4, 70)] == ["timeout", "ok", "crashed"]
    assert all(answer["status"] == "ok" for answer in got if answer["id"] not in (3, 70))
    assert {"id", "status", "seconds", "links", "summary"} <= set(got[3])


def test_a_run_that_is_killed_goes_on_without_losing_or_repeating(tmp_path: Path) -> None:
    ids = rows(tmp_path / "in", 300, every="slow")
    code = ("from derive import batch\nbatch.ANSWER = 'faulty_work:answer'\n"
            "batch.run('in', 'out', workers=2, resume=True)")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE)])}
    for _ in range(2):
        process = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, env=environment)
        count = size(tmp_path / "out")
        while size(tmp_path / "out") < count + 2000:
            time.sleep(0.01)
        process.kill()
        process.wait()
        with (tmp_path / "out").open("ab") as stream:
            stream.write(b'{"id": 29, "status": "o')
    assert 0 < len((tmp_path / "out").read_bytes().splitlines()) < 300
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)

    assert [answer["id"] for answer in answers(tmp_path / "out")] == ids


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def test_going_on_with_nothing_left_changes_nothing(tmp_path: Path, quick: None) -> None:
    rows(tmp_path / "in", 3)
    run(str(tmp_path / "in"), str(tmp_path / "out"))
    before = (tmp_path / "out").read_bytes()
    run(str(tmp_path / "in"), str(tmp_path / "out"), resume=True)

    assert (tmp_path / "out").read_bytes() == before


def test_going_on_into_the_answers_of_other_rows_is_refused(tmp_path: Path, quick: None) -> None:
    rows(tmp_path / "in", 3)
    (tmp_path / "out").write_text('{"id": "other"}\n', encoding="utf-8")
    with pytest.raises(BatchError, match="its last answer is not that of row 1"):
        run(str(tmp_path / "in"), str(tmp_path / "out"), resume=True)
    (tmp_path / "out").write_text('{"id": 0}\n' * 4, encoding="utf-8")
    with pytest.raises(BatchError, match="more answers than there are rows"):
        run(str(tmp_path / "in"), str(tmp_path / "out"), resume=True)


def test_the_input_is_never_written_over(tmp_path: Path, quick: None) -> None:
    rows(tmp_path / "in", 3)
    before = (tmp_path / "in").read_bytes()
    with pytest.raises(BatchError, match="is the input as well"):
        run(str(tmp_path / "in"), str(tmp_path / "in"))

    assert (tmp_path / "in").read_bytes() == before


def test_files_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="none: no such file"):
        run(str(tmp_path / "none"), str(tmp_path / "out"))
    rows(tmp_path / "in", 1)
    with pytest.raises(BatchError, match="is a directory"):
        run(str(tmp_path / "in"), str(tmp_path))


def test_a_worker_that_cannot_start_ends_the_batch_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "ANSWER", "no_such_module:answer")
    rows(tmp_path / "in", 1)
    with pytest.raises(BatchError, match="a worker does not start: ModuleNotFoundError"):
        run(str(tmp_path / "in"), str(tmp_path / "out"))


def test_memory_stays_flat_however_many_rows_there_are(tmp_path: Path, quick: None) -> None:
    rows(tmp_path / "few", 2000)
    rows(tmp_path / "many", 40_000)
    run(str(tmp_path / "few"), str(tmp_path / "out"), workers=2)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    run(str(tmp_path / "many"), str(tmp_path / "out"), workers=2)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kilobytes
    assert sum(1 for _ in (tmp_path / "out").open()) == 40_000


@pytest.mark.parametrize(("line", "why"), [
    (b"not json", "the row is not JSON"),
    (b'"text"', "the row is not an object"),
    (b"{}", "neither a text `markdown` nor a text `display`"),
    (b'{"markdown": 3}', "neither a text `markdown` nor a text `display`"),
    (b'{"display": "x", "context": 3}', "`context` is not a text"),
    (b'{"display": "x", "assuming": "x > 0"}', "`assuming` is not a list of texts"),
    (b'{"display": "x", "assuming": [1]}', "`assuming` is not a list of texts"),
    (b"[" * 100_000, "the row is not JSON"),
    (b'{"a": ' * 100_000, "the row is not JSON"),
    (b'"\xff"', "the row is not JSON"),
    (b"x" * LONGEST, "longer than 16 MB"),
], ids=range(11))
def test_a_row_that_is_no_row_says_what_is_wrong(line: bytes, why: str) -> None:
    with pytest.raises(RowError, match=why.replace("`", ".")):
        row_of(line)


@pytest.mark.parametrize(("line", "name"), [
    (b'{"id": "a"}', "a"), (b'{"id": 3}', 3), (b'{"id": 0.5}', 0.5), (b"{}", None), (b"[]", None), (b"junk", None),
    (b'{"id": [[1]]}', None), (b'{"id": NaN}', None), (b"[" * 100_000, None),
])
def test_only_texts_and_numbers_name_a_row(line: bytes, name: object) -> None:
    assert id_of(line) == name


def test_texts_lose_what_no_text_can_hold() -> None:
    assert row_of(b'{"display": "a\\ud800b"}')["display"] == "a?b"


def test_bad_rows_are_answered_like_all_others(tmp_path: Path) -> None:
    lines = [b'{"id": 1, "markdown": "$$1 + 1 = 2$$"}', b"junk", b"", b'{"id": 2}', b"\xff\xfe",
             b'{"id": 3, "display": "1 + 1 = 3"}', b'{"id": 4, "markdown": "' + b"x" * LONGEST + b'"}',
             b'{"id": 5, "markdown": ""}']
    (tmp_path / "in").write_bytes(b"\n".join(lines))
    run(str(tmp_path / "in"), str(tmp_path / "out"), workers=2)
    got = answers(tmp_path / "out")

    assert [(answer["id"], answer["status"]) for answer in got] == [
        (1, "ok"), (None, "crashed"), (2, "crashed"), (None, "crashed"), (3, "ok"), (None, "crashed"), (5, "ok"),
    ]
    assert [answer["summary"]["proved"] for answer in got] == [1, 0, 0, 0, 0, 0, 0]
    assert [answer["summary"]["refuted"] for answer in got] == [0, 0, 0, 0, 1, 0, 0]
    assert all(("error" in answer) == (answer["status"] != "ok") for answer in got)


def test_the_library_answers_rows_in_order() -> None:
    got = list(derive.check_many(
        [{"id": "a", "markdown": "$$x = x$$"}, {"id": "b", "display": "\\sqrt{x^2} = x", "assuming": ["x > 0"]}, {}],
        workers=2))

    assert [(answer["id"], answer["status"]) for answer in got] == [("a", "ok"), ("b", "ok"), (None, "crashed")]
    assert [link["verdict"] for link in got[0]["links"]] == ["proved"]
    assert [link["verdict"] for link in got[1]["links"]] in (["proved"], ["undecided"])


def test_standard_streams_serve_as_files(tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin, stdout = io.TextIOWrapper(io.BytesIO(b'{"id": 1}\n')), io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdin", stdin)
    monkeypatch.setattr(sys, "stdout", stdout)
    run("-", "-")

    assert json.loads(stdout.buffer.getvalue())["id"] == 1
