"""Statements about orders of growth, by the limits of quotients.

Decides      f = O(g), f + Theta(h) = Theta(g), O(f) = O(g) and the like, in one name that grows, the others fixed
Certificate  Growth: the kernel finds the limits again
Declines     floors, factorials, sums and unknown functions, orders inside of functions, and what is not so
"""

from __future__ import annotations

from derive.kernel.certificate import Growth
from derive.kernel.term import Apply, Obligation

COST = 20


def attempt(obligation: Obligation) -> Growth | None:
    """The certificate for a goal about growth; whether it holds the kernel says."""
    goal = obligation.goal
    return Growth() if isinstance(goal, Apply) and goal.head == "grows" else None
