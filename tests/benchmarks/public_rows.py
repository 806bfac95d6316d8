"""Rows of public corpora, decided and held against what their source says of them.

    python tests/benchmarks/public_rows.py FILE.jsonl... [--limit N] [--every K] [--show VERDICT] [--seconds S]

A row has `display`, and may have `context`, `assuming` and `expect` ("holds" or "fails"); or `gold`, `pred` and
`expect` ("same" or "different"), two answers to be compared. Printed are, for each file, the counts by verdict and
expectation, the share proved by the kernel alone, the median time, and every disagreement.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from derive.decide.judge import judge
from derive.elaborate.row import elaborate_row
from derive.kernel.verdict import Proved, Refuted

RELATIONS = ("=", "<", ">", "\\le", "\\ge", "\\in")


def verdict(row: dict[str, object], seconds: float) -> tuple[str, str]:
    """The worst verdict among the steps of a row, and by whom or why."""
    display = str(row.get("display") or comparison(strip(row["gold"]), strip(row["pred"])))
    assuming = row.get("assuming") or ()
    assert isinstance(assuming, list | tuple)
    _, elaborated = elaborate_row(display, str(row.get("context") or ""), [str(text) for text in assuming])
    found: list[tuple[str, str]] = []
    for step in elaborated.steps:
        if step.unread:
            found.append(("unread", step.unread))
            continue
        ruling = judge(step, seconds)
        if ruling is None:
            found.append(("given" if step.kind == "given" else "undecided", step.undecidable))
        elif isinstance(ruling.verdict, Proved):
            found.append(("proved", f"{ruling.verdict.by} ({ruling.verdict.trust})"))
        elif isinstance(ruling.verdict, Refuted):
            point = ", ".join(f"{symbol.name}" for symbol, _ in ruling.verdict.counterexample.point)
            found.append(("refuted", f"{ruling.verdict.by} at {point} ({ruling.verdict.trust})"))
        else:
            why = "; ".join(f"{a.procedure}: {a.outcome}" for a in ruling.verdict.attempts if a.outcome != "declined")
            found.append(("undecided", why))
    order = ("refuted", "unread", "undecided", "given", "proved")
    return min(found, key=lambda item: order.index(item[0]), default=("unread", "no step"))


def comparison(gold: str, predicted: str) -> str:
    """Two relations are compared as relations; of `k = 1` beside `1` the value counts."""
    related = [any(sign in text for sign in RELATIONS) for text in (gold, predicted)]
    if all(related):
        return f"{gold} \\iff {predicted}"
    values = []
    for text in (gold, predicted):
        name, sign, value = text.partition("=")
        values.append(value if sign and len(name.strip()) == 1 and "=" not in value else text)
    return " = ".join(values)


def strip(text: object) -> str:
    """An answer without its dollar signs."""
    return str(text).strip("$ ")


def rows(path: Path, every: int, limit: int) -> Iterator[dict[str, object]]:
    """The rows chosen from a file."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % every == 0 and number // every < limit:
                yield json.loads(line)


def measure(path: Path, arguments: argparse.Namespace) -> None:
    """Decide the rows of one file and print the figures."""
    counts: Counter[tuple[str, str]] = Counter()
    trusted: Counter[str] = Counter()
    times: list[float] = []
    agree = {("proved", "holds"), ("refuted", "fails"), ("proved", "same"), ("refuted", "different")}
    for row in rows(path, arguments.every, arguments.limit):
        start = time.perf_counter()
        outcome, reason = verdict(row, arguments.seconds)
        times.append(time.perf_counter() - start)
        expected = str(row.get("expect", "-"))
        counts[outcome, expected] += 1
        if outcome == "proved":
            trusted["kernel" if "(kernel)" in reason else "oracle"] += 1
        wrong = outcome in ("proved", "refuted") and expected != "-" and (outcome, expected) not in agree
        if wrong or outcome in arguments.show:
            written = row.get("display") or f"{row['gold']} = {row['pred']}"
            print(f"{outcome}/{expected} {row['id']}: {written}  {row.get('assuming', '')}  [{reason[:400]}]")
    print(f"{path.name}: {sum(counts.values())} rows, median {1000 * statistics.median(times):.2f} ms, "
          f"total {sum(times):.1f} s")
    for (outcome, expected), count in sorted(counts.items()):
        print(f"    {outcome:10} expected {expected:10} {count}")
    print(f"    proved: {dict(trusted)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=1_000_000)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--show", action="append", default=[])
    arguments = parser.parse_args()
    for path in arguments.files:
        measure(path, arguments)


if __name__ == "__main__":
    main()
