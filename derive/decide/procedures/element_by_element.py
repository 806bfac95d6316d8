"""Vectors and matrices taken element by element, for every size.

Decides      equations between sums, products, traces, norms, elementwise functions of vectors and matrices and their
             gradients and Jacobians: what is left is an equation between sums of symbolic length
Certificate  Elementwise: the proofs of the equations of the elements at each place of few, or at any place
Declines     goals without vectors or matrices, and inverses and determinants of symbolic size
"""

from __future__ import annotations

from derive.decide.subgoals import proof_of
from derive.kernel.certificate import Certificate, Elementwise
from derive.kernel.components import SORTS
from derive.kernel.elementwise import everywhere
from derive.kernel.sizes import NoElements
from derive.kernel.term import RELATIONS, Apply, Bind, Obligation, free, subterms

COST = 39


def attempt(obligation: Obligation) -> Certificate | None:
    """A proof of the equation of the elements."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head not in RELATIONS or not is_shaped(obligation):
        return None
    try:
        needed = everywhere(obligation.hypotheses, goal)
    except NoElements:
        return None
    proofs: list[Certificate] = []
    for given, of_elements in needed:
        proof = proof_of(Obligation(given, of_elements), without="element_by_element")
        if proof is None:
            return None
        proofs.append(proof)
    return Elementwise(tuple(proofs))


def is_shaped(obligation: Obligation) -> bool:
    """Whether a goal speaks of vectors or matrices, of arrays as a whole among them."""
    parts = list(subterms(obligation.goal))
    return any(symbol.sort in SORTS for symbol in free(obligation.goal)) or any(
        isinstance(part, Bind) and part.head == "derivative" and part.variable.sort == "array" and len(part.bounds) == 1
        for part in parts)
