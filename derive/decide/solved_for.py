"""An equivalence that is solved for a name is about all of its values, though the page tells one of them.

    d = 512, n = 128:  2 n^2 d > 4 n d^2 <=> n > d/2      fails at n = 512, which is no value that the page tells

The other names keep the values that are told, and the name is tried at whole numbers of its kind: it may be a count.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from derive.kernel.term import Apply, Number, Obligation, Symbol, free, number, substitute
from derive.kernel.verdict import Refuted, Verdict

ORDERS = frozenset({"<", "<=", ">", ">="})
FACTORS = (Fraction(1, 4), Fraction(1, 2), Fraction(1), Fraction(2), Fraction(4))
Decide = Callable[[Obligation], Verdict]


def broken_elsewhere(asked: Obligation, decide: Decide) -> Refuted | None:
    """The refutation at another value of the name for which an equivalence is solved; None where none is found."""
    match asked.goal:
        case Apply("iff", (Apply(head) as first, Apply(sign, (Symbol() as name, bound)))) if (
                head in ORDERS and sign in ORDERS and name in free(first) and name not in free(bound)):
            told = [one for one in asked.hypotheses if name in free(one)]
        case _:
            return None
    if len(told) != 1 or not _is_positive_value(told[0], name):
        return None
    others = tuple(one for one in asked.hypotheses if one not in told)
    known = {one.args[0].name: one.args[1].value for one in others
             if isinstance(one, Apply) and one.head == "=" and isinstance(one.args[0], Symbol)
             and isinstance(one.args[1], Number)}
    places = {value * factor for value in (*known.values(), Fraction(16)) for factor in FACTORS}
    for place in sorted(value for value in places if value.denominator == 1 and value > 0):
        at = Obligation(others, substitute(asked.goal, {name: number(place)}))
        if isinstance(found := decide(at), Refuted):
            return found
    return None


def _is_positive_value(fact: object, name: Symbol) -> bool:
    match fact:
        case Apply("=", (of, Number(value))):
            return of == name and value > 0
    return False


__all__ = ["broken_elsewhere"]
