"""Soundness: true steps made by laws are never refuted, wrong ones never proved.

    python tests/benchmarks/soundness.py [STEPS] [FIRST]

Each true step goes through the whole portfolio; then one number or function of it is changed, and where two
independent evaluators agree that the change made it false, it must not be proved. Prints the counts and
every wrong verdict.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from derive.decide.portfolio import decide  # noqa: E402
from derive.kernel.term import Apply, Number, Obligation, Term, number  # noqa: E402
from derive.kernel.verdict import Proved, Refuted  # noqa: E402
from truths import changed, places, true_step  # noqa: E402

SECONDS = 0.5
SWAPS = {"sin": "cos", "cos": "sin", "exp": "log", "max": "min", "min": "max", "+": "*", "*": "+", "sqrt": "abs"}


def spoiled(term: Term, dice: Random) -> Term | None:
    """The term with one number or function changed."""

    def spoil(part: Term, dice: Random) -> Term | None:
        match part:
            case Number(value):
                return number(value + dice.choice((1, -1, 2)))
            case Apply(head, args) if head in SWAPS:
                return Apply(SWAPS[head], args)
        return None

    for _ in range(20):
        new = changed(term, dice.choice(places(term)), spoil, dice)
        if new is not None:
            return new
    return None


def main(steps: int = 100_000, first: int = 0) -> int:
    """Run, print, and return the number of wrong verdicts."""
    counts: Counter[str] = Counter()
    wrong = 0
    start = perf_counter()
    for seed in range(first, first + steps):
        step = true_step(seed)
        verdict = decide(step, SECONDS)
        counts[f"true, {type(verdict).__name__.lower()}"] += 1
        if isinstance(verdict, Refuted):
            wrong += 1
            print("true but refuted:", seed, step.goal, verdict.counterexample)
        if not isinstance(step.goal, Apply):
            continue
        new = spoiled(step.goal.args[1], Random(seed))
        if new is None:
            continue
        other = decide(Obligation(step.hypotheses, Apply("=", (step.goal.args[0], new))), SECONDS)
        counts[f"changed, {type(other).__name__.lower()}"] += 1
        if isinstance(other, Proved) and isinstance(verdict, Proved):
            implied = decide(Obligation(step.hypotheses, Apply("=", (step.goal.args[1], new))), SECONDS)
            if isinstance(implied, Refuted):
                wrong += 1
                print("false but proved:", seed, other.obligation.goal, implied.counterexample)
    print(dict(sorted(counts.items())), f"wrong: {wrong}", f"{(perf_counter() - start) / steps * 1e3:.2f} ms a step")
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
