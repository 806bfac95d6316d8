"""Rows of public corpora, decided and held against what their source says of them.

    python tests/benchmarks/public_rows.py FILE.jsonl... [--limit N] [--every K [--from N]] [--show VERDICT] [--seconds S] [--mutate]

A row has `display`, and may have `context`, `assuming` and `expect` ("holds" or "fails"); or `gold`, `pred` and
`expect` ("same" or "different"), two answers to be compared. Printed are, for each file, the counts by verdict and
expectation, the share proved by the kernel alone, the median time, and every disagreement.

With --mutate, every row that holds is changed in one place, once for each kind of change; mpmath says whether the value
changes. Printed are the verdicts on those that are false, and every one that is proved (`--show open` for the rest).
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from corpus_mutants import changed  # noqa: E402

from derive.decide.judge import judge  # noqa: E402
from derive.elaborate.row import elaborate_row  # noqa: E402
from derive.kernel.verdict import Proved, Refuted  # noqa: E402
from derive.library import equal  # noqa: E402
from plane_values import holds  # noqa: E402


def verdict(row: dict[str, object], seconds: float) -> tuple[str, str]:
    """The worst verdict among the steps of a row, and by whom or why; "where u = log x" beside them is none."""
    if "gold" in row:
        answer = equal(row["gold"], row["pred"], seconds=seconds)
        return str(answer), f"{answer.by} ({answer.trust})"
    display = str(row["display"])
    assuming = row.get("assuming") or ()
    assert isinstance(assuming, list | tuple)
    _, elaborated = elaborate_row(display, str(row.get("context") or ""), [str(text) for text in assuming])
    found: list[tuple[str, str]] = []
    for before, step in zip((None, *elaborated.steps), elaborated.steps, strict=False):
        if step.unread:
            found.append(("unread", step.unread))
            continue
        if before is not None and step.role in ("definition", "value") and step.lhs and step.lhs != before.rhs:
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


def rows(path: Path, arguments: argparse.Namespace) -> Iterator[dict[str, object]]:
    """The rows chosen from a file."""
    with path.open(encoding="utf-8") as lines:
        for line in islice(lines, arguments.first, arguments.first + arguments.limit * arguments.every, arguments.every):
            yield json.loads(line)


def measure(path: Path, arguments: argparse.Namespace) -> None:
    """Decide the rows of one file and print the figures."""
    counts: Counter[tuple[str, str]] = Counter()
    trusted: Counter[str] = Counter()
    times: list[float] = []
    agree = {("proved", "holds"), ("refuted", "fails"), ("proved", "same"), ("refuted", "different")}
    for row in rows(path, arguments):
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


def mutate(path: Path, arguments: argparse.Namespace) -> None:
    """One change of each kind to every row that holds, and what is said of it."""
    random, counts = Random(0), Counter[tuple[str, str]]()
    kinds: Counter[tuple[str, str]] = Counter()
    for row in rows(path, arguments):
        if row.get("expect", "holds") != "holds" or "display" not in row:
            continue
        chosen: dict[str, str] = {}
        for kind, text in changed(str(row["display"]), 100, random):
            chosen.setdefault(kind if kind != "digit" else "factor", text)
        for kind, text in chosen.items():
            other = {**row, "display": text}
            outcome, reason = verdict(other, arguments.seconds)
            truth = value_of(other)
            counts[truth, outcome] += 1
            if truth == "false":
                kinds[kind, outcome] += 1
            shown = outcome == "proved" or (truth == "untold" and outcome == "refuted") or (
                truth == "false" and outcome in arguments.show)
            if (truth != "true" and shown) or (truth, outcome) == ("true", "refuted"):
                print(f"{outcome}, {truth}: {row['id']}: {text}  {row.get('assuming', '')}  [{reason[:150]}]", flush=True)
    for (truth, outcome), count in sorted(counts.items()):
        whole = sum(n for (other, _), n in counts.items() if other == truth)
        print(f"    {truth:8} {outcome:10} {count:5}  {100 * count / whole:.1f} %")
    for (kind, outcome), count in sorted(kinds.items()):
        print(f"    {kind:10} {outcome:10} {count:5}")


def value_of(row: dict[str, object]) -> str:
    """Whether a row is true, false or neither is told, by mpmath at points of its own."""
    assuming = row.get("assuming") or ()
    assert isinstance(assuming, list | tuple)
    _, elaborated = elaborate_row(str(row["display"]), str(row.get("context") or ""), [str(text) for text in assuming])
    stated = [one for step in elaborated.steps if (one := step.obligation or step.claim) is not None]
    found = [holds(obligation) for obligation in stated]
    return "false" if False in found else "true" if found and None not in found else "untold"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=1_000_000)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--show", action="append", default=[])
    parser.add_argument("--mutate", action="store_true")
    arguments = parser.parse_args()
    for path in arguments.files:
        (mutate if arguments.mutate else measure)(path, arguments)


if __name__ == "__main__":
    main()
