"""Names that nothing on the page settles, and that may all the same not be free: what they look like.

What looks so may be proved of, and is not refuted.
"""

from __future__ import annotations

import re
from functools import lru_cache

from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, subterms

REMEMBERED = 500                                  # goals

GREEK = re.compile(
    "(var)?(alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi"
    "|chi|psi|omega)"
)


def has_a_property(function: Symbol, goal: Term) -> bool:
    """Whether an equation relates values of an unknown function, or is of one: f(x + y) = f(x) f(y), f(0) = 1.

    Such a thing is said of the function. Rules of differentiation are claims about all functions.
    A plain name has a property where it may be what an integral is worth.
    """
    if function.sort == "array" and is_about_data(goal):
        return True
    if function.sort not in ("function", "unknown"):
        return names_a_value(function, goal) or _may_be_eulers(function, goal)
    parts = list(subterms(goal))
    if any(isinstance(part, Bind) and part.head == "derivative" for part in parts):
        return False
    calls = (part for part in parts if isinstance(part, Apply) and part.head == "call" and part.args[0] == function)
    places = {part.args[1:] for part in calls}
    return len(places) > 1 or not all(any(map(free, place)) for place in places)


def _may_be_eulers(symbol: Symbol, goal: Term) -> bool:
    """Whether gamma is a number of the worth of an integral, a sum or a limit, and stands in none of them."""
    binders = [part for part in subterms(goal) if isinstance(part, Bind)] if symbol.name == "gamma" else []
    return any(Apply("infinity") in part.bounds or "log" in heads(part.body) for part in binders) and not any(
        symbol in free(part) for part in binders)


def is_primed(symbol: Symbol, goal: Term) -> bool:
    """Whether y' stands beside y, where it is likely to be the slope of y."""
    stem = symbol.name.rstrip("'")
    names = {other.name for other in free(goal)}
    return stem in names and any(name != stem and name.rstrip("'") == stem for name in names)


def is_about_data(goal: Term) -> bool:
    """Whether an equation can only be about numbers that are told elsewhere.

        sum_k k p_k = 2      a sum of products of elements is a number
        x_2 = x_3, x_3 = 0   elements of one array are equal, or a number
        omega_n = 2          and so is what only looks like an element
    """
    match goal:
        case Apply("=" | "approx", (Bind("sum", _, body), right)) if not free(right):
            return heads(body) <= {"*", "^", "at"}
        case Apply("=", (Apply("at", (left, Number())), Apply("at", (right, Number())))):
            return left == right
        case Apply("=", (Apply("at", (_, Number() | Symbol())), right)):
            return not free(right)
    return False


def is_sequence(array: Symbol, goal: Term) -> bool:
    """Whether an array stands for one sequence that everybody knows: F_{n+1} = F_n + F_{n-1}.

    A capital letter with one index, or a letter at several places that no sum runs over; not what is varied
    in any of its elements.
    """
    if array.sort != "array":
        return False
    binders = [part for part in subterms(goal) if isinstance(part, Bind) and _takes_in_turn(part, array)]
    if any(part.head == "derivative" for part in binders):
        return False
    places = {part.args[1:] for part in subterms(goal) if isinstance(part, Apply) and part.args[:1] == (array,)}
    if any(len(place) != 1 for place in places):
        return False
    fixed = {place for place in places if free(place[0]) <= free(goal)}
    return array.name[:1].isupper() or (len(fixed) > 1 and fixed == places and not binders)


def _takes_in_turn(binder: Bind, array: Symbol) -> bool:
    """Whether a binder runs over the elements of an array, or varies one that has any index."""
    if binder.head == "derivative":
        return binder.variable == array and any(free(index) for index in binder.bounds[1:])
    element = (array, binder.variable)
    return any(isinstance(inner, Apply) and inner.args == element for inner in subterms(binder.body))


def names_a_value(symbol: Symbol, goal: Term) -> bool:
    """Whether a name that only one side knows may stand for what an integral, a limit or a series is worth.

        integral = I(1) - pi      K + integral = 2      c + 1 = integral, with no other name in it

    A small letter beside others may be a slip of the pen, and so may the name of a bound variable.
    """
    if not isinstance(goal, Apply) or goal.head != "=" or symbol.sort not in ("real", "integer", "complex"):
        return False
    left, right = map(free, goal.args)
    if symbol not in left ^ right or heads(goal).isdisjoint(("integral", "limit", "infinity")):
        return False
    binders = [part for part in subterms(goal) if isinstance(part, Bind)]
    if any(part.variable.name == symbol.name for part in binders):
        return False
    worth = any(part.head in ("integral", "limit") or Apply("infinity") in part.bounds
                for part in binders)
    return worth and (symbol.name[:1].isupper() or left | right == {symbol})


def looks_settled_elsewhere(symbol: Symbol) -> bool:
    """Whether a name looks as if a text had said what it is: anything but a small letter, bare or numbered."""
    if symbol.sort not in ("real", "integer", "complex"):
        return True
    base, _, index = symbol.name.partition("_")
    labelled = bool(index) and not index.isdecimal()
    return labelled or base[:1].isupper() or (len(base) > 1 and not GREEK.fullmatch(base))


def may_be_settled(symbol: Symbol, goal: Term, spoken_of: bool) -> bool:
    """Whether a cut-off text may have said what a name is.

    An equation that has the same names on both sides is algebra, and holds for all of them, unless the text
    has spoken of them.
    """
    if looks_settled_elsewhere(symbol):
        return True
    match goal:
        case Apply("=", (left, right)) if free(left) == free(right):
            return spoken_of
    return True


def rests_on_a_sign(symbol: Symbol, goal: Term) -> bool:
    """Whether a name stands under a root or between bars, where the text may have said that it is positive."""
    return symbol in _on_a_sign(goal)


@lru_cache(maxsize=REMEMBERED)
def _on_a_sign(goal: Term) -> frozenset[Symbol]:
    """All names that do."""
    found: frozenset[Symbol] = frozenset()
    for part in subterms(goal) if not heads(goal).isdisjoint(("sqrt", "root", "abs", "^")) else ():
        match part:
            case Apply("sqrt" | "root" | "abs", args):
                found |= free(args[0])
            case Apply("^", (base, exponent)) if not free(exponent):
                if any(one.head == "/" for one in subterms(exponent) if isinstance(one, Apply)) or (
                    isinstance(exponent, Number) and exponent.value.denominator > 1
                ):
                    found |= free(base)
    return found
