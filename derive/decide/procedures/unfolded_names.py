"""Names given by a formula, with the formula put in their place.

Decides      goals about sums, integrals and limits that hypotheses call by a name: S = sum x^k, S - x S = 1 - x^(n+1)
Certificate  Unfolded: the names, then the proof of what is left
Declines     goals without such names, and those that hold no binder with them unfolded
"""

from __future__ import annotations

from derive.decide.subgoals import proof_of
from derive.kernel.certificate import Certificate, Unfolded
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, substitute, subterms

COST = 59
MOST = 6                                          # names unfolded one after another


def attempt(obligation: Obligation) -> Certificate | None:
    """A proof of the goal with every name unfolded that a hypothesis gives."""
    given: dict[Symbol, Term] = {}
    for hypothesis in obligation.hypotheses:
        match hypothesis:
            case Apply("=", (Symbol() as name, body)) if name.sort == "real" and name not in free(body):
                given.setdefault(name, body)
    goal, names = obligation.goal, list[Symbol]()
    while (left := sorted(free(goal) & given.keys(), key=repr)) and len(names) < MOST:
        goal = substitute(goal, {left[0]: given[left[0]]})
        names.append(left[0])
    if not names or not any(isinstance(part, Bind) for part in subterms(goal)):
        return None
    proof = proof_of(Obligation(obligation.hypotheses, goal), without="unfolded_names")
    if proof is None:
        return None
    for name in reversed(names):
        proof = Unfolded(name, proof)
    return proof
