"""Numbered paragraphs that are no problems of their own, and which names each of them gives.

    2. ... P = 5000, t = 5      3. a loan of 20000: P i = 20000 * 0.005      4. t = ln 2 / ln 1.07

A name that another paragraph gave is given anew by a calculation, and by a number put in that this paragraph tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from derive.elaborate.language.sections import item_label
from derive.kernel.term import Term
from derive.read.document import Block


@dataclass
class Items:                                                               # Used for:
    blocks: Sequence[Block] = ()                                         # of the problem
    homes: dict[str, int] = field(default_factory=dict)                  # which paragraph gave a name
    places: dict[str, int] = field(default_factory=dict)                 # where in the text it was given last
    sought: dict[str, Term] = field(default_factory=dict)                # where the unknowns of a list are sought
    sought_to: int = 0                                                   # where that list ends
    sought_now: list[Term] = field(default_factory=list)                 # what of this is in force
    since: dict[Term, list[int]] = field(default_factory=dict)           # where in the text hypotheses came in force
    in_force: frozenset[Term] = frozenset()                              # behind the last block

    def of(self, blocks: Sequence[Block]) -> Items:
        """The paragraphs of the next problem."""
        return Items(blocks, since=self.since, in_force=self.in_force)

    def note(self, hypotheses: Iterable[Term], place: int) -> None:
        """What is in force behind the block at a place."""
        now = frozenset(hypotheses)
        for term in now - self.in_force:
            self.since.setdefault(term, []).append(place)
        self.in_force = now

    @cached_property
    def starts(self) -> list[int]:
        """The places of the blocks with which numbered paragraphs begin."""
        return [place for place, block in enumerate(self.blocks) if item_label(block)]

    def around(self, place: int) -> int:
        """The paragraph at a place of the text, counted from 1; 0 before the first."""
        return sum(self.blocks[start].span.start <= place for start in self.starts)

    def own(self, place: int) -> Sequence[Block]:
        """The blocks of that paragraph."""
        ends = [0, *self.starts, len(self.blocks)]
        count = self.around(place)
        return self.blocks[ends[count] : ends[count + 1]]

    def gave(self, name: str, place: int) -> None:
        self.homes[name], self.places[name] = self.around(place), place

    def gave_elsewhere(self, name: str, place: int) -> bool:
        """Whether another numbered paragraph gave a name."""
        home = self.homes.get(name, 0)
        return home > 0 and home != self.around(place)


__all__ = ["Items"]
