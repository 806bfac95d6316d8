"""Induction on the upper end of a sum or a product.

Decides      closed forms of sums and products in a whole n with a known least value
Certificate  Induction, with normal forms for base and step; Cases on a factor of both sides that may be zero
Declines     when no hypothesis bounds n from below, or the step needs more than one equation
"""

from __future__ import annotations

from fractions import Fraction

from derive.kernel.certificate import Cases, Identity, Induction, Sign
from derive.kernel.check import check, identical
from derive.kernel.places import Unproved
from derive.kernel.polynomial import Beyond
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Obligation, Symbol, Term, free, substitute, subterms

COST = 35


def attempt(obligation: Obligation) -> Induction | Cases | None:
    """Induction on the first name for which base and step hold; for a factor of both sides where it is not zero."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head not in RELATIONS - {"!="}:
        return None
    found = _induction(obligation, goal)
    for factor in _factors(goal) if found is None and goal.head == "=" else ():
        at_zero = Apply("=", (factor, Number(Fraction(0))))
        other = _induction(Obligation((*obligation.hypotheses, Apply("not", (at_zero,))), goal), goal)
        if other is not None:
            return Cases(at_zero, Identity(), other)
    return found


def _factors(goal: Apply) -> list[Symbol]:
    """The plain names without which both sides are zero: a in the sum of a r^k."""
    zero = Number(Fraction(0))
    names = sorted(free(goal.args[0]) & free(goal.args[1]), key=lambda symbol: symbol.name)
    return [name for name in names if name.sort == "real" and all(
        identical((), substitute(side, {name: zero}), zero) for side in goal.args)]


def _induction(obligation: Obligation, goal: Apply) -> Induction | None:
    leaf = Identity() if goal.head == "=" else Sign()
    for name in whole_names(goal):
        start = least(name, obligation.hypotheses)
        if start is None:
            continue
        proof = Induction(name, start, leaf, leaf)
        try:
            check(obligation.hypotheses, goal, proof)
        except (Unproved, Beyond):
            continue
        return proof
    return None


def whole_names(goal: Term) -> list[Symbol]:
    """The whole names in upper ends of sums and products, or in powers and factorials."""
    found: dict[Symbol, None] = {}
    for part in subterms(goal):
        match part:
            case Bind("sum" | "product", _, _, (_, hi)):
                found |= dict.fromkeys(sorted(free(hi), key=lambda s: s.name))
            case Apply("^", (_, exponent)) | Apply("factorial", (exponent,)):
                found |= dict.fromkeys(sorted(free(exponent), key=lambda s: s.name))
    return [name for name in found if name.sort == "integer" and name in free(goal)]


def least(name: Symbol, hypotheses: tuple[Term, ...]) -> Number | None:
    """The greatest number that a hypothesis puts below a name."""
    least: Number | None = None
    for hypothesis in hypotheses:
        match hypothesis:
            case Apply("<=", (Number() as low, other)) | Apply(">=", (other, Number() as low)) if other == name:
                bound = low
            case Apply("<", (Number() as low, other)) | Apply(">", (other, Number() as low)) if other == name:
                bound = Number(low.value + 1)
            case Apply("in", (other, Apply("naturals", ()))) if other == name:
                bound = Number(Fraction(0))
            case Apply("<=", (Number(low), Apply("+", (other, Apply("-", (Number(less),)))))) if other == name:
                bound = Number(low + less)       # 0 <= n - 1
            case _:
                continue
        if bound.value.denominator == 1 and (least is None or bound.value > least.value):
            least = bound
    return least
