"""What is presumed of a name that a sum counts to, or that is the size of an input.

    \\sum_{i=1}^n         n >= 1: there is something to add up
    \\sum_{i=1}^{n-1}     n >= 1: at least it is not written backwards
    \\sum_{k=1}^{n-i}     n - i >= 0: likewise
    T(n) = 2 T(n/2) + n   n >= 1: it is the size of what an algorithm takes
    3 n + 5 = \\Theta(n)    likewise
    T(\\lceil n/2 \\rceil)   n is whole: otherwise there was nothing to round
    (n - k)!              n - k >= 0: elsewhere it has no value

    \\sum_{j=1}^{n_i}       n counts: its elements are whole numbers, none below zero

Nothing is presumed of a name of which the document says something itself; that it counts to it elsewhere too is
nothing of that kind.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from fractions import Fraction

from derive.elaborate.language.conventions import ORDERS
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Symbol, Term, free, heads, number, subterms
from derive.read.node import Node

PARTED = RELATIONS | {"piecewise"}               # what is in one part need not have a value
_SIZES = frozenset("nmkNMpqhuVE")                # letters that count things


def presumed(
    sides: Iterable[Term], known: Sequence[Term], declared: Container[str], inputs: Container[str] = ()
) -> list[Term]:
    """Lower bounds of the names that sums and products in the sides count to, and of the sizes of inputs."""
    sides = tuple(sides)
    least = _least(sides)
    known = known if least else ()
    spoken = {s.name for term in known for s in free(term) - _least([term]).keys()} | set(_declared(least, declared))
    found = {symbol: value for symbol, value in least.items() if symbol.name not in spoken}
    for symbol in set().union(*map(free, (*sides, *known))):
        if symbol.name in inputs and symbol.sort in ("real", "integer") and not any(bounds(f, symbol) for f in known):
            found[symbol] = max(Fraction(1), found.get(symbol, Fraction(1)))
    order = sorted(found, key=lambda symbol: symbol.name)
    least_values: list[Term] = [Apply(">=", (symbol, number(found[symbol]))) for symbol in order]
    ranges = [fact for fact in _ranges(sides) if fact not in known]
    return [*least_values, *ranges, *(Apply("counts", (array,)) for array in _counting(sides))]


def bounds(fact: Term, symbol: Symbol) -> bool:
    """Whether a fact holds a name against a number: n >= 2, n = 8, 0 < n."""
    match fact:
        case Apply("<" | "<=" | ">" | ">=" | "=", (left, right)):
            return symbol in (left, right) and not (free(left) | free(right)) - {symbol}
    return False


def input_sizes(formulas: Iterable[Node], recursive: Collection[str], growth: bool) -> set[str]:
    """The letters under recurrences, T(n) = 2 T(n/2) + n, and under orders of growth on a page about algorithms."""
    found: set[str] = set()
    for part in (part for top in (formulas if recursive or growth else ()) for part in top.walk()):
        product = part.children[0] if part.kind == "chain" else part
        if product.kind == "juxtapose" and len(product.children) > 1 and product.children[1].kind == "paren":
            name = product.children[0].text
            if part.kind == "chain" and name in recursive:
                found.add(product.children[1].children[0].text)
            elif growth and part.kind == "juxtapose" and name in ORDERS:
                found |= {inner.text for inner in product.children[1].walk() if inner.kind == "name"}
    return found & _SIZES


def sorts_of_costs(formulas: Sequence[Node], inputs: Collection[str]) -> dict[str, str]:
    """The sizes of inputs that are rounded when they are divided, floor(n/2) and ceil(n/3), are whole.

    Beside them d, where it is also compared by itself, d >= 2, is a constant of a cost and no differential: d n^2.
    """
    found: set[str] = set()
    cost = False
    for part in (part for top in (formulas if inputs else ()) for part in top.walk()):
        inside = part.children[0] if part.kind in ("floor", "ceil") else part
        if inside is not part and inside.kind in ("over", "frac") and (
                [child.kind for child in inside.children] == ["name", "number"]):
            found.add(inside.children[0].text)
        cost = cost or (part.kind == "chain" and any(
            child.kind == "name" and child.text == "d" for child in part.children))
    return dict.fromkeys(found & set(inputs), "integer") | ({"d": "real"} if cost else {})


def _counting(sides: Iterable[Term]) -> list[Symbol]:
    """The arrays whose elements sums and products count to."""
    adding = [side for side in sides if not heads(side).isdisjoint(("sum", "product"))]
    ends = [part.bounds[1] for side in adding for part in subterms(side)
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


def _ranges(sides: Iterable[Term]) -> list[Term]:
    """n - i >= 0 of a sum from 1 to n - i: at least it is not written backwards."""
    found: dict[Term, None] = {}
    for side in sides:
        names = free(side)
        for part in subterms(side) if not heads(side).isdisjoint(("sum", "product", "factorial")) else ():
            if isinstance(part, Bind) and part.head in ("sum", "product") and len(part.bounds) == 2:
                low, high = part.bounds
                ends = free(high)
                whole = all(symbol.sort == "integer" for symbol in ends)
                plain = isinstance(high, Apply) and heads(high) <= {"+", "-"}
                if isinstance(low, Number) and plain and whole and len(ends) == 2 and ends <= names:
                    found[Apply(">=", (high, Number(low.value - 1)))] = None
            elif isinstance(part, Apply) and part.head == "factorial" and heads(side).isdisjoint(PARTED):
                inside = free(part.args[0])      # (n - k)! has a value where n - k >= 0
                plain = isinstance(part.args[0], Apply) and heads(part.args[0]) <= {"+", "-"}
                if plain and inside and inside <= names and all(symbol.sort == "integer" for symbol in inside):
                    found[Apply(">=", (part.args[0], number(0)))] = None
    return list(found)


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


__all__ = ["bounds", "input_sizes", "presumed", "sorts_of_costs"]
