"""Elements that the page tells in numbers which were not followed: what is refuted by other numbers may well be right.

    N_k = sum_n r_nk, N_2 = 0.2 + 0.5 + 0.1 = 0.8, N_1 = 3 - N_2      false for some r, of which N_2 need not be 0.8

That such a step is wrong is seen only by the numbers of the page, and by none that a counterexample chooses for what
the elements are made of. It is left undecided, with the finding `reading`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive.diagnose.judgement import Judgement
from derive.diagnose.withheld import withheld
from derive.elaborate.language.outline import path
from derive.kernel.term import Apply, Number, Symbol, Term, free, subterms
from derive.kernel.verdict import Refuted

TOLD = frozenset({"=", "approx"})


def not_of_elements_told(judgements: Sequence[Judgement], source: str) -> list[Judgement]:
    """The judgements, without refutations that choose what elements are made of, where the page tells their numbers."""
    told: set[tuple[Term, tuple[int, ...]]] = set()          # in a part of the page
    found: list[Judgement] = []
    for one in judgements:
        part = path(source, one.step.at.start)
        elements = set(_elements(one)) if told and isinstance(one.verdict, Refuted) else set()
        if any((element, part) in told for element in elements):
            name = min(symbol.name for element in elements for symbol in free(element))
            one = withheld(one, f"false for some numbers, and not for those that the page tells of {name}")
        found.append(one)
        left, right = (side.term if side is not None else None for side in (one.step.lhs, one.step.rhs))
        if one.outcome == "undecided" and one.step.relation in TOLD and left is not None and _is_element(left) and (
                right is not None and not free(right)):
            told.add((left, part))
    return found


def _elements(one: Judgement) -> Iterator[Term]:
    """The elements in a step of which the counterexample chooses something else: what they are made of."""
    assert isinstance(one.verdict, Refuted)
    goal = one.step.obligation.goal if one.step.obligation is not None else None
    chosen = {name for term, _ in one.verdict.counterexample.point for name in free(term)}
    if goal is None or not any(name.sort == "array" for name in chosen - free(goal)) or chosen & free(goal):
        return
    yield from (part for part in subterms(goal) if _is_element(part))


def _is_element(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "at" and isinstance(term.args[0], Symbol) and all(
        isinstance(place, Number) for place in term.args[1:])


__all__ = ["not_of_elements_told"]
