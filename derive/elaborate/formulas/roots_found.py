"""Roots of an equation in one name that sampling finds: whether another equation can be a line of its solution.

    25 q = 500, and then 40 q = 500 + 20 q      20 and 25: no line of one solution, and another problem

By changes of sign on a grid, and so never all of them: nothing is concluded where none is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from derive.elaborate.formulas.sampling import approximate
from derive.kernel.term import Symbol, Term, free

REMEMBERED = 200
GRIDS = ((0.37, 40), (7.3, 40), (210.0, 40))     # a step, and how many of them to each side
HALVINGS = 60
NEAR = 1e-6


def are_apart(first: tuple[Term, Term], second: tuple[Term, Term]) -> bool:
    """Whether two equations in the same name have roots, and none in common, as far as sampling tells."""
    names = free(first[0]) | free(first[1])
    if len(names) != 1 or free(second[0]) | free(second[1]) != names:
        return False
    here, there = found(*first), found(*second)
    return bool(here) and bool(there) and not any(_holds(second, names, root) for root in here) and not any(
        _holds(first, names, root) for root in there)


def _holds(equation: tuple[Term, Term], names: frozenset[Symbol], root: float) -> bool:
    (name,) = names
    left, right = (approximate(side, {name: root}) for side in equation)
    return left is not None and right is not None and abs(left - right) <= NEAR * (1 + abs(left) + abs(right))


@lru_cache(maxsize=REMEMBERED)
def found(left: Term, right: Term) -> tuple[float, ...]:
    """Some roots of left = right."""
    (name,) = free(left) | free(right)
    roots = (root for step, count in GRIDS for root in _roots(left, right, name, step, count))
    return tuple(dict.fromkeys(round(root, 9) for root in roots))


def _roots(left: Term, right: Term, name: Symbol, step: float, count: int) -> Iterator[float]:
    before: tuple[float, float] | None = None
    for k in range(-count, count + 1):
        x = k * step + 0.0113
        y = _gap(left, right, name, x)
        if y is not None and before is not None and (before[1] < 0) != (y < 0):
            root = _between(left, right, name, before[0], x)
            if root is not None:
                yield root
        before = None if y is None else (x, y)


def _between(left: Term, right: Term, name: Symbol, low: float, high: float) -> float | None:
    """The place of a change of sign, if it is none of a pole."""
    sign = _gap(left, right, name, low)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        here = _gap(left, right, name, middle)
        if here is None or sign is None:
            return None
        low, high = (middle, high) if (here < 0) == (sign < 0) else (low, middle)
    last = _gap(left, right, name, low)
    return low if last is not None and abs(last) < NEAR * (1 + abs(low)) else None


def _gap(left: Term, right: Term, name: Symbol, x: float) -> float | None:
    one, other = approximate(left, {name: x}), approximate(right, {name: x})
    return None if one is None or other is None else one - other


__all__ = ["are_apart", "found"]
