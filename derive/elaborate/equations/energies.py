"""The letter E as the name of an error or an energy that is to be made small: E(w) = sum_n (y_n - w x_n)^2.

Declines where the letter stands for a mean on the page: E[x], E(X), or a probability on the right side.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from derive.elaborate.language.conventions import GREEK, PROBABILITY_LETTERS
from derive.elaborate.language.spelling import names_in
from derive.elaborate.unfolding import rests_on
from derive.kernel.term import Symbol
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page


def is_energy(page: Page, name: str, parameters: Sequence[Symbol], right: Node) -> bool:
    """Whether E(w) = ... gives a function of small letters, on a page that has no means under that letter."""
    own = {parameter.name for parameter in parameters}
    small = all(one in GREEK or one.rpartition("{")[2].rstrip("}").islower() for one in own)
    used = rests_on(page.context.definitions, names_in(right) | {one.partition("_")[0] for one in names_in(right)})
    reckoned = own <= used and names_in(right).isdisjoint(PROBABILITY_LETTERS)
    return name == "E" and bool(own) and small and reckoned and not any(map(_has_a_mean, page.written))


def _has_a_mean(formula: Node) -> bool:
    """E[x], E(X), E{x}"""
    for part in formula.walk():
        for left, bracket in pairwise(part.children) if part.kind in ("juxtapose", "apply") else ():
            if left.kind == "name" and left.text == "E" and bracket.kind == "paren" and (
                    bracket.text != "()" or any(one[:1].isupper() for one in names_in(bracket))):
                return True
    return False
