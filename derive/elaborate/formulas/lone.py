"""Lone equations: what stands in a line of its own, or in running text, as one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derive.elaborate.step import Side, Step
from derive.kernel.term import Apply, Symbol, Term, free
from derive.read.record import replace

ORDERS = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True)
class Lone:
    """A lone equation of the page: its step, and the whole of it as one side."""

    place: int
    side: Side
    left: Term
    right: Term
    known: frozenset[Symbol] = frozenset()       # names that the page had settled when it came to this equation
    closes: bool = False                         # what follows says what the solutions are: x = 2 or x = -2
    closed_by: int = -1                          # the place of what follows
    begins: bool = False                         # the words before it say that it is to be solved

    asked: frozenset[Symbol] = frozenset()       # t of v(t) = 0, where v is a function of the page

    @property
    def unknowns(self) -> frozenset[Symbol]:
        return self.asked or free(self.left) | free(self.right)

    @property
    def isolated(self) -> Symbol | None:
        """The unknown that stands alone on one side."""
        if isinstance(self.left, Symbol) and self.left not in free(self.right):
            return self.left
        if isinstance(self.right, Symbol) and self.right not in free(self.left):
            return self.right
        return None


def given_equation(step: Step) -> Step:
    return replace(step, kind="given", role="equation", obligation=None, general=None, rounded=None, within=())


def is_of_the_border(lone: Lone, last: Lone) -> bool:
    """Whether an equation speaks of the end of the range that was found before: m > 200. At m = 200 both cost 20."""
    relations = [one.side.term.head if isinstance(one.side.term, Apply) else "" for one in (last, lone)]
    return relations[0] in ORDERS and relations[1] == "=" and last.isolated is not None and (
        lone.isolated == last.isolated)


def ending_of(run: Sequence[Lone]) -> Sequence[Lone]:
    """The lines that speak of the unknowns of the last one: a + b = 10, a b = 24 come before a (10 - a) = 24."""
    others = [k for k, lone in enumerate(run) if lone.unknowns - run[-1].unknowns]
    return run[others[-1] + 1 :] if others else run
