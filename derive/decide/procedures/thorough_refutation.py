"""Some admissible point, of many, at which both sides are defined and certainly different.

Decides      obligations that fail at few points: only where two indices meet, only for negative or large numbers
Certificate  Counterexample: the simplest point found that the kernel accepts
Declines     when every point agrees; it says at how many, with every pattern of equal and different free indices
             among them: evidence, no proof
"""

from __future__ import annotations

from derive.decide.draws import STYLES
from derive.decide.points import WANTED, evidence
from derive.kernel.certificate import Counterexample
from derive.kernel.term import Apply, Obligation, heads
from derive.kernel.verdict import Attempt

COST = 13
REFUTES = True                                   # asked also where there is nothing to prove
ORDERS = frozenset({"<", "<=", ">", ">="})
KINKS = frozenset({"max", "min", "abs", "sign", "floor", "ceil", "piecewise", "mod", "gcd", "lcm"})


def attempt(obligation: Obligation) -> Counterexample | Attempt:
    """The counterexample of the evidence, or how often both sides agreed."""
    goal = obligation.goal
    narrow = (isinstance(goal, Apply) and goal.head in ORDERS) or not heads(goal).isdisjoint(KINKS)
    found = evidence(obligation, len(STYLES) + 1 if narrow else WANTED, few=True)      # numbers of every style
    return found.disagree or Attempt("thorough_refutation", found.outcome)
