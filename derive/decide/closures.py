"""The pieces that compiled terms are made of: functions from the slots to a ball or a truth value."""

from __future__ import annotations

from collections.abc import Callable
from threading import local
from typing import Any

from flint import acb, arb, fmpq

from derive.decide import balls
from derive.decide.ball_functions import exp, log, real_power
from derive.decide.balls import ONE, ZERO, Ball, Dual, ground, slope
from derive.kernel.interval import Undefined, Unknown

LENGTH = 2_000          # terms of one sum
QUADRATURE = 300        # evaluations of one integrand
WITHIN = 60             # of one within another
NESTED = 3_000          # of all integrands together, where one integral stands within another

Slots = list[Any]
Function = Callable[[Slots], Any]


class _Nested(local):
    """How deep the integrals of this thread stand within each other, and how often integrands were evaluated."""

    depth = deepest = 0
    evaluations = 0

    def is_exhausted(self) -> bool:
        return self.deepest > 1 and self.evaluations > NESTED


_nested = _Nested()


def in_set(x: Ball, head: str) -> bool:
    if head == "complexes" or (head == "reals" and type(x) is not acb):
        return True
    if type(x) is fmpq and head in ("integers", "naturals") and not (head == "naturals" and x == 0):
        return bool(x.q == 1) and (head == "integers" or bool(x > 0))
    raise Unknown("membership is not clear")


def fails(reason: Exception) -> Function:
    def fail(slots: Slots) -> Any:
        raise reason

    return fail


def element(parts: list[Function], indexed: bool) -> Function:
    array, index = parts[0], parts[1:]

    def element(slots: Slots) -> Ball:
        function = array(slots)
        if not callable(function):
            raise Unknown("not an array")
        places = tuple(i(slots) for i in index)
        return function(tuple(map(balls.whole, places)) if indexed else places)

    return element


def extremum(parts: list[Function], way: int) -> Function:
    def fold(slots: Slots) -> Ball:
        result = parts[0](slots)
        for part in parts[1:]:
            result = balls.larger(result, part(slots), way)
        return result

    return fold


def addition(parts: list[Function]) -> Function:
    def add(slots: Slots) -> Ball:
        result = ZERO
        for part in parts:
            result = result + part(slots)
        return result

    if len(parts) == 2:
        left, right = parts
        return lambda slots: left(slots) + right(slots)
    return add


def multiplication(parts: list[Function]) -> Function:
    def multiply(slots: Slots) -> Ball:
        result = ONE
        for part in parts:
            result = result * part(slots)
        return result

    if len(parts) == 2:
        left, right = parts
        return lambda slots: left(slots) * right(slots)
    return multiply


def plain(x: Ball) -> Ball:
    if type(x) is Dual:
        raise Unknown("a derivative that is not complex")
    return x


def in_plane(x: Ball) -> Ball:
    """A negative real number, ready for the principal value."""
    if type(x) is Dual or (type(x) is fmpq and x >= 0) or (type(x) is arb and x > 0):
        return x
    return acb(x)


def plane_power(x: Ball, y: Ball, by_meaning: bool) -> Ball:
    """x^y with principal values: a whole exponent is whole whatever it was written as."""
    if type(y) is fmpq and y.q == 1:
        return real_power(x, y, True)
    return real_power(in_plane(x), y, by_meaning)


def analytic_power(base: Function, above: Function, whole: bool) -> Function:
    """x^y along a path, away from where the logarithm jumps; by multiplication where the exponent is a whole number."""
    logarithm = off_the_cut(log)

    def raised(slots: Slots) -> Ball:
        exponent = above(slots)
        if whole and type(exponent) is fmpq and exponent.q == 1:
            return balls.power(base(slots), int(exponent.p))
        return exp(exponent * logarithm(base(slots)))

    return raised


def unrolled(head: str, body: Function, place: int, bounds: list[Function]) -> Function:
    way = {"max_over": 1, "min_over": -1}.get(head, 0)

    def unroll(slots: Slots) -> Ball:
        lo, hi = (balls.whole(bound(slots)) for bound in bounds)
        slots[0] -= max(hi - lo, 0) + 1
        if hi - lo >= LENGTH or slots[0] < 0:
            raise Unknown("too many terms")
        result = ONE if head == "product" else ZERO
        before = slots[place]
        for k in range(lo, hi + 1):
            slots[place] = fmpq(k)
            term = body(slots)
            if way:
                result = term if k == lo else balls.larger(result, term, way)
            else:
                result = result * term if head == "product" else result + term
        slots[place] = before
        if way and hi < lo:
            raise Unknown("nothing to choose from")
        return result

    return unroll


COMPARE: dict[str, Callable[[int], bool]] = {
    "=": lambda s: s == 0, "!=": lambda s: s != 0, "<": lambda s: s < 0, "<=": lambda s: s <= 0,
    ">": lambda s: s > 0, ">=": lambda s: s >= 0,
}
ORDERED = frozenset(COMPARE)
LOGIC = ORDERED | {"and", "or", "not", "implies", "iff", "in", "true", "false"}


def relation(head: str, left: Function, right: Function) -> Callable[[Slots], bool]:
    return lambda slots: related(head, left(slots), right(slots))


def related(head: str, x: Any, y: Any) -> bool:
    """Whether a relation holds between two values; fails with Unknown where the balls cannot tell."""
    if callable(x) or callable(y):
        raise Unknown("not numbers")
    if head in ("=", "!=") and type(gap := balls.ground(x - y)) is acb:
        if isinstance(x - y, balls.Dual) and gap.is_zero():
            raise Unknown("a slope where branches meet")
        return apart(gap) == (head == "!=")
    return COMPARE[head](balls.order(x, y))


def apart(difference: acb) -> bool:
    if not difference.contains(0):
        return True
    if difference.is_zero():
        return False
    raise Unknown("a ball around zero")


def junction(head: str, parts: list[Callable[[Slots], bool]]) -> Callable[[Slots], bool]:
    """Three-valued: one part that settles the whole is enough."""
    if head == "not":
        return lambda slots: not parts[0](slots)
    if head == "iff":
        return lambda slots: parts[0](slots) == parts[1](slots)
    if head == "implies":
        return junction("or", [junction("not", parts[:1]), parts[1]])
    wanted = head == "or"

    def settle(slots: Slots) -> bool:
        doubt: Exception | None = None
        for part in parts:
            try:
                if part(slots) == wanted:
                    return wanted
            except (Undefined, Unknown) as reason:
                doubt = reason
        if doubt:
            raise doubt
        return not wanted

    return settle


def integral(
    body: Function, place: int, bounds: list[Function], plane: bool, reads: frozenset[int],
    grown: Callable[[Slots, Ball, Ball], Ball], limit: int = QUADRATURE,
) -> Function:
    """A definite integral by certified quadrature of an integrand that has no value where it is not analytic.

    Where that fails, `grown` looks whether it is integrable at its ends. Where only its ends move, its slope is the
    integrand at the upper one times the slope of that, less the same at the lower one. `reads` are the places of what
    else stands in the integrand, which must not move.
    """

    def integrate(slots: Slots) -> Ball:
        lo, hi = (bound(slots) for bound in bounds)
        if type(lo) is fmpq and type(hi) is fmpq and lo == hi:
            return ZERO
        moving = any(type(x) is Dual for x in (*slots, lo, hi))
        if callable(lo) or callable(hi) or (moving and any(
                type(slots[k]) is Dual or callable(slots[k]) for k in reads)):
            raise Unknown("not an integral between numbers, or the derivative of one in a parameter")
        try:
            value = quadrature(body, place, slots, ground(lo), ground(hi), plane, limit)
        except Unknown:
            if moving or _nested.is_exhausted():
                raise
            value = grown(slots, lo, hi)
        tags = {end.tag for end in (lo, hi) if type(end) is Dual}
        if not tags:
            return value
        if len(tags) > 1 or any(type(end) is Dual and type(end.value) is Dual for end in (lo, hi)):
            raise Unknown("a second derivative of an integral")
        (tag,) = tags
        return Dual(tag, value, moved(slots, hi, tag) - moved(slots, lo, tag))

    def moved(slots: Slots, end: Ball, tag: int) -> Ball:
        by = slope(end, tag)
        if type(by) is fmpq and by == 0:
            return by
        slots[place] = acb(ground(end))
        value = balls.finite(acb(body(slots)))
        return (value if plane else value.real) * by

    return integrate


def quadrature(
    body: Function, place: int, slots: Slots, lo: Ball, hi: Ball, plane: bool, limit: int = QUADRATURE, bits: int = 50
) -> Ball:
    """The integral between two places, within 2^-bits of it where that many evaluations are enough.

    Of integrals within integrals all evaluations together are limited: each of them alone would allow its square.
    """
    def integrand(z: acb, analytic: bool) -> acb:
        slots[place] = z
        _nested.evaluations += 1
        if _nested.is_exhausted():
            return acb(arb.nan())
        try:
            return acb(body(slots))
        except (Undefined, Unknown, TypeError):
            return acb(arb.nan())

    small = arb(2) ** -bits
    if _nested.depth == 0:
        _nested.evaluations = _nested.deepest = 0
    _nested.depth += 1
    _nested.deepest = max(_nested.deepest, _nested.depth)
    try:
        value = acb.integral(integrand, acb(lo), acb(hi), rel_tol=small, abs_tol=small, eval_limit=limit)
    finally:
        _nested.depth -= 1
    return balls.finite(value if plane else value.real)


def off_the_cut(function: Callable[[Ball], Ball]) -> Callable[[Ball], Ball]:
    """A root or a logarithm where it is analytic: away from the negative real numbers and zero."""
    return _where(lambda x: bool(x.real > 0 or x.imag > 0 or x.imag < 0), function)


def between_the_cuts(function: Callable[[Ball], Ball]) -> Callable[[Ball], Ball]:
    """The arctangent and the area sine where they are analytic: their cuts run from i and -i outward."""
    return _where(lambda x: bool(x.imag < 1 and x.imag > -1), function)


def beside_the_cuts(function: Callable[[Ball], Ball]) -> Callable[[Ball], Ball]:
    """The arcsine, the arccosine and the area tangent where they are analytic: their cuts run from 1 and -1 outward."""
    return _where(lambda x: bool(x.real < 1 and x.real > -1), function)


def _where(analytic: Callable[[acb], bool], function: Callable[[Ball], Ball]) -> Callable[[Ball], Ball]:
    def guarded(x: Ball) -> Ball:
        if type(x) is acb and not analytic(x):
            raise Unknown("a branch cut")
        return function(x)

    return guarded
