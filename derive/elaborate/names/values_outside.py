"""Presumed ranges of indices, without those of an index that is told to be outside: the loop ends at i = -1.

    0 <= i, i <= n, 0 <= n, i = -1      0 <= n
    1 <= i, i <= n, 1 <= n, i = 2       as they are: n is 2 at least
"""

from __future__ import annotations

from collections.abc import Iterable

from derive.kernel.sturm import rational
from derive.kernel.term import Apply, Symbol, Term, free


def within_ranges(ranges: Iterable[Term], facts: Iterable[Term]) -> tuple[Term, ...]:
    """The bounds that no told value contradicts."""
    ranges = tuple(ranges)
    values = {fact.args[0]: value for fact in facts if isinstance(fact, Apply) and fact.head == "="
              and isinstance(fact.args[0], Symbol) and (value := rational(fact.args[1])) is not None}
    outside = set()
    for bound in ranges if values else ():
        match bound:
            case Apply("<=", (lo, Symbol() as index)) if index in values and (least := rational(lo)) is not None:
                outside |= {index} if values[index] < least else set()
    return tuple(bound for bound in ranges if outside.isdisjoint(free(bound)))


__all__ = ["within_ranges"]
