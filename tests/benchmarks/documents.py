"""What becomes of the steps of whole documents: right ones by outcome, and planted slips.

    python tests/benchmarks/documents.py [FILE...] [--show OUTCOME]...

With `--show undecided`, say, the steps of that outcome are listed; `--show wrong` lists slips that are not refuted.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from derive.diagnose.judgement import Judgement
from marked import documents, judged


def main() -> None:
    command = argparse.ArgumentParser()
    command.add_argument("files", nargs="*", type=Path)
    command.add_argument("--show", action="append", default=[])
    asked = command.parse_args()
    total: Counter[str] = Counter()
    outcomes = ("proved", "given", "undecided", "unread", "refuted")
    print(f"{'':44}{'right steps':40}planted slips")
    print(f"{'':40}" + "".join(f"{name:>10}" for name in outcomes) + "   refuted of")
    for path in asked.files or documents():
        marked = judged(path)
        right = Counter(step.outcome for _, step in marked.right)
        found = sum(step.outcome == "refuted" for _, step in marked.wrong)
        total.update(right)
        total.update(slips=len(marked.wrong) + len(marked.lost), found=found)
        print(f"{path.name:40}" + "".join(f"{right[name]:10}" for name in outcomes)
              + f"{found:10} {len(marked.wrong) + len(marked.lost):2}", flush=True)
        for line, step in marked.right:
            if step.outcome in asked.show:
                print(f"    {line}: {step.outcome}: {one_line(step)}")
        for line, step in marked.wrong:
            if step.outcome == "proved" or ("wrong" in asked.show and step.outcome != "refuted"):
                print(f"    {line}: slip {step.outcome}: {one_line(step)}")
        for line in marked.lost:
            print(f"    {line}: no step stands where a slip is marked")
    print(f"{'':40}" + "".join(f"{total[name]:10}" for name in outcomes) + f"{total['found']:10} {total['slips']:2}")


def one_line(step: Judgement) -> str:
    sides = [side.latex if side else "" for side in (step.step.lhs, step.step.rhs)]
    return " ".join(f"{sides[0]} {step.step.relation} {sides[1]}  [{step.step.unread or step.message}]".split())


if __name__ == "__main__":
    main()
