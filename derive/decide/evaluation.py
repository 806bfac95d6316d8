"""Terms compiled to functions over balls: the fast evaluator of the search.

    term  ->  Compiled: slots for its free symbols, and a function from the slots to a ball

Arrays are functions of index tuples, opaque functions are functions of argument tuples; both are plain
callables in a slot. A bound variable has a slot of its own. Semantics are those of the kernel's enclosures,
which have the last word; beyond them: complex numbers, erf and gamma, and certified integrals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from flint import acb, arb, fmpq

from derive.decide import balls
from derive.decide.balls import ONE, ZERO, Ball, Dual
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, subterms

LENGTH = 2_000          # terms of one sum
STEPS = 40_000          # terms of all sums in one evaluation
DEPTH = 120
QUADRATURE = 2_000      # evaluations of one integrand

Slots = list[Any]
Function = Callable[[Slots], Any]
INFINITY = Apply("infinity")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A term ready to be evaluated many times."""

    function: Function
    places: Mapping[Symbol, int]
    size: int

    def __call__(self, values: Mapping[Symbol, Any]) -> Any:
        """The value; fails with Undefined or Unknown."""
        slots: Slots = [None] * self.size
        for symbol, place in self.places.items():
            if symbol not in values:
                raise Unknown(f"no value for {symbol.name}")
            slots[place] = values[symbol]
        slots[0] = STEPS
        return self.function(slots)


def compiled(term: Term, plane: bool | None = None) -> Compiled:
    """Compile a term; `plane` asks for complex numbers, None where the term itself says so."""
    compiler = Compiler(is_complex(term) if plane is None else plane)
    places = {symbol: compiler.slot() for symbol in free(term)}
    function = compiler.compile(term, places, 0)
    return Compiled(function, places, compiler.size)


def is_complex(term: Term) -> bool:
    """Whether a term speaks of complex numbers."""
    return any(
        part.sort == "complex" if isinstance(part, Symbol) else isinstance(part, Apply) and part.head in ("i", "conj")
        for part in subterms(term)
    )


Places = Mapping[Symbol, int]


class Compiler:
    """One pass over a term. Slot 0 holds the budget of steps."""

    def __init__(self, plane: bool) -> None:
        self.plane = plane
        self.size = 1
        self.tags = count()

    def slot(self) -> int:
        self.size += 1
        return self.size - 1

    def compile(self, term: Term, places: Places, depth: int) -> Function:
        if depth > DEPTH:
            return _fails(Unknown("the term is too deep"))
        if isinstance(term, Number):
            value = fmpq(term.value.numerator, term.value.denominator)
            return lambda slots: value
        if isinstance(term, Symbol):
            place = places[term]
            return lambda slots: slots[place]
        if isinstance(term, Bind):
            return self._bind(term, places, depth + 1)
        return self._apply(term, places, depth + 1)

    def _apply(self, term: Apply, places: Places, depth: int) -> Function:
        head, args = term.head, term.args
        if head == "piecewise":
            return self._piecewise(args, places, depth)
        if head in LOGIC:
            return self.truth(term, places, depth)
        parts = [self.compile(arg, places, depth) for arg in args]
        if head in ("at", "call") and parts:
            return _element(parts, head == "at")
        if head == "^" and len(parts) == 2:
            return self._power(parts, args[1])
        if head in ("max", "min") and parts:
            return _fold(parts, 1 if head == "max" else -1)
        return self._elementary(head, parts)

    def _elementary(self, head: str, parts: list[Function]) -> Function:
        if head == "+":
            return _sum(parts)
        if head == "*":
            return _product(parts)
        if head == "-" and len(parts) == 1:
            only = parts[0]
            return lambda slots: -only(slots)
        if len(parts) == 2 and head in balls.BINARY:
            binary, left, right = balls.BINARY[head], parts[0], parts[1]
            return lambda slots: binary(left(slots), right(slots))
        if not parts and head in balls.CONSTANTS:
            constant = balls.CONSTANTS[head]
            return lambda slots: constant()
        if not parts and head == "i":
            return lambda slots: acb(0, 1)
        if len(parts) == 1 and head in balls.COMPLEX:
            unary = balls.COMPLEX[head]
            return lambda slots: unary(_plain(parts[0](slots)))
        if len(parts) == 1 and head in balls.UNARY:
            return self._unary(balls.UNARY[head], head, parts[0])
        return _fails(Unknown(f"no balls for {head}"))

    def _unary(self, function: Callable[[Ball], Ball], head: str, part: Function) -> Function:
        if self.plane and head in ("sqrt", "log", "asin", "acos", "acosh", "atanh"):
            return lambda slots: function(_in_plane(part(slots)))
        return lambda slots: function(part(slots))

    def _power(self, parts: list[Function], exponent: Term) -> Function:
        base, above = parts
        by_meaning = all(symbol.sort == "integer" for symbol in free(exponent))
        if isinstance(exponent, Number) and exponent.value.denominator == 1 and abs(exponent.value) < 1 << 20:
            n = int(exponent.value)
            return lambda slots: balls.power(base(slots), n)
        if self.plane:
            return lambda slots: _plane_power(base(slots), above(slots), by_meaning)
        return lambda slots: balls.real_power(base(slots), above(slots), by_meaning)

    def _piecewise(self, args: tuple[Term, ...], places: Places, depth: int) -> Function:
        cases = [
            (self.truth(args[k], places, depth), self.compile(args[k + 1], places, depth))
            for k in range(0, len(args) - 1, 2)
        ]
        otherwise = self.compile(args[-1], places, depth) if len(args) % 2 else _fails(Undefined("no branch applies"))

        def choose(slots: Slots) -> Any:
            for condition, value in cases:
                if condition(slots):
                    return value(slots)
            return otherwise(slots)

        return choose

    def _bind(self, term: Bind, places: Places, depth: int) -> Function:
        place = self.slot()
        inner = {**places, term.variable: place}
        bounds = [self.compile(bound, places, depth) for bound in term.bounds]
        if term.head == "lambda":
            return self._closure(self.compile(term.body, inner, depth), place)
        if term.head == "derivative":
            return self._derivative(self.compile(term.body, inner, depth), place, bounds)
        if term.head in ("sum", "product", "max_over", "min_over") and len(bounds) == 2:
            return _unrolled(term.head, self.compile(term.body, inner, depth), place, bounds)
        if term.head == "integral" and len(bounds) == 2:
            whole = Compiler(True)
            whole.size = self.size + 64
            body = whole.compile(term.body, inner, depth)
            self.size = max(self.size, whole.size)
            return _integral(body, place, bounds)
        return _fails(Unknown(f"no balls for {term.head}"))

    def _closure(self, body: Function, place: int) -> Function:
        """A function given by a formula: evaluated on a copy of the slots as they were where it was given."""

        def make(slots: Slots) -> Callable[[tuple[Ball, ...]], Ball]:
            def call(arguments: tuple[Ball, ...]) -> Ball:
                own = list(slots)
                own[place] = arguments[0]
                value = body(own)
                return value(arguments[1:]) if callable(value) else value

            return call

        return make

    def _derivative(self, body: Function, place: int, bounds: list[Function]) -> Function:
        tags = self.tags

        def differentiate(slots: Slots) -> Ball:
            tag = next(tags)
            at, *index = [bound(slots) for bound in bounds]
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

    def truth(self, term: Term, places: Places, depth: int) -> Callable[[Slots], bool]:
        """A statement: true, false, or Undefined, or Unknown."""
        if not isinstance(term, Apply) or depth > DEPTH:
            return _fails(Unknown("not a statement that can be evaluated"))
        head, args = term.head, term.args
        if head in ORDERED and len(args) == 2:
            left, right = (self.compile(arg, places, depth + 1) for arg in args)
            return _relation(head, left, right)
        if head in ("true", "false"):
            return lambda slots: head == "true"
        if head in ("and", "or", "not", "implies", "iff"):
            return _junction(head, [self.truth(arg, places, depth + 1) for arg in args])
        if head == "in" and isinstance(args[1], Apply):
            return self._member(args[0], args[1], places, depth)
        return _fails(Unknown(f"no truth value for {head}"))

    def _member(self, element: Term, collection: Apply, places: Places, depth: int) -> Callable[[Slots], bool]:
        if collection.head == "set":
            return _junction("or", [self.truth(Apply("=", (element, x)), places, depth) for x in collection.args])
        if collection.head == "interval" and isinstance(collection.args[2], Symbol):
            lo, hi, kind = collection.args[0], collection.args[1], collection.args[2].name
            ends = [Apply("<=" if kind[0] == "[" else "<", (lo, element))] if lo != Apply("-", (INFINITY,)) else []
            ends += [Apply("<=" if kind[1] == "]" else "<", (element, hi))] if hi != INFINITY else []
            return _junction("and", [self.truth(end, places, depth) for end in ends])
        value = self.compile(element, places, depth + 1)
        return lambda slots: _in_set(value(slots), collection.head)


def _in_set(x: Ball, head: str) -> bool:
    if head == "complexes" or (head == "reals" and type(x) is not acb):
        return True
    if type(x) is fmpq and head in ("integers", "naturals") and not (head == "naturals" and x == 0):
        return bool(x.q == 1) and (head == "integers" or bool(x > 0))
    raise Unknown("membership is not clear")


def _fails(reason: Exception) -> Function:
    def fail(slots: Slots) -> Any:
        raise reason

    return fail


def _element(parts: list[Function], indexed: bool) -> Function:
    array, index = parts[0], parts[1:]

    def element(slots: Slots) -> Ball:
        function = array(slots)
        if not callable(function):
            raise Unknown("not an array")
        places = tuple(i(slots) for i in index)
        return function(tuple(map(balls.whole, places)) if indexed else places)

    return element


def _fold(parts: list[Function], way: int) -> Function:
    def fold(slots: Slots) -> Ball:
        result = parts[0](slots)
        for part in parts[1:]:
            result = balls.larger(result, part(slots), way)
        return result

    return fold


def _sum(parts: list[Function]) -> Function:
    def add(slots: Slots) -> Ball:
        result = ZERO
        for part in parts:
            result = result + part(slots)
        return result

    if len(parts) == 2:
        left, right = parts
        return lambda slots: left(slots) + right(slots)
    return add


def _product(parts: list[Function]) -> Function:
    def multiply(slots: Slots) -> Ball:
        result = ONE
        for part in parts:
            result = result * part(slots)
        return result

    if len(parts) == 2:
        left, right = parts
        return lambda slots: left(slots) * right(slots)
    return multiply


def _plain(x: Ball) -> Ball:
    if type(x) is Dual:
        raise Unknown("a derivative that is not complex")
    return x


def _in_plane(x: Ball) -> Ball:
    """A negative real number, ready for the principal value."""
    if type(x) is Dual or (type(x) is fmpq and x >= 0) or (type(x) is arb and x > 0):
        return x
    return acb(x)


def _plane_power(x: Ball, y: Ball, by_meaning: bool) -> Ball:
    """x^y with principal values: a whole exponent is whole whatever it was written as."""
    if type(y) is fmpq and y.q == 1:
        return balls.real_power(x, y, True)
    return balls.real_power(_in_plane(x), y, by_meaning)


def _unrolled(head: str, body: Function, place: int, bounds: list[Function]) -> Function:
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


def _relation(head: str, left: Function, right: Function) -> Callable[[Slots], bool]:
    compare = COMPARE[head]

    def relate(slots: Slots) -> bool:
        x, y = left(slots), right(slots)
        if callable(x) or callable(y):
            raise Unknown("not numbers")
        if head in ("=", "!=") and type(balls.ground(x - y)) is acb:
            return _apart(x - y) == (head == "!=")
        return compare(balls.order(x, y))

    return relate


def _apart(difference: acb) -> bool:
    if not difference.contains(0):
        return True
    if difference.is_zero():
        return False
    raise Unknown("a ball around zero")


def _junction(head: str, parts: list[Callable[[Slots], bool]]) -> Callable[[Slots], bool]:
    """Three-valued: one part that settles the whole is enough."""
    if head == "not":
        return lambda slots: not parts[0](slots)
    if head == "iff":
        return lambda slots: parts[0](slots) == parts[1](slots)
    if head == "implies":
        return _junction("or", [_junction("not", parts[:1]), parts[1]])
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


def _integral(body: Function, place: int, bounds: list[Function]) -> Function:
    """A definite integral of an integrand that is analytic around the path, by certified quadrature."""

    def integrate(slots: Slots) -> Ball:
        lo, hi = (bound(slots) for bound in bounds)
        for x in slots:
            if type(x) is Dual:
                raise Unknown("the derivative of an integral")

        def integrand(z: acb, analytic: bool) -> acb:
            slots[place] = z
            try:
                return acb(body(slots))
            except (Undefined, Unknown):
                return acb(arb.nan())

        value = acb.integral(integrand, acb(lo), acb(hi), rel_tol=arb(2) ** -50, abs_tol=arb(2) ** -50,
                             eval_limit=QUADRATURE)
        return balls.finite(value.real)

    return integrate
