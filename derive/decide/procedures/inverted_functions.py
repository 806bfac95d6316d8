"""Equations with an exponential or a logarithm, solved by the inverse function, and inverses of matrices.

Decides      equivalences and implications such as exp x = 5 and x = log 5, log x = a and x = exp a;
             (A + u v^T)^{-1} = A^{-1} - A^{-1} u v^T A^{-1} / (1 + v^T A^{-1} u)
Certificate  Inverted: the equation solved for the argument, then what follows from it; the product of a matrix with
             what is said to be its inverse, as 1; v = M^{-1} r by M v = r
Declines     an exponential that is to equal something not known to be positive
"""

from __future__ import annotations

from derive.decide.accepted import accepted
from derive.decide.consequences import consequences
from derive.kernel.certificate import Certificate, Identity, Inverted, Parts
from derive.kernel.term import Apply, Obligation, Term

COST = 17


def attempt(obligation: Obligation) -> Inverted | None:
    """One side inverted, the other left as it is."""
    goal = obligation.goal
    if isinstance(goal, Apply) and goal.head == "=" and any(map(_begins_inverted, goal.args)):
        return found if accepted(obligation.hypotheses, obligation.goal, found := Inverted((), Identity())) else None
    if not isinstance(goal, Apply) or goal.head not in ("iff", "implies"):
        return None
    for place, side in enumerate(goal.args):
        match side:
            case Apply("=", (Apply("exp" | "log" as head, (u,)), t)):
                inverse = Apply("log" if head == "exp" else "exp", (t,))
                sides = list(goal.args)
                sides[place] = Apply("=", (u, inverse))
                changed = Apply(goal.head, tuple(sides))
                leaves = (Identity(),) * (2 if goal.head == "iff" else 1)
                rests: tuple[Certificate | None, ...] = (Parts(leaves), consequences(obligation.hypotheses, changed))
                for found in (Inverted((place,), rest) for rest in rests if rest is not None):
                    if accepted(obligation.hypotheses, obligation.goal, found):
                        return found
    return None


def _begins_inverted(side: Term) -> bool:
    """M^{-1}, M^{-1} r and r M^{-1}."""
    ends = (side.args[0], side.args[-1]) if isinstance(side, Apply) and side.head == "matmul" else (side,)
    return any(isinstance(end, Apply) and end.head == "inverse" for end in ends)
