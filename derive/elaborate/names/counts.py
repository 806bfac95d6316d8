"""What a sum presumes of the name that it counts to.

    \\sum_{i=1}^n         n >= 1: there is something to add up
    \\sum_{i=1}^{n-1}     n >= 1: at least it is not written backwards

    \\sum_{j=1}^{n_i}       n counts: its elements are whole numbers, none below zero

Nothing is presumed of a name of which the document says something itself; that it counts to it elsewhere too is
nothing of that kind.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from fractions import Fraction

from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, number, subterms


def presumed(sides: Iterable[Term], known: Sequence[Term], declared: Container[str]) -> list[Term]:
    """Lower bounds of the names that sums and products in the sides count to."""
    sides = tuple(sides)
    least = _least(sides)
    known = known if least else ()
    spoken = {s.name for term in known for s in free(term) - _least([term]).keys()} | set(_declared(least, declared))
    order = sorted(least, key=lambda symbol: symbol.name)
    found: list[Term] = [
        Apply(">=", (symbol, number(least[symbol]))) for symbol in order if symbol.name not in spoken]
    return [*found, *(Apply("counts", (array,)) for array in _counting(sides))]


def _counting(sides: Iterable[Term]) -> list[Symbol]:
    """The arrays whose elements sums and products count to."""
    ends = [part.bounds[1] for side in sides for part in subterms(side)
            if isinstance(part, Bind) and part.head in ("sum", "product") and len(part.bounds) == 2]
    arrays = {end.args[0] for end in ends if isinstance(end, Apply) and end.head == "at"}
    return sorted((one for one in arrays if isinstance(one, Symbol)), key=lambda symbol: symbol.name)


def _declared(symbols: Iterable[Symbol], declared: Container[str]) -> Iterator[str]:
    return (symbol.name for symbol in symbols if symbol.name in declared)


def _least(terms: Iterable[Term]) -> dict[Symbol, Fraction]:
    """The least value of each name that a sum or product counts to."""
    least: dict[Symbol, Fraction] = {}
    for side in terms:
        names = free(side)
        for part in subterms(side) if not heads(side).isdisjoint(("sum", "product")) else ():
            if isinstance(part, Bind) and part.head in ("sum", "product") and len(part.bounds) == 2:
                low, high = part.bounds
                counted = _counted(high)
                if isinstance(low, Number) and counted is not None and counted[0] in names:
                    symbol, beyond = counted
                    value = low.value - (beyond + 1 if beyond else 0)
                    least[symbol] = max(value, least.get(symbol, value))
    return least


def _counted(high: Term) -> tuple[Symbol, Fraction] | None:
    """The name in an upper limit, and what is added to it: n, n - 1, n + 2."""
    match high:
        case Symbol(_, "integer"):
            return high, Fraction(0)
        case Apply("+", (Symbol(_, "integer") as symbol, Number(value))):
            return symbol, value
        case Apply("+", (Symbol(_, "integer") as symbol, Apply("-", (Number(value),)))):
            return symbol, -value
    return None


__all__ = ["presumed"]
