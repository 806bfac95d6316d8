"""One side of a statement as it was read."""

from __future__ import annotations

from dataclasses import dataclass

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
