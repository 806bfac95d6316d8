"""One side of a statement as it was read, and the chain that it may begin."""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.elaborate.reading import Reading
from derive.elaborate.step import Side
from derive.kernel.term import Term


@dataclass(frozen=True)
class Operand:
    """What was written, and what it was taken to mean."""

    side: Side
    reading: Reading

    @property
    def term(self) -> Term | None:
        return self.reading.term


@dataclass
class Chain:
    """A chain of relations that a later display may go on with."""

    last: Operand
    conditions: list[Term] = field(default_factory=list)      # side conditions, from their line on
    purpose: str = ""
    start: Operand | None = None                              # its first side
