"""Names given by a formula, with the formula put in their place.

Decides      goals about sums, integrals and limits that hypotheses call by a name: S = sum x^k, S - x S = 1 - x^(n+1);
             and about functions of inner products: 0 < m (1 - m) of m = sigma(w^T x)
             goals that follow from an equation about the names in a formula: T^2 = 4 pi^2 r^3/(G M) of T = 2 pi r/v
Certificate  Unfolded: the names, then the proof of what is left
Declines     goals without such names, and those that hold no binder with them unfolded and meet no other equation
"""

from __future__ import annotations

from derive.decide.subgoals import proof_of
from derive.kernel.certificate import Certificate, Unfolded
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, heads, substitute, subterms

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
    deep = any(isinstance(part, Bind) for part in subterms(goal)) or not heads(goal).isdisjoint(("matmul", "dot"))
    if not names or not (deep or _meets(goal, obligation)):
        return None
    proof = proof_of(Obligation(obligation.hypotheses, goal), without="unfolded_names")
    if proof is None:
        return None
    for name in reversed(names):
        proof = Unfolded(name, proof)
    return proof


def _meets(goal: Term, obligation: Obligation) -> bool:
    """Whether an equation that gives no name is about the names of the goal: v^2 = G M/r."""
    return any(isinstance(known, Apply) and known.head == "=" and not isinstance(known.args[0], Symbol)
               and not free(known).isdisjoint(free(goal)) for known in obligation.hypotheses)
