"""Real numbers at which an equation may hold: candidates for counterexamples, exact and in closed form.

What comes out is only a guess at where to look; the kernel judges each point by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import Any

from derive.decide.quotients import Ring, TooLarge
from derive.elaborate.unfolding import rewrite
from derive.kernel.term import RELATIONS, Apply, Number, Symbol, Term, free, fresh, minus, number, subterms

SMALL = tuple(number(value) for value in ("1", "2", "-1", "0", "3", "-2", "1/2", "-1/2", "5", "-3", "10", "-10"))
TURNS = ("1", "1/2", "2", "-1", "1/3", "1/4", "1/6", "-1/2", "3/2", "-2", "3/4", "5/6", "2/3", "3")
PERIODIC = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))
CLOSE = Fraction(1, 8)
CANDIDATES = 60


def candidates(goal: Term, unknown: Symbol) -> tuple[Term, ...]:
    """Values of the one unknown: roots of every relation, small numbers, numbers beside the roots, parts of turns."""
    found: dict[Term, None] = {}
    rational: list[Fraction] = []
    for relation in relations(goal):
        match relation:
            case Apply(_, (left, closed)) if not free(closed):
                if left == unknown:
                    found[closed] = None
                elif left in (Apply("exp", (unknown,)), Apply("log", (unknown,))):
                    found[Apply("log" if left == Apply("exp", (unknown,)) else "exp", (closed,))] = None
        for value in islice(_through(minus(*relation.args), unknown), 6):
            found[value] = None
        for root in islice(real_roots(minus(*relation.args), unknown), 12):
            found[root] = None
            if isinstance(root, Number):
                rational.append(root.value)
    if any(isinstance(part, Apply) and part.head in PERIODIC for part in subterms(goal)):
        for turn in TURNS:
            found[Apply("*", (number(turn), Apply("pi"))) if turn != "1" else Apply("pi")] = None
    for value in SMALL:
        found[value] = None
    for root_value in rational:
        for beside in (root_value + 1, root_value - 1, root_value + CLOSE, root_value - CLOSE):
            found[Number(beside)] = None
    return tuple(islice(found, CANDIDATES))


def relations(goal: Term) -> Iterator[Apply]:
    """The relations of which a goal consists, members of finite sets as equations."""
    pending = [goal]
    while pending:
        term = pending.pop()
        match term:
            case Apply("and" | "or" | "implies" | "iff" | "not", args):
                pending.extend(reversed(args))
            case Apply("in", (element, Apply("set", members))):
                yield from (Apply("=", (element, member)) for member in members)
            case Apply(head, (_, _)) if head in RELATIONS:
                yield term


def real_roots(difference: Term, unknown: Symbol) -> Iterator[Term]:
    """Rational and quadratic roots of the factors, roots and absolute values eliminated first."""
    if free(difference) != {unknown}:
        return
    try:
        ring = Ring((difference,), (unknown,), roots=False)
        above, _ = ring.quotient(difference)
        if any(count > 60 for count in above.degrees()):
            return
        above = _eliminated(ring, above)
    except (TooLarge, ZeroDivisionError):
        return
    if above is None or above.is_zero() or any(above.degrees()[1:]):
        return
    _, parts = above.factor()
    for part, _ in sorted(parts, key=lambda item: item[0].total_degree()):
        yield from _roots_of(part)


def _through(difference: Term, unknown: Symbol) -> Iterator[Term]:
    """Roots of an equation in one power or logarithm of the unknown: k = log(7/4)/10 of 20 + 70 e^(-10 k) = 60."""
    inner = {part for part in subterms(difference) if unknown in free(part) and _undone(part, number(1)) is not None}
    if len(inner) != 1 or free(difference) != {unknown}:
        return
    (part,) = inner
    value = fresh(Symbol("w", "real"), frozenset((unknown,)))
    outside = rewrite(difference, lambda term: value if term == part else None)
    if unknown in free(outside):
        return
    for root in islice(real_roots(outside, value), 4):
        if (reached := _undone(part, root)) is not None:
            yield from _linear(*reached, unknown)


def _undone(part: Term, value: Term) -> tuple[Term, Term] | None:
    """u = log(value) where e^u or b^u has a value, u = e^value where log(u) has."""
    match part:
        case Apply("exp", (u,)):
            return u, Apply("log", (value,))
        case Apply("^", (Number(base), u)) if base > 0 and base != 1 and free(u):
            return u, Apply("/", (Apply("log", (value,)), Apply("log", (Number(base),))))
        case Apply("log", (u,)):
            return u, Apply("exp", (value,))
    return None


def _linear(u: Term, value: Term, unknown: Symbol) -> Iterator[Term]:
    """Where a term that is linear in the unknown has a value."""
    found = [tuple(real_roots(minus(u, number(place)), unknown)) for place in (0, 1, 2)]
    match found:
        case [(Number(first),), (Number(second),), (Number(third),)] if third - second == second - first != 0:
            step = Apply("*", (Number(second - first), value))
            yield Apply("+", (Number(first), step)) if first else step


def _eliminated(ring: Ring, polynomial: Any) -> Any:
    """The resultant with t^2 - square for every root or absolute value t."""
    for index, atom in enumerate(ring.atoms):
        if index and polynomial.degrees()[index]:
            square = ring.squares[atom]
            if square is None:
                return None
            name = ring.context.names()[index]
            polynomial = ring.reduce(polynomial).resultant(ring.context.gens()[index] ** 2 - square, name)
    return polynomial


def _roots_of(part: Any) -> Iterator[Term]:
    coefficients = {int(exponents[0]): Fraction(int(c.p), int(c.q)) for exponents, c in part.to_dict().items()}
    degree = max(coefficients)
    a, b, c = (coefficients.get(place, Fraction(0)) for place in (degree, 1 if degree == 2 else 0, 0))
    if degree == 1:
        yield Number(-c / a)
    elif degree == 2 and b * b - 4 * a * c > 0:
        root = Apply("sqrt", (Number((b * b - 4 * a * c) / (4 * a * a)),))
        middle = Number(-b / (2 * a))
        for signed in (root, Apply("-", (root,))):
            yield Apply("+", (middle, signed)) if b else signed
    elif degree > 2 and len(coefficients) == 2 and 0 in coefficients:
        ratio = -coefficients[0] / coefficients[degree]
        if degree % 2 or ratio > 0:
            root = Apply("root", (Number(abs(ratio)), number(degree)))
            yield Apply("-", (root,)) if ratio < 0 else root
            if degree % 2 == 0:
                yield Apply("-", (root,))
