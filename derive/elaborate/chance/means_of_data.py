r"""Means of data that the page tells: \bar x = 8/3 beside the points (0, 1), (1, 3), (2, 4) is a claim.

Declined where a result is written in decimals that are not exactly the mean: it may have been rounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.language.outline import last_beginning
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, free, number
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page

NEAR = 600                                       # characters before a mean in which its data stand
ANOTHER_SAMPLE = re.compile(r"\b(?:second|other|another|new)\s+(?:sample|group|class|data|batch|set)\b")


def mean_claim(page: Page, name: str, value: Term, written: Node) -> Obligation | None:
    """What a value of \\bar x claims, where the elements of x are told in numbers."""
    data = _data(page, name[4:-1]) if name.startswith("bar{") and not free(value) else []
    if len(data) < 2:
        return None
    mean, stated = sum(data, Fraction(0)) / len(data), page.context.valuation.of(value)
    rounded = any(part.kind == "number" and "." in part.text for part in written.walk())
    if stated is None or (stated != mean and (rounded or not _stand_before(page, written.span.start, data))):
        return None
    return Obligation((), Apply("=", (number(mean), value)))


def _stand_before(page: Page, at: int, data: Iterable[Fraction]) -> bool:
    """Whether all of the data are written shortly before a place, with no other item or title between."""
    source, first = page.document.source, max(0, at - NEAR)
    text = source[last_beginning(source, first, at) : at]
    text = text[max((found.end() for found in ANOTHER_SAMPLE.finditer(text)), default=0):]
    numbers = set(re.findall(r"-?\d+(?:\.\d+)?", text))
    return all({str(value), str(float(value))} & numbers or value.denominator > 1 for value in data)


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
