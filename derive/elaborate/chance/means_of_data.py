r"""Means of data that the page tells: \bar x = 8/3 beside the points (0, 1), (1, 3), (2, 4) is a claim.

Declined where a result is written in decimals that are not exactly the mean: it may have been rounded.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, free, number
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page


def mean_claim(page: Page, name: str, value: Term, written: Node) -> Obligation | None:
    """What a value of \\bar x claims, where the elements of x are told in numbers."""
    data = _data(page, name[4:-1]) if name.startswith("bar{") and not free(value) else []
    if len(data) < 2:
        return None
    mean, stated = sum(data, Fraction(0)) / len(data), page.context.valuation.of(value)
    rounded = any(part.kind == "number" and "." in part.text for part in written.walk())
    if stated is None or (rounded and stated != mean):
        return None
    return Obligation((), Apply("=", (number(mean), value)))


def _data(page: Page, name: str) -> list[Fraction]:
    """The elements x_1, x_2, ... that are told in numbers, one after the other; none where one is missing."""
    told: dict[Fraction, Fraction] = {}
    for fact in page.context.facts:
        match fact:
            case Apply("=", (Apply("at", (Symbol(of), Number(place))), value)) if of == name:
                known = page.context.valuation.of(value)
                if known is None or told.setdefault(place, known) != known:
                    return []
    places = sorted(told)
    whole = places == [Fraction(k) for k in range(1, len(places) + 1)]
    return [told[place] for place in places] if whole else []


__all__ = ["mean_claim"]
