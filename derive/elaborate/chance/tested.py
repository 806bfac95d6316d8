"""Hypotheses of a statistical test: relations that nobody says hold.

    H_0: p = 0.5, H_a: p > 0.5              named, and nothing is put in force but that p_0 is 0.5
    the null hypothesis is $p = 0.5$        likewise; its numbers are those that the test reckons with
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.language.phrases_en import TESTED
from derive.elaborate.language.spelling import spelling
from derive.kernel.term import Number
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page

BEFORE = 80                                      # characters before a formula that may say that it is to be tested
_WRITTEN = re.compile(r"\d{1,20}(?:\.\d{1,20})?")


def names_tested(page: Page, node: Node) -> bool:
    """Whether the words or the label right before a relation make it a hypothesis of a test; if so it is a step."""
    start = node.span.start
    relates = node.kind == "chain" and len(node.children) >= 3
    if not relates or not TESTED.search(page.document.source, max(0, start - BEFORE), start):
        return False
    sides = [page.read(side).side for side in node.children[0::2]]
    page.add(page.step("given", node.children[1].span, role="hypothesis to be tested", lhs=sides[0], rhs=sides[-1]))
    page.told |= {Fraction(part.text) for part in node.walk()
                  if part.kind == "number" and _WRITTEN.fullmatch(part.text)}
    page.chain = None
    _lend(page, node)
    return True


def _lend(page: Page, node: Node) -> None:
    """H_0: mu = 70 says by custom that mu_0 is 70; it may prove, and refutes nothing."""
    left, relation, right = node.children[:3]
    name, value = f"{spelling(left)}_0", page.read(right).term
    if relation.text == "=" and left.kind == "name" and isinstance(value, Number) and not page.context.knows(name):
        page.context.values[name] = value
        page.open.add(name)
        page.lent.add(name)
        page.context.changed()


__all__ = ["names_tested"]
