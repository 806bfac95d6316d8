r"""Ranges of which only the end is written: \sum_{k<T} a_k where the page has k = 0, ..., T - 1.

The letter before the sign runs, from where the page lets it begin; only where the page has the same end for it, so
that nothing is guessed.
"""

from __future__ import annotations

from derive.elaborate.language.spelling import spelling
from derive.elaborate.reading import Scope
from derive.kernel.check import identical
from derive.kernel.polynomial import Beyond
from derive.kernel.term import Apply, Term, Unproved, number
from derive.read.node import Node


def told_range(part: Node, scope: Scope) -> tuple[str, Term, Term] | None:
    """The letter of k < T or k <= T, and its range as the page has it; None where it has no such range."""
    if part.kind != "chain" or len(part.children) != 3 or part.children[1].text not in ("<", "<="):
        return None
    name = spelling(part.children[0])
    low, high = scope.signature.ranges.get(name or "", (None, None))
    if name is None or name in scope.bound or low is None or high is None:
        return None
    end = scope.term(part.children[2])
    end = Apply("+", (end, Apply("-", (number(1),)))) if part.children[1].text == "<" else end
    return (name, low, high) if _is_same(end, high) else None


def _is_same(one: Term, other: Term) -> bool:
    try:
        return identical((), one, other)
    except (Beyond, Unproved):
        return False


__all__ = ["told_range"]
