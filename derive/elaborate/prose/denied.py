"""What the words behind a formula say is not so: 2 = -2, which is false, and 2 = -2, so only x = 2 remains.

Of numbers it is judged as the opposite, 2 != -2; of names nothing is put in force. What is so in numbers stands where
the words may as well speak of the value: -0.05 * 129 = -6.45, which is impossible.
"""

from __future__ import annotations

import re
from fractions import Fraction

from derive.elaborate.formulas.sampling import approximate
from derive.elaborate.language.phrases_notation_en import DENIED
from derive.elaborate.language.spelling import names_in
from derive.elaborate.page import Page
from derive.kernel.term import free
from derive.read.node import Node
from derive.read.record import replace

OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
# What may as well be said of something that is so, so that only 2 = -2, which is not, is denied by it.
REJECTS = re.compile(
    r"^[\s,;.)$]*(?:[✗❌✘]|\\times|(?:so|hence|thus|therefore|and so|which means)\s+(?:that\s+)?(?:only\b|"
    r"⟦\d+⟧\s+(?:is|must be|has to be)\s+(?:not|no|rejected|discarded|excluded|extraneous|thrown)|"
    r"we (?:reject|discard)\b|(?:this|it) is (?:not|no|rejected|extraneous)))")

# What is said of the value rather than of the equation: so P = 2/3 + 1/2 = 7/6, which is impossible.
OF_A_VALUE = re.compile(r"(?:impossible|absurd\w*|contradict\w+|wrong|incorrect"
                        r"|not (?:possible|valid|allowed|admissible)|outside (?:of )?the"
                        r"|rejected|discarded|excluded|extraneous)$")


def denial(page: Page, node: Node | None, after: str) -> Node | None:
    """The opposite of what is denied, an empty list where it is about names; None of what is not denied."""
    told = DENIED.match(after)
    if node is None or not (told is not None or REJECTS.match(after)):
        return None
    numbers = node.kind == "chain" and len(node.children) == 3 and not names_in(node) - {"e", "pi"}
    if not numbers or node.children[1].text not in OPPOSITE:
        return Node("list", "", (), node.span) if told is not None else None
    sign = node.children[1]
    far = _far_apart(page, node.children[0], node.children[2]) if sign.text == "=" else None
    if (told is None and far is not True) or (told is not None and OF_A_VALUE.search(told[0]) and far is False):
        return None
    return replace(node, children=(node.children[0], replace(sign, text=OPPOSITE[sign.text]), node.children[2]))


def _far_apart(page: Page, left: Node, right: Node) -> bool | None:
    """Whether two numbers differ; None where one of them has no value here."""
    terms = [page.read(side).term for side in (left, right)]
    values = [approximate(term, {}) for term in terms if term is not None and not free(term)]
    if len(values) < 2 or None in values:
        return None
    return abs(Fraction(values[0] or 0) - Fraction(values[1] or 0)) > Fraction(1, 10**6)


__all__ = ["denial"]
