"""Branches: where max, abs and piecewise switch, and which side given values select.

    switch of max(a, b)            a - b
    switch of abs(u)               u
    switch of a condition l < r    l - r

A given value decides a switch by exact arithmetic; where that is not possible,
nothing is selected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from math import comb, factorial

from derive.elaborate.names.signature import Definition
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Symbol, Term, free, number, substitute, subterms

KINK = "admits the point where the derivative does not exist"

ZERO = number(0)
DEPTH = 60                                       # nesting to which values are computed
POWER = 64                                       # largest exponent that is computed


def switches(term: Term) -> Iterator[Term]:
    """The expressions at whose zeros a part of the term switches, bound variables left in place."""
    for part in subterms(term):
        yield from _own_switches(part)


def _own_switches(part: Term) -> Iterator[Term]:
    match part:
        case Apply("max" | "min", (first, *others)):
            for other in others:
                yield difference(other, first)
        case Apply("abs" | "sign", (inner,)):
            yield inner
        case Apply("piecewise", args):
            for condition in args[0::2] if len(args) % 2 == 0 else args[0:-1:2]:
                yield from _of_condition(condition)


def _of_condition(condition: Term) -> Iterator[Term]:
    for part in subterms(condition):
        match part:
            case Apply(head, (left, right)) if head in RELATIONS:
                yield difference(left, right)


def difference(left: Term, right: Term) -> Term:
    """left - right, without a zero that says nothing."""
    if right == ZERO:
        return left
    if left == ZERO:
        return right                             # the sign is of no concern to a switch
    return Apply("+", (left, Apply("-", (right,))))


class Valuation:
    """Given values and definitions, by which closed expressions are computed exactly."""

    def __init__(self, values: Mapping[str, Term], definitions: Mapping[str, Definition]) -> None:
        self.values = values
        self.definitions = definitions
        self._known: dict[str, Fraction | None] = {}           # in one computation; None for what is under way

    def of(self, term: Term, depth: int = 0) -> Fraction | None:
        """The rational value of a term; None where it has none that is easily computed."""
        if depth > DEPTH:
            return None
        if depth == 0:
            self._known = {}
            if any(s.name not in self.values and s.name not in self.definitions for s in free(term)):
                return None
        match term:
            case Number(value):
                return value
            case Symbol(name):
                return self._of_name(name, depth)
            case Apply(head, args):
                known = [self.of(arg, depth + 1) for arg in args]
                values = [value for value in known if value is not None]
                return _apply(head, values) if len(values) == len(known) else None
        return None

    def _of_name(self, name: str, depth: int) -> Fraction | None:
        if name not in self._known:
            definition = self.definitions.get(name)
            given = self.values.get(name) or (
                definition.body if definition is not None and not definition.parameters else None)
            self._known[name] = None             # a name that is given by itself has no value
            self._known[name] = None if given is None else self.of(given, depth + 1)
        return self._known[name]


def _apply(head: str, values: list[Fraction]) -> Fraction | None:
    match head, values:
        case "+", _:
            return sum(values, Fraction(0))
        case "*", _:
            total = Fraction(1)
            for value in values:
                total *= value
            return total
        case "-", [value]:
            return -value
        case "/", [top, bottom] if bottom:
            return top / bottom
        case "^", [base, exponent] if exponent.denominator == 1 and abs(exponent) <= POWER and (base or exponent > 0):
            return base ** int(exponent) if base.numerator.bit_length() < 4096 else None
        case "abs", [value]:
            return abs(value)
        case "binomial", [above, below] if above.denominator == below.denominator == 1 and 0 <= below <= above <= POWER:
            return Fraction(comb(int(above), int(below)))
        case "factorial", [value] if value.denominator == 1 and 0 <= value <= POWER:
            return Fraction(factorial(int(value)))
        case "max", [_, *_]:
            return max(values)
        case "min", [_, *_]:
            return min(values)
        case _, [value] if value.denominator == 1 and (head, int(value)) in _SIMPLE:
            return Fraction(_SIMPLE[head, int(value)])
    return None


_SIMPLE = {("exp", 0): 1, ("log", 1): 0, ("sqrt", 0): 0, ("sqrt", 1): 1, ("sin", 0): 0, ("cos", 0): 1, ("tan", 0): 0,
           ("atan", 0): 0, ("asin", 0): 0, ("sinh", 0): 0, ("cosh", 0): 1, ("tanh", 0): 0}


def selected(sides: Iterable[Term], valuation: Valuation) -> tuple[Term, ...]:
    """The signs of every switch in the sides, and in the definitions that they rest on, as strict hypotheses."""
    chosen: dict[Term, None] = {}
    for switch in _all_switches(sides, valuation.definitions):
        value = valuation.of(switch)
        if value:
            chosen[Apply(">" if value > 0 else "<", (switch, ZERO))] = None
    return tuple(chosen)


def _all_switches(sides: Iterable[Term], definitions: Mapping[str, Definition]) -> Iterator[Term]:
    pending, seen = list(sides), set[str]()
    while pending:
        term = pending.pop()
        for part in _at_their_points(term):
            yield from _own_switches(part)
        for symbol in free(term):
            definition = definitions.get(symbol.name)
            if definition is not None and symbol.name not in seen and not definition.parameters:
                seen.add(symbol.name)
                pending.append(definition.body)


def _at_their_points(term: Term) -> Iterator[Term]:
    """Every part of a term, the body of a derivative at the point where it is taken."""
    pending = [term]
    while pending:
        part = pending.pop()
        match part:
            case Bind("derivative", variable, body, (at,)):
                pending += [at, substitute(body, {variable: at})]
            case Bind():
                continue                         # a switch under another binder has no single sign
            case Apply(_, args):
                yield part
                pending.extend(args)


def kinks(sides: Iterable[Term], conditions: Iterable[Term]) -> tuple[Term, ...]:
    """The non-strict conditions whose boundary is a switch under a derivative of a side."""
    boundaries = [
        (condition, difference(condition.args[0], condition.args[1]))
        for condition in conditions
        if isinstance(condition, Apply) and condition.head in ("<=", ">=")
    ]
    if not boundaries:
        return ()
    found = list(_differentiated_switches(sides))
    return tuple(c for c, boundary in boundaries if any(_same_zeros(boundary, switch) for switch in found))


def _differentiated_switches(sides: Iterable[Term]) -> Iterator[Term]:
    for side in sides:
        for part in subterms(side):
            match part:
                case Bind("derivative", variable, body, (at,)):
                    yield from switches(substitute(body, {variable: at}))
                case Bind("derivative", _, body, _):
                    yield from switches(body)


PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)


def _same_zeros(left: Term, right: Term) -> bool:
    """Whether two expressions agree up to sign at two points of no special kind: enough for a finding."""
    if left == right:
        return True
    names = sorted(symbol.name for symbol in free(left) | free(right))
    signs = set()
    for shift in (0, 5):
        values: dict[str, Term] = {
            name: number(Fraction(PRIMES[(k + shift) % len(PRIMES)], shift + 1)) for k, name in enumerate(names)
        }
        at_point = Valuation(values, {})
        one, other = at_point.of(left), at_point.of(right)
        if one is None or other is None or abs(one) != abs(other) or not one:
            return False
        signs.add(one == other)
    return len(signs) == 1
