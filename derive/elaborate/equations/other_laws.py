"""A letter that is used for another law, and letters in whose place numbers are put: neither is refuted.

    v = sqrt(2 a d) ... v = sqrt(k/r)        nothing on the page relates k and r to anything: no claim about the first v
    sqrt(k/r) = sqrt(100/4)                  k is 100 and r is 4, which no formula says

Such a link may be proved, and no counterexample chooses the values that its author left unsaid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.elaborate.equations.differential_equations import CONSTANTS
from derive.elaborate.equations.put_in import Place, put_in
from derive.elaborate.equations.unknowns import beside_marks
from derive.elaborate.step import Step
from derive.kernel.term import Bind, Symbol, Term, free, subterms

if TYPE_CHECKING:
    from derive.elaborate.page import Page

SCALARS = frozenset({"real", "integer"})


def spare_other_laws(page: Page) -> None:
    """No link is refuted that says something of names which nothing before it relates to others."""
    related: set[Symbol] = set()
    laws: set[Symbol] = set()                    # names of other laws, which only these relate to anything
    for place in range(page.closed_steps, len(page.steps)):
        step = page.steps[place]
        spared: frozenset[Symbol] = frozenset()
        if step.kind == "link" and step.relation == "=" and step.obligation is not None:
            law = _law(page, step, related)
            laws |= law
            spared = law | _put_in(page, step)
        if spared:
            page.steps[place] = beside_marks(step, spared)
        else:
            related |= _names(step) - laws
    page.closed_steps = len(page.steps)


def _names(step: Step) -> set[Symbol]:
    terms = [side.term for side in (step.lhs, step.rhs) if side is not None and side.term is not None]
    if step.obligation is not None:
        terms += step.obligation.hypotheses
    return set().union(*map(free, terms))


def _sides(step: Step) -> tuple[Term, Term] | None:
    left = step.lhs.term if step.lhs is not None else None
    right = step.rhs.term if step.rhs is not None else None
    return None if left is None or right is None else (left, right)


def _law(page: Page, step: Step, related: set[Symbol]) -> frozenset[Symbol]:
    """The new names in another law for a name that has one: v = sqrt(k/r); no other name in common."""
    sides = _sides(step)
    if sides is None or len(free(sides[0])) != 1:
        return frozenset()
    (name,), others = free(sides[0]), free(sides[1])
    if any(isinstance(part, Bind) and part.head == "antiderivative" for part in subterms(sides[0])):
        others = frozenset(one for one in others if one.name.partition("_")[0] not in CONSTANTS)     # the C behind it
    definition = page.context.definitions.get(name.name)
    hypotheses = step.obligation.hypotheses if step.obligation is not None else ()
    before = set().union(*(free(fact) for fact in hypotheses if name in free(fact)))
    if definition is not None:
        before |= free(definition.body)
    fresh = frozenset(one for one in others - related if one.sort in SCALARS and not page.context.knows(one.name))
    return fresh if fresh and before - {name} and not others & before else frozenset()


def _put_in(page: Page, step: Step) -> frozenset[Symbol]:
    """The names in whose place the other side has numbers, where nothing on the page speaks of their values."""
    sides = _sides(step)
    if sides is None or isinstance(sides[0], Symbol) or isinstance(sides[1], Symbol) or free(sides[1]):
        return frozenset()
    hypotheses = step.obligation.hypotheses if step.obligation is not None else ()
    settled = set().union(*map(free, hypotheses))

    def is_open(term: Term) -> bool:
        return (isinstance(term, Symbol) and term.sort in SCALARS and term not in settled
                and not page.context.knows(term.name))

    place = Place(is_open, page.context.valuation.of, frozenset(), page.context.knows)
    return frozenset(name for name in put_in(*sides, place) if isinstance(name, Symbol))
