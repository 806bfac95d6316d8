"""Orders of growth: O(n) stands for some function of that order, not for one.

    n + O(n) = O(n) + n          one such function on the left: the right side may take the same
    O(n) - O(n) = 0              two on the left are two functions: nothing is decided
    A = O(n), B = O(n): A - B    so are two among the hypotheses
    3 n^2 + O(n) = \\Theta(n^2)    a statement about growth: read from the left to the right, as everybody does
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from derive.elaborate.language.conventions import ORDERS
from derive.kernel.term import Apply, Symbol, Term, free, heads, subterms

NAMED = frozenset({
    f"{font}{letter}{'}' if font else ''}"
    for letter in ("O", "o", "Theta", "Omega", "omega") for font in ("", "mathcal{", "tilde{", "mathrm{")
})
SPOKEN = frozenset({"call", *NAMED, *ORDERS})    # the heads of terms in which an order can stand
MARK = "order_"
CONSTANT = re.compile(r"(?:[abc]|epsilon|varepsilon|alpha|beta|delta)(?:_\w+)?")
SEVERAL = "each O, \\Theta or \\Omega stands for a function of its own, so nothing follows from several of them"


def several(left: Term, hypotheses: Iterable[Term], knows: Callable[[str], bool]) -> bool:
    """Whether the left side of a link and what is in force speak of more than one unnamed function of some order."""
    count = 0
    for term in (left, *hypotheses):
        for part in subterms(term) if not heads(term).isdisjoint(SPOKEN) else ():
            match part:
                case Apply("call", (Symbol(name), *_)) | Apply(name, (_, *_)) if name in NAMED and not knows(name):
                    count += 1
    return count > 1


def about_growth(left: Term, right: Term, knows: Callable[[str], bool], fixed: Callable[[str], bool]) -> Apply | None:
    """grows(n, left, right) where one order stands on the right side.

    n is the only name that is not fixed: constants c, c_1, a, b, epsilon, and what the page says is constant.
    """
    if heads(right).isdisjoint(SPOKEN):
        return None                              # no order stands there
    sides = tuple(_with_orders(side, knows) for side in (left, right))
    named = [part for part in subterms(sides[1]) if isinstance(part, Apply) and part.head.startswith(MARK)]
    if len(named) != 1 or left == right:
        return None
    names = set(free(sides[0]) | free(sides[1]))
    if len(names) > 1:
        names = {name for name in names if not (CONSTANT.fullmatch(name.name) or fixed(name.name))}
    if len(names) != 1:
        return None
    (n,) = names
    return Apply("grows", (n, *sides)) if n.sort in ("real", "integer") else None


def _with_orders(term: Term, knows: Callable[[str], bool]) -> Term:
    """The term with its orders of growth as such."""
    match term:
        case Apply("call", (Symbol(name), inner)) | Apply(name, (inner,)) if name in ORDERS and not knows(name):
            return Apply(MARK + name, (_with_orders(inner, knows),))
        case Apply(head, args):
            return Apply(head, tuple(_with_orders(arg, knows) for arg in args))
    return term


__all__ = ["SEVERAL", "about_growth", "several"]
