"""One side of a statement as it was read, and the chain that it may begin."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from derive.elaborate.formulas.joined_rows import UNTOLD, leaves_out
from derive.elaborate.formulas.moduli_nearby import with_modulus
from derive.elaborate.formulas.shared_factors import before_shared
from derive.elaborate.reading import Reading
from derive.elaborate.step import Side
from derive.kernel.term import Apply, Term
from derive.read.congruence import in_residues
from derive.read.node import Node
from derive.read.record import record, replace

# The relation that a sign states.
JUDGED = {"=": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "equiv": "=", "define": "=", "in": "in",
          "divides": "=", "approx": "=", "iff": "iff", "implies": "implies"}
MODULAR = re.compile(r"\\[pb]?mod\b|\bmod(?:ulo)?\b|\bcongruen", re.I)


@record(frozen=True, slots=True)
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
    equal: bool = True                                        # whether all of its sides are equal


def compared(
    left: Operand, sign: Node, right: Operand, read: Callable[[Node], Operand], source: str
) -> tuple[Operand, Node, Operand]:
    """A link as it is judged: of a congruence that stands among equations, the remainders of its sides.

    Of an approximation, the numbers before what both sides share.
    """
    if left.side.node is None or right.side.node is None:
        return left, sign, right
    if sign.text == "approx" and (numbers := before_shared(left.side.node, right.side.node)) is not None:
        return read(numbers[0]), sign, read(numbers[1])
    sign = with_modulus(sign, left.side.node, right.side.node, source)
    found = in_residues(left.side.node, sign, right.side.node)
    if found is None:
        return left, sign, right
    return read(found[0]), replace(sign, children=()), read(found[1])


def left_open(sign: Node, left: Operand, source: str) -> str:
    """Why a relation is left open: nothing here decides it, or it is a \\equiv b on a page about congruences.

    There the number that it is meant modulo stands elsewhere.
    """
    if leaves_out(sign):
        return UNTOLD
    if sign.text not in JUDGED:
        return f"nothing here decides '{sign.text}'"
    told = isinstance(left.term, Apply) and left.term.head == "mod"
    return "the modulus is not written here" if needs_modulus(sign, source) and not told else ""


def needs_modulus(sign: Node, source: str) -> bool:
    """Whether a sign is that of a congruence, on a page about these, so that it says nothing without a modulus."""
    return sign.text == "equiv" and MODULAR.search(source) is not None
