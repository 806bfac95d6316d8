"""Equations that are posed together, by their place: 2 x y = 2 lambda x, x^2 = 2 lambda y, of grad f = lambda grad g.

The first by itself could be an identity, for both sides share their names. Beside an equation for these names it is one
of the same system.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from derive.elaborate.formulas.lone import Lone

if TYPE_CHECKING:
    from derive.elaborate.page import Page

BETWEEN = re.compile(r"(?:[\s$&,;]|\\\\|\\q?quad\b|\\[,;:! ]|\\(?:text|mbox|mathrm)\{\s*and\s*\}|and\b)*")


def posed_beside(page: Page, lone: Lone) -> list[Lone]:
    """The lone equations directly before or behind one that speak of two of its names, or more."""
    found = []
    for other in (one for run in page.runs for one in run if one.place != lone.place):
        if len(other.unknowns & lone.unknowns) > 1:
            first, second = sorted((lone.side.span, other.side.span), key=lambda span: span.start)
            if BETWEEN.fullmatch(page.document.source, first.stop, second.start) is not None:
                found.append(other)
    return found


__all__ = ["posed_beside"]
