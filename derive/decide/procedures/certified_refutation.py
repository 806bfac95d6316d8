"""Some admissible point at which both sides are defined and certainly different.

Decides      obligations that fail at a point: random points with every pattern of equal and different free
             indices, arrays that satisfy the hypotheses, sums written out, polynomials for opaque functions
Certificate  Counterexample: the simplest point found that the kernel accepts
Declines     when every admissible point tried agrees, or cannot be told
"""

from __future__ import annotations

from derive.decide.points import evidence
from derive.kernel.certificate import Counterexample
from derive.kernel.term import Obligation

COST = 5


def attempt(obligation: Obligation) -> Counterexample | None:
    """The counterexample of the evidence."""
    return evidence(obligation).disagree
