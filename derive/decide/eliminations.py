"""Combinations of several premises, one for each value that is to go: T(n/2), a_n, the floor of n/2.

    T(n/2) <= c n/2,  T(n/4) <= c n/4   |-   T(n/2) + T(n/4) + n <= 3 c n/4 + n

What multiplies a value in the difference of the claim, over what multiplies it in a premise, is the cofactor of that
premise; at an inequality it must be at least zero. The kernel checks the combination that is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from derive.kernel.signs import is_nonnegative, is_positive
from derive.kernel.term import Apply, Term

if TYPE_CHECKING:
    from derive.decide.consequences import Search

VALUES = frozenset({"call", "at", "floor", "ceil"})
DEPTH = 5                                        # premises one after another
TRIED = 60                                       # ways to take them

Found = tuple[dict[int, Term], Term]             # cofactors by premise, remainder


def eliminated(search: Search, above: Any, below: Any, strict: bool) -> Found | None:
    """Cofactors and a remainder of known sign for above / below; none where they are not found."""
    if not below.is_constant():
        return None
    places = [index for index, atom in enumerate(search.ring.atoms) if isinstance(atom, Apply) and atom.head in VALUES]
    budget = [TRIED]
    return _search(search, above / below, places, {}, strict, budget) if places else None


def _search(
    search: Search, rest: Any, places: list[int], taken: dict[int, Any], strict: bool, budget: list[int]
) -> Found | None:
    budget[0] -= 1
    if budget[0] < 0:
        return None
    if taken:
        left = search.ring.term(search.ring.reduce(rest))
        above = is_positive(left, search.known) or any(
            search.premises[index].head == "<" and is_positive(search.ring.term(c), search.known)
            for index, c in taken.items())
        if (above or not strict) and (is_nonnegative(left, search.known) or is_positive(left, search.known)):
            return {index: search.ring.term(cofactor) for index, cofactor in taken.items()}, left
    if len(taken) >= DEPTH:
        return None
    for index, cofactor, new in _ways(search, rest, places, taken):
        found = _search(search, new, places, {**taken, index: cofactor}, strict, budget)
        if found is not None:
            return found
    return None


def _ways(search: Search, rest: Any, places: list[int], taken: dict[int, Any]) -> Iterator[tuple[int, Any, Any]]:
    """A premise that takes a value out of what is left, its cofactor, and what is left then."""
    for place in places:
        if rest.is_zero() or rest.degrees()[place] != 1:
            continue
        share = rest.derivative(place)
        for index in sorted(range(len(search.premises)), key=lambda i: search.premises[i].head == "="):
            premise = search.premises[index]
            numerator, denominator = search.quotients[index]
            if index in taken or premise.head == "!=" or numerator.is_zero() or not denominator.is_constant():
                continue
            if numerator.degrees()[place] != 1:
                continue
            unit = numerator.derivative(place)
            if not unit.is_constant():
                continue
            cofactor = share * denominator / unit
            if premise.head != "=" and not is_nonnegative(search.ring.term(cofactor), search.known):
                continue
            yield index, cofactor, rest - cofactor * numerator / denominator
