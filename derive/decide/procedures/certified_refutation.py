"""Some admissible point at which both sides are defined and certainly different.

Decides      obligations that fail at a point: random points with every pattern of equal and different free
             indices, arrays that satisfy the hypotheses, sums written out, polynomials for opaque functions
Certificate  Counterexample: the simplest point found that the kernel accepts
Declines     when every admissible point tried agrees (it says at how many: evidence, no proof), or none can be told
"""

from __future__ import annotations

from derive.decide.points import evidence
from derive.kernel.certificate import Counterexample
from derive.kernel.term import Obligation
from derive.kernel.verdict import Attempt

COST = 5


def attempt(obligation: Obligation) -> Counterexample | Attempt:
    """The counterexample of the evidence, or how often both sides agreed."""
    found = evidence(obligation)
    return found.disagree or Attempt("certified_refutation", found.outcome)
