"""What orders of growth do not say: of two functions of some order nothing follows, nor of one at a single n.

    O(n) - O(n) = 0              two on the left are two functions: nothing is decided
    A = O(n), B = O(n): A - B    so are two among the hypotheses
    f(n) = O(n): f(5) <= 7       no statement far out says anything of one n
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from derive.elaborate.formulas.order_arithmetic import has_order, with_orders
from derive.elaborate.language.conventions import ORDERS
from derive.kernel.term import Apply, Obligation, Symbol, Term, free, heads, subterms

NAMED = frozenset({
    f"{font}{letter}{'}' if font else ''}"
    for letter in ("O", "o", "Theta", "Omega", "omega") for font in ("", "mathcal{", "tilde{", "mathrm{")
})
SPOKEN = frozenset({"call", *NAMED, *ORDERS})    # the heads of terms in which an order can stand
SEVERAL = "each O, \\Theta or \\Omega stands for a function of its own, so nothing follows from several of them"


def several(sides: Sequence[Term], hypotheses: Iterable[Term], knows: Callable[[str], bool]) -> str:
    """Why nothing follows, where the left side and what is in force speak of more than one function of some order."""
    left, count = sides[0], 0
    for term in (left, *hypotheses):
        for part in subterms(term) if not heads(term).isdisjoint(SPOKEN) else ():
            match part:
                case Apply("call", (Symbol(name), *_)) | Apply(name, (_, *_)) if name in NAMED and not knows(name):
                    count += 1
    return SEVERAL if count > 1 and left != sides[-1] else ""


def apart(obligation: Obligation, knows: Callable[[str], bool]) -> Obligation:
    """Without what is told of growth, where the goal speaks of numbers: no statement far out says anything of one n.

    What is told of another than an unknown function may tell of its constants: of these no counterexample is given.
    """
    if _speaks(obligation.goal, knows):
        return obligation
    spoken = [h for h in obligation.hypotheses if _speaks(h, knows)]
    if not spoken:
        return obligation
    bound = frozenset().union(*(_constrained(h, knows) for h in spoken)) & free(obligation.goal)
    kept = tuple(h for h in obligation.hypotheses if h not in spoken)
    return Obligation((*kept, *(Apply("meant", (name,)) for name in sorted(bound, key=lambda name: name.name))),
                      obligation.goal)


def _speaks(term: Term, knows: Callable[[str], bool]) -> bool:
    return not heads(term).isdisjoint(SPOKEN) and has_order(with_orders(term, knows))


def _constrained(told: Term, knows: Callable[[str], bool]) -> frozenset[Symbol]:
    """The names that a statement of growth restricts: the function that it is about, and what it is about else."""
    match told:
        case Apply("=", (Apply("call", (Symbol(name) as function, *_)), _)) if not knows(name):
            return frozenset((function,))
    return free(told)


__all__ = ["SPOKEN", "apart", "several"]
