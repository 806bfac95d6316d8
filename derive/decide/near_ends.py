"""What an integral has near an end at which its integrand grows: a bound, by x = end + way/t and an envelope in t.

    |f(x)| <= B g(x) near the end,  B a bound of the factors that have no pole and no edge there

Fails with Unknown where no bound is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from flint import arb, fmpq

from derive.decide import balls
from derive.decide.balls import ONE, Ball
from derive.decide.envelopes import Bounds
from derive.decide.parts_of_bodies import normal
from derive.decide.shapes import integrated, is_too_large
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.term import Apply, Symbol, Term, free, number, substitute

if TYPE_CHECKING:
    from derive.decide.endless import Endless

NEAR = fmpq(1, 10**6)                            # how far from an end at which an integrand grows
Read = Callable[[Term], Ball]


def left_near(on: Endless, read: Read, way: int) -> Any:
    """A bound of the integral over what is as near to an end as NEAR, way 1 the lower end and -1 the upper one."""
    t, end = Symbol("t'", "real"), on.term.bounds[0 if way > 0 else 1]
    away = Apply("/", (number(way), t))
    shifted = away if end == number(0) else Apply("+", (end, away))
    reason: Exception = Unknown("no bound near an end")
    for bound, body in _parted(on, read, end, way):
        moved = Apply("*", (substitute(body, {on.k: shifted}), Apply("^", (t, number(-2)))))
        for shape in (moved, *normal(moved)):
            try:
                return bound * integrated(Bounds(t, 1 / NEAR, read, on.plane).of(shape).above, 1 / NEAR)
            except Unknown as lack:
                reason = lack
            if bound == 1 and not on.plane and _is_beyond(t, shape, read):
                raise balls.Diverges("an integral that diverges at an end")
    raise reason


def _is_beyond(t: Symbol, shape: Term, read: Read) -> bool:
    """Whether what is integrated in t to infinity certainly diverges."""
    try:
        return is_too_large(Bounds(t, 1 / NEAR, read, False).of(shape))
    except (Unknown, Undefined):
        return False


def _parted(on: Endless, read: Read, end: Term, way: int) -> Iterator[tuple[Any, Term]]:
    """The integrand as it is, and apart from what is bounded."""
    yield ONE, on.term.body
    place = balls.ground(read(end))
    if isinstance(place, fmpq) and not on.plane:
        yield _steady(on, on.term.body, read, place, way)


def _steady(on: Endless, body: Term, read: Read, end: fmpq, way: int) -> tuple[Any, Term]:
    """A bound of the factors that have no pole and no edge near an end, and the others."""
    match body:
        case Apply("*", args):
            parts = args
        case Apply("/", (u, v)) if u != number(1):
            parts = (u, Apply("/", (number(1), v)))
        case Apply("/", (_, Apply("*", args))):
            parts = tuple(Apply("/", (number(1), arg)) for arg in args)
        case _:
            try:
                return _beside(on, body, read, end, way), number(1)
            except (Unknown, Undefined, TypeError):
                return ONE, body
    bound: Any = ONE
    rests: list[Term] = []
    for size, rest in (_steady(on, part, read, end, way) for part in parts):
        bound, rests = bound * size, [*rests, rest]
    return bound, Apply("*", tuple(rests))


def _beside(on: Endless, term: Term, read: Read, end: fmpq, way: int) -> Any:
    """A bound of a term on all that is as near to an end as NEAR."""
    other = end + way * NEAR
    match term:
        case Apply("asin" | "acos", (inner,)) if inner == on.k and max(abs(end), abs(other)) <= 1:
            return fmpq(16, 5)
    middle, around = (end + other) / 2, arb(NEAR).abs_upper()
    values = {name: read(name) for name in free(term) if name != on.k}
    found = on.compiled(term, False)({**values, on.k: arb(arb(middle).mid(), around)})
    return arb(balls.finite(balls.lifted(found))).abs_upper()
