"""Equations that can only be meant as conditions on their unknowns: they may be proved, and are never refuted.

    w = a/b              a bare name that nothing defines, alone on one side
    y = 3                a defined name set to a number, where its definition leaves it open
    f'(x) = 0            a derivative set to zero
    x y = 21             a number on one side, under other conditions on the same names

What a page takes for an equation holds for its unknowns from there on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from derive.elaborate.equations.new_arrays import new_arrays
from derive.elaborate.equations.replacement import bounded_index, is_of_others, is_put_into, replaced
from derive.elaborate.equations.vector_equations import ARRAYS
from derive.elaborate.formulas.linear import congruent, linear
from derive.elaborate.formulas.lone import given_equation
from derive.elaborate.formulas.sampling import changes, differences
from derive.elaborate.language.phrases_refuted_en import ON_CONDITION
from derive.elaborate.names.dependence import is_tied
from derive.elaborate.step import Step, first_spoken_of
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Obligation, Symbol, Term, free, subterms
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

SCALARS = frozenset({"real", "integer", "complex"})
ZERO = Number(Fraction(0))
CONSTANTS = frozenset("ABCDKLMNRT")
NEAR = 60                                        # characters in which words tell a condition
MOST = 4                                         # equations that one later step may rest on


def spare_conditions(page: Page, alone: dict[int, str]) -> None:
    """No lone relation that is a condition can be refuted."""
    first = first_spoken_of(page.steps) if alone else {}
    for place, purpose in alone.items():
        step = page.steps[place]
        if purpose == "identity" or _is_settled(step):
            continue                             # it is claimed of every value; from x + 2 = 5, x is one
        if step.kind == "link" and step.obligation is not None and step.relation in RELATIONS | {"approx", "equiv"}:
            symbols = _conditioned(page, step, purpose, first)
            if step.lhs is not None and ON_CONDITION.search(
                    page.document.source, max(0, step.lhs.span.start - NEAR), step.lhs.span.start):
                symbols = free(step.obligation.goal)         # the bridge holds iff 3w + 40 <= 100: a condition on w
            if symbols:
                page.steps[place] = beside_marks(step, symbols)


def _is_settled(step: Step) -> bool:
    """Whether a condition of its own, a linear equation, leaves the one name of a step one value."""
    names = free(step.obligation.goal) if step.obligation is not None else frozenset()
    forms = [linear(part.term) for part in step.conditions if free(part.term) == names and len(names) == 1]
    return step.relation == "=" and any(form is not None and any(form.get(name) for name in names) for form in forms)


def spare_first(page: Page, step: Step) -> Step:
    """K_a = x^2/(0.01 - x) at the head of a chain, K_a known: it asks for x, of which the page has not spoken."""
    left = step.lhs.term if step.lhs is not None else None
    right = step.rhs.term if step.rhs is not None else None
    if step.relation == "=" and step.obligation is not None and left is not None and right is not None:
        if isinstance(left, Symbol) and _asks_for(page, right, left):
            return beside_marks(step, free(right))
    match step.obligation.goal if step.obligation is not None else None:
        case Apply("=", (Apply("mod", (Symbol() as name, _)), Apply("mod", (value, _)))):
            if step.relation == "equiv" and not free(value) and not page.context.knows(name.name):
                return given_equation(step)      # c = 7^3 = 343 = 13 (mod 55) says what c leaves
    return step


def spare_replacements(page: Page) -> None:
    """A link that only puts a term in place of a name that nothing defines is not refuted."""
    for place in range(page.closed_steps, len(page.steps)):
        step = page.steps[place]
        if step.kind != "link" or step.obligation is None or page.alone.get(place) == "identity" or is_put_into(step):
            continue
        if step.relation != "=":
            page.steps[place] = beside_marks(step, bounded_index(step))
            continue
        left = step.lhs.term if step.lhs is not None else None
        right = step.rhs.term if step.rhs is not None else None
        if left is None or right is None:
            continue
        name = replaced(left, right) or (             # x_2 within a chain is a slip for x_1
            _found_elsewhere(step, left, right) if page.starts.get(place, left) == left else None)
        if isinstance(left, Symbol) and is_of_others(step, left, right):
            page.steps[place] = beside_marks(step, frozenset((left,)))
        elif name is not None and not _is_given(step, name):
            page.steps[place] = beside_marks(step, frozenset((name,)))


def _found_elsewhere(step: Step, left: Term, right: Term) -> Symbol | None:
    """h of h = 32/16, R of 1/R = 1/R_1 + 1/R_2: it has a value, which was found in a way that was not understood.

    No equation in force is about the name, and nothing else is unknown on its side; the other side is without it.
    """
    for one, other in ((left, right), (right, left)):
        names = {name for name in free(one) if not _is_given(step, name)}
        if len(names) != 1 or names & free(other) or step.obligation is None:
            continue
        (name,) = names
        settled = name.sort not in SCALARS
        about = (fact for fact in step.obligation.hypotheses if name in free(fact))
        if settled or any(isinstance(fact, Apply) and fact.head == "=" for fact in about):
            continue
        if isinstance(one, Symbol) or changes(one, other):
            return name
    return None


def _is_given(step: Step, name: Symbol) -> bool:
    """Whether the page gave the name a definition or a value where the step stands."""
    known = step.signature
    return name.name in known.definitions or name.name in known.values


def _conditioned(page: Page, step: Step, purpose: str, first: Mapping[Symbol, int]) -> frozenset[Symbol]:
    """The unknowns on which a lone relation is a condition; none where it may be a claim."""
    left = step.lhs.term if step.lhs is not None else None
    right = step.rhs.term if step.rhs is not None else None
    if left is None or right is None:
        return frozenset()
    if step.relation == "equiv" and (name := congruent(left, right)) and not _is_given(step, name):
        return frozenset((name,))
    if (new := new_arrays(page, step, first)) or (
            step.relation == "=" and len(new := _new_to_the_page(page, step, first)) > 1):
        return new
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Symbol) and one.sort in SCALARS and one not in free(other):
            known = page.context.knows(one.name) and one.name not in page.solved
            if not known and one.name not in page.context.ranges:
                return frozenset((one,))
            if step.relation == "=" and not free(other) and _is_left_open(page, one):
                return frozenset((one,))
        if step.relation == "=" and not free(other) and _is_an_element(step, one):
            return free(one)                     # a_1 = 2, beside a_{n+1} = 3 a_n
        constants = frozenset(s for s in free(one) - free(other) if _is_to_be_found(page, s))
        if step.relation == "=" and free(other) and constants and not _is_open_integral(other):
            return constants
        if step.relation == "=" and free(other) and _asks_for(page, one, other):
            return free(one)
        if other == Number(Fraction(0)) and _may_vanish(one):
            return free(one)
        if step.relation == "=" and not free(other) and ((page.runs and _is_put_in(page, one)) or (
                (_is_spoken_of(page, step, one) or (purpose != "statement" and step.case is None))
                and _varies(page, one, other))):
            return free(one)
    return frozenset()


def _new_to_the_page(page: Page, step: Step, first: Mapping[Symbol, int]) -> frozenset[Symbol]:
    """N and theta of m g sin(theta) - N = m a, of which the page has not spoken, each on one side alone."""
    sides = [side.term for side in (step.lhs, step.rhs) if side is not None and side.term is not None]
    if not all(map(free, sides)) or any(isinstance(part, Bind) for side in sides for part in subterms(side)):
        return frozenset()                       # an integral of a x is worked out
    left, right = sides
    return frozenset(symbol for symbol in free(left) ^ free(right) if first[symbol] >= step.at.start
                     and symbol.sort in SCALARS and not _is_given(step, symbol)
                     and symbol.name not in page.context.ranges)


def _is_put_in(page: Page, side: Term) -> bool:
    """u^2 - 3 u + 2 = 0 with u = e^x, beside an equation in x: it asks for u."""
    names = free(side)
    varies = all(symbol.sort in SCALARS for symbol in names) and differences(side, Number(Fraction(0)))
    asked = {symbol.name for run in page.runs for lone in run for symbol in lone.unknowns - lone.known}
    reached = {s.name for symbol in names if (d := page.context.definitions.get(symbol.name)) for s in free(d.body)}
    return bool(varies and reached & asked)


def _is_to_be_found(page: Page, symbol: Symbol) -> bool:
    """A and B in 1/(x^2 - 1) = A/(x - 1) + B/(x + 1): capitals that nothing defines."""
    letter = symbol.name.partition("_")[0]
    return symbol.sort == "real" and letter in CONSTANTS and symbol.name not in page.context.definitions


def _is_open_integral(side: Term) -> bool:
    """The C behind an antiderivative is any number, and not to be found."""
    return any(isinstance(part, Bind) and part.head == "antiderivative" for part in subterms(side))


def _asks_for(page: Page, one: Term, other: Term) -> bool:
    """1/R = 1/R_1 + 1/R_2 where R is 4: every name on one side has a value, and none on the other."""
    known, unknown = free(other), free(one)
    return all(s.name in page.context.values for s in known) and all(
        s.sort in SCALARS and not page.context.knows(s.name) and s.name not in page.context.ranges for s in unknown
    ) and bool(unknown)


def _is_an_element(step: Step, side: Term) -> bool:
    """An element by its number, of an array without a formula."""
    match side:
        case Apply("at", (Symbol(name), *indices)):
            return name not in step.signature.definitions and not any(map(free, indices))
    return False


def _is_spoken_of(page: Page, step: Step, side: Term) -> bool:
    """Whether all names of a side stand in what was asked, assumed or defined: exp(-lambda T) = 1/2 of a half-life."""
    spoken = {symbol.name for run in page.runs for lone in run if page.steps[lone.place].kind == "given"
              for symbol in lone.unknowns}
    for definition in page.context.definitions.values():
        spoken |= {s.name for s in free(definition.body) - set(definition.parameters)}
    for fact in page.context.facts:
        spoken |= {symbol.name for symbol in free(fact)}
    return step.case is None and any(symbol.name in spoken for symbol in free(side))


def _is_left_open(page: Page, symbol: Symbol) -> bool:
    """Whether the definition of a name leads to names without values."""
    seen: set[str] = set()
    pending = [symbol.name]
    while pending:
        name = pending.pop()
        if name in seen or name in page.context.values:
            continue
        seen.add(name)
        definition = page.context.definitions.get(name)
        if definition is None:
            return True
        if definition.parameters:
            return False
        pending += [s.name for s in free(definition.body)]
    return False


def _may_vanish(side: Term) -> bool:
    """A derivative in a plain number, which may be set to zero; one in an element of an array is a claim for each."""
    return bool(free(side)) and isinstance(side, Bind) and side.head == "derivative" and side.variable.sort in SCALARS


def _varies(page: Page, left: Term, right: Term) -> bool:
    """Whether a side that is to equal a number is of unknown scalars, and not constant."""
    if any(s.sort not in SCALARS or page.context.knows(s.name) for s in free(left)):
        return False
    found = differences(left, right)
    return found is not None and not all(abs(value) < 1e-9 for value in found) and changes(left, right)


def beside_marks(step: Step, symbols: frozenset[Symbol]) -> Step:
    """The step with a hypothesis that nobody can check, so that it may be proved only; no table of numbers is open."""
    told = {fact.args[0] for fact in (step.obligation.hypotheses if step.obligation is not None else ())
            if isinstance(fact, Apply) and fact.head == "=" and isinstance(fact.args[1], Apply)
            and fact.args[1].head == "matrix" and not free(fact.args[1])}
    symbols = frozenset(symbols - told)
    marks = tuple(Apply("meant", (symbol,)) for symbol in sorted(symbols, key=lambda symbol: symbol.name))
    return replace(
        step, obligation=_under(step.obligation, marks), general=_under(step.general, marks),
        rounded=_under(step.rounded, marks), within=tuple(_beside(one, marks) for one in step.within),
    )


def _under(obligation: Obligation | None, marks: Sequence[Term]) -> Obligation | None:
    return None if obligation is None else _beside(obligation, marks)


def _beside(obligation: Obligation, marks: Sequence[Term]) -> Obligation:
    new = tuple(mark for mark in marks if mark not in obligation.hypotheses)
    return Obligation((*obligation.hypotheses, *new), obligation.goal)


def put_equations_in_force(page: Page, equations: Sequence[tuple[int, Term]]) -> None:
    """Later steps on the unknowns of an equation rest on it.

    A step that sets a bare name or a number to something may choose a branch, and is not refuted.
    """
    at = dict(equations)
    recent: dict[Symbol, list[Term]] = {}
    for place, step in enumerate(page.steps):
        if place in at and place - 1 not in at:
            recent.clear()                       # another equation: what was solved before it is another problem
        if place in at and _is_lasting(page, at[place]):
            for symbol in free(at[place]):
                kept = [term for term in recent.get(symbol, []) if term != at[place]]
                recent[symbol] = [*kept, at[place]][-MOST:]
        if step.kind != "link" or step.obligation is None or step.role in ("equation", "solution"):
            continue
        goal, names = step.obligation.goal, free(step.obligation.goal)
        if isinstance(goal, Apply) and goal.head in ("iff", "implies"):
            continue                             # it says itself what follows from what
        found = dict.fromkeys(term for name in sorted(names, key=lambda s: s.name) for term in recent.get(name, ())
                              if name.sort not in ARRAYS or name.name not in step.signature.values)
        above = [term for term in found if term not in step.obligation.hypotheses][-MOST:]
        if not above:
            continue
        above += [Apply("meant")] if is_tied(goal, above) else []
        changed = replace(
            step, obligation=_beside(step.obligation, above), general=_under(step.general, above),
            rounded=_under(step.rounded, above), within=tuple(_beside(one, above) for one in step.within),
        )
        chooses = not isinstance(goal, Apply) or any(isinstance(s, Symbol) or not free(s) for s in goal.args)
        page.steps[place] = beside_marks(changed, frozenset(names)) if chooses else changed


def _is_lasting(page: Page, equation: Term) -> bool:
    """Whether an equation is between plain numbers, so that it can be a hypothesis of later steps."""
    return not any(isinstance(part, Bind) for part in subterms(equation))
