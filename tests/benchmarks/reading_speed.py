"""Reading speed, ours and that of latex2sympy2, on the expressions that both can read, in one run.

    python tests/benchmarks/reading_speed.py FILE.jsonl... [--limit N] [--rounds R]

A row is {"id", "latex", "expected"}, where `expected` is SymPy's srepr of what the LaTeX means by the corpus. Ours is
the time from LaTeX to a Term (parsed and elaborated); theirs is the call alone, in a process that is warm, in an
environment of its own (`latex2sympy2_values.py`, run by `uv run --script`). Both read the same texts, first one, then
the other, `--rounds` times; the least time of each text counts, of work and not by the clock. Where the two values
differ, the row is printed with which of the two agrees with `expected`.
"""

from __future__ import annotations

import argparse
import json
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

from expected_values import built  # noqa: E402
from reading import TooLong, agree, ring  # noqa: E402

from derive.decide.oracle import to_sympy  # noqa: E402
from derive.elaborate.formulas.expression import elaborate  # noqa: E402
from derive.elaborate.names.signature import Signature  # noqa: E402
from derive.kernel.term import Term  # noqa: E402
from derive.read.parse import parse  # noqa: E402

SCRIPT = Path(__file__).with_name("latex2sympy2_values.py")


def ours(texts: list[str]) -> list[tuple[float, Term | None]]:
    """The seconds and the term of each text."""
    found = []
    for text in texts:
        start = time.process_time()
        term = elaborate(parse(text), Signature()).term
        found.append((time.process_time() - start, term))
    return found


def theirs(texts: list[str]) -> list[tuple[float, str | None]]:
    """The seconds and the srepr of each text."""
    given = "".join(json.dumps(text) + "\n" for text in texts)
    run = subprocess.run(["uv", "run", "--quiet", "--script", str(SCRIPT)], input=given, text=True,
                         stdout=subprocess.PIPE, check=True)
    return [(seconds, value) for seconds, value in map(json.loads, run.stdout.splitlines())]


def same(left: object, right: object) -> bool | None:
    """Whether two SymPy expressions agree; None where it cannot be told in time."""
    signal.alarm(3)
    try:
        return agree(left, right)
    except (TooLong, Exception):  # noqa: BLE001  (whatever SymPy raises, the row is only not compared)
        return None
    finally:
        signal.alarm(0)


def who(term: Term, text: str, expected: str) -> str:
    """Who agrees with the corpus where the two differ; "" where they do not, or it cannot be told."""
    try:
        mine, other, meant = to_sympy(term), built(text), built(expected)
    except Exception:  # noqa: BLE001
        return "not compared"
    if same(mine, other) is not False:
        return "equal" if same(mine, other) else "not compared"
    right = {"ours": same(mine, meant), "theirs": same(other, meant)}
    return "differ: " + (" and ".join(name for name, agrees in right.items() if agrees) or "neither") + " as expected"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=2)
    arguments = parser.parse_args()
    signal.signal(signal.SIGALRM, ring)
    rows = [json.loads(line) for path in arguments.files for line in path.read_text("utf-8").splitlines()]
    rows = rows[: arguments.limit]
    texts = [row["latex"] for row in rows]
    pairs = [(ours(texts), theirs(texts)) for _ in range(arguments.rounds)]
    both = [k for k in range(len(rows)) if pairs[0][0][k][1] is not None and pairs[0][1][k][1] is not None]
    mine = [min(pair[0][k][0] for pair in pairs) for k in both]
    other = [min(pair[1][k][0] for pair in pairs) for k in both]
    print(f"{len(rows)} rows; read by us {sum(one[1] is not None for one in pairs[0][0])}, by latex2sympy2 "
          f"{sum(one[1] is not None for one in pairs[0][1])}, by both {len(both)}")
    print(f"on those: ours {1000 * sum(mine):.0f} ms, median {1000 * statistics.median(mine):.3f} ms; theirs "
          f"{1000 * sum(other):.0f} ms, median {1000 * statistics.median(other):.3f} ms; ratio of sums "
          f"{sum(other) / sum(mine):.0f}, median of ratios "
          f"{statistics.median(b / a for a, b in zip(mine, other, strict=True)):.0f}", flush=True)
    counts: Counter[str] = Counter()
    for k in both:
        term, text = pairs[0][0][k][1], pairs[0][1][k][1]
        assert term is not None
        assert text is not None
        word = who(term, text, rows[k]["expected"])
        counts[word] += 1
        if word.startswith("differ"):
            print(f"  {word}: {rows[k]['latex']!r}  theirs {text[:100]}")
    print(dict(counts))


if __name__ == "__main__":
    main()
