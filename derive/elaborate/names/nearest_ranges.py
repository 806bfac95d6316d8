"""The range of an index letter: the one that is stated nearest to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from derive.kernel.term import Number, Symbol, Term, number
from derive.read.node import Node

Range = tuple[Term, Term]


class Key(NamedTuple):
    """An index letter in one block, or under one sum of it; an axis of an array where `block` is -1."""

    letter: str
    block: int
    under: int = 0                               # the sum that binds it, with a range of its own


def of_a_letter(letters: Sequence[Key], stated: Mapping[Key, Range], blocks: int) -> Range | None:
    """The range that a sum over one of the letters states elsewhere, to a name and not to a number."""
    for key in letters:
        same = {k: pair for k, pair in stated.items() if k.letter == key.letter and isinstance(pair[1], Symbol)}
        if same:
            return near(key, same, blocks)
    return None


def near(key: Key, stated: Mapping[Key, Range], blocks: int) -> Range:
    """The range stated in the same block, else the last before it, else the first after it.

    One from another block begins where any with its end begins: a sum from 2 says nothing of an index elsewhere.
    """

    def distance(other: Key) -> tuple[int, bool]:
        away = key.block - other.block
        return away if away >= 0 else blocks - away, other.letter != key.letter

    chosen = min(stated, key=distance)
    low, high = stated[chosen]
    if chosen.block == key.block:
        return low, high
    lows = [first for first, last in stated.values() if last == high and isinstance(first, Number)]
    return min(lows, key=lambda first: first.value, default=low), high


def ends(stated: tuple[Node, Node]) -> Range | None:
    low, high = (end(node) for node in stated)
    if low is None or high is None or (isinstance(low, Number) and isinstance(high, Number) and low.value > high.value):
        return None
    return low, high


def end(node: Node) -> Term | None:
    if node.kind == "number" and node.text.isdigit() and len(node.text) < 10:
        return number(node.text)
    return Symbol(node.text, "integer") if node.kind == "name" else None
