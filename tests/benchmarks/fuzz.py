"""Reader and elaborator with mutated text of corpora: no exception, no hang.

    python tests/benchmarks/fuzz.py FILE.jsonl... [--inputs N] [--seed S] [--longest SECONDS] [--finds FILE]

Every input is a row of the files with one to four edits: a stretch cut, doubled, moved to another place or taken
from another row, a character changed, a command or a bracket put in; its context is kept, mutated or dropped.
It goes through `elaborate_row` as in a batch. An exception, or more than `--longest` seconds of processor time, is a
find; finds are printed as they come, and written as JSON rows to `--finds`. Also printed: inputs per second, the
slowest inputs, the largest memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import sys
import time
from pathlib import Path
from random import Random

from derive.elaborate.row import elaborate_row

PIECES = (
    *"{}[]()|$&%~^_=<>+-*/!.,;:'\"\\#@0123456789abcdxyzijkn \n\t", "\\\\", "\\frac", "\\frac{", "\\sqrt[", "\\left(",
    "\\right)", "\\left.", "\\right|", "\\begin{aligned}", "\\end{aligned}", "\\begin{cases}", "\\begin{pmatrix}",
    "\\sum_{i=1}^{n}", "\\int_0^1", "\\lim_{x\\to 0}", "\\partial", "\\frac{d}{dx}", "\\text{where }", "\\quad", "\\ldots",
    "\\cdots", "^{", "_{", "^\\top", "\\mathbf", "\\overset{!}{=}", "\\underbrace{", "\\tag{1}", "\\label{", "\\not",
    "9^{9^{9^9}}", "10^{100000}", "0.000000000001", "\u2211", "\u03b1", "\u00b2", "\ufeff", "\x00", "\u202e", "\U0001d465",
    "\\binom{n}", "n!", "!!", "\\max_x", "\\arg\\min", "\\pm", "\\in", "\\mathbb{R}", "\\nabla", "|x|", "\\|", "\\mid",
    "P(A|B)", "\\mathrm{d}x", "\\dot", "f'", "f^{-1}", "\\iff", "\\Rightarrow", "\\forall", "\\newcommand{\\a}{\\a\\a}\\a",
)


class Hang(Exception):
    """An input took longer than it may."""


def mutated(text: str, other: str, random: Random) -> str:
    """The text with one to four edits."""
    for _ in range(random.randint(1, 4)):
        start = random.randint(0, len(text))
        stop = min(len(text), start + random.choice((1, 2, 5, 20)))
        edit = random.randrange(7)
        if edit == 0:
            text = text[:start] + text[stop:]
        elif edit == 1:
            text = text[:stop] + text[start:stop] * random.choice((1, 1, 2, 20)) + text[stop:]
        elif edit == 2:
            place = random.randint(0, len(text))
            text = text[:place] + text[start:stop] + text[place:]
        elif edit == 3 and other:
            begin = random.randint(0, len(other))
            text = text[:start] + other[begin : begin + random.choice((3, 10, 40))] + text[stop:]
        elif edit == 4:
            text = text[:start] + random.choice(PIECES) + text[stop:]
        elif edit == 5:
            text = text[:start] + random.choice(PIECES) * random.choice((1, 1, 1, 3, 50)) + text[start:]
        else:
            text = text[:start] + text[start:stop][::-1] + text[stop:]
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--longest", type=float, default=1.0)
    parser.add_argument("--finds", type=Path)
    arguments = parser.parse_args()
    rows = [json.loads(line) for path in arguments.files for line in path.read_text("utf-8").splitlines()]
    rows = [row for row in rows if "display" in row]
    fuzz(rows, arguments)


def fuzz(rows: list[dict[str, str]], arguments: argparse.Namespace) -> None:
    """Read so many inputs and say what came of them."""
    random, finds, slowest = Random(arguments.seed), 0, [(0.0, "")]

    def ring(*_: object) -> None:
        raise Hang

    signal.signal(signal.SIGVTALRM, ring)
    start = time.perf_counter()
    for number in range(1, arguments.inputs + 1):
        display, context = mutated_row(rows, random)
        began = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, 10 * arguments.longest)
        fault = ""
        try:
            elaborate_row(display, context)
        except Hang:
            fault = "hang"
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            fault = f"{type(error).__name__}: {error}"[:200]
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        took = time.process_time() - began
        if not fault and took > arguments.longest:
            fault = f"{took:.1f} s"
        if fault:
            finds += 1
            print(f"find: {fault}\n    {display[:400]!r}\n    {context[:200]!r}", flush=True)
            if arguments.finds:
                with arguments.finds.open("a", encoding="utf-8") as out:
                    out.write(json.dumps({"fault": fault, "display": display, "context": context}) + "\n")
        slowest = sorted((*slowest, (took, display)), reverse=True)[:3]
        if number % 10_000 == 0 or number == arguments.inputs:
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            rate = number / (time.perf_counter() - start)
            print(f"{number} inputs, {finds} finds, {rate:.0f} a second, slowest {slowest[0][0]:.2f} s, "
                  f"memory {memory:.0f} MB", flush=True)
    for took, display in slowest:
        print(f"    {took:.2f} s  {display[:200]!r}")
    sys.exit(1 if finds else 0)


def mutated_row(rows: list[dict[str, str]], random: Random) -> tuple[str, str]:
    """A display with its context, each mutated or not."""
    row, other = random.choice(rows), random.choice(rows)
    display = mutated(row["display"], other["display"], random)
    context, draw = row.get("context") or "", random.random()
    if draw < 0.5:
        context = ""
    elif draw < 0.75:
        context = mutated(context, other.get("context") or "", random)
    return display, context


if __name__ == "__main__":
    main()
