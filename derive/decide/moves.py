"""Which functions to apply to both sides of an inequality, and where to follow its slope from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from derive.kernel.places import Terms
from derive.kernel.term import Apply, Number, Symbol, Term, free, heads, number, subterms

ORDERS = frozenset(("<", "<=", ">", ">="))
CURVED = frozenset((
    "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan", "asinh", "atanh", "sqrt", "root",
))
STARTS = tuple(number(v) for v in (0, 1, -1))


def increasing(goal: Apply) -> Iterator[tuple[str, int]]:
    """Functions that take away a root, a logarithm, or exponentials on both sides."""
    tops = [side.head for side in goal.args if isinstance(side, Apply)]
    inside = heads(goal)
    if not inside.isdisjoint(("sqrt",)) or any(_root(side) == 2 for side in goal.args):
        yield "power", 2
    if any(_root(side) == 3 for side in goal.args):
        yield "power", 3
    if "log" in inside and any(map(_is_in_logarithms, goal.args)):
        yield "exp", 0
    if "exp" in tops or "product" in inside or any(isinstance(side, Apply) and _is_power(side) for side in goal.args):
        yield "log", 0


def _is_in_logarithms(side: Term) -> bool:
    """log u, 2 log u + v: an exponential takes the logarithm away, where x log x keeps it."""
    match side:
        case Apply("+" | "-", args):
            return any(map(_is_in_logarithms, args))
        case Apply("*", (Number(), *rest)) if len(rest) == 1:
            return _is_in_logarithms(rest[0])
        case Apply("/", (above, Number())):
            return _is_in_logarithms(above)
    return isinstance(side, Apply) and side.head == "log"


def _root(side: Term) -> int:
    """The degree of the roots in a side; 0 where there are none."""
    for part in subterms(side):
        match part:
            case Apply("sqrt", _):
                return 2
            case Apply("root", (_, Number(n))) if n.denominator == 1:
                return int(n)
            case Apply("^", (_, Number(e))) if e.denominator > 1:
                return e.denominator
    return 0


def moved(goal: Apply, step: tuple[str, int]) -> Apply:
    function, n = step
    if function == "power":
        return Apply(goal.head, tuple(Apply("^", (side, number(n))) for side in goal.args))
    return Apply(goal.head, tuple(Apply(function, (side,)) for side in goal.args))


def is_curved(goal: Term, x: Symbol) -> bool:
    return any(isinstance(part, Apply) and (part.head in CURVED or _is_power(part)) and x in free(part)
               for part in subterms(goal))


def _is_power(part: Apply) -> bool:
    return part.head == "^" and not (isinstance(part.args[1], Number) and part.args[1].value.denominator == 1)


def starts(given: Terms, goal: Term, x: Symbol) -> Iterator[Term]:
    """Where to start: the ends that are known of x, plain numbers, other names."""
    found: dict[Term, None] = {}
    for hypothesis in given:
        if isinstance(hypothesis, Apply) and hypothesis.head in ORDERS and x in hypothesis.args:
            other = hypothesis.args[1] if hypothesis.args[0] == x else hypothesis.args[0]
            if x not in free(other):
                found[other] = None
    found |= dict.fromkeys(STARTS)
    found |= dict.fromkeys(sorted((s for s in free(goal) if s != x and s.sort == "real"), key=repr))
    yield from islice(found, 5)
