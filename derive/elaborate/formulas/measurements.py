"""Measurements: numbers with units, reckoned with as quantities.

    72 km/h = 20 m/s                    (72 * 5/18) = 20: the left side in the unit of the right one
    (4.00 g) / (40.00 g/mol) = 0.1 mol  the units agree, and the numbers are compared
    F = m a = (2 kg)(3 m/s^2)           beside names: what the number is in the base units
    \\sqrt{625 s^{-2}} = 25 s^{-1}       roots of even powers
    28.5 - 22.0 = 6.5 ^\\circ C           degrees of temperature, not of angles; they are never converted

A measurement is a number, the factor of its units, and the powers of the base units in it. Miles and pounds are tied
to metres and kilograms by factors that authors round: what is converted by such a factor is not refuted.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import reduce
from itertools import pairwise

from derive.elaborate.formulas.units_known import KNOWN, Powers, Unit, joined
from derive.read.node import Node, Span
from derive.read.record import record, replace

_ALONE = frozenset("msgLlhNJWVACKFTH")          # units only where they are set upright
_DEGREES = {"C": "degC", "F": "degF"}
_SET_UPRIGHT = re.compile(r"\\(?:SI|qty|text\w*|mathrm|mbox|hbox|operatorname|rm|Omega)\b")
_WITHIN = re.compile(r"\\(?:text\w*|mathrm|mbox|operatorname|rm)\s*\{(?:[^{}]|\{[^{}]*\})*\Z")
NEAR = 30                                        # characters in which the group of a unit begins
_LONGEST = 12                                    # the highest power of a unit that is reckoned with

@record(frozen=True, slots=True)
class Measurement:                               # Used for:
    number: Node                                 # what is reckoned with, without units
    factor: Fraction = Fraction(1)               # of the units, times which it is in base units
    powers: Powers = ()
    rough: bool = False
    units: frozenset[str] = frozenset()          # as written


def measured(node: Node, source: str) -> Measurement | None:
    """A closed calculation with its units; None where something in it is neither a number nor a known unit."""
    match node.kind:
        case "number" | "percent":
            return Measurement(node)
        case "name" if node.text == "pi":
            return Measurement(node)
        case "paren" | "negate" | "plus" | "brace" if node.children:
            inner = measured(node.children[0], source)
            return inner and replace(inner, number=replace(node, children=(inner.number, *node.children[1:])))
        case "juxtapose":
            return _side_by_side(node, source)
        case "product" if node.text in ("*", "cdot", "times"):
            return _times(node, [measured(part, source) for part in node.children])
        case "frac" | "over" if len(node.children) == 2:
            return _over(node, *(measured(part, source) or unit_of(part, source) for part in node.children))
        case "sum":
            return _plus(node, [measured(part, source) for part in node.children])
        case "sup":
            return _to_the(node, measured(node.children[0], source))
        case "root" if len(node.children) == 1:
            return _root(node, measured(node.children[0], source))
    return None


def in_unit_of(one: Measurement, other: Measurement) -> Node:
    """The number of one measurement in the unit of another of its kind."""
    return _scaled(one.number, one.factor / other.factor)


def in_base_units(one: Measurement) -> Node:
    """The number that a measurement is in metres, kilograms and seconds."""
    return _scaled(one.number, one.factor)


def _scaled(node: Node, factor: Fraction) -> Node:
    if factor == 1:
        return node
    here = Span(node.span.stop, node.span.stop)
    parts = tuple(Node("number", str(part), (), here) for part in (factor.numerator, factor.denominator))
    ratio = parts[0] if factor.denominator == 1 else Node("frac", "", parts, here)
    return Node("product", "times", (node, ratio), node.span)


def unit_of(node: Node, source: str, upright: bool = False) -> Measurement | None:
    """A unit by itself, with the number 1."""
    match node.kind:
        case "name":
            known = node.text in KNOWN and (upright or node.text not in _ALONE or _is_upright(node, source))
            return _one(node, KNOWN[node.text], node.text) if known else None
        case "text":
            return _written(node)
        case "font" if node.text in ("", "mathrm"):
            return unit_of(node.children[0], source, True)
        case "paren" if node.children:
            return unit_of(node.children[0], source, upright)
        case "degree":
            inner = unit_of(node.children[0], source, upright)
            return inner if inner is not None and inner.units else None
        case "sup" if (power := _whole(node.children[1])) is not None:
            if node.children[0].kind == "text":
                return _written(node.children[0], power)
            inner = unit_of(node.children[0], source, upright)
            return inner and _raised(inner, power)
        case "frac" | "over" if len(node.children) == 2:
            above, below = (unit_of(part, source, upright) for part in node.children)
            return _over(node, above, below) if above is not None and below is not None else None
        case "juxtapose" | "product":
            parts = [unit_of(part, source, upright) for part in node.children]
            return _times(node, parts) if all(part is not None for part in parts) else None
    return None


def _side_by_side(node: Node, source: str) -> Measurement | None:
    """Numbers and units side by side; a degree before C or F is one of temperature."""
    found: list[Measurement | None] = []
    parts = list(node.children)
    while parts:
        part = parts.pop(0)
        letter = _letter(parts[0]) if parts and part.kind == "degree" else ""
        if letter:
            parts.pop(0)
            inner = part.children[0]
            before = measured(inner, source)
            if before is None and (unit := unit_of(inner, source, True)) is not None:
                per = inner.kind == "text" and "/" in inner.text                   # J/g °C
                found += [unit, _raised(_one(part, KNOWN[_DEGREES[letter]], letter), -1 if per else 1)]
            else:
                found += [before, _one(part, KNOWN[_DEGREES[letter]], letter)]
            continue
        first = not found
        found.append(measured(part, source) if first or part.kind in ("number", "paren", "frac", "sup") else None)
        if found[-1] is None:
            found[-1] = unit_of(part, source)
    if found and found[0] is not None and found[0].units and parts_are_units(found):
        return None                              # no number in front
    return _of_parts(node, found) or _times(node, found)


def _of_parts(node: Node, found: list[Measurement | None]) -> Measurement | None:
    """5 h 25.5 min and 1 m 75 cm: numbers with units of one kind, each smaller than the one before, are added."""
    pairs = list(zip(found[0::2], found[1::2], strict=False))
    if len(found) < 4 or len(found) % 2:
        return None
    kept: list[Measurement] = []
    for amount, unit in pairs:
        if amount is None or unit is None or amount.units or not unit.units or not parts_are_units([unit]):
            return None
        kept.append(replace(unit, number=amount.number))
    falling = all(one.factor > other.factor for one, other in pairwise(kept))
    return _plus(Node("sum", "", (), node.span), [*kept]) if falling else None


def parts_are_units(parts: list[Measurement | None]) -> bool:
    return all(part is not None and part.units and part.number.text == "1" for part in parts)


def _letter(node: Node) -> str:
    """The C or F behind a degree sign."""
    text = node.text.strip() if node.kind in ("name", "text") else ""
    return text if text in _DEGREES else ""


def _one(node: Node, unit: Unit, written: str) -> Measurement:
    here = Span(node.span.stop, node.span.stop)
    return Measurement(Node("number", "1", (), here), unit.factor, unit.powers, unit.rough, frozenset({written}))


def _is_upright(node: Node, source: str) -> bool:
    start = node.span.start
    within = _WITHIN.search(source, max(0, start - NEAR), start)
    return within is not None or _SET_UPRIGHT.match(source, start) is not None


def _written(node: Node, power: int = 1) -> Measurement | None:
    """A unit in words: m/s, kg m/s^2; a power behind it is that of the last one."""
    parts = re.findall(r"[A-Za-zµΩ°]+|\^?\{?-?\d+\}?|[/·*]|\S", node.text)
    found, sign, slashes = Measurement(node), 1, 0
    places = [index for index, part in enumerate(parts) if part[0].isalpha() or part[0] in "°µΩ"]
    for index, part in enumerate(parts):
        if part == "/":
            sign, slashes = -1, slashes + 1
        elif index in places:
            name = part.replace("°", "deg") if part != "°" else "deg"
            if name not in KNOWN or (sign == -1 and slashes == 1 and index != places[-1] and "/" not in parts[index:]):
                return None                      # J/kg K: over both, or over the first
            behind = parts[index + 1] if index + 1 < len(parts) else ""
            own = re.fullmatch(r"\^?\{?(-?\d+)\}?", behind)
            times = int(own[1]) if own else 1
            times *= power if index == places[-1] else 1
            found = _product(found, _raised(_one(node, KNOWN[name], part), sign * times))
        elif part not in "·*" and not re.fullmatch(r"\^?\{?(-?\d+)\}?", part):
            return None
    here = Span(node.span.stop, node.span.stop)
    return replace(found, number=Node("number", "1", (), here)) if found.units else None


def _times(node: Node, parts: list[Measurement | None]) -> Measurement | None:
    if any(part is None for part in parts) or not parts:
        return None
    kept = [part for part in parts if part is not None]
    whole = reduce(_product, kept)
    numbers = [part.number for part in kept if not (part.units and part.number.text == "1" and not _is_said(part))]
    if not numbers:
        return replace(whole, number=kept[0].number)
    if len(numbers) == 1:
        return replace(whole, number=numbers[0])
    return replace(whole, number=replace(node, children=tuple(numbers)))


def _is_said(part: Measurement) -> bool:
    """Whether a 1 was written, and not put in for a unit."""
    return part.number.span.start < part.number.span.stop


def _over(node: Node, *parts: Measurement | None) -> Measurement | None:
    above, below = parts
    if above is None or below is None:
        return None
    whole = _product(above, _raised(below, -1))
    if below.units and below.number.text == "1" and not _is_said(below):
        return replace(whole, number=above.number)
    return replace(whole, number=replace(node, children=(above.number, below.number)))


def _plus(node: Node, parts: list[Measurement | None]) -> Measurement | None:
    """A sum of measurements of one kind, each in the unit of the first."""
    first = parts[0]
    if first is None or any(part is None or part.powers != first.powers for part in parts):
        return None
    kept = [part for part in parts if part is not None]
    numbers = tuple(_scaled(part.number, part.factor / first.factor) for part in kept)
    units = frozenset().union(*(part.units for part in kept))
    return Measurement(
        replace(node, children=numbers), first.factor, first.powers, any(part.rough for part in kept), units)


def _to_the(node: Node, base: Measurement | None) -> Measurement | None:
    if base is None:
        return None
    power = _whole(node.children[1])
    if not base.units:
        inner = node.children[1]
        return Measurement(node) if not any(part.kind == "name" for part in inner.walk()) else None
    if power is None:
        return None
    raised = _raised(base, power)
    return replace(raised, number=replace(node, children=(base.number, node.children[1])))


def _root(node: Node, inner: Measurement | None) -> Measurement | None:
    """sqrt(625 s^-2) = 25 s^-1, of base units with even powers."""
    if inner is None or (inner.units and (inner.factor != 1 or any(power % 2 for _, power in inner.powers))):
        return None
    halves = tuple((base, power / 2) for base, power in inner.powers)
    return replace(inner, number=replace(node, children=(inner.number,)) if inner.units else node, powers=halves)


def _whole(node: Node) -> int | None:
    sign, node = (-1, node.children[0]) if node.kind == "negate" else (1, node)
    if node.kind != "number" or not node.text.isdecimal() or len(node.text) > 2 or int(node.text) > _LONGEST:
        return None
    return sign * int(node.text)


def _raised(one: Measurement, power: int) -> Measurement:
    return replace(one, factor=one.factor ** power, powers=tuple((base, k * power) for base, k in one.powers if power))


def _product(one: Measurement, other: Measurement) -> Measurement:
    return Measurement(one.number, one.factor * other.factor, joined(one.powers, other.powers),
                       one.rough or other.rough, one.units | other.units)


__all__ = ["Measurement", "in_base_units", "in_unit_of", "measured"]
