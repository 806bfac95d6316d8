"""Orders of growth: O(n) stands for some function of that order, not for one.

    n + O(n) = O(n) + n          one such function on the left: the right side may take the same
    O(n) - O(n) = 0              two on the left are two functions: nothing is decided
    A = O(n), B = O(n): A - B    so are two among the hypotheses
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from derive.kernel.term import Apply, Symbol, Term, subterms

ORDERS = frozenset({
    f"{font}{letter}{'}' if font else ''}"
    for letter in ("O", "o", "Theta", "Omega", "omega") for font in ("", "mathcal{", "tilde{", "mathrm{")
})
SEVERAL = "each O, \\Theta or \\Omega stands for a function of its own, so nothing follows from several of them"


def several(left: Term, hypotheses: Iterable[Term], knows: Callable[[str], bool]) -> bool:
    """Whether the left side of a link and what is in force speak of more than one unnamed function of some order."""
    count = 0
    for term in (left, *hypotheses):
        for part in subterms(term):
            match part:
                case Apply("call", (Symbol(name), *_)) | Apply(name, (_, *_)) if name in ORDERS and not knows(name):
                    count += 1
    return count > 1


__all__ = ["SEVERAL", "several"]
