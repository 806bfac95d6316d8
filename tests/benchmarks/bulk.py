"""Batches at speed, cut short and taken up again, and with rows that hang.

    python tests/benchmarks/bulk.py FILE.jsonl [--workers N] [--timeout S] [--good N] [--flat N]

Three runs of `proof-check batch` on the displays of a file: (1) all of it, for rows per second; (2) the same, killed
when half of the answers are there, and resumed: the answers must be those of the first run but for their times;
(3) `--good` short rows with a tower of powers and a row that makes SymPy hang among them: all must be answered.
With `--flat N` nothing but N short rows, no two alike, are answered, and the memory of all processes is printed as they go.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

TOWER = {"id": "tower", "display": "9^{9^{9^9}} = 9^{9^{81}}"}
# The Risch algorithm does not come back from this one.
HANGING = {"id": "hanging", "display":
           r"\int \frac{\sin(x^3+\tan x)\sqrt{1+\log(1+e^{x^2})}}{x^7+\cos(x)^5+\sqrt{x+\sqrt{x}}} dx"
           r" = \frac{\tan(x^5)}{1+x^2} \sqrt{\sin(x+\cos x)}"}


def command(rows: Path, answers: Path, arguments: argparse.Namespace, *more: str) -> list[str]:
    return [sys.executable, "-m", "derive", "batch", str(rows), str(answers), "-j", str(arguments.workers),
            "--timeout", str(arguments.timeout), *more]


def timeless(answers: Path) -> list[dict[str, Any]]:
    """The answers without what depends on the clock."""
    found = [json.loads(line) for line in answers.read_text("utf-8").splitlines()]
    for answer in found:
        answer.pop("seconds")
    return found


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def killed_halfway(rows: Path, answers: Path, half: int, arguments: argparse.Namespace) -> int:
    """Start a run and kill all its processes when so many answers are there; how many were."""
    run = subprocess.Popen(command(rows, answers, arguments), start_new_session=True)
    while run.poll() is None:
        time.sleep(0.02)
        if answers.exists() and answers.read_bytes().count(b"\n") >= half:
            break
    with contextlib.suppress(ProcessLookupError):   # it may have ended by itself
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    return answers.read_bytes().count(b"\n")


def flat(folder: Path, arguments: argparse.Namespace) -> None:
    """Many short rows, and how much memory all processes hold at each tenth of the way."""
    rows, answers = folder / "many.jsonl", folder / "answers.jsonl"
    with rows.open("w", encoding="utf-8") as file:
        for k in range(arguments.flat):
            a, b = k % 1000 + 1, k // 1000 + 1
            display = rf"(x+{a})({b}x-{a}) = {b}x^2 + {a * b - a}x - {a * a + (k % 10 == 9)}"
            file.write(json.dumps({"id": k, "display": display}) + "\n")
    start = time.perf_counter()
    run = subprocess.Popen(command(rows, answers, arguments), start_new_session=True)
    tenth = 1
    while run.poll() is None:
        time.sleep(0.2)
        there = lines(answers)
        if there >= tenth * arguments.flat // 10:
            rate = there / (time.perf_counter() - start)
            print(f"{there:>9} answers, {rate:.0f} rows/s, {resident(run.pid)} MB in all processes", flush=True)
            tenth += 1
    seconds = time.perf_counter() - start
    with answers.open(encoding="utf-8") as file:
        counts = Counter(tuple(link["verdict"] for link in json.loads(line)["links"]) for line in file)
    print(f"{arguments.flat} rows in {seconds:.0f} s, {arguments.flat / seconds:.0f} rows/s: {dict(counts)}")


def lines(path: Path) -> int:
    """The lines of a file that grows."""
    with contextlib.suppress(OSError), path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    return 0


def resident(root: int) -> int:
    """Megabytes that a process and all below it hold (Linux)."""
    below: dict[int, list[int]] = {}
    pages: dict[int, int] = {}
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            pages[int(process.name)] = int((process / "statm").read_text().split()[1])
            below.setdefault(parent, []).append(int(process.name))
    total, pending = 0, [root]
    while pending:
        process_id = pending.pop()
        total += pages.get(process_id, 0)
        pending += below.get(process_id, [])
    return total * os.sysconf("SC_PAGE_SIZE") >> 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=20.0)
    parser.add_argument("--good", type=int, default=1000)
    parser.add_argument("--flat", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.flat:
        with tempfile.TemporaryDirectory() as folder:
            flat(Path(folder), arguments)
        return
    if arguments.file is None:
        parser.error("a file of rows is needed")
    given = [json.loads(line) for line in arguments.file.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        rows, whole, cut = (Path(folder) / name for name in ("rows.jsonl", "whole.jsonl", "cut.jsonl"))
        write(rows, given)
        start = time.perf_counter()
        subprocess.run(command(rows, whole, arguments), check=True)
        seconds = time.perf_counter() - start
        status = Counter(answer["status"] for answer in timeless(whole))
        print(f"{len(given)} rows in {seconds:.1f} s: {len(given) / seconds:.1f} rows/s on {arguments.workers} workers, "
              f"{dict(status)}", flush=True)
        there = killed_halfway(rows, cut, len(given) // 2, arguments)
        subprocess.run(command(rows, cut, arguments, "--resume"), check=True)
        pairs = list(zip(timeless(whole), timeless(cut), strict=True))
        differ = [one["id"] for one, other in pairs if one != other]
        print(f"killed after {there} answers and resumed: {len(pairs)} answers, {len(differ)} differ {differ[:10]}", flush=True)
        hanging(Path(folder), arguments)


def hanging(folder: Path, arguments: argparse.Namespace) -> None:
    """Good rows with two bad ones in the middle."""
    good = [{"id": k, "display": rf"(x+{k})^2 = x^2 + {2 * k}x + {k * k}"} for k in range(arguments.good)]
    middle = len(good) // 2
    rows, answers = folder / "bad.jsonl", folder / "answers.jsonl"
    write(rows, [*good[:middle], TOWER, HANGING, *good[middle:]])
    start = time.perf_counter()
    subprocess.run(command(rows, answers, arguments), check=True)
    seconds = time.perf_counter() - start
    found = [json.loads(line) for line in answers.read_text("utf-8").splitlines()]
    counts = Counter((answer["status"], *[link["verdict"] for link in answer["links"]]) for answer in found)
    print(f"{len(found)} answers of {len(good) + 2} rows in {seconds:.1f} s: {dict(counts)}")
    for answer in found:
        if answer["id"] in ("tower", "hanging"):
            said = [link["verdict"] for link in answer["links"]]
            print(f"    {answer['id']}: {answer['status']} in {answer['seconds']:.1f} s, {said}")


if __name__ == "__main__":
    main()
