"""Deciding steps, ours and the peers', on the same pairs in one run.

    uv run python tests/benchmarks/deciding.py [--count 400] [--seed 0] [--peers simplify,equals,math_verify] [--show]
                                               [--cpu] [--keep FILE]

True and false pairs come from `steps`. Ours is measured twice: from LaTeX (read, elaborated, judged) and from the
elaborated step. SymPy answers in a process that is killed after five seconds; it is given the same terms and what
the conditions say of signs, its caches stay warm, and only its call is timed. Math-Verify answers from LaTeX in an
environment of its own. Peers are asked about the equations only; they have no question for the rest.
With `--cpu` everybody is timed by the work of the process that answers, which other programs do not disturb; what
SymPy does for us in a process of its own is left out then. Every time is given as it would be at the best pace of
the machine that was met in its pass: see `pace`. With `--keep` the answers of the peers are written to a
file as they come, and read from there by the next run, which must be of the same pairs.
Caches of ours are emptied before each of the two passes. A true step that our reader misreads is no pair, and is
counted apart.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import _lru_cache_wrapper
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from pace import at_best, now, with_pace  # noqa: E402
from steps import ROUNDED, Pair, pairs, step  # noqa: E402

from derive.decide.judge import judge  # noqa: E402
from derive.elaborate.step import Step  # noqa: E402
from derive.kernel.term import Apply, Symbol, Term, number, substitute  # noqa: E402
from derive.kernel.verdict import Undecided  # noqa: E402

LIMIT = 5.0
SCRIPT = Path(__file__).with_name("math_verify_pairs.py")
CHUNK = 100                                       # pairs after which the answers of a peer are kept


@dataclass(frozen=True)
class Outcome:
    word: str                                     # "proved", "refuted", "undecided"
    seconds: float
    by: str = ""
    pace: float = 0.0                             # of the machine, while this was answered


def evened(found: Sequence[Outcome]) -> list[Outcome]:
    """One pass, with its times as they would be at the best pace that was met in it."""
    best = min((one.pace for one in found if one.pace), default=0.0)
    return [replace(one, seconds=at_best(one.seconds, one.pace, best)) for one in found]


# --- ours ---------------------------------------------------------------------------------------


def from_latex(asked: Sequence[Pair]) -> list[Outcome]:
    return _timed(asked, lambda pair: _judged(step(pair)))


def from_terms(asked: Sequence[Pair]) -> list[Outcome]:
    steps = [step(pair) for pair in asked]
    _forget()
    return _timed(steps, _judged)


def _judged(one: Step | None) -> tuple[str, str]:
    ruling = judge(one, LIMIT) if one is not None else None
    if ruling is None:
        return "undecided", "unread"
    verdict = ruling.verdict
    by = getattr(verdict, "by", "")
    if isinstance(verdict, Undecided):
        by = "; ".join(f"{one.procedure}: {one.outcome}" for one in verdict.attempts)
    return type(verdict).__name__.lower(), by


def _timed(asked: Sequence[Any], answer: Callable[[Any], tuple[str, str]]) -> list[Outcome]:
    _judged(step(Pair("", "x + x", "2x", ())))
    _judged(step(Pair("", r"\int_0^1 x^7 \, dx", r"\frac{1}{8}", ())))
    _forget()
    found = []
    for one in asked:
        outcome, pace = with_pace(lambda one=one: _answered(one, answer))
        found.append(replace(outcome, pace=pace))
    return evened(found)


def _answered(one: Any, answer: Callable[[Any], tuple[str, str]]) -> Outcome:
    start = now()
    word, by = answer(one)
    return Outcome(word, now() - start, by)


def _forget() -> None:
    """Empty every cache of ours, so that no pass profits from the one before."""
    for thing in gc.get_objects():
        if isinstance(thing, _lru_cache_wrapper) and thing.__module__.startswith("derive."):
            if thing.__module__ != "derive.catalog":
                thing.cache_clear()


# --- peers --------------------------------------------------------------------------------------


def posed(pair: Pair) -> bool:
    """Whether the peers have a question for it."""
    return pair.relation == "=" and ROUNDED not in pair.assuming


def with_sympy(asked: Sequence[Pair], method: str) -> list[Outcome]:
    worker = Worker(method)
    found = []
    for pair in asked:
        one = step(pair)
        goal = one.obligation.goal if one is not None and one.obligation is not None else None
        if not isinstance(goal, Apply) or len(goal.args) != 2 or one is None or one.obligation is None:
            found.append(Outcome("undecided", 0.0))
            continue
        left, right = (substitute(side, {Symbol("C"): number(0)}) for side in goal.args)
        found.append(worker.ask(one.obligation.hypotheses, left, right))
    worker.close()
    return found


class Worker:
    """A process with SymPy, replaced when it overruns."""

    def __init__(self, method: str) -> None:
        self.method = method
        self.start()

    def start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.ours, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, self.method), daemon=True)
        self.process.start()
        self.ours.recv()

    def ask(self, *question: Any) -> Outcome:
        self.ours.send(question)
        try:
            if self.ours.poll(LIMIT + 1):
                return Outcome(*self.ours.recv())
        except EOFError:
            pass
        self.close()
        self.start()
        return Outcome("undecided", LIMIT, "timeout")

    def close(self) -> None:
        self.process.kill()
        self.process.join()
        self.ours.close()


def serve(pipe: Connection, method: str) -> None:
    """The worker's side: translate untimed, then answer timed."""
    from derive.decide.translation import Translation

    x = Symbol("x")
    _asked(method, Translation(), Apply("+", (x, x)), Apply("*", (number(2), x)))
    pipe.send("ready")
    while True:
        hypotheses, left, right = pipe.recv()
        try:
            answer, pace = with_pace(lambda: _asked(method, Translation(hypotheses), left, right))  # noqa: B023
            pipe.send((*answer, pace))
        except Exception as fault:  # noqa: BLE001 - a peer that fails in any way has not decided
            pipe.send(("undecided", 0.0, type(fault).__name__, 0.0))


def _asked(method: str, translation: Any, left: Term, right: Term) -> tuple[str, float, str]:
    import sympy

    lhs, rhs = translation.express(left), translation.express(right)
    start = now()
    try:
        said = sympy.simplify(lhs - rhs) == 0 or None if method == "simplify" else lhs.equals(rhs)
    except Exception as fault:  # noqa: BLE001
        return "undecided", now() - start, type(fault).__name__
    word = {True: "proved", False: "refuted"}.get(said, "undecided")
    return word, now() - start, ""


def with_math_verify(asked: Sequence[Pair]) -> list[Outcome] | None:
    """None where the environment cannot be made."""
    lines = "".join(json.dumps([pair.lhs, pair.rhs.replace(" + C", "")]) + "\n" for pair in asked)
    try:
        ran = subprocess.run(["uv", "run", "--script", str(SCRIPT)], input=lines, capture_output=True, text=True,
                             timeout=60 + 2 * len(asked), check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    answers = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("[")]
    if not answers:
        return None
    found = [Outcome(word, parsing + verifying, "", pace) for word, parsing, verifying, pace in answers]
    return found + [Outcome("undecided", LIMIT)] * (len(asked) - len(found))


PEERS: dict[str, Callable[[Sequence[Pair]], list[Outcome] | None]] = {
    "simplify": lambda asked: with_sympy(asked, "simplify"),
    "equals": lambda asked: with_sympy(asked, "equals"),
    "math_verify": with_math_verify,
}


def asked_of(name: str, asked: Sequence[Pair], keep: Path | None) -> list[Outcome] | None:
    """A peer's answers, as many at a time as are then kept; None where it is not available."""
    lines = keep.read_text("utf-8").splitlines() if keep is not None and keep.exists() else []
    known = {(of, start): answers for of, start, answers in map(json.loads, lines)}
    found: list[Outcome] = []
    for start in range(0, len(asked), CHUNK):
        if (name, start) in known:
            found += [Outcome(*answer) for answer in known[name, start]]
            continue
        answers = PEERS[name](asked[start:start + CHUNK])
        if answers is None:
            return None
        found += answers
        if keep is not None:
            with keep.open("a", encoding="utf-8") as file:
                file.write(json.dumps([name, start, [[a.word, a.seconds, a.by, a.pace] for a in answers]]) + "\n")
    return evened(found)


# --- the table ----------------------------------------------------------------------------------

HEAD = f"{'':24}{'true':^30}{'false':^30}{'wrong':>6}{'median ms':>11}{'total s':>9}"


def line(name: str, asked: Sequence[Pair], found: Sequence[Outcome]) -> str:
    counts = Counter((pair.true, outcome.word) for pair, outcome in zip(asked, found, strict=True))
    cells = "".join(
        f"{counts[truth, 'proved']:>8} {counts[truth, 'refuted']:>8} {counts[truth, 'undecided']:>8}    "
        for truth in (True, False)
    )
    wrong = counts[True, "refuted"] + counts[False, "proved"]
    taken = [outcome.seconds for outcome in found]
    return f"{name:24}{cells}{wrong:>6}{statistics.median(taken) * 1e3:>11.3f}{sum(taken):>9.2f}"


def ratio(theirs: Sequence[Outcome], ours: Sequence[Outcome]) -> float:
    """The median over the pairs of how many times as long the peer took."""
    return statistics.median(t.seconds / o.seconds for t, o in zip(theirs, ours, strict=True) if t.seconds > 0)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=400)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--peers", default=",".join(PEERS))
    options.add_argument("--show", action="store_true", help="every pair that is wrong or undecided")
    options.add_argument("--cpu", action="store_true", help="time the work, not the clock")
    options.add_argument("--keep", type=Path, help="where the answers of the peers are kept")
    given = options.parse_args()
    if given.cpu:
        os.environ["CLOCK"] = "cpu"
    dropped: list[Pair] = []
    true, false = pairs(given.count, given.seed, dropped)
    asked = [*true, *false]
    latex, terms = from_latex(asked), from_terms(asked)
    print(f"{len(true)} true and {len(false)} false pairs, seed {given.seed}\n")
    print(HEAD)
    print(f"{'':24}" + f"{'proved':>8} {'refuted':>8} {'undecid.':>8}    " * 2)
    print(line("ours, from LaTeX", asked, latex))
    print(line("ours, from terms", asked, terms))
    settled = [pair.true for pair, outcome in zip(asked, terms, strict=True) if outcome.word != "undecided"]
    share = [settled.count(True), settled.count(False)]
    print(f"decided: {share[0] / len(true):.1%} of the true, {share[1] / len(false):.1%} of the false")
    meant = len(true) + len(dropped)
    print(f"not read as meant: {len(dropped)} true steps besides; with them {share[0] / meant:.1%} are decided\n")
    some = [at for at, pair in enumerate(asked) if posed(pair)]
    equations = [asked[at] for at in some]
    print(f"the {len(equations)} equations among them, which the peers can be asked")
    print(line("ours, from LaTeX", equations, [latex[at] for at in some]))
    print(line("ours, from terms", equations, [terms[at] for at in some]))
    for name in filter(None, given.peers.split(",")):
        found = asked_of(name, equations, given.keep)
        if found is None:
            print(f"{name:24}skipped: it is not available here")
            continue
        print(line(name, equations, found))
        base = latex if name == "math_verify" else terms
        print(f"{'':24}{ratio(found, [base[at] for at in some]):.0f} times as long as ours, median over the pairs")
    if given.show:
        for pair in dropped:
            print(f"\nnot read as meant [{pair.family}] {pair.display}   {pair.conditions}")
        for pair, outcome in zip(asked, terms, strict=True):
            if outcome.word != ("proved" if pair.true else "refuted"):
                what = f"{pair.true} {outcome.word} {outcome.seconds * 1e3:.0f} ms [{pair.family}]"
                print(f"\n{what} {pair.display}   {pair.conditions}\n    {outcome.by}")


if __name__ == "__main__":
    main()
