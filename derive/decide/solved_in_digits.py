"""Solutions in decimals: 3 t = 7.1, so t = 2.37, which is 2.3666... to the digits shown.

    P => x = c           P => x = s is proved of the exact solution s, and |s - c| <= half a unit of the last digit
    P => x = c or x = d  P puts x within half a unit of c or d; where P is said to be the same, both are near solutions

A bound is judged in the same way: 2^n > 300 <=> n > 8.23, of the bound 8.2288.

What has the same value at several x, as x^2 has, is no end of an equivalence: it is left open where it is near.

A solution that is reckoned with numbers that were rounded before is off by more: within a fiftieth nothing is refuted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from derive.decide.exchanged_parts import exchanged_part
from derive.elaborate.formulas.branches import Valuation
from derive.elaborate.formulas.rounding import decimals, moved
from derive.elaborate.step import Step
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, free, number, substitute, subterms
from derive.kernel.verdict import Proved, Refuted, Verdict

CARRIED = Fraction(1, 50)                        # by how much a solution may be off that rests on rounded numbers
Decide = Callable[[Obligation], Verdict]
Digits = tuple[Term, Fraction, Fraction]


def solved_in_digits(step: Step, decide: Decide) -> tuple[Verdict | None, Obligation] | None:
    """Proved, refuted, or None for what is left open, with the obligation; None where no solution is in decimals."""
    asked = step.obligation
    if asked is None or step.rhs is None or step.rhs.node is None:
        return None
    match asked.goal:
        case Apply("implies" | "iff" as arrow, (premise, conclusion)):
            units = decimals(step.rhs.node)
            if (bounded := _bounded(asked, arrow, premise, conclusion, units, decide)) is not None:
                return bounded
            values = list(_values(conclusion, units))
            if not values or len(values) != _count(conclusion):
                return None
            if arrow == "iff" and not all(_tells(*one[:2]) for one in values):
                return _rounded_between(asked, premise, values, decide)
            if len(values) == 1 and (found := _exactly(premise)) is not None:
                return _single(asked, premise, *values[0], found, decide)
            near = replace(asked, goal=Apply("implies", (premise, _near(values, half=True))))
            if isinstance(shown := decide(near), Proved):
                both = arrow == "implies" or all(_is_near(asked, premise, one, decide) for one in values)
                return (shown if both else None), near
            far = decide(replace(asked, goal=Apply("implies", (premise, _near(values, half=False)))))
            return (far if isinstance(far, Refuted) else None), near
    return None


def _rounded_between(
    asked: Obligation, premise: Term, values: list[Digits], decide: Decide
) -> tuple[None, Obligation] | None:
    """Left open where a line on the way differs by no more than its rounding: 3 x^2/8 = ln 2 <=> x^2 = 1.848."""
    side, value, half = values[0]
    unknown = Symbol("x^2 of which a line is", "real")
    told = exchanged_part(premise, side, unknown)
    found = _exactly(told) if len(values) == 1 and free(told) == {unknown} else None
    if found is None and _exactly(premise) is not None:
        return None                              # u = 2.1 says more than u^2 = 4.41
    if found is None:
        near = replace(asked, goal=Apply("implies", (premise, _near(values, half=True))))
        both = isinstance(decide(near), Proved) and all(_is_near(asked, premise, one, decide) for one in values)
        return (None, near) if both else None
    gap = Apply("abs", (Apply("+", (found[1], number(-value))),))
    within = Obligation((), Apply("and", (substitute(told, {unknown: found[1]}), Apply("<=", (gap, Number(half))))))
    return (None, within) if isinstance(decide(within), Proved) else None


def _bounded(
    asked: Obligation, arrow: str, premise: Term, conclusion: Term, units: dict[Fraction, Fraction], decide: Decide
) -> tuple[Verdict | None, Obligation] | None:
    """A bound in decimals: 2^n > 300 <=> n > 8.23, where it is 8.2288; None where it is far from the exact one."""
    match conclusion:
        case Apply("<" | "<=" | ">" | ">=" as sign, (Symbol() as name, closed)) if not free(closed):
            value = Valuation({}, {}).of(closed)
        case _:
            return None
    unit = units.get(abs(value)) if value is not None else None
    if value is None or not unit:
        return None

    outwards = -1 if sign in (">", ">=") else 1

    def holds_at(room: Fraction) -> Verdict:
        return decide(Obligation((), substitute(premise, {name: Number(value + outwards * room)})))

    room = unit / 2
    parts = [Apply("implies", (premise, Apply(sign, (name, Number(value + outwards * room)))))]
    if arrow == "iff":
        parts.append(Apply("implies", (Apply(sign, (name, Number(value - outwards * room))), premise)))
    near = replace(asked, goal=parts[0] if len(parts) == 1 else Apply("and", tuple(parts)))
    if isinstance(shown := decide(near), Proved):
        return shown, near
    wide = max(room, abs(value) * CARRIED)
    if free(premise) != {name} or isinstance(holds_at(wide), Proved) or (
            arrow == "iff" and isinstance(holds_at(-wide), Refuted)):
        return None
    return None, near


def _values(conclusion: Term, units: dict[Fraction, Fraction]) -> Iterator[Digits]:
    """What is in decimals: a name, or what it is part of, with its value and how far that may be off by rounding."""
    match conclusion:
        case Apply("or", parts):
            for part in parts:
                yield from _values(part, units)
        case Apply("=", (side, closed)) if free(side) and not free(closed):
            value = Valuation({}, {}).of(closed)
            unit = units.get(abs(value)) if value is not None else None
            half = unit / 2 if unit else moved(closed, units)
            if value is not None and half:
                yield side, value, half


def _tells(side: Term, value: Fraction) -> bool:
    """Whether what has this value says which number its name is."""
    return len(free(side)) == 1 and _undone(side, number(value), next(iter(free(side)))) is not None


def _count(conclusion: Term) -> int:
    return sum(map(_count, conclusion.args)) if isinstance(conclusion, Apply) and conclusion.head == "or" else 1


def _single(
    asked: Obligation, premise: Term, side: Term, value: Fraction, half: Fraction, found: tuple[Symbol, Term],
    decide: Decide,
) -> tuple[Verdict | None, Obligation] | None:
    name, exact = found
    gap = Apply("abs", (Apply("+", (substitute(side, {name: exact}), number(-value))),))
    solved = Apply("implies", (premise, Apply("=", (name, exact))))
    holds = substitute(premise, {name: exact})
    both = replace(asked, goal=Apply("and", (solved, holds, Apply("<=", (gap, Number(half))))))
    if isinstance(shown := decide(both), Proved):
        return shown, both
    if not isinstance(decide(replace(asked, goal=Apply("and", (solved, holds)))), Proved):
        return None
    wide = Apply("<=", (gap, Number(max(half, abs(value) * CARRIED))))
    far = decide(Obligation((), wide))
    return (far if isinstance(far, Refuted) else None), far.obligation if isinstance(far, Refuted) else both


def _near(values: list[Digits], half: bool) -> Term:
    parts = tuple(
        Apply("<=", (Apply("abs", (Apply("+", (name, number(-value))),)),
                     Number(unit if half else max(unit, abs(value) * CARRIED))))
        for name, value, unit in values)
    return parts[0] if len(parts) == 1 else Apply("or", parts)


def _is_near(asked: Obligation, premise: Term, one: Digits, decide: Decide) -> bool:
    """Whether some solution is near a value: that all are further away is refuted."""
    name, value, half = one
    away = Apply(">", (Apply("abs", (Apply("+", (name, number(-value))),)), Number(half)))
    return isinstance(decide(replace(asked, goal=Apply("implies", (premise, away)))), Refuted)


def _exactly(premise: Term) -> tuple[Symbol, Term] | None:
    """What an equation in one name says that it is, by undoing what is done to it; search alone, and to be checked."""
    match premise:
        case Apply("=", (left, right)) if len(free(premise)) == 1:
            (name,) = free(premise)
            if name in free(left) and name in free(right):
                return None
            here, there = (left, right) if name in free(left) else (right, left)
            exact = _undone(here, there, name)
            return None if exact is None else (name, exact)
    return None


def _undone(here: Term, there: Term, name: Symbol) -> Term | None:
    while here != name:
        if not isinstance(here, Apply):
            return None
        inside = [k for k, arg in enumerate(here.args) if name in free(arg)]
        if len(inside) != 1:
            return _of_fraction(here, there, name)
        others = tuple(arg for k, arg in enumerate(here.args) if k != inside[0])
        step = _inverse(here.head, others, there, inside[0])
        if step is None:
            return None
        here, there = here.args[inside[0]], step
    return there


def _inverse(head: str, others: tuple[Term, ...], there: Term, place: int) -> Term | None:
    match head, others:
        case "+", _:
            return Apply("+", (there, *(Apply("-", (one,)) for one in others)))
        case "*", _:
            return Apply("/", (there, others[0] if len(others) == 1 else Apply("*", others)))
        case "/", (one,):
            return Apply("*", (there, one)) if place == 0 else Apply("/", (one, there))
        case "-", ():
            return Apply("-", (there,))
        case "sqrt", ():
            return Apply("^", (there, number(2)))
        case "exp", ():
            return Apply("log", (there,))
        case "log", ():
            return Apply("exp", (there,))
        case "^", (one,) if place == 1:
            return Apply("/", (Apply("log", (there,)), Apply("log", (one,))))
    return None


def _of_fraction(here: Term, there: Term, name: Symbol) -> Term | None:
    """p / (1 - p) = c, of numbers that are linear in the name: p = c / (1 + c)"""
    above, below = here.args if isinstance(here, Apply) and here.head == "/" else (here, number(1))

    def at(side: Term, value: int) -> Term:
        return substitute(side, {name: number(value)})

    def slope(side: Term) -> Term:
        return Apply("+", (at(side, 1), Apply("-", (at(side, 0),))))

    if sum(part == name for part in subterms(here)) > 4:
        return None
    top = Apply("+", (Apply("*", (there, at(below, 0))), Apply("-", (at(above, 0),))))
    bottom = Apply("+", (slope(above), Apply("-", (Apply("*", (there, slope(below))),))))
    return Apply("/", (top, bottom))


__all__ = ["solved_in_digits"]
