"""What has to be given a value to try an obligation at a point, and what then follows.

    in    an obligation
    out   a Scene: which symbols are drawn, as what, which are computed, and which conditions must hold

Definitions are computed, never drawn. A second definition of one name, or one that goes round in a circle,
is a condition to be met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flint import fmpq

from derive.decide.balls import whole
from derive.decide.binders_in_balls import at_places
from derive.decide.closures import ORDERED
from derive.decide.evaluation import Compiled, compiled
from derive.decide.heads import BINDERS, is_complex
from derive.kernel.enclosure import KINDS
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.refutation import Definition, definition
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, heads, number, substitute, subterms

Values = dict[Symbol, Any]
PRECISIONS = (128, 400, 1200)


@dataclass(slots=True)
class Formula:
    """A definition ready to be computed."""

    symbol: Symbol
    parameters: tuple[Symbol, ...]
    body: Compiled

    def compute(self, values: Values) -> Any:
        """The value, or for an array or a function a callable that remembers whole arguments."""
        if not self.parameters:
            return self.body(values)
        known: dict[tuple[Any, ...], Any] = {}
        fixed = dict(values)

        def element(index: tuple[Any, ...]) -> Any:
            plain = all(isinstance(i, int | fmpq) for i in index)
            if plain and index in known:
                return known[index]
            if len(index) != len(self.parameters):
                raise Unknown("called with another number of arguments")
            arguments = (fmpq(i) if isinstance(i, int) else i for i in index)
            value = self.body({**fixed, **dict(zip(self.parameters, arguments, strict=True))})
            if plain:
                known[index] = value
            return value

        return element


@dataclass
class Scene:
    """The parts of an obligation, sorted by what a point needs."""

    obligation: Obligation
    definitions: list[Definition] = field(default_factory=list)
    conditions: list[Term] = field(default_factory=list)
    drawn: list[Symbol] = field(default_factory=list)
    _first: dict[Symbol, Definition] = field(default_factory=dict)
    _checks: dict[int, list[Compiled]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        everything = free(self.obligation.goal)
        first = self._first
        for hypothesis in self.obligation.hypotheses:
            given = definition(hypothesis)
            if given is None or given[0] in first:
                self.conditions.append(hypothesis)
            else:
                first[given[0]] = given
        wanted = self.reached(everything.union(*(free(condition) for condition in self.conditions)))
        usable = {symbol: given for symbol, given in first.items() if symbol in wanted}
        self.definitions = _ordered(usable)
        while len(self.definitions) < len(usable):              # a circle: one of its equations is a condition
            computed = {given[0] for given in self.definitions}
            broken = min((symbol for symbol in usable if symbol not in computed), key=lambda symbol: symbol.name)
            del usable[broken]
            self.conditions.append(next(h for h in self.obligation.hypotheses if _gives(h, broken)))
            self.definitions = _ordered(usable)
        computed = {given[0] for given in self.definitions}
        self.drawn = sorted(wanted - computed - KINDS, key=lambda symbol: (symbol.sort, symbol.name))
        self._prepare()

    def _prepare(self) -> None:
        """What every point needs: the goal and the definitions compiled, the ranges, the sizes, the indices."""
        goal = at_places(self.obligation.goal)
        self.terms = (goal, *self.conditions, *(body for _, _, body in self.definitions))
        self.plane = any(is_complex(term) for term in self.terms)
        integrated = any(not heads(term).isdisjoint(("integral", "infinity")) for term in self.terms)
        self.precisions = PRECISIONS[:1] if integrated else PRECISIONS       # quadrature is done at the first alone
        self.ordered = isinstance(goal, Apply) and goal.head in ORDERED and len(goal.args) == 2
        self.sides = tuple(compiled(side, self.plane) for side in goal.args) if isinstance(goal, Apply) else ()
        self.whole: tuple[Compiled, ...] = () if self.ordered else (compiled(goal, self.plane),)
        self.formulas = [
            Formula(name, parameters, compiled(body, self.plane)) for name, parameters, body in self.definitions]
        self.sizes = self._sizes()
        self.indices = self._indices()

    def reached(self, symbols: frozenset[Symbol]) -> set[Symbol]:
        """Symbols, and all that their definitions speak of."""
        found: set[Symbol] = set()
        waiting = list(symbols)
        while waiting:
            symbol = waiting.pop()
            if symbol not in found:
                found.add(symbol)
                if symbol in self._first:
                    _, parameters, body = self._first[symbol]
                    waiting.extend(free(body) - set(parameters))
        return found

    @property
    def hopeless(self) -> bool:
        """Whether the goal, a condition or a definition has a part that cannot be evaluated at any point."""
        needed = [*(self.whole or self.sides), *self.checks(self.width), *(formula.body for formula in self.formulas)]
        return any(part.gaps for part in needed)

    @cached_property
    def arities(self) -> Mapping[Symbol, int]:
        """How many indices or arguments each array or function is used with."""
        reading = [term for term in self.terms if not heads(term).isdisjoint(("at", "call"))]
        uses = [part for term in reading for part in subterms(term) if isinstance(part, Apply) and part.args]
        return {
            part.args[0]: len(part.args) - 1
            for part in uses
            if part.head in ("at", "call") and isinstance(part.args[0], Symbol)
        }

    def _sizes(self) -> frozenset[Symbol]:
        """Whole numbers that bound a sum or an index."""
        bounds = [bounds[1] for term in self.terms for bounds in _ranges(term)]
        orders = [c.args for c in self.conditions if isinstance(c, Apply) and c.head == "<=" and len(c.args) == 2]
        uppers = [upper for lower, upper in orders if _is_index(lower)]
        symbols = free(Apply("tuple", (*bounds, *uppers)))
        return frozenset(symbol for symbol in symbols if symbol.sort == "integer" and symbol in self.drawn)

    def _indices(self) -> tuple[str, ...]:
        """Free whole numbers at which an array is read, or which are compared by a delta."""
        found = {
            symbol.name
            for term in self.terms
            for part in (subterms(term) if not heads(term).isdisjoint(("at", "delta", "derivative")) else ())
            for place in _index_places(part)
            for symbol in free(place)
            if symbol.sort == "integer" and symbol in self.drawn and symbol not in self.sizes
        }
        return tuple(sorted(found))

    @cached_property
    def width(self) -> int:
        """A length of arrays at which all indices can differ."""
        goal = self.obligation.goal
        parts = subterms(goal) if not heads(goal).isdisjoint(BINDERS) else ()
        binders = sum(isinstance(part, Bind) and part.variable.sort == "integer" for part in parts)
        return min(max(len(self.indices) + binders, 3), 6)

    def checks(self, width: int) -> list[Compiled]:
        """The conditions, with quantifiers over indices written out for arrays of a length."""
        if width not in self._checks:
            self._checks[width] = [compiled(expanded(c, width), self.plane) for c in self.conditions]
        return self._checks[width]

    @cached_property
    def ranges(self) -> list[tuple[Compiled, Compiled]]:
        """The bounds of sums that depend on drawn symbols: an author means them not to be empty."""
        known = free(self.obligation.goal)
        pairs = _ranges(self.obligation.goal)
        symbolic = [pair for pair in pairs if free(Apply("tuple", pair)) and free(Apply("tuple", pair)) <= known]
        return [(compiled(lo), compiled(hi)) for lo, hi in dict.fromkeys(symbolic)]

    def complete(self, values: Values) -> Values:
        """The drawn values with all that is computed from them; fails with Undefined or Unknown."""
        result = dict(values)
        for formula in self.formulas:
            result[formula.symbol] = formula.compute(result)
        return result

    def admits(self, values: Values, width: int) -> bool:
        """Whether every condition certainly holds and no symbolic range is empty."""
        try:
            if any(whole(lo(values)) > whole(hi(values)) for lo, hi in self.ranges):
                return False
            return all(check(values) for check in self.checks(width))
        except (Undefined, Unknown):
            return False


def expanded(condition: Term, width: int) -> Term:
    """A condition with every quantifier over whole numbers written out over 1..width or its own range."""
    if isinstance(condition, Bind) and condition.head == "forall" and condition.variable.sort == "integer":
        span = range(1, width + 1)
        if len(condition.bounds) == 2 and all(isinstance(bound, Number) for bound in condition.bounds):
            lo, hi = (int(bound.value) for bound in condition.bounds if isinstance(bound, Number))
            span = range(lo, min(hi, lo + width) + 1)
        parts = (substitute(condition.body, {condition.variable: number(k)}) for k in span)
        return Apply("and", tuple(expanded(part, width) for part in parts))
    return condition


def _gives(hypothesis: Term, symbol: Symbol) -> bool:
    given = definition(hypothesis)
    return given is not None and given[0] == symbol


def _ordered(definitions: Mapping[Symbol, Definition]) -> list[Definition]:
    """Definitions after those they build on; circles are left out."""
    done: list[Definition] = []
    waiting = dict(definitions)
    while True:
        ready = [
            symbol
            for symbol, (_, parameters, body) in waiting.items()
            if not (free(body) - set(parameters)) & waiting.keys()
        ]
        if not ready:
            return done
        done.extend(waiting.pop(symbol) for symbol in ready)
    return done


def _ranges(term: Term) -> list[tuple[Term, ...]]:
    """The bounds of every fold over whole numbers."""
    folds = ("sum", "product", "max_over", "min_over")
    if heads(term).isdisjoint(folds):
        return []
    return [p.bounds for p in subterms(term) if isinstance(p, Bind) and p.head in folds and len(p.bounds) == 2]


def _is_index(term: Term) -> bool:
    return isinstance(term, Symbol) and term.sort == "integer"


def _index_places(part: Term) -> tuple[Term, ...]:
    if isinstance(part, Apply) and part.head == "at":
        return part.args[1:]
    if isinstance(part, Apply) and part.head == "delta":
        return part.args
    if isinstance(part, Bind) and part.head == "derivative":
        return part.bounds[1:]
    return ()
