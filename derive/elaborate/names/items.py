"""Numbered paragraphs that are no problems of their own, and which names each of them gives.

    2. ... P = 5000, t = 5      3. a loan of 20000: P i = 20000 * 0.005      4. t = ln 2 / ln 1.07

A name that another paragraph gave is given anew by a calculation, and by a number put in that this paragraph tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from derive.elaborate.language.sections import item_label
from derive.read.document import Block


@dataclass
class Items:                                                               # Used for:
    blocks: Sequence[Block] = ()                                         # of the problem
    label: str = ""                                                      # of the paragraph under way
    own: Sequence[Block] = ()                                            # from its first one to the next paragraph's
    homes: dict[str, str] = field(default_factory=dict)                  # which paragraph gave a name

    def enter(self, block: Block) -> None:
        """A block is read next: where it is numbered, another paragraph begins."""
        if label := item_label(block):
            rest = self.blocks[next((k for k, one in enumerate(self.blocks) if one is block), len(self.blocks)):]
            stop = next((place for place, one in enumerate(rest) if place and item_label(one)), len(rest))
            self.label, self.own = label, rest[:stop]

    def gave(self, name: str) -> None:
        self.homes[name] = self.label

    def gave_elsewhere(self, name: str) -> bool:
        """Whether another numbered paragraph gave a name."""
        return self.homes.get(name, self.label) not in ("", self.label)


__all__ = ["Items"]
