"""How much of corpora of displays is read and decided, and what the rest falls short by.

    python tests/benchmarks/coverage.py FILE.jsonl... [--workers N] [--timeout S] [--every K [--from N]] [--show VERDICT]

A row has `display`, and may have `context`, `assuming` and `after`; rows go through `derive.batch.check_many`. Printed per
corpus: chains (rows), links, the share read, the shares proved, refuted and undecided of the links that are not
given, the share of the proofs that the kernel vouches for, rows per second; then why links were refuted, undecided
or unread, the most frequent reasons first. `--show` prints each link of that verdict.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

from derive.batch import check_many

REASONS = 15
JUDGED = ("proved", "refuted", "undecided", "unread")


def rows(path: Path, every: int, first: int = 0) -> list[dict[str, Any]]:
    """The rows of a file that are displays."""
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        {key: row[key] for key in ("id", "display", "context", "assuming", "after") if key in row}
        for row in found[first::every]
        if "display" in row
    ]


def reason(link: dict[str, Any]) -> str:
    """Why a link has its verdict, in words that do not depend on the names in it."""
    if link["verdict"] == "refuted":
        return f"{link['by']}{': ' + link['slip']['kind'] if link['slip'] else ''}"
    if link["attempts"]:
        telling = [one["outcome"] for one in link["attempts"] if one["outcome"] != "declined"]
        return "tried: " + ("; ".join(sorted(set(telling))) or "every procedure declined")
    return re.sub(r"'[^']*'|`[^`]*`|\\[A-Za-z]+|\d+", "…", str(link["message"]))


def measure(path: Path, arguments: argparse.Namespace) -> None:
    """Check the rows of one file and print its figures."""
    given = rows(path, arguments.every, arguments.first)
    start = time.perf_counter()
    answers = list(check_many(given, arguments.workers, arguments.timeout))
    seconds = time.perf_counter() - start
    failed = Counter(answer["status"] for answer in answers if answer["status"] != "ok")
    links = [(answer["id"], link) for answer in answers for link in answer["links"]]
    counts = Counter(link["verdict"] for _, link in links)
    trusted = sum(link["verdict"] == "proved" and link["trust"] == "kernel" for _, link in links)
    judged = sum(counts[verdict] for verdict in JUDGED)
    print(f"{path.name}: {len(given)} chains, {len(links)} links, {counts['given']} given; "
          f"read {share(len(links) - counts['unread'], len(links))}; of {judged} not given: "
          + ", ".join(f"{verdict} {counts[verdict]} ({share(counts[verdict], judged)})" for verdict in JUDGED)
          + f"; by the kernel {share(trusted, counts['proved'])}; {len(given) / seconds:.1f} rows/s"
          + "".join(f"; {count} {status}" for status, count in failed.items()))
    for verdict in JUDGED[1:]:
        why = Counter(reason(link) for _, link in links if link["verdict"] == verdict)
        for text, count in why.most_common(REASONS):
            print(f"    {verdict:10} {count:5}  {text[:200]}")
    for name, link in links:
        if link["verdict"] in arguments.show:
            sides = [link.get(side, {}).get("latex", "") for side in ("lhs", "rhs")]
            print(f"  {link['verdict']} {name} {link['id']}: {sides[0]} {link['relation']} {sides[1]}"
                  f"\n      {link['message']}  under {link['under']} {link['counterexample'] or ''}")
    if arguments.keep:
        with (arguments.keep / path.name).open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(answer) + "\n" for answer in answers)


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=60.0)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first row of those taken by --every")
    parser.add_argument("--show", action="append", default=[])
    parser.add_argument("--keep", type=Path, help="a folder for the answers")
    arguments = parser.parse_args()
    for path in arguments.files:
        measure(path, arguments)


if __name__ == "__main__":
    main()
