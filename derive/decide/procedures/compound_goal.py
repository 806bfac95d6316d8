"""A goal made of parts, each decided on its own.

Decides      conjunctions, implications, equivalences and universal statements whose parts other procedures
             prove; a disjunction of which one part is proved
Certificate  Parts or Choice
Declines     plain relations, and whatever has a part that stays open
"""

from __future__ import annotations

from derive.decide.subgoals import proof_of
from derive.kernel.certificate import Certificate, Choice, Parts
from derive.kernel.places import Unproved, parts
from derive.kernel.term import RELATIONS, Apply, Obligation

COST = 30


def attempt(obligation: Obligation) -> Certificate | None:
    """A proof of every part, or of one part of a disjunction."""
    goal = obligation.goal
    if isinstance(goal, Apply) and goal.head in RELATIONS - {"="}:
        return None
    if isinstance(goal, Apply) and goal.head == "or":
        for index, part in enumerate(goal.args):
            proof = proof_of(Obligation(obligation.hypotheses, part))
            if proof is not None:
                return Choice(index, proof)
        return None
    try:
        needed = parts(obligation.hypotheses, goal)
    except Unproved:
        return None
    proofs: list[Certificate] = []
    for hypotheses, part in needed:
        proof = proof_of(Obligation(hypotheses, part))
        if proof is None:
            return None
        proofs.append(proof)
    return Parts(tuple(proofs))
