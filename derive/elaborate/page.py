"""The page being read: what has been understood so far, and how a link becomes a step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from derive.elaborate.chance.densities import Densities
from derive.elaborate.chance.settled_laws import as_from_tables, settled
from derive.elaborate.chance.stochastic import Chance, is_silent
from derive.elaborate.context import Context, names_in
from derive.elaborate.equations.bearing import connected, told_in_words
from derive.elaborate.equations.places_told import has_no_place
from derive.elaborate.equations.polar_forms import angles_asked
from derive.elaborate.equations.put_in import told_values
from derive.elaborate.equations.recurrence_instances import Guess
from derive.elaborate.equations.said_below import rests_on_here
from derive.elaborate.equations.solving import Lone, settle
from derive.elaborate.equations.standing import is_large, is_meant, leaves_all_open
from derive.elaborate.equations.where_given import left_out
from derive.elaborate.formulas.branches import KINK, kinks, selected
from derive.elaborate.formulas.expression import elaborate, usage
from derive.elaborate.formulas.growth import about_growth, everywhere
from derive.elaborate.formulas.inner_products import in_elements
from derive.elaborate.formulas.laplace import presumed
from derive.elaborate.formulas.layout import by_parts, compared
from derive.elaborate.formulas.operand import JUDGED, Chain, Operand, left_open
from derive.elaborate.formulas.orders_told import apart, several
from derive.elaborate.formulas.rewording import in_words, plain_events, worded_name
from derive.elaborate.formulas.rounded_tables import rounded_tables
from derive.elaborate.formulas.rounding import Rounded, closed, rounded_goal, with_quantities
from derive.elaborate.formulas.rounding_within import carried_on, within
from derive.elaborate.formulas.row_operations import row_equivalence
from derive.elaborate.formulas.sampling import exclude_each_other
from derive.elaborate.formulas.shown_digits import Digits
from derive.elaborate.formulas.units import set_aside
from derive.elaborate.goals import close_goals
from derive.elaborate.language.spelling import names_in as written_names
from derive.elaborate.names.aliases import find_aliases
from derive.elaborate.names.items import Items
from derive.elaborate.names.signature import Signature
from derive.elaborate.notation import plain
from derive.elaborate.numbers_put_in import seen
from derive.elaborate.of_functions import shown_within
from derive.elaborate.otherwise import otherwise
from derive.elaborate.prose.citations import Citations
from derive.elaborate.prose.layers import Network
from derive.elaborate.step import Case, Condition, Finding, Goal, Named, Side, Step, distinct
from derive.kernel.setting import conjuncts
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, free, heads, subterms
from derive.read.document import Document
from derive.read.node import Node, Span


@dataclass
class Page:                                                    # Used for:
    document: Document                                         # source text and places
    context: Context                                               # names and facts in force
    network: Network                                           # claims about layers
    told_layers: list[str] = field(default_factory=list)       # layers that the text describes, in order
    subject: str = ""                                          # the one that was described last, alone in its sentence
    steps: list[Step] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    homes: dict[str, tuple[tuple[str, ...], set[str]]] = field(default_factory=dict)   # of definitions
    section: tuple[str, ...] = ()                              # heading path
    case: int | None = None                                    # the case we are in
    before_case: Context | None = None                         # what was in force before the split
    groups: int = 0                                            # splits met so far
    chain: Chain | None = None                                 # what a leading relation goes on with
    unsettled: bool = False                                    # whether that is not certain
    local: list[Condition] = field(default_factory=list)       # "if x > 0," before the statement it is about
    correct: Symbol | None = None                              # the class that is right, for a one-hot array
    stated: dict[tuple[str, tuple[str, ...]], tuple[object, int]] = field(default_factory=dict)  # claims in words
    classes: set[str] = field(default_factory=set)             # z, where P(y=z_j) is written for P(y=j)
    taken: set[str] = field(default_factory=set)               # every name on the page
    earlier: dict[str, str | None] = field(default_factory=dict)   # names of sections before, and their sorts in this
    open: set[str] = field(default_factory=set)                # names that stand for something the page did not settle
    lent: set[str] = field(default_factory=set)                # of these, what another section gave, or is found later
    mixed_i: bool = False                                      # i is an index and the imaginary unit on one page
    densities: Densities = field(default_factory=Densities)    # the laws of random names, and what was written of them
    capitals: frozenset[str] = frozenset()                     # capitals beside others only: A and M of AC and MC
    sequences: set[str] = field(default_factory=set)           # arrays of which a recurrence was stated
    based: dict[str, Term] = field(default_factory=dict)       # values told in other units, in base units
    together: bool = False                                         # the units of the problem are one of each kind
    measured: set[str] = field(default_factory=set)                # names beside words of sizes, not negative
    told: frozenset[Fraction] = frozenset()                    # the numbers that the words of the problem hold
    headed: bool = False                                       # the chain under way defines its first side
    doubtful: bool = False                                     # a condition on nothing that is named was not read
    doubted: set[str] = field(default_factory=set)             # names in conditions that were not read
    cautious: bool = False                                     # a row with a cut-off text before it
    formulas: list[Node] = field(default_factory=list)         # of a row without a text before it
    written: list[Node] = field(default_factory=list)          # every formula of the problem
    mentioned: set[str] = field(default_factory=set)           # names in that text
    open_goals: list[tuple[Goal, Node, tuple[Term, ...], list[Term]]] = field(default_factory=list)
    goals_done: list[tuple[Goal, int]] = field(default_factory=list)       # with the place where the proof ends
    rounded: Rounded = field(default_factory=Rounded)          # decimals that came by rounding, and their units
    digits: Digits = field(default_factory=Digits)             # results in digits, and what they are of
    starts: dict[int, Term] = field(default_factory=dict)      # the first side of the chain of each step
    path: list[tuple[str, int]] = field(default_factory=list)  # headings and their levels
    has_label: bool = False                                    # the first part of `section` is a problem's label
    items: Items = field(default_factory=Items)                # the numbered paragraphs, and what each gives
    run: list[Lone] = field(default_factory=list)              # successive lone equations
    runs: list[list[Lone]] = field(default_factory=list)
    alone: dict[int, str] = field(default_factory=dict)        # lone relations, and what the words make of them
    defined_twice: set[str] = field(default_factory=set)       # functions with several equations for one argument
    anew: frozenset[str] = frozenset()                         # names that this item of a list gives for itself
    passing: set[str] = field(default_factory=set)             # x of "at x = 2", to the end of the paragraph
    tied: dict[Symbol, Term] = field(default_factory=dict)     # h = 32/x^2, to which equations were solved
    inductive: list[Term] = field(default_factory=list)        # the hypothesis of the induction under way
    system: list[Term] = field(default_factory=list)           # the equations under the last brace
    solved: set[str] = field(default_factory=set)              # unknowns whose value was found
    statement: Operand | None = None                           # the last equation, for an arrow that goes on with it
    behind: Node | None = None                                 # the statement before this one, with what continued it
    hanging: Node | None = None                                # an arrow that stands alone on its line
    found: tuple[Operand, int] | None = None                   # values found last, and how many steps there were then
    inside: bool = False                                       # the link is not the first of its chain
    near: dict[int, dict[str, tuple[Term, Term]]] = field(default_factory=dict)   # ranges of the letters of a block
    around: Node | None = None                                 # the chain whose sides are being read
    _seen: tuple[Signature, Node, Signature] | None = None
    _operands: dict[int, tuple[Node, Signature, Operand]] = field(default_factory=dict)
    _plain: dict[int, tuple[Term, str]] = field(default_factory=dict)
    contexts: list[Context] = field(default_factory=list)      # of the problems that are done
    lead: str = ""                                             # what the words before a display make of it
    lead_word: str = ""
    said: str = ""                                             # the word that made the last formula a given
    chance: Chance = field(default_factory=Chance)             # what varies, what is fixed, what is symmetric
    citations: Citations = field(default_factory=Citations)    # labelled equations, and which a step rests on
    concluded: bool = False                                    # the last statement was marked as a conclusion
    words: str = ""                                            # before the formula, in its sentence
    guesses: list[Guess] = field(default_factory=list)         # about the solutions of recurrences
    of_statement: bool = False                                 # the given is a condition of the statement before it
    for_all: list[Term] = field(default_factory=list)          # facts in force that were said of one statement
    closed_steps: int = 0                                      # the steps of problems that are done
    told_before: list[Step] = field(default_factory=list)      # of the text that all problems, or a row, begin with

    @property
    def signature(self) -> Signature:
        """What the reading of a side may know: the names in force, and what the whole chain shows of its own."""
        known = self.context.signature
        if self.around is None:
            return known
        if self._seen is None or self._seen[0] is not known or self._seen[1] is not self.around:
            self._seen = (known, self.around, usage(self.around, known))
        return self._seen[2]

    def line(self, span: Span) -> int:
        return self.document.place(span.start)[0]

    def text(self, span: Span) -> str:
        return self.document.source[span.start : span.stop]

    def read(self, node: Node) -> Operand:
        """A side of a link, read in the signature of this place; once for each signature."""
        find_aliases(self, node)
        signature = self.signature
        known = self._operands.get(id(node))
        if known is None or known[0] is not node or known[1] is not signature:
            known = self._operands[id(node)] = (node, signature, self._read(node, signature))
        return known[2]

    def _read(self, node: Node, signature: Signature) -> Operand:
        side = worded_name(node)
        understood, findings = plain_events(side, self.classes) if self.classes else (side, ())
        reading = elaborate(understood, signature, in_words(self.correct))
        reading = replace(reading, findings=reading.findings + findings) if findings else reading
        return Operand(Side(node.span, self.text(node.span), node, reading.term), reading)

    def close_problem(self) -> None:
        """The end of a problem: its goals are read with every definition that it made."""
        settle(self)
        close_goals(self, len(self.document.source) if not self.steps else self.steps[-1].at.stop + 1)
        self.contexts.append(self.context)
        self.leave_case()
        self.contexts[-1].open = self.context.open = set(self.open)

    def start_anew(self, document: Document) -> None:
        """The text before a row is done: what it put in force stays, its steps go."""
        self.document, self.chain, self.statement, self.behind, self.hanging = document, None, None, None, None
        self.told_before, self.steps, self.section, self.case, self.cases, self.named = self.steps, [], (), None, [], []
        self.context.used, self.concluded, self.findings, self.alone, self.path, self.run = set(), False, [], {}, [], []
        self.closed_steps, self.open_goals, self.goals_done, self.stated, self.starts, self.runs = 0, [], [], {}, {}, []
        self.guesses = [replace(guess, since=0) for guess in self.guesses if guess.until == float("inf")]

    def leave_case(self) -> None:
        """A case ends, and with it what was put in force under it."""
        self.case = None
        if self.before_case is not None:
            self.context, self.before_case = self.before_case, None

    def case_terms(self) -> list[Term]:
        return [] if self.case is None else [self.cases[self.case].condition]

    def given(self) -> set[Fraction]:
        """The numbers that the page gives: no result of its own, however many digits they have."""
        values = {value.value for value in self.context.values.values() if isinstance(value, Number)}
        values |= {part.value for fact in self.context.facts for part in subterms(fact) if isinstance(part, Number)}
        return values - {value for value, _ in self.digits.stated.values()} | self.told

    def add(self, step: Step) -> int:
        self.steps.append(step)
        return len(self.steps) - 1

    def step(self, kind: str, at: Span, **fields: object) -> Step:
        """A step with what is true of every step at this place."""
        return Step(
            id=f"#{len(self.steps)}", kind=kind, at=at, signature=self.signature,  # type: ignore[arg-type]
            section=" / ".join(self.section), case=self.case, vanishes=self.citations.zero, **fields)  # type: ignore[arg-type]

    def obligations(self, goal: Term, sides: Sequence[Term], conditions: Iterable[Term]
                    ) -> tuple[Obligation, Obligation | None, tuple[str, ...]]:
        """The obligation, the one without given values, and the hypotheses in words; of 1 + 1 = 2 for y' = y none."""
        conditions = [*self.densities.above_zero(goal), *(part for term in conditions for part in conjuncts(term))]
        case = [term for term in self.case_terms() if not any(exclude_each_other(term, c) for c in conditions)]
        extra = [term for term in (*case, *conditions) if free(goal) or heads(term).isdisjoint(("derivative", "sim"))]
        place = self.around.span.start if self.around is not None else 0
        everything = self.chance.added(self.context.in_force(sides, extra, with_values=True), sides, place, self.open)
        shown = {id(definition) for definition in self.context.terms()}
        under = tuple(self._in_words(h) for h in everything if id(h) not in shown and not is_silent(h))
        general = None
        if not self.context.values.keys().isdisjoint(names_in((*everything, goal))):
            branch = selected(sides, self.context.valuation)
            given = self.context.in_force(sides, [*extra, *branch], with_values=False)
            general = Obligation(self.chance.added(given, sides, place, self.open), goal)
        meant = self.meant(goal, everything, (*self.context.facts, *extra))
        if meant and general is not None:
            general = Obligation((*general.hypotheses, *meant), goal)
        shown_by, arity = (h for h in everything if h != goal or h not in self.inductive), self.context.arity
        return in_elements(Obligation((*shown_by, *meant), goal), arity), general and in_elements(general, arity), under

    def _in_words(self, term: Term) -> str:
        """A hypothesis in plain notation, written once however many steps rest on it."""
        known = self._plain.get(id(term))
        if known is None or known[0] is not term:
            known = self._plain[id(term)] = (term, plain(term))
        return known[1]

    def meant(self, goal: Term, hypotheses: Sequence[Term], told: Sequence[Term] = ()) -> tuple[Term, ...]:
        """A hypothesis that no counterexample meets for each name that stands for something unsettled."""
        symbols = connected(self, goal, hypotheses)
        turned, whole = angles_asked(goal, hypotheses), leaves_all_open(self, goal, hypotheses)
        known = sorted({s for s in symbols if is_meant(self, s, goal, whole) or is_large(self, s, goal, told) or (
            has_no_place(self, s, goal))} | turned, key=lambda symbol: symbol.name)
        doubtful = self.doubtful or not self.doubted.isdisjoint(names_in([goal])) or told_in_words(self, goal)
        return (Apply("meant"),) if doubtful else tuple(Apply("meant", (symbol,)) for symbol in known)

    def doubt(self, condition: Node | None = None) -> None:
        """A condition was not understood: nothing that speaks of its names is refuted; if it has none, nothing is."""
        names = written_names(condition) if condition is not None else set()
        self.open, self.doubted, self.doubtful = self.open | names, self.doubted | names, self.doubtful or not names

    def link(self, left: Operand, relation: Node, right: Operand, conditions: Sequence[Condition],
             carried: Sequence[Term]) -> Step:
        """One link of a chain as a step."""
        left, right, doubtful, in_units = set_aside(self, left, relation, right)
        shared = {
            "lhs": left.side, "rhs": right.side, "relation": relation.text, "conditions": tuple(conditions),
            "findings": distinct(left.reading.findings + right.reading.findings),
            "reason": " ".join(self.text(child.span) for child in relation.children),
        }
        for operand in (left, right):
            if operand.term is None:
                why, where = operand.reading.problem or "could not be read", operand.reading.span or operand.side.span
                self._leave_open(left if operand is right else right)
                return self.step("link", relation.span, unread=why, unread_span=where, **shared)
        if relation.text == "sim" and isinstance(left.term, Symbol):
            self.densities.hear(left.term.name, right.term)
        if relation.text == "gets":              # w <- w - eta g: from here on w is another number
            return self.step("given", relation.span, role="value", **shared)
        if (rows := row_equivalence(self.document.source, left.term, relation.text, right.term)) is not None:
            return self.step("link", relation.span, obligation=Obligation((), rows), **shared)
        if why := doubtful or left_open(relation, left, self.document.source) or left_out(self, left.term, right.term):
            return self.step("link", relation.span, undecidable=why, **shared)
        if JUDGED[relation.text] == "=" and self.densities.define(left.term, right.term):
            return self.step("given", relation.span, role="definition", **shared)
        left, right = settled(self, left, right.term, relation.text), settled(self, right, left.term, relation.text)
        premises = [*in_units, *carried, *rests_on_here(self, left, right, str(shared["reason"]))]
        return self.judged(left, relation, right, [c.term for c in conditions] + premises, shared)

    def _leave_open(self, operand: Operand) -> None:
        """A name said to equal something that could not be read stands for that, whatever it is."""
        if isinstance(operand.term, Symbol) and not self.context.knows(operand.term.name):
            self.open.add(operand.term.name)

    def judged(
        self, left: Operand, relation: Node, right: Operand, conditions: list[Term], shared: dict[str, object]
    ) -> Step:
        """A link whose sides are read: its obligations, kinks and rounding."""
        sides, head, knows = compared(self.context.definitions, left, right), JUDGED[relation.text], self.context.knows
        spoken = frozenset().union(*(free(it) for it in (*self.context.facts, *conditions) if "call" not in heads(it)))
        growth = about_growth(head, sides, self.context, self.chance.constant.__contains__, spoken, self.document)
        plainly = shown_within(self, Apply(head, sides))
        goal, where = growth or (plainly, presumed((left, right), sides, spoken, self.context.values))
        obligation, general, under = self.obligations(by_parts(goal), sides, [*conditions, *where])
        if growth is not None:
            return self.step("link", relation.span, obligation=everywhere(obligation), under=under, **shared)
        obligation, general = apart(obligation, knows), general and apart(general, knows)
        if why := several(sides, obligation.hypotheses, knows):
            return self.step("link", relation.span, undecidable=why, under=under, **shared)
        if role := told_values(self, relation, plainly, obligation.hypotheses):
            return self.step("given", relation.span, role=role, **shared)
        beside = left.side, right.side, relation.text
        near = rounded_goal(*beside, self.rounded, self.given, self.steps[self.closed_steps :], self.digits)
        far, cells = rounded_tables(*beside, self.given, obligation)
        rounded = with_quantities(obligation, as_from_tables(near)) or far
        if relation.text == "approx" and (rounded is None or not closed(rounded.goal, knows)):
            return self.step("link", relation.span, undecidable="an approximation without a stated accuracy", **shared)
        bends = (Finding("kink", f"{plain(one)} {KINK}", relation.span) for one in kinks(sides, conditions))
        shared["findings"] = *shared["findings"], *bends  # type: ignore[misc]
        return seen(self, self.step(
            "link", relation.span, obligation=obligation, general=general, customary=otherwise(self, obligation),
            under=under, rounded=rounded, numeric=not all(free(side) - self.context.functions for side in sides),
            within=(*cells, *carried_on(near, *beside[:2], self.rounded), *within(*beside, self.digits, obligation), *(
                self.obligations(whole, both, conditions)[0] for whole, both in self.digits.meant(*beside))), **shared))

    def unread(self, span: Span, why: str, at: Span | None = None) -> int:
        """A place that could not be read, kept as a step so that nothing is passed over."""
        return self.add(self.step("link", at or span, unread=why, unread_span=span))
