"""Letters that are functions by how they are called: T of T(n) = 2 T(n/2) + n, y of y' = k y, y(0) = 1."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from derive.elaborate.chance.stochastic import OPERATORS
from derive.elaborate.language.conventions import FUNCTIONS, PROBABILITY_LETTERS
from derive.elaborate.language.spelling import call_of, names_in, spelling
from derive.elaborate.names.axes import is_letter
from derive.read.node import Node
from derive.read.show import show

NUMERALS = frozenset({"number", "frac", "over", "negate"})


def recursive(formulas: Sequence[Node]) -> set[str]:
    """The letters that a recurrence applies on both of its sides, and nowhere has without a bracket behind.

    T(n) = 2 T(n/2) + n; but a (b - c) = a (b) - a c is about a number.
    """
    found = set()
    for chain in (part for formula in formulas for part in formula.walk() if part.kind == "chain"):
        head = chain.children[0]
        if head.kind == "juxtapose" and len(head.children) == 2 and head.children[1].kind == "paren":
            name, again = head.children[0], (part for side in chain.children[1:] for part in side.walk())
            if name.kind != "name" or name.text in FUNCTIONS:
                continue
            if name.text in OPERATORS or head.children[1].children[0].kind == "given":
                continue
            if name.text in ("P", "p") and not is_letter(head.children[1].children[0]):
                continue                         # P(B) = P(D) is about two events
            if any(_applies(part, name.text) for part in again if part.kind == "juxtapose") and not (
                    _stands_alone(chain, name.text)):
                found.add(name.text)
    return found


def differentiated(formulas: Sequence[Node]) -> set[str]:
    """The letters that stand with a prime and before a number in brackets: y' = k y, y(0) = 1."""
    if not any("prime" in formula.kinds() for formula in formulas):
        return set()
    parts = [part for formula in formulas for part in formula.walk()]
    primed = {spelling(part.children[0]) for part in parts if part.kind == "prime"} - FUNCTIONS.keys()
    return {
        left.text for part in parts if part.kind == "juxtapose" for left, right in pairwise(part.children)
        if left.kind == "name" and left.text in primed and right.kind == "paren" and right.text == "()"
        and right.children[0].kind == "number"
    }


def defined_further_down(formulas: Sequence[Node]) -> set[str]:
    """The letters that stand before brackets alone, and of which a formula further down says what they do:

        y = w s(a x + b), with s(z) = 1/(1 + e^{-z})
    """
    met: set[str] = set()
    found: set[str] = set()
    for formula in formulas:
        call = call_of(formula.children[0]) if formula.kind == "chain" and len(formula.children) > 2 else None
        name = call[0] if call is not None else ""
        argument = spelling(call[1]) if call is not None else None
        if name in met and argument and formula.children[1].text in ("=", "define") and (
                argument in names_in(formula.children[2]) and name not in names_in(formula.children[2])):
            found.add(name)
        met |= {left.text for part in formula.walk() if part.kind == "juxtapose"
                for left, right in pairwise(part.children) if left.kind == "name" and right.kind == "paren"}
    return {name for name in found - FUNCTIONS.keys() - OPERATORS - PROBABILITY_LETTERS
            if not any(_stands_alone(formula, name) for formula in formulas)}


def told_at_numbers(formulas: Sequence[Node]) -> set[str]:
    """The letters of which values at several numbers are told before any value of their own: H(0.6) = ..., H(0.8) = ...

    That one value is 0 by itself, as in "the node is pure, H = 0", makes no factor of such a letter.
    """
    places: dict[str, set[str]] = {}
    alone = _of_random_names(formulas)
    for formula in formulas:
        if formula.kind != "chain" or len(formula.children) < 3 or formula.children[1].text not in (
                "=", "approx", "define"):
            continue
        call, name = call_of(formula.children[0]), spelling(formula.children[0])
        if name is not None and len(places.get(name, ())) == 0:
            alone.add(name)
        elif call is not None and "_" not in call[0] and formula.children[0].children[1].text == "()" and (
                call[1].kinds() <= NUMERALS):
            places.setdefault(call[0], set()).add(show(call[1]))
    known = FUNCTIONS.keys() | PROBABILITY_LETTERS | alone
    return {name for name, told in places.items() if len(told) > 1 and name not in known}


def _of_random_names(formulas: Sequence[Node]) -> set[str]:
    """H of H(X), the entropy of a random name: no function of numbers."""
    pairs = (pair for formula in formulas for part in formula.walk() if part.kind == "juxtapose"
             for pair in pairwise(part.children) if pair[1].kind == "paren" and pair[0].kind == "name")
    return {left.text for left, right in pairs if left.text in OPERATORS and not right.kinds() <= NUMERALS | {"paren"}}


def _stands_alone(chain: Node, name: str) -> bool:
    """Whether the name stands in the chain without a bracket behind it."""
    parts = list(chain.walk())
    pairs = (pair for part in parts if part.kind == "juxtapose" for pair in pairwise(part.children))
    before = {id(left) for left, right in pairs if right.kind == "paren"}
    return any(part.kind == "name" and part.text == name and id(part) not in before for part in parts)


def _applies(product: Node, name: str) -> bool:
    """Whether a bracket stands right behind the name among factors."""
    pairs = zip(product.children, product.children[1:], strict=False)
    return any(a.kind == "name" and a.text == name and b.kind == "paren" for a, b in pairs)


__all__ = ["defined_further_down", "differentiated", "recursive"]
