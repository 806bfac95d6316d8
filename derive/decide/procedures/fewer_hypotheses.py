"""Without the definitions of names by vectors and matrices, where the goal does not rest on them.

Decides      goals about numbers s_i that are said to be q^T k_i: sum_i a_i = 1 for a_i = exp(s_i)/sum_j exp(s_j);
             goals about a matrix D that is said to be diag(p_i) and could be any: (D w + D z) = D (w + z)
Certificate  Weakened: what is set aside, then the proof of the goal without it
Declines     other goals with vectors or matrices in them, and those under no such definition
"""

from __future__ import annotations

from derive.decide.subgoals import proof_of
from derive.kernel.certificate import Certificate, Weakened
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, heads

COST = 58
SHAPED = frozenset(("matmul", "transpose", "inverse", "matrix", "dot", "norm", "hadamard"))


def attempt(obligation: Obligation) -> Certificate | None:
    """A proof without the equations for numbers that hold vectors or matrices."""
    shaped = not heads(obligation.goal).isdisjoint(SHAPED)
    dropped = tuple(fact for fact in obligation.hypotheses if (_is_diagonal if shaped else _defines_by_matrices)(fact))
    if not dropped:
        return None
    kept = tuple(fact for fact in obligation.hypotheses if fact not in dropped)
    rest = proof_of(Obligation(kept, obligation.goal), without="fewer_hypotheses")
    return None if rest is None else Weakened(dropped, rest)


def _defines_by_matrices(fact: Term) -> bool:
    """Whether an equation gives a name, or each element of an array, by vectors or matrices."""
    while isinstance(fact, Bind) and fact.head == "forall":
        fact = fact.body
    match fact:
        case Apply("=", (Symbol() | Apply("at", (Symbol(), *_)), body)):
            return not heads(body).isdisjoint(SHAPED)
    return False


def _is_diagonal(fact: Term) -> bool:
    """Whether an equation gives a matrix by the numbers on its diagonal alone."""
    match fact:
        case Apply("=", (Symbol(sort="matrix"), Apply("diag", _))):
            return True
    return False
