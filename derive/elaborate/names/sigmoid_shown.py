"""What shows the letter sigma to be the logistic function: words, its formula in a chain, e^x/(1 + e^x) = sigma(x),
and numbers, sigma(0) = 0.5, sigma(1) = 0.731.

More of the numbers agree with it, to the digits that are written, than do not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from derive.read.node import Node
from derive.read.parse import parse

SIGMOID = re.compile(
    r"\bsigmoid|\blogistic (?:function|activation|unit|regression|model|classifier|loss)|\bLSTM|\bGRU\b", re.I)
SOFTMAX = re.compile(r"\bsoftmax\b[^.]{0,40}\\sigma", re.IGNORECASE)
FORMS = (r"\frac{1}{1+e^{-v}}", r"\frac{1}{1+\exp(-v)}", r"\frac{e^v}{1+e^v}", r"\frac{e^v}{e^v+1}",
         r"\frac{e^{v}}{1+e^{v}}", r"\frac{1}{e^{-v}+1}")
LARGEST = 40.0                                   # argument


def speaks_of_sigmoid(words: str, formulas: Iterable[Node]) -> bool:
    """Whether a page calls sigma the logistic function, or shows it to be that."""
    if SOFTMAX.search(words):
        return False
    return SIGMOID.search(words) is not None or shows_sigmoid(formulas) or _is_written_out(formulas)


def states_slope(formula: Node) -> bool:
    """sigma' = sigma (1 - sigma), of the function without a place."""
    first = formula.children[0] if formula.kind == "chain" else formula
    return first.kind == "prime" and first.children[0].text == "sigma"


def before_brackets(formulas: Sequence[Node], name: str) -> int:
    """How often a letter stands before a bracket, with or without a prime."""
    return sum(
        right.kind == "paren" and (left.children[0] if left.kind == "prime" else left).text == name
        for top in formulas for part in top.walk() if part.kind == "juxtapose"
        for left, right in zip(part.children, part.children[1:], strict=False))


def is_only_applied(formulas: Sequence[Node], name: str) -> bool:
    """Whether a letter stands on the page, and always before a bracket, or as a formula by itself."""
    everywhere = sum(part.kind == "name" and part.text == name for top in formulas for part in top.walk()
                     if part is not top)
    return 0 < everywhere == before_brackets(formulas, name)


def _is_written_out(formulas: Iterable[Node]) -> bool:
    """Whether a chain has sigma(x) beside its formula."""
    for chain in formulas:
        for one, other in pairwise(chain.children[::2]) if chain.kind == "chain" else ():
            for call, formula in ((one, other), (other, one)):
                name = _letter(call)
                if name and _shape(formula) in {_shape(parse(form.replace("v", name))) for form in FORMS}:
                    return True
    return False


def _letter(node: Node) -> str:
    """x of sigma(x)"""
    if node.kind not in ("juxtapose", "apply") or len(node.children) != 2 or node.children[0].text != "sigma":
        return ""
    bracket = node.children[1]
    inner = bracket.children[0] if bracket.kind == "paren" and len(bracket.children) == 1 else bracket
    return inner.text if inner.kind == "name" and len(inner.text) == 1 else ""


def _shape(node: Node) -> object:
    return node.kind, node.text, tuple(_shape(child) for child in node.children)


def shows_sigmoid(formulas: Iterable[Node]) -> bool:
    """Whether the values of sigma at numbers are mostly those of 1/(1 + exp(-x))."""
    found = [_agrees(at, value) for chain in formulas if chain.kind == "chain" for at, value in _values(chain)]
    return sum(found) > len(found) / 2


def _values(chain: Node) -> Iterator[tuple[float, str]]:
    """The places and the values of sigma that a chain states, where both are numbers."""
    for left, right in pairwise(chain.children[::2]):
        at = _argument(left)
        if at is not None and right.kind == "number" and right.text.replace(".", "", 1).isdigit():
            yield at, right.text


def _argument(node: Node) -> float | None:
    if node.kind not in ("juxtapose", "apply") or len(node.children) != 2:
        return None
    function, bracket = node.children
    if function.kind != "name" or function.text != "sigma" or bracket.kind != "paren" or len(bracket.children) != 1:
        return None
    inner = bracket.children[0]
    sign = -1 if inner.kind == "negate" else 1
    inner = inner.children[0] if inner.kind == "negate" else inner
    plain = inner.kind == "number" and inner.text.replace(".", "", 1).isdigit()
    return sign * float(inner.text) if plain and float(inner.text) < LARGEST else None


def _agrees(at: float, written: str) -> bool:
    digits = len(written.partition(".")[2])
    return abs(1 / (1 + math.exp(-at)) - float(written)) <= 0.51 * 10.0 ** -digits


__all__ = ["before_brackets", "is_only_applied", "shows_sigmoid", "speaks_of_sigmoid", "states_slope"]
