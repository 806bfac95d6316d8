"""Equations of several remainders: those that are zero, and those that are equal, are put in their places first.

Decides      (k b + c) mod a = (k b mod a) + (c mod a) = c mod a, where a divides b
Certificate  a Lemma for each remainder that is zero or is one of the others, then the equation by these
Declines     a single congruence, which is for `remainders`, and remainders of several divisors
"""

from __future__ import annotations

from itertools import combinations

from derive.decide.accepted import accepted
from derive.decide.consequences import consequences
from derive.decide.procedures import remainders
from derive.kernel.certificate import Certificate, Identity, Lemma
from derive.kernel.places import Terms
from derive.kernel.term import Apply, Obligation, Term, number, subterms

COST = 37
MOST = 4                                         # remainders of one equation


def attempt(obligation: Obligation) -> Certificate | None:
    """Lemmas about the remainders that stand in the goal, then the rest."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=":
        return None
    standing = list(dict.fromkeys(part for part in subterms(goal) if isinstance(part, Apply) and part.head == "mod"))
    if not 0 < len(standing) <= MOST or len({part.args[1] for part in standing}) > 1:
        return None
    claims: list[tuple[Term, Certificate]] = []
    for one in standing:
        _add(obligation.hypotheses, Apply("=", (one, number(0))), claims)
    zero = {claim.args[0] for claim, _ in claims if isinstance(claim, Apply)}
    for one, other in combinations([part for part in standing if part not in zero], 2):
        _add(obligation.hypotheses, Apply("=", (one, other)), claims)
    known = (*obligation.hypotheses, *(claim for claim, _ in claims))
    proof: Certificate | None = Identity() if accepted(known, goal, Identity()) else consequences(known, goal)
    for claim, shown in reversed(claims if proof is not None else []):
        assert proof is not None
        proof = Lemma(claim, shown, proof)
    return proof if claims else None


def _add(hypotheses: Terms, claim: Term, claims: list[tuple[Term, Certificate]]) -> None:
    proof = remainders.attempt(Obligation(hypotheses, claim))
    if proof is not None:
        claims.append((claim, proof))
