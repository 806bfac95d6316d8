"""Units at the end of a side: 9.8 * 0.5 = 4.9 m/s^2.

    a side without units = a number with one     the unit says what the number is of, and is set aside
    2 m + 3 m = 5 m, 72 km/h = 20 m/s            units on both sides: they stay, as heads of their own

A unit is known by being set upright behind a number. Where setting it aside leaves two numbers that differ by a
factor between units, such as 1000 or 60, nothing is decided: 1.5 = 90 min. A value is a plain number where its unit is
of those that go together: m, kg, s, N, ... everywhere, and others where a problem has one of each kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.formulas.operand import Operand
from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.conventions import UNITS
from derive.elaborate.language.sections import nodes
from derive.elaborate.language.spelling import names_in
from derive.kernel.term import free
from derive.read.document import Block, Display, Paragraph
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page

COHERENT = frozenset({
    "m", "s", "kg", "N", "J", "W", "Pa", "V", "A", "C", "K", "F", "T", "H", "Hz", "mol", "rad", "Omega",
})
_SCALES = tuple(frozenset(words.split()) for words in (
    "s sec seconds ms min minutes h hr hrs hours days weeks years",
    "m meters metres mm cm dm km nm inches feet ft miles",
    "kg g mg", "L l ml mL", "dollars euros cents", "rad deg", "J kJ MJ eV keV MeV", "W kW MW", "N kN", "Pa kPa hPa",
    "Hz kHz MHz GHz", "bits bytes kB MB GB",
))
_BEHIND = re.compile(r"\$\s*([A-Za-z]+(?:/[A-Za-z]+)?)\b")             # $v = 20$ m/s
_COORDINATES = frozenset("xyzuw")                # letters that may as well be negative
_SPEEDS = frozenset({"mph", "km/h", "dB"})
_NUMBERED = re.compile(r"\d\s*(?:~|\\,)?\s*([A-Za-z]{2,})")
RELATIONS = frozenset({"=", "approx", "equiv", "!=", "<", "<=", ">", ">="})
LETTERS = COHERENT | frozenset({"g", "L", "l", "h"})
_WORDS = re.compile(r"[A-Za-zµΩ°]++(?:\^?-?\d)?+(?:\s*+[/·*]?\s*+[A-Za-zµΩ°]++(?:\^?-?\d)?+)*+")
_UPRIGHT = re.compile(r"\\(?:text\w*|mathrm|mbox|hbox|operatorname|rm)\b")
_OPENS = re.compile(r"\\(?:text\w*|mathrm|mbox|operatorname|rm)\s*\{\s*\Z")
_RATIOS = frozenset(Fraction(n) for n in (60, 3600, 24, 7, 12, 365, 1440, 86400)) | {Fraction(18, 5)}


def without_unit(node: Node, source: str) -> tuple[Node, str]:
    """A side without the unit at its end, and that unit as written; "" where there is none."""
    if node.kind == "juxtapose":
        kept = len(node.children)
        while kept > 1 and _is_unit(node.children[kept - 1], source):
            kept -= 1
        if kept < len(node.children) and _is_numeric(node.children[:kept]):
            unit = source[node.children[kept].span.start:node.span.stop]
            rest = node.children[0] if kept == 1 else replace(node, children=node.children[:kept])
            return rest, "".join(unit.split())
    if node.kind == "over" and len(node.children) == 2 and _is_unit(node.children[1], source):
        top, unit = without_unit(node.children[0], source)
        if unit:
            return top, unit + "".join(source[node.children[1].span.start:node.span.stop].split())
    if node.kind == "product" and len(node.children) > 1:
        last, unit = without_unit(node.children[-1], source)
        if unit and not any(has_unit(child, source) for child in node.children[:-1]):
            return replace(node, children=(*node.children[:-1], last)), unit
    return node, ""


def set_aside(page: Page, left: Operand, relation: Node, right: Operand) -> tuple[Operand, Operand, bool]:
    """The sides of a link without the unit that one of them leaves out, or that both have at their end.

    With whether what is left may be one quantity in two units.
    """
    nodes = (left.side.node, right.side.node)
    if nodes[0] is None or nodes[1] is None or relation.text not in RELATIONS:
        return left, right, False
    source = page.document.source
    if _differ_behind(page, left, right):
        _leave_open(page, left, right)
        return left, right, True                 # $37500$ W $= 37.5$ kW
    (first, unit), (second, other) = without_unit(nodes[0], source), without_unit(nodes[1], source)
    if unit == other == "" or (unit != other and has_unit(nodes[1] if unit else nodes[0], source)):
        return left, right, False
    bare = [
        operand if node is operand.side.node else
        replace(page.read(node), side=replace(operand.side, node=node, term=page.read(node).term))
        for operand, node in ((left, first), (right, second))
    ]
    if "bit" in unit + other or "nat" in unit + other:
        return left, right, True                 # to base two, or to base e: no letter says which
    doubtful = unit != other and _differ_by_a_unit(page, *bare)
    if doubtful:
        _leave_open(page, *bare)
    return bare[0], bare[1], doubtful


def _leave_open(page: Page, left: Operand, right: Operand) -> None:
    """v = 72 km/h = 20 m/s: what is reckoned with v may be so with either number."""
    for name, known in tuple(page.context.values.items()):
        if known == left.term and right.term is not None and not free(right.term):
            page.open.add(name)
            page.context.give(name, right.term)


def _differ_behind(page: Page, left: Operand, right: Operand) -> bool:
    """Whether different units stand in the text behind two formulas, and their numbers differ by a factor of such."""
    units = []
    for operand in (left, right):
        found = _BEHIND.match(page.document.source, operand.side.span.stop) if operand.side.node is not None else None
        units.append(found[1] if found and all(
            word in UNITS or word in LETTERS for word in re.findall(r"[A-Za-z]+", found[1])) else "")
    if units[0] == units[1] or "" in units:
        return False
    return _differ_by_a_unit(page, left, right)


def _differ_by_a_unit(page: Page, left: Operand, right: Operand) -> bool:
    """Whether the numbers that two sides come to may be one quantity in two units."""
    values = [page.context.valuation.of(one.term) if one.term is not None else None for one in (left, right)]
    exact = [value if isinstance(value, Fraction) else None for value in values]
    return differ_by_a_unit(exact[0], exact[1])


def has_unit(node: Node, source: str) -> bool:
    """Whether a unit set upright stands anywhere in a side."""
    return any(_is_unit(part, source) for part in node.walk())


def units_told(formulas: Iterable[Node], words: str, source: str) -> frozenset[str]:
    """The words for units in the formulas of a problem, and behind the numbers in its text."""
    known = LETTERS | UNITS
    found = {word for unit in _BEHIND.findall(words) for word in re.findall(r"[A-Za-z]+", unit) if word in known}
    found |= {word for word in _NUMBERED.findall(words) if word in known}
    for part in (part for formula in formulas for part in formula.walk()):
        if part.kind in ("text", "name", "font", "sup", "frac", "over", "juxtapose") and _is_unit(part, source):
            written = source[part.span.start:part.span.stop] + " " + part.text
            found |= {word for word in re.findall(r"[A-Za-z/]+", written) if word in known}
    return frozenset(found)


def go_together(units: frozenset[str]) -> bool:
    """Whether one unit of each kind is all there is, so that numbers may be reckoned with: no s beside min."""
    base = [units & scale for scale in _SCALES]
    derived = bool(units & (COHERENT - {"m", "s", "kg", "mol", "K", "rad"}))
    return not units & _SPEEDS and all(len(found) < 2 for found in base) and not (
        derived and any(found - COHERENT for found in base))


def measured(page: Page, blocks: Sequence[Block]) -> set[str]:
    """The names that stand in paragraphs about lengths and other sizes; in the display below these all but x, y, z."""
    source, found, about = page.document.source, set[str](), False
    for block in blocks:
        shown = isinstance(block, Display)
        if not shown:
            words = source[block.span.start : block.span.stop]
            about = isinstance(block, Paragraph) and phrases.MEASURES.search(words) is not None
        if about:
            names = {name for node in nodes([block]) for name in names_in(node)}
            found |= names - (_COORDINATES if shown else set(phrases.SIGNED.findall(words)))
        about = about and not shown
    return found


def is_coherent(unit: str, together: bool = False) -> bool:
    """Whether a unit, as written, is made of the units that go together without factors.

    All units of a problem may do so: `together`.
    """
    known = LETTERS | UNITS if together else COHERENT
    plain = re.sub(r"\\(?:text\w*|mathrm|mbox|hbox|operatorname|rm|frac|cdot|,|;|!| )|[{}^\d\s/*·()~-]+", " ", unit)
    return bool(plain.split()) and all(word.lstrip("\\") in known for word in plain.split())


def differ_by_a_unit(left: Fraction | None, right: Fraction | None) -> bool:
    """Whether two numbers may be one quantity in two units."""
    if not left or not right or left == right:
        return False
    ratio = abs(left / right)
    ratio = max(ratio, 1 / ratio)
    power = Fraction(10)
    while power < ratio:
        power *= 10
    return ratio == power or ratio in _RATIOS


def _is_unit(node: Node, source: str, upright: bool = False) -> bool:
    match node.kind:
        case "name":
            upright = upright or _UPRIGHT.match(source, node.span.start) is not None
            return node.text == "Omega" or (upright and (node.text in UNITS or node.text in LETTERS))
        case "text":
            words = re.findall(r"[A-Za-zµΩ°]+", node.text)
            return bool(_WORDS.fullmatch(node.text.strip())) and bool(words) and all(
                word in UNITS or word in LETTERS for word in words)
        case "font":
            upright = upright or node.text == "mathrm"
            return node.text in ("", "mathrm") and _is_unit(node.children[0], source, upright)
        case "sup":
            exponent = node.children[1]
            return _is_unit(node.children[0], source, upright) and exponent.kind in ("number", "negate")
        case "frac" | "over" | "juxtapose" | "product" | "paren":
            upright = upright or _OPENS.search(source, max(0, node.span.start - 20), node.span.start) is not None
            inside = upright or node.kind in ("frac", "over")
            return inside and all(_is_unit(child, source, upright) for child in node.children)
    return False


def _is_numeric(parts: tuple[Node, ...]) -> bool:
    """Whether what stands before the unit is arithmetic: no name but pi."""
    return not any(part.kind == "name" and part.text != "pi" for top in parts for part in top.walk())


__all__ = ["go_together", "is_coherent", "measured", "set_aside", "units_told", "without_unit"]
