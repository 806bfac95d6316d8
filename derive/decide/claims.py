"""What may help with an inequality: lines at exponentials and logarithms, comparisons, folds by their bodies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from derive.decide.accepted import accepted
from derive.decide.matching import fits
from derive.kernel.certificate import Applied, Bound, Certificate, Lemma, Sign, Squares, Termwise
from derive.kernel.congruence import standing
from derive.kernel.inequality import termwise
from derive.kernel.laws import BOUNDS, X
from derive.kernel.leaves import settled
from derive.kernel.places import Terms, Unproved
from derive.kernel.polynomial import Beyond
from derive.kernel.term import Apply, Bind, Number, Term, free, fresh, minus, number, substitute, subterms

ZERO, ONE, E = number(0), number(1), Apply("e")
LINES = frozenset(("exp_above_line", "log_below_line", "sin_below_line"))      # tried with other arguments too
LEVELS = (number(0), number(1), number(-1))


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that may hold, with its proof, or with what has to be shown of bodies for it."""

    goal: Apply
    proof: Certificate
    bodies: tuple[Terms, Term] | None = None
    wrap: Callable[[Certificate], Certificate] = Termwise


def _arguments(goal: Term, head: str, base: tuple[Term, ...] = ()) -> list[Term]:
    """What a function is taken of, outside of binders; of a logarithm, those to one base."""
    found: dict[Term, None] = {}
    pending = [goal]
    while pending:
        part = pending.pop()
        if isinstance(part, Apply):
            pending.extend(reversed(part.args))
            if part.head == head and part.args[1:] == base:
                found[part.args[0]] = None
            if head == "exp" and part.head == "^" and part.args[0] == Apply("e"):
                found[part.args[1]] = None
    return list(found)


def _lines(given: Terms, goal: Apply) -> Iterator[Claim]:
    """exp u >= 1 + u, log u <= u - 1, with u as it stands, and where two meet."""
    exponents = _arguments(goal, "exp")
    for u in exponents:
        yield _line("exp_above_line", u)
        yield _line("exp_above_line", Apply("-", (u,)))
    for u, v in islice(combinations(exponents, 2), 4):
        yield _line("exp_above_line", minus(u, v))
        yield _line("exp_above_line", minus(v, u))
    inside = _arguments(goal, "log")
    for u in inside:
        yield _line("log_below_line", u)
        yield _line("log_below_line", Apply("/", (ONE, u)))
        yield _line("log_below_line", Apply("/", (u, E)))        # log u <= u/e
    for u, v in islice(combinations(inside, 2), 4):
        yield _line("log_below_line", Apply("/", (u, v)))
        yield _line("log_below_line", Apply("/", (v, u)))
    for u in _arguments(goal, "sin"):
        yield _line("sin_below_line", u)


def instances(goal: Apply) -> Iterator[Bound]:
    """The bounds of the table that say just this."""
    for law in BOUNDS.values():
        for values in islice(fits(law.claim, goal, {}), 1):
            yield Bound(law.name, tuple(values.items()))


def _bounds(given: Terms, goal: Apply) -> Iterator[Claim]:
    """Every bound of the table with a side that stands in the goal, under conditions that are met."""
    parts = [part for part in dict.fromkeys(subterms(goal)) if isinstance(part, Apply)]
    for law in BOUNDS.values():
        assert isinstance(law.claim, Apply)
        for part in parts:
            for values in islice(fits(law.claim.args[0], part, {}), law.name not in LINES):
                claim, proof = substitute(law.claim, values), Bound(law.name, tuple(values.items()))
                assert isinstance(claim, Apply)
                if accepted(given, claim, proof, goal.args):
                    yield Claim(claim, proof)


def _line(law: str, value: Term) -> Claim:
    claim = substitute(BOUNDS[law].claim, {X: value})
    assert isinstance(claim, Apply)
    return Claim(claim, Bound(law, ((X, value),)))


def _compared(given: Terms, goal: Apply) -> Iterator[Claim]:
    """exp u >= exp v, log u >= log v, sqrt u >= sqrt v where u >= v is known; v may be where the function is plain."""
    bases = {part.args[1:] for part in subterms(goal) if isinstance(part, Apply) and part.head == "log"}
    plain = (("exp", (), ZERO, "log"), ("sqrt", (), ZERO, "power"))
    for head, base, level, step in (*plain, *(("log", base, ONE, "exp") for base in sorted(bases, key=repr))):
        if not (arguments := _arguments(goal, head, base)):
            continue
        here = settled(given, goal.args)
        for u, v in islice(combinations(arguments if base else [*arguments, level], 2), 8):
            try:
                p = here.difference(u, v)
                low, high = (v, u) if here.facts.nonnegative(p) else (u, v)
                if low is u and not here.facts.nonnegative(here.difference(v, u)):
                    continue
            except Beyond:
                continue
            order = ">" if here.facts.positive(here.difference(high, low)) else ">="
            yield from _ordered(order, Apply(head, (high,)), Apply(head, (low,)), base, step)


def _ordered(order: str, high: Apply, low: Apply, base: Terms, step: str) -> Iterator[Claim]:
    """f(high) >= f(low) by what undoes f; logarithms to another base are natural ones over log b, if b > 1."""
    claim, proof = Apply(order, (high, low)), Applied(step, Sign(), 2 if step == "power" else 0)
    yield Claim(claim, proof)
    if base:
        natural = Squares((Apply("log", base),), ((ONE, (minus(high, low),), ONE),))
        to_base = Apply(order, tuple(Apply("log", (*side.args, *base)) for side in (high, low)))
        yield Claim(to_base, Lemma(claim, proof, natural))


def _folds(given: Terms, goal: Apply) -> Iterator[Claim]:
    """Sums and integrals compared with 0, with one another, with a constant, and Cauchy's double sum."""
    binders = [one for one in standing(goal) if one.head in ("sum", "integral")]
    yield from _cauchy(given, goal, binders)
    for one, other in islice(combinations(binders, 2), 4):
        if one.head == other.head and one.bounds == other.bounds:
            yield from _both_ways(given, one, other)
    for one in binders[:4]:
        yield from _both_ways(given, one, ZERO)
    for one in binders[:3]:
        yield from _levels(given, one)
        yield from _bounded(given, one)


def _both_ways(given: Terms, one: Term, other: Term) -> Iterator[Claim]:
    for head in (">=", "<=", ">", "<"):
        yield from _termwise(given, Apply(head, (one, other)))


def _termwise(given: Terms, claim: Apply) -> Iterator[Claim]:
    try:
        bodies = termwise(given, claim, ())
    except (Unproved, Beyond):
        return
    yield Claim(claim, Sign(), bodies)


def _levels(given: Terms, one: Bind) -> Iterator[Claim]:
    """Against what the body is at the ends, or a plain number."""
    lo, hi = one.bounds
    if any(part.head == "infinity" for end in one.bounds for part in subterms(end) if isinstance(part, Apply)):
        return
    ends = [substitute(one.body, {one.variable: end}) for end in (lo, hi)]
    for level in dict.fromkeys((*ends, *LEVELS)):
        if one.head == "integral":
            other: Term = Apply("*", (level, minus(hi, lo)))
        else:
            other = Bind("sum", fresh(one.variable, free(level)), level, one.bounds)
        for head in ("<=", ">="):
            yield from _termwise(given, Apply(head, (one, other)))


def _bounded(given: Terms, one: Bind) -> Iterator[Claim]:
    """Against what a bound of the table says of the body: sum of p_i log(p_i / q_i) >= sum of p_i - q_i."""
    for law in BOUNDS.values():
        assert isinstance(law.claim, Apply)
        for values in islice(fits(law.claim.args[0], one.body, {}), 1):
            bound = Bind(one.head, one.variable, substitute(law.claim.args[1], values), one.bounds)
            yield from _termwise(given, Apply(law.claim.head, (one, bound)))


def _cauchy(given: Terms, goal: Apply, binders: list[Bind]) -> Iterator[Claim]:
    """sum over i and j of (f_i g_j - f_j g_i)^2 is at least zero; f and g from the bodies of two sums, or 1."""
    sums = [one for one in binders if one.head == "sum"]
    for one, other in islice(combinations(sums, 2), 3):
        if one.bounds != other.bounds:
            continue
        f, g = _root(one.body), _root(substitute(other.body, {other.variable: one.variable}))
        if f is not None and g is not None:
            yield from _doubled(given, one, f, g)
    for one in sums[:3]:
        f = _root(one.body)
        if f is not None:
            yield from _doubled(given, one, f, ONE)


def _root(body: Term) -> Term | None:
    """f where the body is f^2, or its root where it may be above zero."""
    match body:
        case Apply("^", (f, Number(e))) if e == 2:
            return f
    return Apply("sqrt", (body,))


def _doubled(given: Terms, one: Bind, f: Term, g: Term) -> Iterator[Claim]:
    k = one.variable
    j = fresh(k, free(f) | free(g) | free(one) | {k})
    f_j, g_j = (substitute(part, {k: j}) for part in (f, g))
    body = Apply("^", (minus(Apply("*", (f, g_j)), Apply("*", (f_j, g))), number(2)))
    claim = Apply(">=", (Bind("sum", k, Bind("sum", j, body, one.bounds), one.bounds), ZERO))
    for outer in _termwise(given, claim):
        assert outer.bodies is not None
        for inner in _termwise(*_with_order(outer.bodies)):
            yield Claim(claim, Sign(), inner.bodies, lambda proof: Termwise(Termwise(proof)))


def _with_order(bodies: tuple[Terms, Term]) -> tuple[Terms, Apply]:
    given, goal = bodies
    assert isinstance(goal, Apply)
    return given, goal


STAGES = (_folds, _compared, _bounds, _compared, _lines)         # each with what those before it have shown
