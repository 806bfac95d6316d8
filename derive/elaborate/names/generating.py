r"""Generating functions: sum_n F_n x^n = x/(1 - x - x^2), with x told to be a number.

In a row that stands alone such an x is no reason to take F for anything but the numbers of Fibonacci.
"""

from __future__ import annotations

from collections.abc import Sequence

from derive.elaborate.language.spelling import spelling
from derive.read.node import Node

NUMBERS = frozenset({"mathbb{C}", "mathbb{R}"})


def numbers_beside(formulas: Sequence[Node], stated: Sequence[Node], name: str) -> set[str]:
    """What is told to be a number, beside a letter that is added up without end."""
    return _numbers_told(formulas) if _is_added_up(stated, name) else set()


def with_golden(names: set[str], formulas: Sequence[Node]) -> set[str]:
    """The golden ratio too, where F is spoken of and a condition has its letter."""
    return names | ({"varphi"} & set().union(*(top.letters() for top in formulas)) if "F" in names else set())


def _numbers_told(formulas: Sequence[Node]) -> set[str]:
    """x of a condition that x is in C, or in R."""
    chains = (part for top in formulas for part in top.walk() if part.kind == "chain" and part.children[1].text == "in")
    return {name for chain in chains if (name := spelling(chain.children[0])) is not None
            and spelling(chain.children[2]) in NUMBERS}


def _is_added_up(stated: Sequence[Node], name: str) -> bool:
    """Whether the index of a letter runs in a sum without end."""
    for top in stated:
        for part in top.walk():
            if part.kind == "bigop" and part.text == "sum" and any(child.text == "infty" for child in part.children):
                run = part.children[0].letters()
                if any(inner.kind == "sub" and spelling(inner.children[0]) == name
                       and not run.isdisjoint(inner.children[1].letters()) for inner in part.walk()):
                    return True
    return False
