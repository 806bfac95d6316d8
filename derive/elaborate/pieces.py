"""Functions that are defined piece by piece, in several equations: L(r) = r^2/2 for |r| <= d, L(r) = ... otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from derive.elaborate.spelling import call_of, spelling
from derive.read.node import Node


def defined_twice(formulas: Sequence[Node]) -> set[str]:
    """The functions for whose value at one name more than one equation stands on the page."""
    found: Counter[tuple[str, str]] = Counter()
    for part in (part for formula in formulas for part in formula.walk()):
        if part.kind != "chain" or len(part.children) < 3 or part.children[1].text not in ("=", "define"):
            continue
        call = call_of(part.children[0])
        argument = spelling(call[1]) if call is not None else None
        if call is not None and argument:
            found[call[0], argument] += 1
    return {name for (name, _), count in found.items() if count > 1}
