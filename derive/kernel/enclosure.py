"""Rigorous values of terms: what a term is at given values, to within certain bounds.

    term, values  ->  an exact number or an interval that certainly holds the value
                      Undefined: there is certainly no value
                      Unknown: neither could be established, or a size limit was met

Derivatives are taken by dual numbers. Values of symbols are numbers, Families (elements by whole index)
and Closures (elements or function values by formula).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce

from derive.kernel.dual import OPERATIONS, Dual, Scalar, Scalars
from derive.kernel.interval import ONE, ZERO, Interval, Undefined, Unknown
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Symbol, Term, free

DEPTH = 120             # nesting of terms
STEPS = 60_000          # applications in one evaluation
LENGTH = 2_000          # terms of one sum

@dataclass(frozen=True, slots=True)
class Family:
    """Elements at the whole indices start, start + 1, ..."""

    start: int
    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """A formula in its parameters, at the values that were in force where it was given."""

    parameters: tuple[Symbol, ...]
    body: Term
    values: Mapping[Symbol, Value]
    memory: dict[tuple[Scalar, ...], Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Varied:
    """An array with one element replaced."""

    array: Value
    index: tuple[int, ...]
    element: Scalar


Value = Scalar | Family | Closure | Varied
Values = Mapping[Symbol, Value]


ARITIES = {"not": 1, "implies": 2, "iff": 2, "in": 2}
INFINITY = Apply("infinity")
KINDS = frozenset(Symbol(kind) for kind in ("[]", "[)", "(]", "()"))     # of intervals: no names of anything
MINUS_INFINITY = Apply("-", (INFINITY,))


def enclose(term: Term, values: Values, bits: int) -> Value:
    """The value of a term; fails with Undefined or Unknown."""
    return Evaluator(bits).value(term, values)


class Evaluator(Scalars):
    """Evaluation at one working precision, with a budget of steps."""

    def __init__(self, bits: int) -> None:
        super().__init__(bits)
        self.steps = STEPS
        self.depth = 0
        self.tags = 0

    def scalar(self, term: Term, values: Values) -> Scalar:
        value = self.value(term, values)
        if isinstance(value, Interval | Dual | Fraction):
            return value
        raise Unknown("not a number")

    def value(self, term: Term, values: Values) -> Value:
        if isinstance(term, Number):
            return term.value
        if isinstance(term, Symbol):
            if term in values:
                return values[term]
            raise Unknown(f"no value for {term.name}")
        self.steps -= 1
        if self.steps < 0 or self.depth > DEPTH:
            raise Unknown("the term is too large")
        self.depth += 1
        try:
            return self._apply(term, values) if isinstance(term, Apply) else self._bind(term, values)
        finally:
            self.depth -= 1

    def _apply(self, term: Apply, values: Values) -> Value:
        head, args = term.head, term.args
        if head == "piecewise":
            return self._piecewise(args, values)
        if head in ("at", "call", "family") and not args:
            raise Unknown(f"{head} of nothing")
        if head in ("at", "call"):
            function, *rest = [self.value(arg, values) for arg in args]
            return self.element(function, tuple(rest))
        if head == "tuple":
            return Family(1, tuple(self.value(arg, values) for arg in args))
        if head == "family":
            items = tuple(self.value(arg, values) for arg in args[1:])
            return Family(self.whole(self.value(args[0], values)), items)
        numbers = [self.scalar(arg, values) for arg in args]
        if head == "^":
            whole = all(symbol.sort == "integer" for symbol in free(args[1]))
            return self.real_power(numbers[0], numbers[1], whole)
        operation = OPERATIONS.get((head, len(args))) or OPERATIONS.get((head, -1))
        if operation is None or (not args and head in ("max", "min")):
            raise Unknown(f"no enclosure for {head}")
        return operation(self, *numbers)

    def _piecewise(self, args: tuple[Term, ...], values: Values) -> Value:
        for position in range(0, len(args) - 1, 2):
            if self.truth(args[position], values):
                return self.value(args[position + 1], values)
        if len(args) % 2:
            return self.value(args[-1], values)
        raise Undefined("no branch applies")

    def element(self, array: Value, index: tuple[Value, ...]) -> Value:
        """The element of an array at whole indices, or the value of a function."""
        if isinstance(array, Varied):
            place = tuple(self.whole(i) for i in index)
            return array.element if place == array.index else self.element(array.array, index)
        if isinstance(array, Closure):
            key = tuple(i for i in index if isinstance(i, Fraction))
            if len(index) != len(array.parameters):
                raise Unknown("wrong number of arguments")
            if len(key) == len(index) and key in array.memory:
                return array.memory[key]
            result = self.value(array.body, {**array.values, **dict(zip(array.parameters, index, strict=True))})
            if len(key) == len(index):
                array.memory[key] = result
            return result
        for i in index:
            if not isinstance(array, Family) or not 0 <= self.whole(i) - array.start < len(array.items):
                raise Unknown("an index out of range")
            array = array.items[self.whole(i) - array.start]
        return array

    def _bind(self, term: Bind, values: Values) -> Value:
        head, variable, bounds = term.head, term.variable, term.bounds
        if head == "derivative" and bounds:
            return self._derivative(term, values)
        if head == "lambda":
            parameters, body = [variable], term.body
            while isinstance(body, Bind) and body.head == "lambda":
                parameters.append(body.variable)
                body = body.body
            return Closure(tuple(parameters), body, values)
        if len(bounds) != 2 or head not in FOLDS:
            raise Unknown(f"no enclosure for {head}")
        lo, hi = (self.whole(self.value(bound, values)) for bound in bounds)
        self.steps -= max(hi - lo, 0)
        if hi - lo >= LENGTH or self.steps < 0:
            raise Unknown("too many terms")
        terms = [self.scalar(term.body, {**values, variable: Fraction(k)}) for k in range(lo, hi + 1)]
        operation, empty = FOLDS[head]
        if empty is not None:
            terms.append(empty)
        if not terms:
            raise Unknown("nothing to choose from")
        return reduce(lambda x, y: operation(self, x, y), terms)

    def _derivative(self, term: Bind, values: Values) -> Scalar:
        self.tags += 1
        tag = self.tags
        at, *rest = (self.value(bound, values) for bound in term.bounds)
        index = tuple(self.whole(i) for i in rest)
        point = self.element(at, tuple(Fraction(i) for i in index)) if index else at
        if not isinstance(point, Fraction | Interval | Dual):
            raise Unknown("a derivative in something that is not a number")
        dual = Dual(tag, point, ONE)
        inner = {**values, term.variable: Varied(at, index, dual) if index else dual}
        try:
            return self._parts(self.scalar(term.body, inner), tag)[1]
        except Undefined as reason:               # sqrt(x^4) and x |x| have slopes at 0, where a rule has none
            if self._turns(term.body, inner, tag):
                raise
            raise Unknown(str(reason)) from None

    def _turns(self, body: Term, values: Values, tag: int) -> bool:
        """Whether a body is |u|, max(u, v), min(u, v) or sqrt(u) itself, with u = 0 or u = v, and u' or u' - v' not 0.

        Then no slope exists, for u changes its sign; deeper within, a factor may make up for it.
        """
        match body:
            case Apply("abs" | "sqrt", (u,)):
                difference = self.scalar(u, values)
            case Apply("max" | "min", (u, v)):
                difference = self.subtract(self.scalar(u, values), self.scalar(v, values))
            case _:
                return False
        return (isinstance(difference, Dual) and difference.tag == tag and difference.value == 0
                and not isinstance(difference.slope, Dual) and self.real.sign(difference.slope) != 0)

    def truth(self, term: Term, values: Values) -> bool:
        """Whether a statement certainly holds or certainly fails; a part that settles it is enough."""
        if not isinstance(term, Apply):
            raise Unknown("not a statement that can be evaluated")
        head, args = term.head, term.args
        if head in RELATIONS and len(args) == 2:
            return self.relation(head, self.scalar(args[0], values), self.scalar(args[1], values))
        if head in ("true", "false"):
            return head == "true"
        if ARITIES.get(head, len(args)) != len(args):
            raise Unknown(f"{head} of {len(args)}")
        if head == "not":
            return not self.truth(args[0], values)
        if head in ("and", "or"):
            return self._settled_by(args, values, head == "or")
        if head == "implies":
            return self._settled_by((Apply("not", (args[0],)), args[1]), values, True)
        if head == "iff":
            return self.truth(args[0], values) == self.truth(args[1], values)
        if head == "in" and isinstance(args[1], Apply):
            return self._member(args[0], args[1], values)
        raise Unknown(f"no truth value for {head}")

    def _settled_by(self, args: tuple[Term, ...], values: Values, wanted: bool) -> bool:
        """One part with the wanted truth value settles the whole; otherwise every part must be known."""
        doubt: Exception | None = None
        for arg in args:
            try:
                if self.truth(arg, values) == wanted:
                    return wanted
            except (Undefined, Unknown) as reason:
                doubt = reason
        if doubt:
            raise doubt
        return not wanted

    def relation(self, head: str, x: Scalar, y: Scalar) -> bool:
        """Whether x stands in the relation to y, by their bounds alone."""
        if isinstance(x, Dual) or isinstance(y, Dual):
            x, y = Fraction(self.order(x, y)), ZERO
        if head in (">", ">="):
            x, y, head = y, x, head.replace(">", "<")
        (low, high), (least, most) = self.real.ends(x), self.real.ends(y)
        if head in ("=", "!="):
            if high < least or most < low:
                return head == "!="
            if low == high == least == most:
                return head == "="
        elif high < least or (head == "<=" and high == least):
            return True
        elif most < low or (head == "<" and most == low):
            return False
        raise Unknown("the bounds overlap")

    def _member(self, element: Term, collection: Apply, values: Values) -> bool:
        """x in {a, b}, [a, b], the reals, the integers; whether 0 is natural is left open."""
        if collection.head == "set":
            equations = tuple(Apply("=", (element, other)) for other in collection.args)
            return self._settled_by(equations, values, True)
        x = self.scalar(element, values)
        if collection.head == "reals":
            return True
        if collection.head in ("integers", "naturals") and isinstance(x, Fraction):
            if collection.head == "naturals" and x == 0:
                raise Unknown("whether 0 is a natural number")
            return x.denominator == 1 and (collection.head == "integers" or x > 0)
        if collection.head == "interval" and len(collection.args) == 3 and isinstance(collection.args[2], Symbol):
            lo, hi, kind = collection.args[0], collection.args[1], collection.args[2].name
            left, right = ("<=" if kind[0] == "[" else "<"), ("<=" if kind[1] == "]" else "<")
            above = lo == MINUS_INFINITY or self.relation(left, self.scalar(lo, values), x)
            return above and (hi == INFINITY or self.relation(right, x, self.scalar(hi, values)))
        raise Unknown("membership is not clear")


FOLDS: dict[str, tuple[Callable[[Evaluator, Scalar, Scalar], Scalar], Scalar | None]] = {
    "sum": (Evaluator.add, ZERO),
    "product": (Evaluator.multiply, ONE),
    "max_over": (lambda self, x, y: self.larger(x, y, 1), None),
    "min_over": (lambda self, x, y: self.larger(x, y, -1), None),
}
