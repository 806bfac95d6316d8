"""Whether a point breaks an obligation: every hypothesis certainly holds there, and the goal certainly fails.

    point, hypotheses  ->  values of all names, defined names computed from their definitions
    hypotheses         ->  each certainly true
    goal               ->  both sides certainly defined, and certainly false

A side that is undefined at the point breaks no equation: it may be meant as a limit, or as a complex number.
In a goal about solutions (implies, iff) of one unknown, an equation with an undefined part certainly does not
hold at that value of the unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from derive.kernel.enclosure import KINDS, Closure, Evaluator, Family, Value, Values
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Obligation, Symbol, Term, free, substitute, subterms

PRECISIONS = (96, 320, 1100)
WITNESSES = range(-8, 9)
NUMERIC = frozenset({"real", "integer", "complex"})

Point = Mapping[Symbol, Term]
Definition = tuple[Symbol, tuple[Symbol, ...], Term]


class Unbroken(Exception):
    """The point does not break the obligation, or not certainly."""


class Harmless(Unbroken):
    """A hypothesis certainly fails at the point, or the goal certainly holds there."""


def breaks(obligation: Obligation, point: Point, equal: Callable[[Term, Term], bool]) -> Judge:
    """Return the judge of the precision that settled it; fail with Unbroken where none does.

    `equal` may confirm an equation between closed terms that no interval can.
    """
    if any(symbol.sort == "complex" for symbol in point) and "root" in _heads(obligation):
        raise Unbroken("a real root of a complex number")
    reason: Exception = Unbroken("no precision")
    for bits in PRECISIONS:
        try:
            judge = Judge(bits, point, equal)
            judge.assume(obligation.hypotheses, free(obligation.goal))
            judge.solving = len(judge.unknowns(obligation)) == 1
            if judge.fails(obligation.goal):
                return judge
            raise Harmless("the goal holds at the point")
        except Unknown as doubt:
            reason = doubt
        except Undefined as lack:
            raise Unbroken(f"undefined at the point: {lack}") from None
    raise Unbroken(f"not certain at the point: {reason}")


def definition(hypothesis: Term) -> Definition | None:
    """A hypothesis that gives a name by a formula: s = t, forall i. s_i = t, forall x. s(x) = t."""
    parameters: list[Symbol] = []
    while isinstance(hypothesis, Bind) and hypothesis.head == "forall":
        parameters.append(hypothesis.variable)
        hypothesis = hypothesis.body
    if not isinstance(hypothesis, Apply) or hypothesis.head != "=" or len(hypothesis.args) != 2:
        return None
    left, right = hypothesis.args
    if isinstance(left, Symbol) and not parameters:
        return None if left in free(right) else (left, (), right)
    if isinstance(left, Apply) and left.head in ("at", "call") and isinstance(left.args[0], Symbol):
        name, places = left.args[0], left.args[1:]
        distinct = len(set(places)) == len(places) and set(places) == set(parameters) and name not in parameters
        if distinct and name not in free(right):
            return name, tuple(place for place in places if isinstance(place, Symbol)), right
    return None


def _heads(obligation: Obligation) -> set[str]:
    terms = (obligation.goal, *obligation.hypotheses)
    return {part.head for term in terms for part in subterms(term) if isinstance(part, Apply)}


def _in_order(definitions: list[Definition], known: Iterable[Symbol]) -> Iterator[Definition]:
    """Each definition after those of the names it speaks of; those that never become ready are left out."""
    ready, waiting = set(known), list(definitions)
    while waiting:
        later = []
        for item in waiting:
            symbol, parameters, body = item
            if free(body) - set(parameters) - KINDS <= ready:
                ready.add(symbol)
                yield item
            else:
                later.append(item)
        if len(later) == len(waiting):
            return
        waiting = later


class Judge(Evaluator):
    """Truth at one point, at one precision."""

    def __init__(self, bits: int, point: Point, equal: Callable[[Term, Term], bool]) -> None:
        super().__init__(bits)
        self.given = dict(point)
        self.equal = equal
        self.solving = False
        self.values: dict[Symbol, Value] = {}
        for symbol, term in point.items():
            if free(term):
                raise Unbroken(f"the value of {symbol.name} is not closed")
            self._set(symbol, self.value(term, {}))

    def _set(self, symbol: Symbol, value: Value) -> None:
        if symbol.sort == "integer":
            self.whole(value)
        if (symbol.sort in NUMERIC) == isinstance(value, Family | Closure):
            raise Unknown(f"no value of the sort of {symbol.name}")
        if symbol.sort not in NUMERIC | {"array", "function"}:
            raise Unknown(f"no values of sort {symbol.sort}")
        self.values[symbol] = value

    def assume(self, hypotheses: tuple[Term, ...], needed: frozenset[Symbol]) -> None:
        """Compute the defined names, then check every hypothesis that is not such a definition.

        The definition of a name that nothing else speaks of may stay unevaluated.
        """
        defining: list[Definition] = []
        rest: list[Term] = []
        for hypothesis in hypotheses:
            given = definition(hypothesis)
            if given is None or given[0] in self.values or any(given[0] == other[0] for other in defining):
                rest.append(hypothesis)
            else:
                defining.append(given)
        needed = needed.union(*(free(hypothesis) for hypothesis in rest))
        for symbol, names, body in _in_order(defining, self.values.keys()):
            try:
                self._set(symbol, Closure(names, body, dict(self.values)) if names else self.value(body, self.values))
            except Unknown:
                if symbol in needed:
                    raise
        for symbol in needed - self.values.keys() - KINDS:
            raise Unbroken(f"no value for {symbol.name}")
        for hypothesis in rest:
            if not self.truth(hypothesis, self.values):
                raise Harmless("a hypothesis fails at the point")

    def unknowns(self, obligation: Obligation) -> set[Symbol]:
        """The symbols whose values no definition gives, among those that the goal rests on."""
        given = {item[0]: free(item[2]) - set(item[1]) for item in map(definition, obligation.hypotheses) if item}
        found = set(free(obligation.goal))
        while inner := found & given.keys():
            found = (found - inner).union(*map(given.pop, inner))
        return found - KINDS

    # --- truth with quantifiers, and with equations between closed terms -------------------------

    def truth(self, term: Term, values: Values) -> bool:
        if isinstance(term, Bind) and term.head in ("forall", "exists"):
            return self._quantified(term, values)
        if isinstance(term, Apply) and term.head in RELATIONS:
            try:
                return super().truth(term, values)
            except Undefined:
                if self.solving:
                    return False
                raise
            except Unknown:
                if term.head in ("=", "!=", "<=", ">=", "<", ">") and self._confirmed(term, values):
                    return term.head in ("=", "<=", ">=")
                raise
        return super().truth(term, values)

    def _confirmed(self, relation: Apply, values: Values) -> bool:
        """Both sides have values, and a proof says that these are equal."""
        closed: dict[Symbol, Term] = {}
        for symbol in free(relation):
            value = values.get(symbol)
            if isinstance(value, Fraction):
                closed[symbol] = Number(value)
            elif symbol in self.given and value == self.values.get(symbol):
                closed[symbol] = self.given[symbol]
            else:
                return False
        for side in relation.args:
            self.scalar(side, values)
        left, right = (substitute(side, closed) for side in relation.args)
        return self.equal(left, right)

    def _quantified(self, term: Bind, values: Values) -> bool:
        """Over a finite range; an existence also by one of a few whole witnesses."""
        wanted = term.head == "exists"
        span = self._range(term, values)
        doubt: Exception | None = None if span is not None else Unknown("an unbounded quantifier")
        tried = WITNESSES if span is None and wanted and term.variable.sort == "integer" else span or ()
        for k in tried:
            try:
                if self.truth(term.body, {**values, term.variable: Fraction(k)}) == wanted:
                    return wanted
            except (Unknown, Undefined) as reason:
                doubt = reason
        if doubt:
            raise doubt
        return not wanted

    def _range(self, term: Bind, values: Values) -> range | None:
        """The whole numbers a bound index runs over: as stated, or the places of the arrays it indexes."""
        if term.variable.sort != "integer":
            return None
        if len(term.bounds) == 2:
            lo, hi = (self.whole(self.value(bound, values)) for bound in term.bounds)
            return range(lo, hi + 1)
        if len(term.bounds) == 1:
            stated = term.bounds[0]
            if isinstance(stated, Apply) and stated.head == "interval" and stated.args[2] == Symbol("[]"):
                lo, hi = (self.whole(self.value(bound, values)) for bound in stated.args[:2])
                return range(lo, hi + 1)
            return None
        families = list(self._indexed(term, values))
        if not families:
            return None
        start = min(family.start for family in families)
        return range(start, max(family.start + len(family.items) for family in families))

    def _indexed(self, term: Bind, values: Values) -> Iterator[Family]:
        """The arrays of which the bound variable is an index, at the depth of that index."""
        for part in subterms(term.body):
            if isinstance(part, Apply) and part.head == "at" and isinstance(part.args[0], Symbol):
                array = values.get(part.args[0])
                for index in part.args[1:]:
                    if not isinstance(array, Family):
                        break
                    if index == term.variable:
                        yield array
                    array = array.items[0] if array.items else None

    # --- failure of the goal ---------------------------------------------------------------------

    def fails(self, goal: Term) -> bool:
        """Whether the goal is certainly false here; `a implies b` fails where a holds and b does not."""
        while isinstance(goal, Bind) and goal.head == "forall" and goal.variable in self.values:
            goal = goal.body
        solving = isinstance(goal, Apply) and goal.head in ("implies", "iff")
        self.solving = self.solving and solving
        return not self.truth(goal, self.values)
