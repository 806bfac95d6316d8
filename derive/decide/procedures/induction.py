"""Induction on the upper end of a sum or a product.

Decides      closed forms of sums and products in a whole n with a known least value
Certificate  Induction, with normal forms for base and step
Declines     when no hypothesis bounds n from below, or the step needs more than one equation
"""

from __future__ import annotations

from derive.kernel.certificate import Identity, Induction, Sign
from derive.kernel.check import check
from derive.kernel.places import Unproved
from derive.kernel.polynomial import Beyond
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Obligation, Symbol, Term, free, subterms

COST = 35


def attempt(obligation: Obligation) -> Induction | None:
    """Induction on the first name for which base and step hold."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head not in RELATIONS - {"!="}:
        return None
    leaf = Identity() if goal.head == "=" else Sign()
    for name in _ends(goal):
        start = _least(name, obligation.hypotheses)
        if start is None:
            continue
        proof = Induction(name, start, leaf, leaf)
        try:
            check(obligation.hypotheses, goal, proof)
        except (Unproved, Beyond):
            continue
        return proof
    return None


def _ends(goal: Term) -> list[Symbol]:
    """The whole names in upper ends of sums and products, or in powers and factorials."""
    found: dict[Symbol, None] = {}
    for part in subterms(goal):
        match part:
            case Bind("sum" | "product", _, _, (_, hi)):
                found |= dict.fromkeys(sorted(free(hi), key=lambda s: s.name))
            case Apply("^", (_, exponent)):
                found |= dict.fromkeys(sorted(free(exponent), key=lambda s: s.name))
    return [name for name in found if name.sort == "integer" and name in free(goal)]


def _least(name: Symbol, hypotheses: tuple[Term, ...]) -> Number | None:
    """The greatest number that a hypothesis puts below a name."""
    least: Number | None = None
    for hypothesis in hypotheses:
        match hypothesis:
            case Apply("<=", (Number() as low, other)) | Apply(">=", (other, Number() as low)) if other == name:
                bound = low
            case Apply("<", (Number() as low, other)) | Apply(">", (other, Number() as low)) if other == name:
                bound = Number(low.value + 1)
            case _:
                continue
        if bound.value.denominator == 1 and (least is None or bound.value > least.value):
            least = bound
    return least
