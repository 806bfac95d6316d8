"""Habits: which readings of ambiguous notation a page settles, by its words and by the rest of its notation.

    e^x, exp, a derivative, an integral     log is the natural one
    ln beside log                           log may be to base 10; hardly so beside e^x
    "log is to base 2"                      so it is
    "the integer part of x", no \\lfloor     [x] is the floor
    "the fractional part of x"              {x} is the fractional part
    "Legendre symbol"                       (a/p) is that symbol
    \\log^2 x                               \\log x^2 is no square of a logarithm
    sin, cos or an integral, no pi_k        pi is the circle's number
    \\hat\\pi, p(x \\mid \\pi)                  pi is a name
    "the derivative", \\int, d/dx             y' is the derivative of y = x^2; not where coordinates are changed
    e^x, e^3, and no e but as a base        e is Euler's number
    e^2 / (4 pi epsilon_0), m_e             e is the charge of the electron
    0.15 \\times 100 = 15\\%                 the factor may have made the percents
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from derive.elaborate.language import phrases_notation_en as phrases
from derive.elaborate.language.conventions import CIRCULAR, FIRM, LEANING, OPEN
from derive.read.node import Node

LOGARITHMS = frozenset({"log", "ln", "lg"})
OF_ELECTRONS = frozenset({("epsilon", "0"), ("varepsilon", "0"), ("m", "e"), ("mu", "B")})
_CALCULUS = frozenset({"derivative", "integral"})


def habits(formulas: Iterable[Node], words: str) -> dict[str, str]:
    """Rows of the table of ambiguities, with the reading or the weight that they have on this page."""
    functions: set[str] = set()
    kinds: set[str] = set()
    powers: list[str] = []                       # what e is raised to
    letters = 0
    for formula in formulas:
        for part in formula.walk():
            kinds.add(part.kind)
            letters += part.kind == "name" and part.text == "e"
            if part.kind == "number" and part.text == "100":
                kinds.add("hundred")
            if part.kind == "juxtapose" and _is_order(part):
                kinds.add("order")
            if part.kind == "apply":
                functions.add(_function(part.children[0]))
            elif part.kind == "sup" and part.children[0].kind == "name" and part.children[0].text == "e":
                functions.add("exp")
                powers.append(part.children[1].text)
            elif part.kind == "sup" and part.children[0].text in ("2", "4", "8") and _has_binary(part.children[1]):
                kinds.add("binary")              # 2^{\\lg n}
            if part.kind in ("sub", "chain") and part.children[0].kind == "name" and part.children[0].text == "pi":
                kinds.add("pi")                  # a name: pi_k, pi = ...
            if part.kind in ("juxtapose", "apply") and _calls_pi(part):
                kinds.add("parameter of a law")  # pi(a), pi(theta)
            if (part.kind in ("accent", "given") and any(one.text == "pi" for one in part.children)) or _sets_pi(part):
                kinds.add("parameter")
            if part.kind == "sub" and (part.children[0].text, part.children[1].text) in OF_ELECTRONS:
                kinds.add("electrons")
            if part.kind in ("apply", "sup") and _raises_a_logarithm(part):
                kinds.add("raised")
    found = _by_words(words, kinds)
    if "raised" in kinds:
        found["log_power"] = FIRM                # who writes (log x)^2 does not mean it by log x^2
    if {"percent", "hundred"} <= kinds:
        found["percent_made"] = LEANING
    if "electrons" in kinds and all(power.isdigit() for power in powers):
        found["euler"] = "other"
    elif len(powers) == letters and set(powers) - {"2"}:
        found["euler"] = FIRM                    # e^{-x}, e^3 / (e + ...) would leave it open
    named = kinds & {"parameter", "parameter of a law"}
    if (functions & CIRCULAR or ("integral" in kinds and not named)) and "pi" not in kinds:
        found["pi"] = FIRM
    elif "parameter" in kinds:
        found["pi"] = "other"
    if kinds & {"order", "binary"} or phrases.ALGORITHMS.search(words):
        found.setdefault("lg", "first")          # where orders of growth stand, lg is to base 2
    if phrases.OPTIMA.search(words) and not phrases.CONJUGATES.search(words):
        found["starred"] = FIRM
    if phrases.COORDINATES.search(words):
        found["prime"] = OPEN if phrases.DIFFERENTIATES.search(words) else "other"
    elif kinds & _CALCULUS or phrases.DIFFERENTIATES.search(words):
        found["prime"] = FIRM
    if "order" in kinds:
        found["little_omega"] = "other"
    if "log" in functions and "log" not in found:
        if "ln" in functions:
            found["log"] = LEANING if "exp" in functions else OPEN
        elif "exp" in functions or kinds & _CALCULUS:
            found["log"] = found["log_binary"] = FIRM
    return found


def _is_order(product: Node) -> bool:
    r"""\Theta(n), \Omega(n), O(n \lg n): the order of growth of a running time."""
    head, after = product.children[:2]
    plain = head.kind == "name" and after.kind == "paren"
    return plain and (head.text in ("Theta", "Omega") or (head.text == "O" and _has_binary(after)))


def _sets_pi(chain: Node) -> bool:
    r"""\pi = (1/4, 3/4)"""
    first = chain.children[0] if chain.kind == "chain" and len(chain.children) > 2 else chain
    tables = (side.kind == "matrix" or (side.kind == "paren" and side.children[0].kind == "list")
              for side in chain.children[2::2])
    return (first.kind, first.text) == ("name", "pi") and any(tables)


def _calls_pi(product: Node) -> bool:
    r"""\pi(a), \pi(a \mid s)"""
    return any(left.kind == "name" and left.text == "pi" and (right.kind == "given" or (
        right.kind == "paren" and right.children[0].kind in ("name", "sub", "given", "list")))
        for left, right in pairwise(product.children))


def _has_binary(node: Node) -> bool:
    return any(part.kind == "apply" and _function(part.children[0]) == "lg" for part in node.walk())


def _raises_a_logarithm(part: Node) -> bool:
    r"""\log^2 x, (\log x)^2"""
    if part.kind == "apply":
        return part.children[0].kind == "sup" and _function(part.children[0]) in LOGARITHMS
    inside = part.children[0]
    return inside.kind == "paren" and inside.children[0].kind == "apply" and (
        _function(inside.children[0].children[0]) in LOGARITHMS)


def _function(name: Node) -> str:
    """The function of an application, under its exponents; with an index it is another one: log_2."""
    while name.kind in ("sup", "prime"):
        name = name.children[0]
    return name.text if name.kind == "name" else ""


def _by_words(words: str, kinds: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    bases = {row for row, pattern in phrases.LOGARITHMS if pattern.search(words)}
    if len(bases) == 1:
        natural = "natural" in bases
        found["log"] = "other" if "log" in bases else FIRM
        found["log_binary"] = "other" if "log_binary" in bases else FIRM
        if not natural:
            found["lg"] = "first" if "log_binary" in bases else "other"
    elif bases:
        found["log"] = found["log_binary"] = OPEN
    if phrases.INTEGER_PART.search(words):
        found["floor_bracket"] = OPEN if "floor" in kinds else "other"
    if phrases.SYMBOL_OF_LEGENDRE.search(words):
        found["legendre"] = "other"
    if phrases.FRACTIONAL_PART.search(words):
        found["braces"] = "other"
    return found
