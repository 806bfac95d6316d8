"""What is refuted by vectors, matrices or functions that only one side of an equation knows.

    v^T J v = sum_i p_i v_i^2 - ...       J was told in words, or element by element
    dL/dW = delta a^T                      delta is a table of numbers, and the targets in L are given below

Nobody claims such an equation for every J: the page means one of which it did not tell enough, or this was not
understood. It is left open, unless a slip explains the step. Numbers that one side lost are the ordinary slip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from derive.diagnose.borrowed import is_weak, told_names
from derive.diagnose.judgement import Judgement
from derive.elaborate.step import Finding
from derive.kernel.term import Apply, Obligation, Symbol, Term, free
from derive.kernel.verdict import Attempt, Refuted, Undecided

MANY = frozenset({"array", "vector", "matrix", "function", "unknown"})


def not_one_sided(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements, in which no equation is refuted for every value of a vector that one side does not know."""
    return [_doubted(one, names) if is_weak(one) and (names := _one_sided(one.step.obligation)) else one
            for one in judgements]


def _one_sided(obligation: Obligation | None) -> list[str]:
    match obligation.goal if obligation is not None else None:
        case Apply("=", (left, right)) if obligation is not None:
            apart = _chosen(left, obligation.hypotheses) ^ _chosen(right, obligation.hypotheses)
            return sorted(symbol.name for symbol in apart if symbol.sort in MANY)
    return []


def _chosen(side: Term, hypotheses: Sequence[Term]) -> set[Symbol]:
    """The names that a side leads to by what defines its names, and that nothing defines, so that a point sets them."""
    found, defined = set(free(side)), set[Symbol]()
    rules = [(told[0], one) for one in hypotheses if len(told := list(told_names(one))) == 1]
    while new := [(name, rule) for name, rule in rules if name in found and name not in defined]:
        for name, rule in new:
            defined.add(name)
            found |= free(rule)
    return found - defined


def _doubted(one: Judgement, names: Sequence[str]) -> Judgement:
    assert isinstance(one.verdict, Refuted)
    text = f"false for some {', '.join(names)}, of which one side knows nothing: what is meant may not have been told"
    return replace(one, verdict=Undecided(one.verdict.obligation, (Attempt("reading", text),)), message=text, slip=None,
                   findings=(*one.findings, Finding("reading", text, one.step.at)))


__all__ = ["not_one_sided"]
