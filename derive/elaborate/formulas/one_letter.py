"""A letter that a page began with as a number and went on with as a whole number is one letter.

    Assume n = 2^k. ... sum_{i=0}^{k-1} (3/2)^i ...     k counts from the sum on, and it did before

Left as it is where the whole number stands nowhere in the goal or the hypotheses, and where it is a capital: X of F_X.
"""

from __future__ import annotations

from derive.kernel.term import Obligation, free, substitute


def of_one_letter(obligation: Obligation) -> Obligation:
    """The obligation with each real name that is a whole number elsewhere in it as that whole number."""
    everything = (obligation.goal, *obligation.hypotheses)
    names = frozenset().union(*map(free, everything))
    whole = {symbol.name: symbol for symbol in names if symbol.sort == "integer"}
    mixed = {symbol: whole[symbol.name] for symbol in names
             if symbol.sort == "real" and symbol.name in whole and symbol.name[0].islower()}
    if not mixed:
        return obligation
    goal, *hypotheses = (substitute(one, mixed) if not free(one).isdisjoint(mixed) else one for one in everything)
    return Obligation(tuple(dict.fromkeys(hypotheses)), goal)


__all__ = ["of_one_letter"]
