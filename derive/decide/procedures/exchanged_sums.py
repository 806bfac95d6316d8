"""Double sums and products over the same pairs of indices, in another order.

Decides      equations in which a double sum over a triangle, or any range between linear ends, stands in both orders
Certificate  Exchanged: the ends in the other order, then Identity
Declines     when the ranges are not seen to hold the same pairs, or the bodies differ
"""

from __future__ import annotations

from derive.decide.budget import spend
from derive.decide.integrals import finish
from derive.kernel.certificate import Certificate, Exchanged, Identity
from derive.kernel.check import Unproved
from derive.kernel.congruence import standing
from derive.kernel.exchange import exchanged
from derive.kernel.polynomial import Beyond
from derive.kernel.term import Apply, Bind, Obligation, substitute

COST = 34
PAIRS = 9


def attempt(obligation: Obligation) -> Certificate | None:
    """The first double sum that runs over the pairs of another."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    doubles = [one for one in standing(goal) if isinstance(one.body, Bind) and one.body.head == one.head != "integral"]
    pairs = [(one, other) for one in doubles for other in doubles if one is not other and one.head == other.head]
    for one, other in pairs[:PAIRS]:
        spend()
        assert isinstance(one.body, Bind)
        assert isinstance(other.body, Bind)
        low, high = (substitute(end, {other.variable: one.body.variable}) for end in other.body.bounds)
        outer, last = other.bounds
        step = Exchanged(one, (outer, last), (low, high), Identity())
        try:
            left = exchanged(obligation.hypotheses, goal, step)
        except (Unproved, Beyond):
            continue
        return Exchanged(one, step.outer, step.inner, finish(Obligation(obligation.hypotheses, left)))
    return None
