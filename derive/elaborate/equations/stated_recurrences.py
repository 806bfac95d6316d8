"""Recurrences that a problem states once: what a line by itself says of the growth of the letter is about that one.

    T(n) = 2 T(n/2) + Theta(n), so T(n) = Theta(n log n)        the solution of it
    T(n) = T(n - 1) + 1 ..., T(n) = T(n/2) + 1 ..., T(n) = ...  which of them is meant, only the words tell
"""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.elaborate.equations.recurrences import Recurrence
from derive.elaborate.step import Step
from derive.kernel.term import Apply, Symbol

Place = tuple[str, Symbol]


@dataclass
class Stated:
    """The recurrences of a problem so far, by their letters; None where there are several."""

    known: dict[Place, Recurrence | None] = field(default_factory=dict)

    def note(self, one: Recurrence) -> None:
        """Another recurrence that the problem gives."""
        before = self.known.get(one.place, one)
        same = before is not None and (before.parameter, before.shift, before.body) == (
            one.parameter, one.shift, one.body)
        self.known[one.place] = one if same else None

    def solved_by(self, step: Step) -> dict[Place, Recurrence]:
        """The recurrence of the letter that a step says something of, T(n) = ... or T(n) <= ...; of others none."""
        match step.lhs.term if step.lhs is not None else None:
            case Apply(head, (Symbol() as letter, Symbol())) if (one := self.known.get((head, letter))) is not None:
                return {one.place: one}
        return {}


__all__ = ["Stated"]
