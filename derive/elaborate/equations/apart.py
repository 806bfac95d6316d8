"""Equations that are true of what their names stand for, or of nothing: the sides have no name in common, or one of
them is a number: K/L = w/r where w and r have values, sqrt(4 L L) = 2 L = 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.elaborate.formulas.sampling import changes, looks_like_identity
from derive.elaborate.unfolding import rests_on, unfold
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, number, substitute, subterms

if TYPE_CHECKING:
    from derive.elaborate.page import Page

ALGEBRAIC = frozenset({"+", "-", "*", "/", "^", "sqrt"})
SIGNS = frozenset({"=", "<", "<=", ">", ">="})   # Delta x Delta p >= hbar/2 is a law, too
RATIONAL = frozenset({"=", "+", "-", "*", "/", "^"})
NUMBERS = frozenset({"array", "real", "integer"})
ZERO = number(0)
WITHIN_BOUNDS = "within bounds"                  # behind a name, among what is measured
MOST = 6                                         # names


def shares_nothing(page: Page, goal: Term) -> bool:
    """Whether the sides of an equation have no name in common: 2 P R/(P + R) = 2 TP/(2 TP + FP + FN).

    It is true of what the names stand for, or of nothing; nobody writes it of all numbers. How many terms both sides
    have is no such name: sum_{i=1}^n e_i^2 = sum_{i=1}^n (y_i - a - b x_i)^2.
    """
    if not isinstance(goal, Apply) or goal.head not in SIGNS or len(goal.args) != 2 or not all(map(free, goal.args)):
        return False
    ends = {symbol.name for symbol in frozenset.intersection(*map(_only_ends, goal.args))}
    left, right = (
        {name for name in rests_on(page.context.definitions, (symbol.name for symbol in free(side))) - ends
         if not page.context.knows(name)} for side in goal.args)
    if left and right and left.isdisjoint(right):
        return len(left | right) > 2
    here, there = (_apart(page, side) for side in goal.args)
    return any((name, not indexed) in there and (name, indexed) not in there and (name, not indexed) not in here
               for name, indexed in here if name in left & right)


def restricted(page: Page, symbol: Symbol, goal: Term) -> bool:
    """Whether words bound a name, a correlation rho, and the goal is not just algebra in the same names on both sides.

    What is algebra and fails, fails almost everywhere, and so within any bounds.
    """
    if f"{symbol.name} {WITHIN_BOUNDS}" not in page.measured:
        return False
    match goal:
        case Apply("=", (left, right)) if free(left) == free(right) and heads(goal) <= RATIONAL:
            return any(one.sort not in ("real", "integer") for one in free(goal))
    return True


def _apart(page: Page, side: Term) -> set[tuple[str, bool]]:
    """The names that a side rests on, and whether elements are meant: 2 p (1 - p) has no p_k in it."""
    written = unfold(side, page.signature)
    return {(symbol.name, symbol.sort == "array") for symbol in free(written) if symbol.sort in NUMBERS}


def is_set_to_a_number(page: Page, goal: Term) -> bool:
    """Whether algebra in names of which nothing is told is said to be a number: it asks for these, as any equation.

    (x + 1)^2 - x^2 - 2 x = 2, where it is 1 for every x, asks for nothing.
    """
    if not isinstance(goal, Apply) or goal.head != "=" or len(goal.args) != 2:
        return False
    values = [page.context.valuation.of(side) is None and not _is_reckoned(side) for side in goal.args]
    open_side = goal.args[values.index(True)] if any(values) else goal
    if values.count(True) != 1 or not heads(open_side) <= ALGEBRAIC or len(free(open_side)) > MOST:
        return False
    known = [name for name in rests_on(page.context.definitions, (one.name for one in free(open_side)))
             if page.context.knows(name)]
    return not known and changes(open_side, ZERO)


def is_put_in(symbol: Symbol, goal: Term) -> bool:
    """Whether one side has a number in every place of a name of the other, of which there are several.

        n p (1 - p) = n * 0.01 * (1 - 0.01)      p is 0.01, whoever says so; nobody writes it of all numbers
    """
    if not isinstance(goal, Apply) or goal.head not in ("=", "approx") or len(goal.args) != 2:
        return False
    here, there = goal.args if symbol in free(goal.args[0]) else goal.args[::-1]
    if symbol in free(there) or sum(part == symbol for part in subterms(here)) < 2:
        return False
    numbers = dict.fromkeys(part for part in subterms(there) if isinstance(part, Number))
    return any(looks_like_identity(substitute(here, {symbol: one}), there) is True for one in list(numbers)[:MOST])


def _is_reckoned(side: Term) -> bool:
    """Whether a side is made of numbers alone, i and e^{i pi} among them; no integral is."""
    return not free(side) and not any(isinstance(part, Bind) for part in subterms(side))


def _only_ends(side: Term) -> frozenset[Symbol]:
    """The names that are nothing but ends of sums and products."""
    if heads(side).isdisjoint(("sum", "product")):
        return frozenset()
    binders = [part for part in subterms(side) if isinstance(part, Bind) and part.head in ("sum", "product")
               and len(part.bounds) == 2]
    ends = {part.bounds[1] for part in binders}
    return frozenset(end for end in ends if isinstance(end, Symbol) and sum(part == end for part in subterms(side)) == (
        sum(part.bounds[1] == end for part in binders)))
