"""The lines of a solution, as links: what each equation says of the one before it.

    2 x + 3 = 7,  2 x = 4,  x = 2                  each holds exactly when the one before it does
    sqrt(x + 2) = x,  x + 2 = x^2                  squared: what holds before holds after, and roots may be gained
    x (x - 2) = 0,  x = 0,  x = 2                  two solutions side by side: one of them holds
    |x - 1| = 3,  x - 1 = 3,  x = 4,  x - 1 = -3,  x = -2      and so with a line of its own way to each
    x = 0,  x = 2                                  two values, and nothing that they solve: given
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from derive.elaborate.formulas.lone import Lone, given_equation
from derive.elaborate.formulas.sampling import approximate
from derive.elaborate.step import Step, is_mark
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, free, subterms
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

_REVERSIBLE = frozenset({"+", "-", "*"})
_NEAR = 1e-6


def solve(page: Page, run: Sequence[Lone], closed: bool) -> None:
    """The lines of a run as links; `closed` where a statement after the last line says what the solutions are."""
    steps = {lone.place: page.steps[lone.place] for lone in run}
    for place, step in Solution(run, steps, closed).links():
        page.steps[place] = _freed(page, step)


def _freed(page: Page, step: Step) -> Step:
    """A value that the words tell may be that of x in a lone x = 2; of an equation to be solved it says nothing."""
    if step.obligation is None or step.relation not in ("iff", "implies"):
        return step
    goal, hypotheses = step.obligation.goal, step.obligation.hypotheses
    asked = {symbol.name for symbol in free(goal)} if isinstance(goal, Apply) and len(free(goal)) == 1 and all(
        free(side) == free(goal) for side in goal.args) else set()
    outer, page.open = page.open, page.open - (asked - page.doubted)         # it asks for any such k
    still = page.meant(goal, hypotheses)
    page.open = outer
    kept = tuple(h for h in hypotheses if not is_mark(h) or h in still)
    return replace(step, obligation=Obligation(kept, goal))


@dataclass(frozen=True)
class Solution:
    """A run of lines, the last of which ends it."""

    run: Sequence[Lone]
    steps: Mapping[int, Step]                    # as they were read
    closed: bool

    def links(self) -> Iterator[tuple[int, Step]]:
        run, ends = self.run, _ends(self.run)
        if len(ends) < 2 or ends[-1] != len(run) - 1:
            yield from self._linked(run)
            return
        if not ends[0]:
            yield from ((lone.place, self._given(lone)) for lone in run)
            return
        values = [value for k in ends if (value := _value(run[k])) is not None]
        shared = next(k for k, lone in enumerate(run) if not all(_holds_at(lone, value) for value in values))
        shared = max(shared, 1)                  # the lines before the ways part
        starts = [shared, *(end + 1 for end in ends[:-1])]
        ways = [run[start : end + 1] for start, end in zip(starts, ends, strict=True)]
        for stretch in (run[:shared], *ways):
            yield from self._linked(stretch)
        if any(self.steps[lone.place].conditions for lone in run):
            return                               # if x >= 4, then one line; if x < 4, then the other
        either = Apply("or", tuple(way[0].side.term or Apply("true") for way in ways))
        yield from self._link(run[shared - 1], ways[-1][0], "iff", either)

    def _linked(self, run: Sequence[Lone]) -> Iterator[tuple[int, Step]]:
        """Each line from the one before it; the last from the first, where roots may have been gained on the way."""
        yield run[0].place, self._given(run[0])
        gained = False
        for before, lone in pairwise(run):
            value = _value(lone)
            last = lone is run[-1] and not self.closed
            if last and gained and value is not None and _holds_at(run[0], value) and _holds_at(before, value):
                before, arrow = run[0], "iff"
            else:
                arrow = "iff" if last or _is_reversible(before, lone) else "implies"
            gained = gained or arrow == "implies"
            yield from self._link(before, lone, arrow, lone.side.term or Apply("true"))

    def _given(self, lone: Lone) -> Step:
        return given_equation(self.steps[lone.place])

    def _link(self, before: Lone, lone: Lone, arrow: str, conclusion: Term) -> Iterator[tuple[int, Step]]:
        step = self.steps[lone.place]
        if step.obligation is None:
            return                               # given already: an arrow goes on from it
        goal = Apply(arrow, (before.side.term or Apply("true"), conclusion))
        yield lone.place, replace(
            step, lhs=before.side, rhs=lone.side, relation=arrow, general=None, rounded=None, within=(),
            obligation=Obligation(step.obligation.hypotheses, goal), role="equation", numeric=False,
        )


def _ends(run: Sequence[Lone]) -> list[int]:
    """The lines after which something else than the same solution is spoken of."""
    found = []
    for k, lone in enumerate(run):
        value = _value(lone)
        if value is not None and (k == len(run) - 1 or _holds_at(run[k + 1], value) is False):
            found.append(k)
    return found


def _value(lone: Lone) -> tuple[Symbol, float] | None:
    """x = 2: the unknown and its value, where nothing is left to work out."""
    unknown = lone.isolated
    other = lone.right if lone.left == unknown else lone.left
    if unknown is None or free(other) or not isinstance(lone.side.term, Apply) or lone.side.term.head != "=":
        return None
    plain = sum(isinstance(part, Number) for part in subterms(other)) < 3
    value = approximate(other, {})
    return (unknown, value) if plain and value is not None else None


def _holds_at(lone: Lone, value: tuple[Symbol, float]) -> bool | None:
    """Whether a line holds at a solution; None where that cannot be said."""
    left, right = (approximate(side, {value[0]: value[1]}) for side in (lone.left, lone.right))
    if left is None or right is None:
        return None
    return abs(left - right) <= _NEAR * (1 + abs(left) + abs(right))


def _is_reversible(before: Lone, lone: Lone) -> bool:
    """Whether nothing but polynomials stands in both lines, or the second has no fewer roots and logarithms.

    log x + log (x - 2) = 3, then log (x (x - 2)) = 3: where two were and one is, solutions may be gained.
    """
    first, second = (sum(map(_apart, (line.left, line.right))) for line in (before, lone))
    return first == 0 or second >= first


def _apart(side: Term) -> int:
    """How many roots, logarithms or quotients of an unknown stand in a side."""
    return sum(not _is_polynomial_part(part) for part in subterms(side))


def _is_polynomial_part(part: Term) -> bool:
    """Whether a part is no root, logarithm or quotient of an unknown."""
    return (
        not isinstance(part, Apply) or not free(part) or part.head in _REVERSIBLE
        or (part.head == "^" and isinstance(part.args[1], Number))
        or (part.head == "/" and not free(part.args[1]))
    )
