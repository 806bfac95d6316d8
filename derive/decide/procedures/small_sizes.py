"""Numbers for sizes, and an element at which two vectors or matrices differ.

Decides      equations between vectors and matrices, gradients and elementwise functions among them, that fail for
             matrices of one of a few small sizes, or whose sides differ in size
Certificate  Counterexample: the sizes, the place, and the elements of the names
Declines     names of which something is said that elements cannot show, and what holds in the other layout of
             derivatives: rows for columns
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import product

from derive.decide.points import broken_by
from derive.decide.procedures.element_by_element import is_shaped
from derive.elaborate.step import is_mark
from derive.kernel.certificate import Counterexample, Element
from derive.kernel.check import identical
from derive.kernel.components import SORTS
from derive.kernel.elementwise import LARGEST
from derive.kernel.replacing import instead
from derive.kernel.term import (
    RELATIONS,
    Apply,
    Bind,
    Number,
    Obligation,
    Symbol,
    Term,
    Unproved,
    children,
    free,
    heads,
    number,
    subterms,
)

COST = 38
REFUTES = True                                   # asked also where there is nothing to prove
POINTS = 2
PLACES = ((1, 1), (1, 2), (2, 1), (2, 2))
CELLS = tuple(product(range(1, LARGEST + 1), repeat=2))             # of what is written out
SIZES = (3, 2, 4)
NESTED = 2                                       # inverses and determinants one inside another


def attempt(obligation: Obligation) -> Counterexample | None:
    """A counterexample with numbers for sizes, where the goal with its derivatives turned fails as well."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head not in RELATIONS or not is_shaped(obligation):
        return None
    if any(map(is_mark, obligation.hypotheses)):
        return None
    if _nested(goal) > NESTED:
        return None                              # cofactors of cofactors: their number explodes
    found = _broken(obligation)
    turned = turned_derivatives(goal)
    if found is None or turned == goal or (_by_matrices(goal) and (_is_of_sizes(found) or _is_told(obligation))):
        return found
    other = replace(obligation, goal=turned)
    return found if _broken(other) is not None or not _has_elements(other) else None


def _has_elements(obligation: Obligation) -> bool:
    """Whether sizes fit together: in a product with a column a derivative is no row."""
    ways = (Element(tuple(sizes.items()), (number(1), number(1))) for sizes in _sizes(obligation))
    for way in ways:
        with suppress(Unproved):
            return bool(instead(obligation, way, identical))
    return False


def _nested(term: Term) -> int:
    """How many inverses and determinants stand one inside another."""
    inside = max(map(_nested, children(term)), default=0)
    return inside + (isinstance(term, Apply) and term.head in ("inverse", "det", "matpow"))


def _is_of_sizes(found: Counterexample) -> bool:
    return isinstance(found.through, Element) and not found.through.place


def _by_matrices(goal: Term) -> bool:
    """Whether every derivative is in a matrix: of a number it has the size of the matrix, in every text that trains."""
    return all(part.variable.sort == "matrix" for part in subterms(goal)
               if isinstance(part, Bind) and part.head == "derivative")


def _is_told(obligation: Obligation) -> bool:
    """Whether what is varied is told in numbers: a weight in training, whose gradient is taken from it."""
    told = {h.args[0] for h in obligation.hypotheses if isinstance(h, Apply) and h.head == "=" and not free(h.args[1])}
    return all(part.variable in told for part in subterms(obligation.goal)
               if isinstance(part, Bind) and part.head == "derivative")


def turned_derivatives(term: Term) -> Term:
    """The term with every derivative in a vector or matrix in the other layout."""
    match term:
        case Bind("derivative", variable, _, bounds) if variable.sort in SORTS | {"array"} and len(bounds) == 1:
            return Apply("transpose", (term,))
        case Apply(head, args):
            return Apply(head, tuple(map(turned_derivatives, args)))
    return term


def _broken(obligation: Obligation) -> Counterexample | None:
    written = any("matrix" in heads(term) for term in (obligation.goal, *obligation.hypotheses))
    ways = (Element(tuple(sizes.items()), tuple(map(number, place)))
            for sizes in _sizes(obligation) for place in ((), *(CELLS if written else PLACES)))
    return broken_by(obligation, ways, POINTS)


def _sizes(obligation: Obligation) -> Iterator[dict[Symbol, Number]]:
    """Different numbers for the sizes that are declared, then equal ones."""
    names: set[Symbol] = set()
    for hypothesis in obligation.hypotheses:
        match hypothesis:
            case Apply("in", (Symbol(sort="vector" | "matrix" | "array"), Apply("^", (_, size)))):
                names |= {s for s in free(size) if s.sort in ("integer", "real")}
    order = sorted(names, key=lambda s: s.name)
    yield {s: number(SIZES[k % len(SIZES)]) for k, s in enumerate(order)}
    if len(order) > 1:
        yield {s: number(2) for s in order}
