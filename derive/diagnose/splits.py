"""Case splits: which case no heading covers, and which heading is to blame.

A heading is to blame when steps under it are refuted as it stands, and proved
when the uncovered condition stands in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derive.decide.judge import judge
from derive.decide.portfolio import decide
from derive.diagnose.fault import with_hypotheses
from derive.diagnose.judgement import Judgement
from derive.elaborate.notation import latex, plain
from derive.elaborate.step import Case, Elaborated, Finding
from derive.kernel.term import RELATIONS, Apply, Obligation, Term
from derive.kernel.verdict import Proved, Refuted

COVERS = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
LEFT_OVER = {"=": "=", "<": "<", ">": ">", "<>": "!=", "<=": "<=", "=>": ">="}


@dataclass(frozen=True, slots=True)
class Split:
    """A case split that leaves something out."""

    cases: tuple[int, ...]  # indices into Elaborated.cases
    uncovered: Term | None  # None: known only by a point
    blamed: int  # the case whose heading is wrong
    finding: Finding


def incomplete_splits(elaborated: Elaborated, judgements: Sequence[Judgement]) -> tuple[Split, ...]:
    """The splits of a document that do not cover every case, each with its finding."""
    groups: dict[int, list[int]] = {}
    for index, case in enumerate(elaborated.cases):
        groups.setdefault(case.group, []).append(index)
    found = []
    for number, indices in enumerate(groups.values(), 1):
        gap = _gap([elaborated.cases[i] for i in indices])
        if gap is not None:
            found.append(_split(elaborated, judgements, indices, *gap, f"case-{number}"))
    return tuple(found)


def _gap(cases: list[Case]) -> tuple[Term | None, str] | None:
    """What the cases leave out: a condition and its words; None when they cover everything or it is not known."""
    first = cases[0].condition
    if not (isinstance(first, Apply) and first.head in RELATIONS):
        return None
    left, right = first.args
    covered: set[str] = set()
    for case in cases:
        sign = _oriented(case.condition, left, right)
        if sign is None:
            return _gap_by_point(cases)
        covered |= set(COVERS[sign])
    missing = "".join(sign for sign in "<=>" if sign not in covered)
    if not missing:
        return None
    condition = Apply(LEFT_OVER[missing], (left, right))
    return condition, plain(condition)


def _gap_by_point(cases: list[Case]) -> tuple[Term | None, str] | None:
    verdict = decide(Obligation(cases[0].premises, Apply("or", tuple(case.condition for case in cases))), 1.0)
    if not isinstance(verdict, Refuted):
        return None
    point = ", ".join(f"{symbol.name} = {plain(value)}" for symbol, value in verdict.counterexample.point)
    return None, point


def _oriented(condition: Term, left: Term, right: Term) -> str | None:
    """The sign of a condition on the same two terms, in the order (left, right)."""
    match condition:
        case Apply(sign, (a, b)) if sign in RELATIONS and (a, b) == (left, right):
            return sign
        case Apply(sign, (a, b)) if sign in RELATIONS and (b, a) == (left, right):
            return {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(sign, sign)
    return None


def _split(
    elaborated: Elaborated, judgements: Sequence[Judgement], indices: list[int], gap: Term | None, words: str, name: str
) -> Split:
    blamed = _to_blame(elaborated, judgements, indices, gap)
    case = elaborated.cases[indices[0] if blamed is None else blamed]
    twice = sum(elaborated.cases[i].condition == case.condition for i in indices) > 1
    message = f"no case covers {words}"
    if twice:
        message = f"the heading '{case.text}' stands twice, and no case covers {words}"
    if blamed is not None:
        message += f"; the steps under this heading hold when {words}"
    fix = None if gap is None or blamed is None else latex(gap)
    finding = Finding("case", message, case.span, fix, name)
    return Split(tuple(indices), gap, indices[0] if blamed is None else blamed, finding)


def _to_blame(
    elaborated: Elaborated, judgements: Sequence[Judgement], indices: list[int], gap: Term | None
) -> int | None:
    if gap is None:
        return None
    for index in indices:
        for step in elaborated.cases[index].steps:
            if judgements[step].outcome == "refuted" and under(judgements[step], elaborated.cases[index], gap):
                return index
    return None


def under(judgement: Judgement, case: Case, condition: Term) -> bool:
    """Whether a step is proved when `condition` stands in place of the heading of its case."""
    ruling = judge(with_hypotheses(judgement.step, {case.condition}, (condition,)), 1.0)
    return ruling is not None and isinstance(ruling.verdict, Proved)
