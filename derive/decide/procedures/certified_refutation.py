"""Some admissible point at which both sides are defined and certainly different.

Decides      obligations that fail at one of the first points: arrays that satisfy the hypotheses, sums written
             out, polynomials for opaque functions; `thorough_refutation` looks further
Certificate  Counterexample: the simplest point found that the kernel accepts
Declines     when the first admissible points agree, or none can be told; where names may stand for something else it
             says whether the goal fails of them as plain names: then there is no proof to look for
"""

from __future__ import annotations

from derive.decide.points import NOWHERE, evidence
from derive.kernel.certificate import Counterexample
from derive.kernel.term import Apply, Obligation, heads
from derive.kernel.verdict import Attempt

COST = 5
REFUTES = True                                   # asked also where there is nothing to prove
FIRST = 2
FAILS = "fails where names are what they look like"
LONG = frozenset({"integral", "limit", "infinity", "antiderivative"})      # what takes long at one point


def attempt(obligation: Obligation) -> Counterexample | Attempt:
    """The counterexample of the evidence, or what became of the points."""
    plain = tuple(h for h in obligation.hypotheses if not (isinstance(h, Apply) and h.head == "meant"))
    if len(plain) < len(obligation.hypotheses):
        return Attempt("certified_refutation", _of_plain(Obligation(plain, obligation.goal)))
    found = evidence(obligation, FIRST, patterns=False)
    return found.disagree or Attempt("certified_refutation", found.outcome.replace("agreed", "looked"))


def _of_plain(obligation: Obligation) -> str:
    """What nothing refutes, as its names may stand for something else: whether it could be proved of all values."""
    if not heads(obligation.goal).isdisjoint(LONG):
        return NOWHERE
    return FAILS if evidence(obligation, FIRST, patterns=False).disagree is not None else NOWHERE
