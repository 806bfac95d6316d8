"""Functions of known sign under new names.

Decides      equations that are algebra in sines, cosines, exponentials and logarithms whose signs are evident:
             sqrt(cos(u)^2) = cos u for |u| < pi/2
Certificate  Named, then a proof with the names
Declines     what rests on how the functions hang together, as by sin^2 + cos^2 = 1
"""

from __future__ import annotations

from derive.decide.congruence import by_names
from derive.kernel.certificate import Certificate
from derive.kernel.check import check
from derive.kernel.places import Unproved
from derive.kernel.polynomial import Beyond
from derive.kernel.term import Apply, Obligation

COST = 26


def attempt(obligation: Obligation) -> Certificate | None:
    """The first proof with names in place of functions."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    for proof in by_names(obligation):
        try:
            check(obligation.hypotheses, goal, proof)
        except (Unproved, Beyond):
            continue
        return proof
    return None
