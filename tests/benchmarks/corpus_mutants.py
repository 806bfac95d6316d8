"""Mutants of the proved links of corpora: none may be proved unless it is equal in value.

    python tests/benchmarks/corpus_mutants.py FILE.jsonl... [--every K [--from N]] [--per-link N] [--seconds S]
                                                            [--in-chain]

A proved link is cut out of its chain, as `left relation right`; if it is proved by itself (with the context of its
row), one sign, index, exponent, factor, digit, relation or function of it is changed at a time, at most `--per-link`
places drawn at random. With `--in-chain` the right side of the link is changed where it stands, the rest of the display
being left as it is, and this link and the next are judged. Printed per corpus: links, mutants, the shares refuted, undecided, unread and proved; every
proved mutant with what the tests' own evaluator says of it (at random points: "false at ..." is an unsound proof).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from derive.decide.judge import judge  # noqa: E402
from derive.elaborate.row import elaborate_row  # noqa: E402
from derive.elaborate.step import Elaborated, Step  # noqa: E402
from derive.kernel.verdict import Proved, Refuted, Verdict  # noqa: E402
from mutants import mutants  # noqa: E402
from soundness import complaint  # noqa: E402

FUNCTIONS = {
    r"\sin": r"\cos", r"\cos": r"\sin", r"\exp": r"\log", r"\log": r"\exp", r"\ln": r"\exp", r"\lg": r"\ln",
    r"\sum": r"\prod", r"\prod": r"\sum", r"\tan": r"\cot", r"\sqrt": r"\exp", r"\max": r"\min", r"\min": r"\max",
}
Row = dict[str, object]


def proved_links(row: Row, seconds: float) -> Iterator[str]:
    """The proved links of a row, each as a display of its own that is proved as well."""
    display = str(row["display"])
    elaborated = elaborated_of(row, display)
    for step in elaborated.steps:
        if step.lhs is None or step.rhs is None or not isinstance(verdict(step, seconds), Proved):
            continue
        sign = display[step.at.start : step.at.stop].strip("& ") or "="
        alone = " ".join(f"{step.lhs.latex} {sign} {step.rhs.latex}".replace("&", " ").split())
        if "\\begin" in alone or "\\\\" in alone:
            continue
        if [type(outcome) for outcome in verdicts(row, alone, seconds)] == [Proved]:
            yield alone


def chained_mutants(row: Row, arguments: argparse.Namespace, random: Random) -> Iterator[list[tuple[str, str, int]]]:
    """The mutants of each proved link in its chain: the kind, the whole display, and where the changed side begins."""
    display = str(row["display"])
    for step in elaborated_of(row, display).steps:
        if step.rhs is None or not isinstance(verdict(step, arguments.seconds), Proved):
            continue
        start, stop = step.rhs.span.start, step.rhs.span.stop
        yield [(kind, display[:start] + text + display[stop:], step.at.start)
               for kind, text in changed(display[start:stop], arguments.per_link, random)]


def lone_mutants(row: Row, arguments: argparse.Namespace, random: Random) -> Iterator[list[tuple[str, str, int]]]:
    """The mutants of each proved link alone."""
    for link in proved_links(row, arguments.seconds):
        yield [(kind, text, 0) for kind, text in changed(link, arguments.per_link, random)]


def elaborated_of(row: Row, display: str) -> Elaborated:
    """A display in the place of a row's own."""
    before, after = (str(row.get(key) or "") for key in ("context", "after"))
    return elaborate_row(display, before, assumptions(row), after=after)[1]


def assumptions(row: Row) -> list[str]:
    given = row.get("assuming") or []
    assert isinstance(given, list)
    return [str(text) for text in given]


def verdict(step: Step, seconds: float) -> Verdict | None:
    ruling = judge(step, seconds)
    return None if ruling is None else ruling.verdict


def verdicts(row: Row, display: str, seconds: float, start: int = 0) -> list[Verdict | None]:
    """What is said of the steps of another display in the place of a row's own; None for what is given or unread.

    From a place on, of two steps at most: the one that was changed, and the one that goes on with it.
    """
    steps = [step for step in elaborated_of(row, display).steps if step.at.start >= start]
    return [verdict(step, seconds) for step in (steps[:2] if start else steps)]


def changed(link: str, count: int, random: Random) -> list[tuple[str, str]]:
    """At most `count` mutants of a link, with the kind of each."""
    found = [(one.kind, one.source.strip("$\n ")) for one in mutants(f"$$\n{link}\n$$\n")]
    for name, other in FUNCTIONS.items():
        place = link.find(name)
        if place >= 0 and not link[place + len(name) : place + len(name) + 1].isalpha():
            found.append(("function", link[:place] + other + link[place + len(name) :]))
    random.shuffle(found)
    return found[:count]


def measure(path: Path, arguments: argparse.Namespace) -> None:
    """Mutate the proved links of one file and print what came of them."""
    random, counts, links = Random(0), Counter[str](), 0
    kinds: Counter[tuple[str, str]] = Counter()
    lines = path.read_text("utf-8").splitlines()[arguments.first :: arguments.every]
    for row in (json.loads(line) for line in lines):
        if "display" not in row:
            continue
        for found in (chained_mutants if arguments.in_chain else lone_mutants)(row, arguments, random):
            links += 1
            for kind, text, start in found:
                word = outcome(row, text, arguments.seconds, start)
                counts[word] += 1
                kinds[kind, word] += 1
    total = sum(counts.values())
    print(f"{path.name}: {links} proved links, {total} mutants: "
          + ", ".join(f"{word} {count} ({100 * count / total:.1f} %)" for word, count in counts.most_common()))
    for (kind, word), count in sorted(kinds.items()):
        print(f"    {kind:9} {word:26} {count}")


def outcome(row: Row, text: str, seconds: float, start: int = 0) -> str:
    """The worst word for a mutant: a false proof, a proof of what is equal in value, refuted, undecided, or unread."""
    found = verdicts(row, text, seconds, start)
    for one in found[:1] if start else found:
        if isinstance(one, Proved):
            wrong = complaint(one)
            print(f"  {'PROVED AND FALSE' if wrong else 'proved'}: {row['id']}  {text[:300]}  {wrong[:300]}", flush=True)
            return "proved and false" if wrong else "proved, no point against"
    if any(isinstance(one, Refuted) for one in found):
        return "refuted"
    return "undecided" if any(one is not None for one in found) else "unread or given"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--in-chain", action="store_true")
    parser.add_argument("--per-link", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=2.0)
    arguments = parser.parse_args()
    for path in arguments.files:
        measure(path, arguments)


if __name__ == "__main__":
    main()
