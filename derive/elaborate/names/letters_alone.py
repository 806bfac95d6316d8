"""Letters with a customary reading, on pages that use them as names: dilation $d$, ... d(k - 1) has no differential."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from derive.read.node import Node


def letters_alone(formulas: Sequence[Node]) -> dict[str, str]:
    """The sort of d, where it stands alone somewhere, and before brackets, but before no name."""
    alone = any(top.kind == "name" and top.text == "d" for top in formulas)
    return {"d": "real"} if alone and _counts_with_d(formulas) else {}


def _counts_with_d(formulas: Sequence[Node]) -> bool:
    behind = [
        after for top in formulas for part in top.walk() if part.kind == "juxtapose"
        for before, after in pairwise(part.children) if before.kind == "name" and before.text == "d"]
    return bool(behind) and all(one.kind == "paren" for one in behind)


__all__ = ["letters_alone"]
