"""Units in formulas that are typed, where letters of units could be names.

    = 4.24e-3 m = 4.24 mm               the next side is in a unit of the same kind
    = 6.62e-24 kg m/s, h = 6.6e-34 J s  several units side by side, none of which the page gives a value

Declines where the line is set in dollars.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from derive.elaborate.formulas.measurements import Measurement, unit_of
from derive.read.node import Node
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

_NUMERAL = r"\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d{1,3})?"
_WORD = r"[A-Za-zµΩ]+(?:\^-?\d)?"
SIDE = re.compile(rf"{_NUMERAL}[ ]+(?P<unit>{_WORD}(?:[ ]?[/·*][ ]?{_WORD}|[ ]{_WORD})*)")
CONVERTED = re.compile(rf"\s*(?:=|~=|≈)\s*(?P<number>{_NUMERAL})[ ]+(?P<unit>{_WORD}(?:/{_WORD})?)(?!\w)")
BEHIND = re.compile(rf"[ ]+(?P<unit>{_WORD}(?:/{_WORD})?)(?!\w)")
CERTAIN = frozenset({"kg", "N", "J", "W", "Pa", "V", "A", "C", "K", "Hz", "mol", "eV", "T"})
NEAR = 0.02                                      # of a value, by which it may have been rounded
MADE_OF = frozenset({"juxtapose", "over", "product"})


def typed_unit(page: Page, node: Node) -> Measurement | None:
    """A number with a unit, as a side of a typed formula."""
    source = page.document.source
    found = SIDE.fullmatch(source, node.span.start, node.span.stop) if node.kind in MADE_OF else None
    if found is None or _is_set(source, node):
        return None
    unit, words = _unit(found["unit"], node), re.findall(r"[A-Za-zµΩ]+", found["unit"])
    if unit is None or not unit.powers:
        return None
    number = next((part for part in node.walk() if part.kind == "number"), None)
    one = replace(unit, number=number) if number is not None else None
    known = any(_is_given(word, page) for word in words)
    certain = len(words) > 1 and not CERTAIN.isdisjoint(words) and not known
    return one if one is not None and (certain or _is_converted(one, source, node.span.stop, known)) else None


def _is_converted(one: Measurement, source: str, stop: int, known: bool) -> bool:
    """Whether the next side is in a unit of the same kind; where letters are known as names, it must be right, too."""
    after = CONVERTED.match(source, stop)
    other = _unit(after["unit"], one.number) if after is not None else None
    if after is None or other is None or other.powers != one.powers or max(map(len, one.units | other.units)) < 2:
        return False                             # 5 s = 2 h may be of names
    ratio = float(one.number.text) * float(one.factor) / (
        float(after["number"].replace(",", "")) * float(other.factor) or 1)
    return not known or abs(ratio - 1) < NEAR


def unit_behind(page: Page, node: Node) -> Measurement | None:
    """A number as a side of a typed formula, with the unit in the text behind it."""
    found = BEHIND.match(page.document.source, node.span.stop) if node.kind == "number" else None
    unit = _unit(found["unit"], node) if found is not None and not _is_set(page.document.source, node) else None
    return replace(unit, number=node) if unit is not None and unit.powers else None


def _unit(written: str, node: Node) -> Measurement | None:
    return unit_of(Node("text", written, (), node.span), "")


def _is_set(source: str, node: Node) -> bool:
    """Whether the line has signs of LaTeX."""
    start, stop = source.rfind("\n", 0, node.span.start) + 1, source.find("\n", node.span.stop)
    line = source[start : stop if stop >= 0 else len(source)]
    return "$" in line or "\\" in line


def _is_given(word: str, page: Page) -> bool:
    """Whether a letter is a name of the page, too."""
    context = page.context
    return word in context.values or word in context.definitions or re.search(
        rf"(?:^|[\n,;:(]|[A-Za-z]{{2}}(?=[ ]))[ \t]*{re.escape(word)}\s*[=<>≤≥]", page.document.source) is not None


__all__ = ["typed_unit", "unit_behind"]
