"""Some admissible point at which both sides are defined and certainly different.

Decides      obligations that fail at one of the first points: arrays that satisfy the hypotheses, sums written
             out, polynomials for opaque functions; `thorough_refutation` looks further
Certificate  Counterexample: the simplest point found that the kernel accepts
Declines     when the first admissible points agree, or none can be told
"""

from __future__ import annotations

from derive.decide.points import evidence
from derive.kernel.certificate import Counterexample
from derive.kernel.term import Obligation
from derive.kernel.verdict import Attempt

COST = 5
REFUTES = True                                   # asked also where there is nothing to prove
FIRST = 2


def attempt(obligation: Obligation) -> Counterexample | Attempt:
    """The counterexample of the evidence, or what became of the points."""
    found = evidence(obligation, FIRST, patterns=False)
    return found.disagree or Attempt("certified_refutation", found.outcome.replace("agreed", "looked"))
