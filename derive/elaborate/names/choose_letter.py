"""C(n, k) as n over k, on pages that count or speak of a binomial law, where C stands before two things only.

    X ~ Bin(5, 0.3):  P(X = 2) = C(5,2) * 0.3^2 * 0.7^3
    C(x, y), a cost    no word speaks of choosing
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from derive.read.node import Node

COUNTS = re.compile(
    r"\b(?:binomial|choos(?:e|ing)|chosen|combinations?|committees?|subsets?|hands?|Bin(?:om(?:ial)?)?\}?\s*\()", re.I)
OTHERWISE = re.compile(r"\b(?:costs?|constant|capacit(?:y|ance)|concentration|copula|circle|curve|covariance)\b", re.I)


def choose_letter(formulas: Sequence[Node], words: str) -> dict[str, str]:
    """The sort of C where it is the number of choices."""
    if not COUNTS.search(words) or OTHERWISE.search(words):
        return {}
    every = sum(part.kind == "name" and part.text == "C" for top in formulas for part in top.walk())
    called = sum(
        before.kind == "name" and before.text == "C" and _is_pair(after)
        for top in formulas for part in top.walk() if part.kind in ("juxtapose", "apply")
        for before, after in pairwise(part.children))
    return {"C": "choose"} if every == called > 0 else {}


def _is_pair(node: Node) -> bool:
    """(5, 2), and (n, k): numbers, or names."""
    if node.kind in ("sup", "factorial"):
        node = node.children[0]
    inner = node.children[0] if node.kind == "paren" and len(node.children) == 1 else node
    return inner.kind == "list" and len(inner.children) == 2 and node.text in ("()", "")


__all__ = ["choose_letter"]
