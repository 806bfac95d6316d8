"""Binders as functions over balls: sums, products and integrals, with ends or without, and derivatives.

    in    a compiler of terms, a binder, and the slots of the names about it
    out   a function from the slots to a ball
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from derive.decide import balls
from derive.decide.balls import ONE, Ball, Dual
from derive.decide.closures import WITHIN, Function, Slots, integral, unrolled
from derive.decide.endless import ENDS, Endless, halves
from derive.kernel.interval import Unknown
from derive.kernel.term import Apply, Bind, Symbol, Term, free, heads

if TYPE_CHECKING:
    from derive.decide.evaluation import Compiler

ORDERS = 5                                       # of derivatives taken one after another
Places = Mapping[Symbol, int]


def bound(on: Compiler, term: Bind, places: Places, depth: int) -> Function:
    """A sum, a product, an integral, a derivative."""
    if len(term.bounds) == 2 and not ENDS.isdisjoint(term.bounds) and term.head in ("sum", "product", "integral"):
        one = halves(term)
        return _endless(on, one, places, depth) if isinstance(one, Bind) else on.compile(one, places, depth)
    place = on.slot()
    inner = {**places, term.variable: place}
    bounds = [on.holder(bound, places, depth) for bound in term.bounds]
    if term.head == "derivative" and bounds:
        return _derivative(on, on.compile(term.body, inner, depth), place, bounds)
    if term.head == "nth derivative" and len(bounds) == 2:
        return _repeated(on, on.compile(term.body, inner, depth), place, *bounds)
    if term.head in ("sum", "product", "max_over", "min_over") and len(bounds) == 2:
        return unrolled(term.head, on.compile(term.body, inner, depth), place, bounds)
    if term.head == "integral" and len(bounds) == 2:
        body = _along(on, term, inner, depth)
        reads = frozenset(places[name] for name in free(term.body) - {term.variable} if name in places)
        if on.path:
            return integral(body, place, bounds, True, reads, _not_within, WITHIN)
        grown = Endless(term, body, place, on.plane, places, on.compiled)
        return integral(body, place, bounds, on.plane, reads, grown.inside)
    return on.gap(f"no balls for {term.head}")


def _along(on: Compiler, term: Bind, inner: Places, depth: int) -> Function:
    """An integrand, which has no value where it is not known to be analytic."""
    along = type(on)(on.plane, on.path | {term.variable})
    along.size = on.size
    body = along.compile(term.body, inner, depth)
    on.size, on.gaps = along.size, on.gaps + along.gaps
    return body


def _not_within(slots: Slots, lo: Ball, hi: Ball) -> Ball:
    raise Unknown("an integrand that grows, within another integral")


def _endless(on: Compiler, term: Bind, places: Places, depth: int) -> Function:
    """A sum, a product or an integral from a place to infinity."""
    place = on.slot()
    inner = {**places, term.variable: place}
    start = on.compile(term.bounds[0], places, depth)
    if term.head == "integral":
        return Endless(term, _along(on, term, inner, depth), place, on.plane, places, on.compiled).over(start)
    return Endless(term, on.compile(term.body, inner, depth), place, on.plane, places, on.compiled).total(start)


def _derivative(on: Compiler, body: Function, place: int, bounds: list[Function]) -> Function:
    tags = on.tags

    def differentiate(slots: Slots) -> Ball:
        tag = next(tags)
        at, *index = [bound(slots) for bound in bounds]
        if callable(at) != bool(index):
            raise Unknown("a derivative in something that is not a number")
        before = slots[place]
        if index:
            where = tuple(balls.whole(i) for i in index)
            element = Dual(tag, at(where), ONE)
            slots[place] = lambda asked: element if asked == where else at(asked)
        else:
            slots[place] = Dual(tag, at, ONE)
        try:
            return balls.slope(body(slots), tag)
        finally:
            slots[place] = before

    return differentiate


def at_places(term: Term) -> Term:
    """The derivatives of some order with the place at which they are taken: that of the name they are taken in."""
    match term:
        case Bind("nth derivative", variable, body, (order,)):
            return Bind("nth derivative", variable, body, (order, variable))
        case Apply(head, args) if "nth derivative" in heads(term):
            return Apply(head, tuple(map(at_places, args)))
    return term


def _repeated(on: Compiler, body: Function, place: int, order: Function, at: Function) -> Function:
    """A derivative of some order at a place."""
    tags = on.tags

    def differentiate(slots: Slots) -> Ball:
        count, x = balls.whole(order(slots)), at(slots)
        if not 0 <= count <= ORDERS or isinstance(x, Dual) or callable(x):
            raise Unknown("a derivative of this order")
        used = [next(tags) for _ in range(count)]
        for tag in used:
            x = Dual(tag, x, ONE)
        slots[place] = x
        value = body(slots)
        for tag in reversed(used):
            value = balls.slope(value, tag)
        return value

    return differentiate
