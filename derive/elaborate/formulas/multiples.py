"""Counts in thousands, millions or megabytes: 118{,}013{,}952 \\approx 118 M, 3{,}211{,}264 bytes \\approx 3.2 MB.

The word stands behind the formula, or in it as text. It is a factor only where the other side is about as many times
larger: 300 K is a temperature. A megabyte is a million bytes or 2^20 of them, whichever the digits are of.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.formulas.operand import Operand
from derive.elaborate.formulas.rounding import last_digit
from derive.elaborate.language.conventions import UNITS
from derive.read.node import Node, Span
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

_DECIMAL = {
    "k": 3, "K": 3, "thousand": 3, "thousands": 3, "M": 6, "m": 6, "mio": 6, "million": 6, "millions": 6, "Mio": 6,
    "B": 9, "G": 9, "bn": 9, "billion": 9, "billions": 9, "T": 12, "trillion": 12,
}
# Units of physics, whose prefix leaves a step open: 10/5000 = 2 mA, where the left side may be in amperes.
# No kilograms, which are base units, and no acidity, pH.
_PREFIXES = {"G": 9, "M": 6, "k": 3, "c": -2, "m": -3, "µ": -6, "n": -9, "p": -12}
_OF_PHYSICS = re.compile(r"(?!cd|pH|mol|min)([GMkcmµnp])(A|V|W|F|H|Hz|Ω|s|m|J|N|Pa|C|T|eV|mol)")
_BYTES = {"k": 1, "K": 1, "M": 2, "G": 3, "T": 4}
_OF_BYTES = re.compile(r"([kKMGT])(i?)(?:B|bytes?|b|bits?)")
_LONG = {"kilobytes": "kB", "megabytes": "MB", "gigabytes": "GB", "kibibytes": "KiB", "mebibytes": "MiB"}
_WORD = r"([A-Za-zµμΩ]+)(?![\w^{])"
_BEHIND = re.compile(rf"(?:\$|\\\))\s*(?:~|\\[,;: ])?\s*{_WORD}")
_UPRIGHT = re.compile(rf"(?:\\(?:text\w*|mathrm|mbox|operatorname)\s*\{{\s*{_WORD}[^{{}}$]*\}}|M)")
_RATES = re.compile(r"(FLOPs?|FLOPS|MACs?|params?|parameters|weights|ops|operations|multiplications)\b")
NEAR = 3                                         # how far the sides may be apart, for the word to be a factor
CLOSE = Fraction(1, 50)                          # of two factors, the one that is meant comes as near as that


def in_full(page: Page, left: Operand, right: Operand) -> tuple[Operand, Operand, bool]:
    """The sides with the word of one of them as a factor, where the other one is larger by about that factor.

    With whether it is open which factor is meant.
    """
    sides = [left, right]
    for place, other in ((1, 0), (0, 1)):
        node = sides[place].side.node
        if node is None or sides[other].term is None:
            continue
        number, word = _taken(page, sides[place], node)
        if _OF_PHYSICS.fullmatch(word) and _has_unit_with_prefix(page, sides[other]):
            continue                             # 37500 kW = 37.5 kW is wrong
        unit = page.read(number).term if word else None
        here = page.context.valuation.of(unit) if unit is not None else None
        there = page.context.valuation.of(sides[other].term) if here else None       # type: ignore[arg-type]
        scale, doubtful = _scale(word, abs(there / here), node.span) if here and there else (None, False)
        if doubtful:
            return left, right, True
        if scale is not None:
            whole = Node("product", "cdot", (number, scale), node.span)
            term = page.read(whole).term
            sides[place] = replace(page.read(whole), side=replace(sides[place].side, node=whole, term=term))
            break
    return sides[0], sides[1], False


def _taken(page: Page, operand: Operand, node: Node) -> tuple[Node, str]:
    """A numeral and the word that counts it; "" where there is none."""
    if node.kind == "juxtapose" and len(node.children) == 2:
        number, written = node.children
        found = _UPRIGHT.fullmatch(page.text(written.span))
        if last_digit(number, True) and found and (found[1] or not page.context.knows("M")):
            return number, found[1] or "M"
    behind = _BEHIND.match(page.document.source, operand.side.span.stop)
    return (node, behind[1]) if behind and last_digit(node, True) else (node, "")


def _has_unit_with_prefix(page: Page, operand: Operand) -> bool:
    """Whether a side has a unit in it, or behind it one that is not as it stands in the table of base units."""
    behind = _BEHIND.match(page.document.source, operand.side.span.stop)
    inside = operand.side.node is not None and any(
        part.kind in ("text", "font") or (part.kind == "name" and len(part.text) > 1 and part.text in UNITS)
        for part in operand.side.node.walk())
    return inside or (behind is not None and (behind[1] in UNITS or _OF_PHYSICS.fullmatch(behind[1]) is not None))


def _scale(word: str, ratio: Fraction, span: Span) -> tuple[Node | None, bool]:
    """The factor that a word stands for, if the sides are about that far apart; whether it may be one of two."""
    word = _LONG.get(word, _RATES.sub("", word) or word).replace("μ", "µ")
    places = [(10, _DECIMAL[word])] if word in _DECIMAL else []
    if (found := _OF_BYTES.fullmatch(word)) is not None:
        times = _BYTES[found[1]]
        places = [(2, 10 * times)] if found[2] else [(10, 3 * times), (2, 10 * times)]
    if (prefixed := _OF_PHYSICS.fullmatch(word)) is not None:
        return None, abs(ratio / Fraction(10) ** _PREFIXES[prefixed[1]] - 1) < CLOSE
    near = [(base, power) for base, power in places if Fraction(1, NEAR) < ratio / base**power < NEAR]
    doubtful = len(near) > 1
    if doubtful:
        near = sorted((one for one in near if abs(ratio / one[0] ** one[1] - 1) < CLOSE),
                      key=lambda one: abs(ratio / one[0] ** one[1] - 1))
    if not near:
        return None, doubtful
    base, power = near[0]
    return Node("sup", "", (Node("number", str(base), (), span), Node("number", str(power), (), span)), span), False


__all__ = ["in_full"]
