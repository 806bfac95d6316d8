"""A name that a condition gives another value than its definition: it is let anew.

    n = 2k; if n is odd, n = 2k + 1         the definition does not hold where the condition does
    suppose n = 2^k, T(n) = n lg n; for n = 2^{k+1}, T(n) = 2 T(2^k) + n
                                            what was said of n was said of 2^k
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from derive.elaborate.formulas.sampling import exclude_each_other
from derive.kernel.term import Apply, Symbol, Term, free, number, substitute


def let_anew(definition: Term, conditions: Iterable[Term]) -> bool:
    """Whether a condition gives the name of a definition another value."""
    match definition:
        case Apply("=", (Symbol() as name, value)):
            return any(isinstance(one, Apply) and one.head == "=" and one.args[0] == name
                       and (exclude_each_other(one, definition) or is_next(value, one.args[1])) for one in conditions)
    return False


def is_next(value: Term, other: Term) -> bool:
    """Whether the other value is the first with k + 1 for k: 2^{k+1} after 2^k."""
    for k in free(value) if value != other and free(value) == free(other) else ():
        for step in (Apply("+", (k, number(1))), Apply("+", (k, Apply("-", (number(1),))))):
            if substitute(value, {k: step}) == other:
                return True
    return False


def said_before(known: Sequence[Term], definitions: Iterable[Term], conditions: Sequence[Term]) -> list[Term]:
    """What is known, with the value that a name had where the conditions give it the next one."""
    before = {one.args[0]: one.args[1] for one in definitions
              if isinstance(one, Apply) and one.head == "=" and isinstance(one.args[0], Symbol)
              and any(isinstance(other, Apply) and other.head == "=" and other.args[0] == one.args[0]
                      and is_next(one.args[1], other.args[1]) for other in conditions)}
    return [substitute(term, before) for term in known] if before else list(known)


__all__ = ["let_anew", "said_before"]
