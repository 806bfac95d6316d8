"""Both sides have one normal form under the hypotheses.

Decides      equations between polynomials, quotients, roots, exponentials, logarithms, circular and
             hyperbolic functions, factorials, sums of symbolic length with Kronecker deltas, and their
             derivatives; definitions are unfolded first
Certificate  Identity
Declines     when the sides differ only by a law or a case that the normal form does not see
"""

from __future__ import annotations

from derive.kernel.certificate import Identity
from derive.kernel.check import Unproved, check
from derive.kernel.polynomial import Beyond
from derive.kernel.term import Apply, Obligation

COST = 10


def attempt(obligation: Obligation) -> Identity | None:
    """Identity for an equation that has one."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    try:
        check(obligation.hypotheses, goal, Identity())
    except (Unproved, Beyond):
        return None
    return Identity()
