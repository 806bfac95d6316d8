"""A handbook: integrals, sums, products, limits and nth derivatives with known values, each under its conditions.

    hypotheses, lo < x < hi, x != 0 |- f = c g[a := t]      the integral of g over lo..hi is v, under the conditions
    ---------------------------------------------------------------------------------------------------------- Listed
    integral of f  =  c v[a := t]

    likewise for sums, for limits at infinity, for derivatives of any order, and for products, with c = 1

What stands in the goal has a value, and one point does not change an integral. Each entry is held against mpmath by
a test; they stand in `handbook.laws`. Letters: see `notation`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from derive.kernel.certificate import Listed
from derive.kernel.congruence import standing, times
from derive.kernel.definedness import strict
from derive.kernel.integration import knowledge, replaced
from derive.kernel.notation import rows, sides, table
from derive.kernel.places import Terms, Unproved
from derive.kernel.plane_laws import established
from derive.kernel.series import met
from derive.kernel.setting import Setting
from derive.kernel.signs import have_values
from derive.kernel.smooth import ordered
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, fresh, heads, number, substitute

Identical = Callable[[Terms, Term, Term], bool]
X = Symbol("x")
ZERO, ONE, HALF = number(0), number(1), number("1/2")
INFINITY = Apply("infinity")


@dataclass(frozen=True, slots=True)
class Entry:
    """The value of a binder, under its conditions."""

    name: str
    binder: Bind
    value: Term
    conditions: tuple[Term, ...] = ()


def _entries(text: str) -> Iterator[Entry]:
    """Of an even function on a line, also over a half of it."""
    for name, claim, needed in rows(text):
        binder, value = sides(claim)
        assert isinstance(binder, Bind)
        yield Entry(name, binder, value, needed)
        if name.endswith("_line"):
            half = Bind("integral", X, binder.body, (ZERO, INFINITY))
            yield Entry(name.replace("_line", "_ray"), half, Apply("*", (HALF, value)), needed)


ENDLESS = (INFINITY, Apply("-", (INFINITY,)))


@cache
def entries() -> dict[str, Entry]:
    """The entries by name; the table is read when it is first asked for."""
    return {entry.name: entry for entry in _entries(table("handbook"))}


def listed(hypotheses: Terms, goal: Term, step: Listed, identical: Identical) -> Term:
    """The goal with the value of the handbook in place of a binder. Fails with Unproved."""
    entry, binder, values = entries().get(step.name), step.binder, dict(step.values)
    if entry is None or binder.head != entry.binder.head or binder not in places(goal):
        raise Unproved("no such entry, or nothing of its kind in the goal")
    x = binder.variable
    if values.keys() != free(entry.binder) or x in free(step.factor).union(*map(free, values.values())):
        raise Unproved("letters without values, or with the bound name in them")
    if (binder.head == "product" and step.factor != ONE) or x.sort not in _sorts(entry.binder):
        raise Unproved("a factor of a product, or a variable of another sort")
    for end, own in zip(entry.binder.bounds, binder.bounds, strict=True):
        end = substitute(end, values)
        if end != own and ("infinity" in heads(end) | heads(own) or not identical(hypotheses, end, own)):
            raise Unproved("other ends")
    known = knowledge(Obligation(hypotheses, goal))
    v = fresh(x, free(goal).union(*map(free, (*hypotheses, step.factor, *values.values()))))
    body = substitute(entry.binder.body, {**values, entry.binder.variable: v})
    own_body, body = substitute(binder.body, {x: v}), times(step.factor, body)
    if own_body != body and not identical((*hypotheses, *_inside(v, binder, known)), own_body, body):
        raise Unproved("another integrand")
    _met(hypotheses, entry, values)
    if not have_values((step.factor, *values.values()), known, {*strict(goal)}):
        raise Unproved("a factor that may be undefined")
    value = substitute(entry.value, {**values, entry.binder.variable: x})
    return replaced(goal, {binder: times(step.factor, value)})


def places(goal: Term) -> tuple[Bind, ...]:
    """The binders that must have a value for the goal to have a meaning, limits and derivatives of any order too."""
    others = (part for part in strict(goal) if isinstance(part, Bind) and part.head in ("limit", "nth derivative"))
    return (*standing(goal), *dict.fromkeys(others))


def _sorts(binder: Bind) -> tuple[str, ...]:
    """A sequence converges where its function does; what is known in the plane is known on the line."""
    also = {"limit": ("integer",), "nth derivative": ("real",)}
    return (binder.variable.sort, *also.get(binder.head, ()))


def _inside(v: Symbol, binder: Bind, known: frozenset[Apply]) -> tuple[Apply, ...]:
    """Where the bodies have to agree: between the ends, at a limit far out, for a derivative everywhere."""
    if binder.head == "nth derivative":
        return ()
    if binder.head == "limit":
        return (Apply("<=", (ONE, v)) if binder.bounds[0] == INFINITY else Apply("<=", (v, Apply("-", (ONE,)))),)
    lo, hi = binder.bounds
    if binder.head == "integral":
        return (*ordered(v, lo, hi, known), Apply("!=", (v, ZERO)))
    return tuple(Apply("<=", pair) for pair in ((lo, v), (v, hi)) if not {*pair} & {*ENDLESS})


def _met(hypotheses: Terms, entry: Entry, values: dict[Symbol, Term]) -> None:
    """The letters have values of their sorts, and the conditions hold."""
    here = Setting(hypotheses, tuple(values.values()))
    if not all(here.suits(letter, value) for letter, value in values.items()):
        raise Unproved(f"{entry.name} is told of numbers of another sort")
    for condition in entry.conditions:
        if not (met(here, known := substitute(condition, values)) or established(here, known)):
            raise Unproved(f"a condition of {entry.name} is not known")
