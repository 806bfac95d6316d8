"""Terms compiled to functions over balls: the fast evaluator of the search.

    term  ->  Compiled: slots for its free symbols, and a function from the slots to a ball

Arrays are functions of index tuples, opaque functions are functions of argument tuples; both are plain
callables in a slot. A bound variable has a slot of its own. Semantics are those of the kernel's enclosures,
which have the last word; beyond them: complex numbers, erf and gamma, and certified integrals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

from flint import acb, fmpq

from derive.decide import balls
from derive.decide.ball_functions import BINARY, COMPLEX, CONSTANTS, UNARY, real_power
from derive.decide.balls import Ball
from derive.decide.binders_in_balls import bound
from derive.decide.closures import (
    LOGIC,
    ORDERED,
    Function,
    Slots,
    addition,
    analytic_power,
    element,
    extremum,
    fails,
    in_plane,
    in_set,
    junction,
    multiplication,
    plain,
    plane_power,
    relation,
)
from derive.decide.heads import ANALYTIC, CONNECTIVES, CUTS, HOLDERS, is_analytic, is_complex, sinc_of
from derive.kernel.enclosure import KINDS
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free

STEPS = 40_000          # terms of all sums in one evaluation
DEPTH = 120
REMEMBERED = 2_000      # compiled terms

INFINITY = Apply("infinity")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A term ready to be evaluated many times."""

    function: Function
    places: Mapping[Symbol, int]
    size: int
    gaps: int                                    # parts that cannot be evaluated at any point

    def __call__(self, values: Mapping[Symbol, Any]) -> Any:
        """The value; fails with Undefined or Unknown."""
        slots: Slots = [None] * self.size
        for symbol, place in self.places.items():
            value = values.get(symbol)
            if value is None:
                raise Unknown(f"no value for {symbol.name}")
            slots[place] = value
        slots[0] = STEPS
        return self.function(slots)


@lru_cache(maxsize=REMEMBERED)
def compiled(term: Term, plane: bool | None = None) -> Compiled:
    """Compile a term; `plane` asks for complex numbers, None where the term itself says so."""
    compiler = Compiler(is_complex(term) if plane is None else plane)
    places = {symbol: compiler.slot() for symbol in free(term) - KINDS}
    function = compiler.whole(term, places)
    return Compiled(function, places, compiler.size, compiler.gaps)


Places = Mapping[Symbol, int]


class Compiler:
    """One pass over a term. Slot 0 holds the budget of steps.

    With a `path`, the variables of integrals, only what is analytic in them is compiled.
    """

    def __init__(self, plane: bool, path: frozenset[Symbol] = frozenset()) -> None:
        self.compiled = compiled
        self.plane = plane
        self.path = path
        self.size = 1
        self.gaps = 0
        self.tags = count()

    def whole(self, term: Term, places: Places) -> Function:
        """The term itself, which may be a function."""
        return self.holder(term, places, 0) if isinstance(term, Bind) else self.compile(term, places, 0)

    def gap(self, reason: str) -> Function:
        """A part that cannot be evaluated at any point."""
        self.gaps += 1
        return fails(Unknown(reason))

    def slot(self) -> int:
        self.size += 1
        return self.size - 1

    def compile(self, term: Term, places: Places, depth: int) -> Function:
        if depth > DEPTH:
            return self.gap("the term is too deep")
        if isinstance(term, Number):
            value = fmpq(term.value.numerator, term.value.denominator)
            return lambda slots: value
        if isinstance(term, Symbol):
            unusable = term.sort in HOLDERS or term not in places
            return self.gap("not a number") if unusable else _slot(places[term])
        path = self.path
        if path and path.isdisjoint(free(term)):
            self.path = frozenset()
            try:
                return self.compile(term, places, depth)
            finally:
                self.path = path
        if isinstance(term, Bind):
            return bound(self, term, places, depth + 1) if not path or is_analytic(term, path) else self.gap(
                "not known to be analytic")
        if path and term.head not in ANALYTIC and sinc_of(term) is None:
            return self.gap("not known to be analytic")
        return self._apply(term, places, depth + 1)

    def _apply(self, term: Apply, places: Places, depth: int) -> Function:
        head, args = term.head, term.args
        if head == "piecewise" and self.path and (u := sinc_of(term)) is not None:
            inner = self.compile(u, places, depth)
            return lambda slots: balls.finite(acb(inner(slots)).sinc())
        if head == "piecewise":
            return self._piecewise(args, places, depth)
        if head in LOGIC:
            return self.truth(term, places, depth)
        if any(isinstance(arg, Apply) and arg.head in LOGIC for arg in args):
            return self.gap("a statement is no number")
        if head in ("at", "call") and len(args) > 1:
            index = [self.compile(arg, places, depth) for arg in args[1:]]
            return element([self.holder(args[0], places, depth), *index], head == "at")
        parts = [self.compile(arg, places, depth) for arg in args]
        if head == "^" and len(parts) == 2:
            return self._power(parts, args[1])
        if head in ("max", "min") and parts:
            return extremum(parts, 1 if head == "max" else -1)
        return self._elementary(head, parts)

    def holder(self, term: Term, places: Places, depth: int) -> Function:
        """An array or a function as a whole."""
        if isinstance(term, Symbol) and term in places:
            return _slot(places[term])
        if isinstance(term, Bind) and term.head == "lambda":
            return self._lambda(term, places, depth + 1)
        return self.compile(term, places, depth)

    def _elementary(self, head: str, parts: list[Function]) -> Function:
        if head == "+":
            return addition(parts)
        if head == "*":
            return multiplication(parts)
        if head == "-" and len(parts) == 1:
            only = parts[0]
            return lambda slots: -only(slots)
        if len(parts) == 2 and head in BINARY:
            binary, left, right = BINARY[head], parts[0], parts[1]
            return lambda slots: binary(left(slots), right(slots))
        if not parts and head in CONSTANTS:
            constant = CONSTANTS[head]
            return lambda slots: constant()
        if not parts and head == "i":
            return lambda slots: acb(0, 1)
        if len(parts) == 1 and head in COMPLEX:
            unary = COMPLEX[head]
            return lambda slots: unary(plain(parts[0](slots)))
        if len(parts) == 1 and head in UNARY:
            return self._unary(UNARY[head], head, parts[0])
        return self.gap(f"no balls for {head}")

    def _unary(self, function: Callable[[Ball], Ball], head: str, part: Function) -> Function:
        if self.path and head in CUTS:
            return self._composed(CUTS[head](function), part)
        if self.plane and head in ("sqrt", "log", "asin", "acos", "acosh", "atanh"):
            return lambda slots: function(in_plane(part(slots)))
        return lambda slots: function(part(slots))

    def _composed(self, function: Callable[[Ball], Ball], part: Function) -> Function:
        return lambda slots: function(part(slots))

    def _power(self, parts: list[Function], exponent: Term) -> Function:
        base, above = parts
        by_meaning = all(symbol.sort == "integer" for symbol in free(exponent))
        if isinstance(exponent, Number) and exponent.value.denominator == 1 and abs(exponent.value) < 1 << 20:
            n = int(exponent.value)
            return lambda slots: balls.power(base(slots), n)
        if self.path:
            return analytic_power(base, above, by_meaning and self.path.isdisjoint(free(exponent)))
        if self.plane:
            return lambda slots: plane_power(base(slots), above(slots), by_meaning)
        return lambda slots: real_power(base(slots), above(slots), by_meaning)

    def _piecewise(self, args: tuple[Term, ...], places: Places, depth: int) -> Function:
        cases = [
            (self.truth(args[k], places, depth), self.compile(args[k + 1], places, depth))
            for k in range(0, len(args) - 1, 2)
        ]
        otherwise = self.compile(args[-1], places, depth) if len(args) % 2 else fails(Undefined("no branch applies"))

        def choose(slots: Slots) -> Any:
            for condition, value in cases:
                if condition(slots):
                    return value(slots)
            return otherwise(slots)

        return choose

    def _lambda(self, term: Bind, places: Places, depth: int) -> Function:
        place = self.slot()
        return self._closure(self.holder(term.body, {**places, term.variable: place}, depth), place)

    def _closure(self, body: Function, place: int) -> Function:
        """A function given by a formula: evaluated on a copy of the slots as they were where it was given."""

        def make(slots: Slots) -> Callable[[tuple[Ball, ...]], Ball]:
            def call(arguments: tuple[Ball, ...]) -> Ball:
                if not arguments:
                    raise Unknown("a function without arguments")
                own = list(slots)
                own[place] = fmpq(arguments[0]) if isinstance(arguments[0], int) else arguments[0]
                value = body(own)
                if callable(value) != (len(arguments) > 1):
                    raise Unknown("wrong number of arguments")
                return value(arguments[1:]) if callable(value) else value

            return call

        return make

    def truth(self, term: Term, places: Places, depth: int) -> Callable[[Slots], bool]:
        """A statement: true, false, or Undefined, or Unknown."""
        if not isinstance(term, Apply) or depth > DEPTH:
            return self.gap("not a statement that can be evaluated")
        head, args = term.head, term.args
        if head in ORDERED and len(args) == 2:
            left, right = (self.compile(arg, places, depth + 1) for arg in args)
            return relation(head, left, right)
        if head in ("true", "false"):
            return lambda slots: head == "true"
        if head in ("and", "or") or (head in CONNECTIVES and len(args) == CONNECTIVES[head]):
            return junction(head, [self.truth(arg, places, depth + 1) for arg in args])
        if head == "in" and len(args) == 2 and isinstance(args[1], Apply):
            return self._member(args[0], args[1], places, depth)
        return self.gap(f"no truth value for {head}")

    def _member(self, element: Term, collection: Apply, places: Places, depth: int) -> Callable[[Slots], bool]:
        if collection.head == "set":
            return junction("or", [self.truth(Apply("=", (element, x)), places, depth) for x in collection.args])
        if collection.head == "interval" and len(collection.args) == 3 and isinstance(collection.args[2], Symbol):
            lo, hi, kind = collection.args[0], collection.args[1], collection.args[2].name
            ends = [Apply("<=" if kind[0] == "[" else "<", (lo, element))] if lo != Apply("-", (INFINITY,)) else []
            ends += [Apply("<=" if kind[1] == "]" else "<", (element, hi))] if hi != INFINITY else []
            return junction("and", [self.truth(end, places, depth) for end in ends])
        value = self.compile(element, places, depth + 1)
        return lambda slots: in_set(value(slots), collection.head)


def _slot(place: int) -> Function:
    return lambda slots: slots[place]
