"""The search for a change of variable that makes one integral of an equation into another.

    in    an equation with integrals that are not yet seen to be equal
    out   substitutions x = g(u) for some of them: g is a part of the other integrand, or one of a few shapes

What the variable of one integrand is called in the other is written there: u = g(x) appears in f(g(x)) g'(x).
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.decide.budget import remaining
from derive.decide.integrals import coefficients
from derive.kernel.certificate import Identity, Integrals, Substitution
from derive.kernel.check import identical
from derive.kernel.differentiate import eliminate
from derive.kernel.integration import remaining as left_over
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.signs import conditions, facts
from derive.kernel.smooth import NotIntegrated, ordered
from derive.kernel.term import (
    RELATIONS,
    Apply,
    Bind,
    Number,
    Obligation,
    Symbol,
    Term,
    free,
    fresh,
    minus,
    number,
    substitute,
    subterms,
)

CANDIDATES = 40
SCALES = 6
ONE, MINUS, AT = number(1), number(-1), number("2/3")


def substitutions(obligation: Obligation) -> tuple[Substitution, ...] | None:
    """One substitution after which the two integrands agree; none where it is not found."""
    goal = obligation.goal
    assert isinstance(goal, Apply)
    parts = coefficients(goal)
    if parts is None or not 2 <= len(parts) <= 4:
        return None
    integrals = [integral for _, integral in parts]
    for source in integrals:
        for target in integrals:
            if source is not target:
                for change in _changes(source, target, obligation):
                    if remaining() < 0.3:
                        return None
                    if _fits(change, obligation):
                        return (change,)
    return None


def _changes(source: Bind, target: Bind, obligation: Obligation) -> Iterator[Substitution]:
    """x = g(u) over the interval of the target, where the integrands agree up to a number that is free of u."""
    goal = obligation.goal
    taken = free(goal) | free(source) | free(target) | {source.variable, target.variable}
    u = fresh(Symbol("u"), taken.union(*(free(h) for h in obligation.hypotheses)))
    lo, hi = target.bounds
    body = substitute(target.body, {target.variable: u})
    known = facts(h for h in obligation.hypotheses if isinstance(h, Apply) and h.head in RELATIONS)
    known |= frozenset(conditions((goal,))[0])
    order = ordered(u, lo, hi, known)
    for inner in _candidates(body, u, source, (lo, hi)):
        try:
            slope = eliminate(Bind("derivative", u, inner, (u,)))
        except Beyond:
            continue
        moved = Apply("*", (substitute(source.body, {source.variable: inner}), slope))
        for factor in _factors(moved, body, slope, u, obligation):
            if identical((*obligation.hypotheses, *order), moved, Apply("*", (factor, body))):
                ends = (hi, lo) if factor == MINUS else (lo, hi)
                yield Substitution(source, u, inner, *ends)
                yield Substitution(source, u, inner, *reversed(ends))
                break


def _factors(moved: Term, body: Term, slope: Term, u: Symbol, obligation: Obligation) -> Iterator[Term]:
    """What one integrand may be of the other: itself, or a multiple of it."""
    yield from (ONE, MINUS, *(() if u in free(slope) else (slope,)))
    try:
        here = Setting(obligation.hypotheses, ())
        yield here.normal.write(here.of(substitute(Apply("/", (moved, body)), {u: AT})))
    except Beyond:
        return


def _candidates(body: Term, u: Symbol, source: Bind, ends: tuple[Term, Term]) -> Iterator[Term]:
    """Parts of the integrand in u, and the shapes in which u is often put."""
    seen: dict[Term, None] = {}
    for part in subterms(body):
        if u in free(part) and part != u and part != body and isinstance(part, Apply):
            seen[part] = None
    for scale in _scales(body, u, source):
        for length in (Apply("*", (scale, u)), Apply("/", (u, scale))):
            seen |= dict.fromkeys((length, *(Apply("+", (middle, length)) for middle in _middles(source))))
    a, b = source.bounds
    infinite = Apply("infinity")
    shapes: list[Term] = [u, Apply("-", (u,)), Apply("/", (number(1), u)), Apply("^", (u, number(2)))]
    if not any(infinite in subterms(end) for end in (a, b, *ends)):
        share = Apply("/", (minus(u, ends[0]), minus(ends[1], ends[0])))
        shapes += [
            Apply("+", (a, Apply("*", (minus(b, a), share)))), Apply("+", (b, Apply("*", (minus(a, b), share)))),
        ]
    shapes += [
        Apply("sin", (u,)), Apply("cos", (u,)), Apply("tan", (u,)), Apply("exp", (u,)), Apply("log", (u,)),
        Apply("sqrt", (u,)), Apply("exp", (Apply("-", (u,)),)), Apply("^", (u, number("1/3"))),
    ]
    for shape in shapes:
        seen[shape] = None
    yield from list(seen)[:CANDIDATES]


def _scales(body: Term, u: Symbol, source: Bind) -> list[Term]:
    """What a variable may be measured in: parts of the integrands without it, and numbers it is multiplied by."""
    found: dict[Term, None] = {}
    for term, x in ((source.body, source.variable), (body, u)):
        for part in subterms(term):
            if free(part) and x not in free(part) and not isinstance(part, Bind):
                found[part] = None
            if isinstance(part, Apply) and part.head in ("*", "/") and x in part.args:
                found |= {arg: None for arg in part.args if isinstance(arg, Number)}
    return list(found)[:SCALES]


def _middles(source: Bind) -> list[Term]:
    """m for each x - m in an integrand"""
    found: dict[Term, None] = {}
    for part in subterms(source.body):
        if isinstance(part, Apply) and part.head == "+" and source.variable in part.args:
            rest = tuple(arg for arg in part.args if arg != source.variable)
            if not any(source.variable in free(arg) for arg in rest):
                found[Apply("-", (rest[0] if len(rest) == 1 else Apply("+", rest),))] = None
    return list(found)[:2]


def _fits(change: Substitution, obligation: Obligation) -> bool:
    """Whether the kernel accepts the substitution itself."""
    try:
        left_over(obligation, Integrals((), Identity(), (change,)), identical)
    except (NotIntegrated, Beyond):
        return False
    return True
