"""Inequalities by squares, slopes, increasing functions, lines, bodies of sums, and induction.

Decides      orders between terms in one or several names: x^2 + y^2 >= 2xy, e^x >= 1 + x, Cauchy-Schwarz for sums,
             (1 + x)^n >= 1 + nx, sums and integrals compared body by body
Certificate  Squares, Rising, Applied, Termwise, Lemma, Cases and Induction, down to Sign
Declines     what a point breaks, and where nothing of this leads to the goal in time
"""

from __future__ import annotations

from derive.decide.bounds import proof
from derive.decide.budget import allowance, remaining, worked
from derive.kernel.certificate import Certificate
from derive.kernel.term import Obligation

COST = 40
SECONDS = 3.0


def attempt(obligation: Obligation) -> Certificate | None:
    """The first proof that the search comes upon."""
    with allowance(worked() + min(SECONDS, remaining())):
        return proof(obligation.hypotheses, obligation.goal)
