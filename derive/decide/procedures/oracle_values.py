"""SymPy's word that both sides are equal, compared in numbers first.

Decides      equations with integrals, infinite sums and products whose closed forms SymPy knows
Certificate  Testimony: trust "oracle"; quadrature and summation of the sides as written agree to twenty digits
Declines     limits, of which SymPy has no number to compare; complex symbols, opaque functions, arrays, ranges that
             may run backwards, integrands that may be undefined between the ends, and what SymPy does not settle
             in time
"""

from __future__ import annotations

from derive.decide import oracle
from derive.decide.budget import remaining
from derive.decide.conventions import shared
from derive.kernel.certificate import Testimony
from derive.kernel.term import RELATIONS, Apply, Bind, Obligation, Term, free, heads, subterms

COST = 95
SECONDS = 4.0
BINDERS = frozenset(("integral", "sum", "product"))
SPECIAL = frozenset(("gamma", "erf", "atan", "asin", "acos"))
OPAQUE = frozenset(("at", "call", "undefined", "re", "im", "conj", "i", "acot", "atan2", "mod", "delta", "piecewise"))


def attempt(obligation: Obligation) -> Testimony | None:
    """Testimony for an equation between real numbers."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=" or remaining() < 0.5:
        return None
    if "limit" in heads(goal):
        return None
    parts = list(subterms(goal))
    if not any(_is_hard(part) for part in parts) or any(s.sort not in ("real", "integer") for s in free(goal)):
        return None
    if any(isinstance(part, Apply) and part.head in OPAQUE for part in parts):
        return None
    hypotheses = tuple(h for h in obligation.hypotheses if isinstance(h, Apply) and h.head in RELATIONS)
    if not shared(obligation.hypotheses, goal):
        return None
    left, right = goal.args
    answer = oracle.difference_is_zero(left, right, hypotheses, min(SECONDS, remaining()))
    match answer.value:
        case (True, str(checked)):
            return Testimony("SymPy", "is the difference zero", checked)
    return None


def _is_hard(part: Term) -> bool:
    return (isinstance(part, Bind) and part.head in BINDERS) or (isinstance(part, Apply) and part.head in SPECIAL)
