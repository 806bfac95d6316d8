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
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.formulas.counted_things import without_things
from derive.elaborate.formulas.measurements import Measurement, in_base_units, in_unit_of
from derive.elaborate.formulas.measurements import measured as measurement
from derive.elaborate.formulas.multiples import in_full
from derive.elaborate.formulas.operand import Operand
from derive.elaborate.formulas.units_known import APART, KNOWN, SCALES
from derive.elaborate.formulas.units_typed import typed_unit, unit_behind
from derive.elaborate.language import phrases_en as phrases
from derive.elaborate.language.conventions import UNITS
from derive.elaborate.language.sections import nodes
from derive.elaborate.language.spelling import names_in
from derive.kernel.term import Apply, Number, Term, free, subterms
from derive.read.document import Block, Display, Paragraph
from derive.read.node import Node
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

COHERENT = frozenset({
    "m", "s", "kg", "N", "J", "W", "Pa", "V", "A", "C", "K", "F", "T", "H", "Hz", "mol", "rad", "Omega",
})
_BEHIND = re.compile(r"\$\s*([A-Za-zµΩ]+(?:/[A-Za-z]+)?)\b")             # $v = 20$ m/s
IN_DOUBT = "the sides may be in different units"
_MADE_OF = frozenset(("name", "text", "font", "sup", "frac", "over", "juxtapose", "product", "paren"))      # a unit
_COORDINATES = frozenset("xyzuw")                # letters that may as well be negative
_NUMBERED = re.compile(r"\d\s*(?:~|\\,)?\s*([A-Za-z]{2,})")
RELATIONS = frozenset({"=", "approx", "equiv", "!=", "<", "<=", ">", ">="})
LETTERS = COHERENT | frozenset({"g", "L", "l", "h"})
_WORDS = re.compile(r"[A-Za-zµΩ°]++(?:\^?-?\d)?+(?:\s*+[/·*]?\s*+[A-Za-zµΩ°]++(?:\^?-?\d)?+)*+")
_WORDED = re.compile(r"(?:\s|\\[ ,;:])*\\(?:text\w*|mathrm|mbox)\s*\{\s*[A-Za-z]")      # a unit that was not understood
_UPRIGHT = re.compile(r"\\(?:SI|qty|text\w*|mathrm|mbox|hbox|operatorname|rm)\b")
_OPENS = re.compile(r"\\(?:text\w*|mathrm|mbox|operatorname|rm)\s*\{\s*\Z")
_ROUNDED = Fraction(1, 200)
_RATIOS = frozenset(Fraction(n) for n in (60, 3600, 24, 7, 12, 365, 1440, 86400, 8)) | {Fraction(18, 5)}
_THOUSANDS = frozenset(Fraction(1000) ** times for times in range(1, 4))
_SELDOM = frozenset({"dm", "hPa", "dL"})           # units that nobody changes to without a word


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


def set_aside(page: Page, left: Operand, relation: Node, right: Operand) -> tuple[Operand, Operand, str, list[Term]]:
    """The sides of a link without the unit that one of them leaves out, or as numbers in one unit.

    With why nothing is decided, where what is left may be one quantity in two units, and what is presumed.
    """
    left, right = without_things(page, left, right) if relation.text in RELATIONS else (left, right)
    if left.side.node is None or right.side.node is None or relation.text not in RELATIONS:
        return left, right, "", []
    source = page.document.source
    left, right, open_factor = in_full(page, left, right)
    nodes = (left.side.node, right.side.node)
    if open_factor or nodes[0] is None or nodes[1] is None:
        return left, right, IN_DOUBT, []
    if _differ_behind(page, left, right):
        _leave_open(page, left, right)
        return left, right, IN_DOUBT, []         # $37500$ W $= 37.5$ kW
    one, other = (measurement(node, source) or typed_unit(page, node) for node in (nodes[0], nodes[1]))
    if one is not None and one.units and other is not None and not other.units:
        other = unit_behind(page, nodes[1]) or other
    if one is not None and other is not None and one.units and other.units:
        return _in_one_unit(page, (left, one), (right, other))
    if (one is not None and one.units) or (other is not None and other.units):
        return _beside_none(page, (left, one), (right, other))
    (first, unit), (second, second_unit) = without_unit(nodes[0], source), without_unit(nodes[1], source)
    if unit == second_unit == "" or (unit != second_unit and has_unit(nodes[1] if unit else nodes[0], source)):
        return left, right, "", []
    bare = _read_anew(page, left, first), _read_anew(page, right, second)
    if "bit" in unit + second_unit or "nat" in unit + second_unit:
        return left, right, IN_DOUBT, []         # to base two, or to base e: no letter says which
    doubtful = unit != second_unit and _differ_by_a_unit(page, *bare)
    if doubtful:
        _leave_open(page, *bare)
    return *bare, IN_DOUBT if doubtful else "", []


Measured = tuple[Operand, Measurement | None]


def _in_one_unit(page: Page, *sides: Measured) -> tuple[Operand, Operand, str, list[Term]]:
    """Two measurements, the first in the unit of the second."""
    (left, one), (right, other) = sides
    assert one is not None
    assert other is not None
    if one.powers != other.powers:
        return left, right, "the sides are in units of different kinds", []
    bare = _read_anew(page, left, in_unit_of(one, other)), _read_anew(page, right, other.number)
    if one.factor != other.factor:
        _leave_open(page, left, _read_anew(page, right, in_base_units(other)))
    rough = (one.rough or other.rough) and one.factor != other.factor
    return *bare, "", [Apply("meant")] if rough else []


def _beside_none(page: Page, *sides: Measured) -> tuple[Operand, Operand, str, list[Term]]:
    """A measurement beside numbers, which are in its unit, or beside names, which are in the base units.

    Nothing is refuted beside names where the units of the page do not go together: v = 72 of km/h.
    """
    left, right = (operand for operand, _ in sides)
    source, presumed, bare = page.document.source, list[Term](), []
    closed = all(one is not None for _, one in sides)
    for operand, one in sides:
        if one is None or not one.units:
            bare.append(operand)
            if operand.side.node is not None and has_unit(operand.side.node, source):
                return left, right, "", []       # names and units: what is left stays as it is
            continue
        together = page.together or one.units <= COHERENT
        plain = one.powers and (closed or together)
        bare.append(_read_anew(page, operand, one.number if plain else in_base_units(one)))
        presumed += [] if closed or together else [Apply("meant")]
    kind = next(one for _, one in sides if one is not None and one.units)
    doubtful = closed and (_differ_by_a_unit(page, bare[0], bare[1], _factors(kind)) or any(
        _WORDED.match(source, operand.side.span.stop) for operand in (left, right)) or _is_converted(page, *bare))
    if doubtful:
        _leave_open(page, *bare)
    return bare[0], bare[1], IN_DOUBT if doubtful else "", presumed


def _factors(one: Measurement) -> frozenset[Fraction] | None:
    """How many times the unit of a measurement may be another one of its kind; None where any power of ten may be."""
    unit = KNOWN.get(next(iter(one.units))) if len(one.units) == 1 else None
    if unit is None or not one.powers or unit.powers != one.powers:
        return None
    others = {other.factor / unit.factor for name, other in KNOWN.items()
              if other.powers == unit.powers and name not in _SELDOM - one.units}
    others |= _RATIOS if one.powers[0][0] == "s" else set()
    return frozenset(max(ratio, 1 / ratio) for ratio in others if ratio != 1) | _THOUSANDS


def _is_converted(page: Page, left: Operand, right: Operand) -> bool:
    """Whether one side is a number and the other one reckons with that number: 60 mph = 60 * 1.609."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one.term, Number) and other.term is not None and other.term != one.term:
            value = page.context.valuation.of(other.term)
            if value != one.term.value and any(part == one.term for part in subterms(other.term)):
                return True
    return False


def quantity(page: Page, node: Node) -> tuple[Node, bool]:
    """What a value is as a plain number, and whether that is one in base units where others are about."""
    one = measurement(node, page.document.source) or typed_unit(page, node)
    if one is None or not one.units:
        number, unit = without_unit(node, page.document.source)
        return (number if is_coherent(unit, page.together) else node), False
    together = page.together or one.units <= COHERENT
    degrees = any(base in ("degC", "degF") for base, _ in one.powers)      # T = 20 + 273 = 293 K comes next
    return (one.number if together else in_base_units(one)), degrees or not together


def _read_anew(page: Page, operand: Operand, node: Node) -> Operand:
    """An operand with another formula in its place."""
    if node is operand.side.node:
        return operand
    return replace(page.read(node), side=replace(operand.side, node=node, term=page.read(node).term))


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


def _differ_by_a_unit(page: Page, left: Operand, right: Operand, factors: frozenset[Fraction] | None = None) -> bool:
    """Whether the numbers that two sides come to may be one quantity in two units, of a kind if that is known."""
    values = [page.context.valuation.of(one.term) if one.term is not None else None for one in (left, right)]
    exact = [value if isinstance(value, Fraction) else None for value in values]
    return differ_by_a_unit(exact[0], exact[1], factors)


def has_unit(node: Node, source: str) -> bool:
    """Whether a unit set upright stands anywhere in a side."""
    return any(_is_unit(part, source) for part in node.walk())


def units_told(formulas: Iterable[Node], words: str, source: str) -> frozenset[str]:
    """The words for units in the formulas of a problem, and behind the numbers in its text."""
    known = LETTERS | UNITS
    found = {word for unit in _BEHIND.findall(words) for word in re.findall(r"[A-Za-zµΩ]+", unit) if word in known}
    found |= {word for word in _NUMBERED.findall(words) if word in known}
    for part in (part for formula in formulas for part in formula.walk()):
        if part.kind in ("text", "name", "font", "sup", "frac", "over", "juxtapose") and _is_unit(part, source):
            written = source[part.span.start:part.span.stop] + " " + part.text
            found |= {word for word in re.findall(r"[A-Za-zµΩ/]+", written) if word in known}
    return frozenset(found)


def go_together(units: frozenset[str]) -> bool:
    """Whether one unit of each kind is all there is, so that numbers may be reckoned with: no s beside min."""
    base = [units & scale for scale in SCALES]
    derived = bool(units & (COHERENT - {"m", "s", "kg", "mol", "K", "rad"}))
    return not units & APART and all(len(found) < 2 for found in base) and not (
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
    plain = re.sub(
        r"\\(?:SI|qty|text\w*|mathrm|mbox|hbox|operatorname|rm|frac|cdot|,|;|!| )|[{}^\d\s/*·().~-]+", " ", unit)
    return bool(plain.split()) and all(word.lstrip("\\") in known for word in plain.split())


def differ_by_a_unit(
    left: Fraction | None, right: Fraction | None, factors: frozenset[Fraction] | None = None
) -> bool:
    """Whether two numbers may be one quantity in two units, of which one may be rounded: 1161600 bytes, 1.16 MB."""
    if not left or not right or left == right:
        return False
    ratio = abs(left / right)
    ratio = max(ratio, 1 / ratio)
    if factors is None:
        factors = frozenset(Fraction(base) ** times for base in (10, 1024) for times in range(1, 16)) | _RATIOS
    return any(abs(ratio - factor) <= factor * _ROUNDED for factor in factors)


def _is_unit(node: Node, source: str, upright: bool = False) -> bool:
    match node.kind:
        case "name":
            if node.text not in UNITS and node.text not in LETTERS:
                return node.text == "Omega"
            return node.text == "Omega" or upright or _UPRIGHT.match(source, node.span.start) is not None
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
            if any(child.kind not in _MADE_OF for child in node.children):
                return False
            upright = upright or _OPENS.search(source, max(0, node.span.start - 20), node.span.start) is not None
            inside = upright or node.kind in ("frac", "over")
            return inside and all(_is_unit(child, source, upright) for child in node.children)
    return False


def _is_numeric(parts: tuple[Node, ...]) -> bool:
    """Whether what stands before the unit is arithmetic: no name but pi."""
    return not any(part.kind == "name" and part.text != "pi" for top in parts for part in top.walk())


__all__ = ["go_together", "measured", "quantity", "set_aside", "units_told", "without_unit"]
