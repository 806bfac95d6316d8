"""The sign of the difference is known.

Decides      orders and != that follow from the hypotheses, from what must be defined, and from the shape of
             the difference: sums of squares, of exponentials, of whole numbers in a range
Certificate  Sign, or Enclosed for closed sides
Declines     when squares must be completed or inequalities multiplied
"""

from __future__ import annotations

from derive.kernel.certificate import Certificate, Enclosed, Sign
from derive.kernel.check import check
from derive.kernel.places import Unproved
from derive.kernel.polynomial import Beyond
from derive.kernel.term import RELATIONS, Apply, Obligation

COST = 11


def attempt(obligation: Obligation) -> Certificate | None:
    """Sign, or intervals of growing precision where both sides are closed."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head not in RELATIONS - {"="}:
        return None
    certificates: tuple[Certificate, ...] = (Sign(), Enclosed(64), Enclosed(400))
    for certificate in certificates:
        try:
            check(obligation.hypotheses, goal, certificate)
        except (Unproved, Beyond):
            continue
        return certificate
    return None
