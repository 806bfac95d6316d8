"""Equations between vectors or matrices that ask for one of them.

    (A - 3 I) v = 0                      asks for v
    X^T X theta = X^T y                  asks for theta, of which the page has not spoken
    M (x, y)^T = (3, 3)^T                asks for x and y
    (A B)^T = B^T A^T, A v = 3 v         a claim

What is asked for stands once, at an end of a product, and on one side alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.kernel.term import Apply, Number, Symbol, Term, free, subterms

if TYPE_CHECKING:
    from derive.elaborate.page import Page

ARRAYS = frozenset({"vector", "matrix"})


def asked_in_arrays(page: Page, left: Term, right: Term) -> frozenset[Symbol]:
    """The names that an equation between vectors or matrices asks for; none where it may be a claim."""
    for one, other in ((left, right), (right, left)):
        match one:
            case Apply("matmul", factors):
                for found in (_name(factors[-1]), _name(factors[0]), _in_a_column(factors[-1])):
                    if found and _is_new(page, found, one, other):
                        return found
    return frozenset()


def _name(factor: Term) -> frozenset[Symbol]:
    """A factor that is a vector or a matrix with a name."""
    return frozenset((factor,)) if isinstance(factor, Symbol) and factor.sort in ARRAYS else frozenset()


def _in_a_column(factor: Term) -> frozenset[Symbol]:
    """The names of a column of names alone."""
    match factor:
        case Apply("matrix", (Number(), Number(width), *entries)) if width == 1 and len(entries) == len(set(entries)):
            names = frozenset(entry for entry in entries if isinstance(entry, Symbol) and entry.sort == "real")
            return names if len(names) == len(entries) else frozenset()
    return frozenset()


def _is_new(page: Page, names: frozenset[Symbol], one: Term, other: Term) -> bool:
    """Whether nothing on the page settles the names, each of which the equation speaks of once."""
    spoken = {name.name for name in free(other)}             # y_i beside x^T y is of y
    if any(name.name in spoken or sum(part == name for part in subterms(one)) != 1 for name in names):
        return False
    context = page.context
    return all(not context.knows(name.name) and name.name not in context.used and (
        name.sort != "matrix" or name.name not in context.declared) for name in names)
