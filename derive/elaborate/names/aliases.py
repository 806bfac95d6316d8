"""Aliases: Z is another spelling of z where z is defined here and Z nowhere. r beside R is another letter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from derive.elaborate.context import Context
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page

QUANTITIES = frozenset("CEFGIKLMNPQRTVW")         # of physics, where the small letter is of another: V beside v
CHANCES = frozenset({"P", "Pr", "E", "Var", "Cov", "SD"})


def find_aliases(page: Page, node: Node) -> None:
    """Note the capitals of a formula that stand for small letters defined here, and not in another problem."""
    known, homes = page.context, page.homes
    for part in _outside_chances(node) if known.definitions else ():
        if part.kind != "name" or len(part.text) != 1 or not part.text.isupper() or part.text in known.aliases or (
                part.text in QUANTITIES):
            continue
        other = part.text.lower()
        meant = known.definitions.get(other)
        if meant is None or (meant.parameters and meant.symbol.sort == "function"):
            continue                             # Y(s) is the transform of y(t), and F the integral of f
        elsewhere = other in homes and homes[other][0][:1] != page.section[:1]
        if not elsewhere and not _has_meaning(known, part.text):
            known.aliases[part.text] = other
            known.changed()


def _outside_chances(node: Node) -> Iterator[Node]:
    """The parts of a formula that are in no probability, mean or variance: the X of P(X < 2) is random, and no x."""
    yield node
    chance = node.kind == "juxtapose" and node.children[0].kind == "name" and node.children[0].text in CHANCES
    for child in node.children:
        if not (chance and child.kind == "paren"):
            yield from _outside_chances(child)


def _has_meaning(known: Context, name: str) -> bool:
    return known.knows(name) or name in known.sorts or name in known.arity or name in known.distinct
