"""The context: what is in force at one place of the document, and which of it a step rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from derive.elaborate.equations.inductive_values import let_anew, said_before
from derive.elaborate.formulas.branches import Valuation
from derive.elaborate.formulas.matrices import kinds_told, sort_of_value
from derive.elaborate.formulas.sampling import exclude_each_other
from derive.elaborate.names.arithmetic_functions import SORTS as ARITHMETIC
from derive.elaborate.names.counts import presumed
from derive.elaborate.names.dependence import callers
from derive.elaborate.names.divisors import told_by_divisors
from derive.elaborate.names.equal_names import facts_beside, values_beside
from derive.elaborate.names.signature import Choice, Components, Definition, Signature, Slopes
from derive.elaborate.names.values_outside import within_ranges
from derive.elaborate.unfolding import unfold, with_definition
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, substitute, subterms


def equation(definition: Definition) -> Term:
    """A definition as a hypothesis.

        x := t         x = t
        a_i := t       forall i. at(a, i) = t
        f(x) := t      forall x. call(f, x) = t
    """
    symbol, parameters = definition.symbol, definition.parameters
    if not parameters:
        return Apply("=", (symbol, definition.body))
    head = "call" if symbol.sort == "function" else "at"
    statement: Term = Apply("=", (Apply(head, (symbol, *parameters)), definition.body))
    for parameter in reversed(parameters):
        statement = Bind("forall", parameter, statement)
    return statement


def names_in(terms: Iterable[Term]) -> set[str]:
    """The names that stand free in any of the terms."""
    return {symbol.name for term in terms for symbol in free(term)}


@dataclass(frozen=True)
class Hypothesis:
    """One thing in force, and the names that call for it."""

    term: Term
    called_by: frozenset[Symbol]
    is_definition: bool = False
    is_value: bool = False

    @cached_property
    def names(self) -> frozenset[Symbol]:
        return free(self.term)


@dataclass
class Context:                                                            # Used for:
    sorts: dict[str, str] = field(default_factory=dict)                 # reading a name
    definitions: dict[str, Definition] = field(default_factory=dict)    # unfolding, and as hypotheses
    values: dict[str, Term] = field(default_factory=dict)               # given values
    facts: list[Term] = field(default_factory=list)                     # declarations, assumptions
    aliases: dict[str, str] = field(default_factory=dict)               # Z for z
    ranges: dict[str, tuple[Term, Term]] = field(default_factory=dict)  # of index names
    arity: dict[str, int] = field(default_factory=dict)                 # indexed names
    numbers: set[str] = field(default_factory=set)                      # of these, numbers where no index stands
    used: set[str] = field(default_factory=set)                         # unknowns of statements to be judged
    distinct: set[str] = field(default_factory=set)                     # letters that differ from their other case
    declared: set[str] = field(default_factory=set)                     # names whose kind the document states
    told: set[str] = field(default_factory=set)                         # index letters whose range is told in words
    brought: set[str] = field(default_factory=set)                      # functions of another problem, not fixed here
    settled: dict[str, str] = field(default_factory=dict)               # ambiguities that the page settles
    exchanged: frozenset[Choice] = frozenset()                          # those to be read the other way
    met: dict[Choice, str] = field(default_factory=dict)                # ambiguities met, shared by all copies
    domains: dict[str, tuple[Term, ...]] = field(default_factory=dict)  # conditions under which a name was defined
    sloping: dict[str, Symbol] = field(default_factory=dict)            # functions under primes and dots, and of what
    posed: dict[str, tuple[Term, ...]] = field(default_factory=dict)    # differential equations, and who they ask for
    asked: tuple[tuple[Term, frozenset[Symbol]], ...] = ()              # of what was defined last, and its new letters
    inputs: set[str] = field(default_factory=set)                       # sizes of what an algorithm takes, from 1 on
    shadowed: dict[str, tuple[Term | None, Definition | None]] = field(default_factory=dict)     # before a value
    universal: frozenset[str] = frozenset()                             # names of which a sentence speaks in general
    open: set[str] = field(default_factory=set)                         # names that were left unsettled at its end
    components: dict[str, Components] = field(default_factory=dict)     # functions of vectors, by their components
    slopes: dict[str, Slopes] = field(default_factory=dict)             # of losses that stand nowhere else
    _signature: Signature | None = None
    _known: list[Hypothesis] | None = None

    def copy(self) -> Context:
        return Context(
            dict(self.sorts), dict(self.definitions), dict(self.values), list(self.facts), dict(self.aliases),
            dict(self.ranges), dict(self.arity), set(self.numbers), set(self.used), set(self.distinct),
            set(self.declared), set(self.told), set(self.brought), dict(self.settled), self.exchanged, self.met,
            dict(self.domains), dict(self.sloping), dict(self.posed), self.asked, set(self.inputs),
            open=set(self.open), components=dict(self.components), slopes=dict(self.slopes),
        )

    @property
    def signature(self) -> Signature:
        """What the reading of one expression may know."""
        if self._signature is None:
            self._signature = Signature(
                dict(self.sorts), dict(self.definitions), dict(self.values), tuple(self.facts), dict(self.aliases),
                dict(self.ranges), dict(self.arity), numbers=frozenset(self.numbers), settled=dict(self.settled),
                exchanged=self.exchanged, met=self.met, components=dict(self.components), slopes=dict(self.slopes))
        return self._signature

    @property
    def valuation(self) -> Valuation:
        return Valuation(self.values, self.definitions)

    def changed(self) -> None:
        self._signature = self._known = None

    def define(self, definition: Definition) -> None:
        name = definition.symbol.name
        self.brought.discard(name)
        self.definitions = with_definition(self.definitions, definition)
        self.values.pop(name, None)
        self.domains.pop(name, None)
        self.changed()
        self._set_apart(definition)
        self._forget_facts_that_define(name)

    def _set_apart(self, definition: Definition) -> None:
        """Whether y = e^{rx} solves y'' + y = 0 is a claim, and no fact; an r that it asks for may be meant.

        y(0) = 1 and y'(0) = 2 say what C is where y has one.
        """
        opaque = Symbol(definition.symbol.name, "unknown")
        about, self.asked = [fact for fact in self.facts if opaque in free(fact)], ()
        self.withdraw(about)
        about = list(dict.fromkeys((*self.posed.get(opaque.name, ()), *about)))
        if not about or definition.symbol.sort == "unknown":
            return
        self.posed[opaque.name] = tuple(about)
        for fact in about:
            written = unfold(substitute(fact, {opaque: definition.symbol}), self.signature)
            new = free(written) - free(fact) - {definition.symbol, *definition.parameters}
            if new and _is_at_one_place(fact):
                self.facts.append(written)
                continue
            self.asked += ((written, new),)
        self.changed()

    def give(self, name: str, value: Term) -> None:
        self.values[name], self.facts = value, facts_beside(self.facts, name, {**self.values, name: value})
        if not self.is_beside(name):
            self.definitions.pop(name, None)
        self.changed()

    def shadow(self, names: Iterable[str]) -> None:
        """What names are given next they are for a moment only."""
        for name in names:
            self.shadowed.setdefault(name, (self.values.get(name), self.definitions.get(name)))

    def take_back(self, name: str) -> None:
        """A name is no longer what it was given for a moment, but what it was before."""
        value, definition = self.shadowed.pop(name, (None, None))
        self.values.pop(name, None)
        if value is not None:
            self.values[name] = value
        if definition is not None:
            self.definitions[name] = definition
        self.changed()

    def is_settled(self, name: str) -> bool:
        """Whether a name without arguments is given by a number or a formula."""
        return name in self.values or (name in self.definitions and not self.definitions[name].parameters)

    def assume(self, fact: Term) -> None:
        """Put a fact in force; what it excludes was said of something else, and ends here."""
        if fact not in self.facts:
            self.facts = [other for other in self.facts if not exclude_each_other(fact, other)]
            self.facts.append(fact)
            self.values = values_beside(self.values, fact)
            self.changed()

    def withdraw(self, facts: Iterable[Term]) -> None:
        """Facts that hold no longer."""
        gone = tuple(facts)
        self.facts = [fact for fact in self.facts if fact not in gone]
        self.changed()

    def declare(self, name: str, sort: str) -> None:
        self.declared.add(name)
        if self.sorts.get(name) not in (sort, *(("beta", *ARITHMETIC) if sort == "function" else ())):
            self.sorts[name] = sort
            if sort == "integer":                     # n >= 3 was said of the same n before it was said to be whole
                self.facts = [substitute(fact, {Symbol(name): Symbol(name, sort)}) for fact in self.facts]
            self.changed()

    def names(self) -> set[str]:
        """Every name of which something was said."""
        return names_in(self.facts) | self.declared | self.definitions.keys() | self.values.keys()

    def forget(self, name: str, sort: str | None) -> None:
        """A name is let stand for something else, of a sort that its use tells: what was said of it ends here."""
        for table in (self.sorts, self.definitions, self.values):
            table.pop(name, None)
        if sort is not None:
            self.sorts[name] = sort
        self.declared.discard(name)
        self.brought.discard(name)
        self.facts = [fact for fact in self.facts if all(symbol.name != name for symbol in free(fact))]
        self.changed()

    def is_beside(self, name: str) -> bool:
        """Whether a name without an index is a number beside the array whose elements are defined: p beside the p_i."""
        definition = self.definitions.get(name)
        return name in self.numbers and definition is not None and definition.symbol.sort == "array"

    def knows(self, name: str) -> bool:
        """Whether a name stands for something already."""
        return name in self.definitions or name in self.values or any(_defines(fact, name) for fact in self.facts)

    @property
    def functions(self) -> frozenset[Symbol]:
        """The functions that the page defines."""
        return frozenset(one.symbol for one in self.definitions.values() if one.symbol.sort == "function")

    def relates(self, name: str) -> bool:
        """Whether an equation in force ties a name to others: x + y = 10."""
        return any(isinstance(fact, Apply) and fact.head == "=" and len(names := {s.name for s in free(fact)}) > 1
                   and name in names for fact in self.facts)

    def in_force(self, sides: Iterable[Term], conditions: Iterable[Term], with_values: bool) -> tuple[Term, ...]:
        """The hypotheses a step rests on: definitions, facts, values and ranges of all it mentions."""
        sides, conditions = tuple(sides), tuple(conditions)
        if not any(map(free, sides)):
            return tuple(dict.fromkeys(conditions))      # for n = 100, 1/sqrt(400) = 0.05: rests on nothing else
        wanted: set[Symbol] = set().union(*(free(term) for term in (*sides, *conditions)))
        chosen: list[Term] = []
        meanings: list[Term] = []                # of the names: their sums are as good as written in the sides
        open_ones = [
            known for known in self._known_here()
            if not (self.universal and _fixes(known.term, self.universal)) and (with_values or not known.is_value) and (
                not let_anew(known.term, conditions) if known.is_definition else _compatible(known.term, conditions))
        ]
        while called := [known for known in open_ones if not wanted.isdisjoint(known.called_by)]:
            open_ones = [known for known in open_ones if wanted.isdisjoint(known.called_by)]
            chosen += [known.term for known in called]
            meanings += [known.term for known in called if known.is_definition]
            wanted = wanted.union(*(known.names for known in called))
        if not with_values:                      # of what is told in numbers its kind, which is no number put in
            chosen += kinds_told(one.term for one in self._known_here() if one.is_value and one.called_by <= wanted)
        chosen = said_before(chosen, map(equation, self.definitions.values()), conditions)
        for symbol in sorted(wanted, key=lambda symbol: symbol.name):
            chosen += [term for term in self.domains.get(symbol.name, ())
                       if free(term) <= wanted and _compatible(term, conditions)]
        named = sorted(wanted, key=lambda symbol: symbol.name)
        ranges = within_ranges(dict.fromkeys(bound for symbol in named for bound in self._range(symbol)), chosen)
        found = tuple(dict.fromkeys((*chosen, *conditions, *ranges)))
        spoken = [term for term in found if term not in meanings]
        sizes = presumed((*sides, *meanings), spoken, self.declared | self.definitions.keys(), self.inputs)
        return (*found, *sizes, *told_by_divisors(sides, found))

    def _known_here(self) -> list[Hypothesis]:
        """Every hypothesis with the names that call for it: a definition is wanted by its name alone."""
        if self._known is None:
            self._known = [Hypothesis(equation(one), frozenset((one.symbol,)), is_definition=True)
                           for one in self.definitions.values()]
            for name, value in self.values.items():
                symbol = Symbol(name, "real" if self.is_beside(name) else sort_of_value(name, value, self.sorts))
                self._known.append(Hypothesis(Apply("=", (symbol, value)), frozenset((symbol,)), is_value=True))
            self._known += [Hypothesis(fact, callers(fact, self.ranges)) for fact in self.facts]
        return self._known

    def terms(self, of_definitions: bool = True) -> list[Term]:
        """Definitions, or whatever is in force, as they stand among the hypotheses."""
        return [known.term for known in self._known_here() if known.is_definition or not of_definitions]

    def _range(self, symbol: Symbol) -> Iterable[Term]:
        """1 <= i, i <= n, 1 <= n for a free index i."""
        if symbol.sort == "integer" and symbol.name in self.ranges:
            low, high = self.ranges[symbol.name]
            yield Apply("<=", (low, symbol))
            yield Apply("<=", (symbol, high))
            if not isinstance(high, Number):
                yield Apply("<=", (low, high))

    def _forget_facts_that_define(self, name: str) -> None:
        self.facts = [fact for fact in self.facts if not _defines(fact, name)]
        self.changed()


def _fixes(hypothesis: Term, names: frozenset[str]) -> bool:
    """Whether a hypothesis is the value of one of some names: theta = 1/2."""
    match hypothesis:
        case Apply("=", (Symbol(name), value)):
            return name in names and not free(value)
    return False


def _compatible(hypothesis: Term, conditions: Iterable[Term]) -> bool:
    """Whether a fact may stand beside the conditions of a link: "if x = 1" sets the given x = 2 aside."""
    return not any(exclude_each_other(hypothesis, condition) for condition in conditions)


def _is_at_one_place(fact: Term) -> bool:
    """Whether a fact is about values and slopes at numbers: y(0) = 1, y'(0) = 2."""
    slopes = [part for part in subterms(fact) if isinstance(part, Bind) and part.head == "derivative"]
    outer = [part for part in slopes if not any(part is not other and part in subterms(other) for other in slopes)]
    return not any(free(bound) for part in outer for bound in part.bounds[:1])


def _defines(fact: Term, name: str) -> bool:
    """Whether a fact says what a name is, element by element: forall k. at(y, k) = ..."""
    while isinstance(fact, Bind) and fact.head == "forall":
        fact = fact.body
    match fact:
        case Apply("=", (Apply("at" | "call", (Symbol(other), *_)), _)):
            return other == name
    return False
