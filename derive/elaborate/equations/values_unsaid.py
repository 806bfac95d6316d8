"""Numbers that a formula has for values which its author knows and the page does not tell: nobody refutes them.

    3 A_31 \\approx 1.203             A_31 was reckoned elsewhere, and no A at all would make it 1.203 for certain
    mu^T v = 17.1                    a vector of which nothing is said, whatever is said of its elements
    mu_1 0.5 = mu_2 0.2              the first that is said of the elements of mu: it asks for them
    w_j = z_j - l if w_j > 0         what an element is where it is in order

Such a link may be proved, and it is refuted where the hypotheses in force leave no choice. A slope is no such number:
what varies with x is no constant, whatever x is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from derive.elaborate.equations.unknowns import beside_marks
from derive.elaborate.step import Step
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, subterms

if TYPE_CHECKING:
    from derive.elaborate.page import Page

SLOPES = frozenset({"derivative", "nabla", "jacobian", "hessian", "limit", "integral", "antiderivative"})
ORDERS = frozenset({"<", ">", "<=", ">=", "!="})
WHOLES = frozenset({"vector", "array", "matrix"})


def spare_unsaid_values(page: Page, start: int) -> None:
    """No link is refuted by values that are chosen for what its author has reckoned elsewhere."""
    met = {symbol for step in page.steps[:start] for symbol in _spoken_of(step)}
    for place in range(start, len(page.steps)):
        step = page.steps[place]
        if step.kind == "link" and step.obligation is not None and (chosen := _chosen(step, met)):
            page.steps[place] = beside_marks(step, chosen)
        met |= _spoken_of(step)


def _chosen(step: Step, met: set[Symbol]) -> frozenset[Symbol]:
    """The names whose values a counterexample would choose."""
    if step.obligation is None:
        return frozenset()
    match step.obligation.goal:
        case Apply("=" | "approx", (left, right)) if heads(left).isdisjoint(SLOPES) and heads(right).isdisjoint(SLOPES):
            pass
        case _:
            return frozenset()
    match left:
        case Apply("at", (Symbol() as array, *_)) if any(
                isinstance(one.term, Apply) and one.term.head in ORDERS and left in one.term.args
                for one in step.conditions):
            return frozenset((array,))
    told = _told(step.obligation.hypotheses)
    unsaid = (free(left) | free(right)) - told
    if free(right):
        elements = frozenset(_elements(left) | _elements(right))
        asked = _are_multiples(left, right) and step.relation == "=" and elements == free(left) | free(right)
        return elements if asked and met.isdisjoint(elements) else frozenset()
    return frozenset(one for one in unsaid if one.sort == "vector" or step.relation == "approx")


def _told(hypotheses: Sequence[Term]) -> frozenset[Symbol]:
    """The names of which equations say something, and those with a formula of such names alone: h = max(0, W x)."""
    told = frozenset[Symbol]().union(*map(_settled, hypotheses))
    formulas = {left: right for one in hypotheses if isinstance(one, Apply) and one.head == "="
                for left, right in (one.args,) if isinstance(left, Symbol)}
    while new := {name for name, formula in formulas.items() if name not in told and free(formula) <= told}:
        told |= new
    return told


def _settled(hypothesis: Term) -> frozenset[Symbol]:
    """The names that an equation says something of; arrays by one for all elements, or where it gives a number."""
    match hypothesis:
        case Bind("forall", _, Apply("=", sides)):
            return frozenset().union(*map(free, sides))
        case Apply("=", (left, right)):
            names = free(left) | free(right)
            return names if not free(left) or not free(right) else frozenset(
                one for one in names if one.sort not in WHOLES)
    return frozenset()


def _elements(term: Term) -> set[Symbol]:
    """The arrays of which a side has elements with numbers, and no others."""
    found: set[Symbol] = set()
    for part in subterms(term):
        match part:
            case Apply("at", (Symbol() as array, *places)) if all(isinstance(one, Number) for one in places):
                found.add(array)
    return found


def _are_multiples(left: Term, right: Term) -> bool:
    """Whether each side is an element, or some number of times one: mu_1 0.5 = mu_2 0.2."""
    return all(
        isinstance(side, Apply) and (side.head == "at" or (side.head == "*" and sum(
            bool(free(factor)) for factor in side.args) == 1)) for side in (left, right))


def _spoken_of(step: Step) -> set[Symbol]:
    """The arrays in the sides of a step."""
    terms = [side.term for side in (step.lhs, step.rhs) if side is not None and side.term is not None]
    return {symbol for term in terms for symbol in free(term) if symbol.sort in WHOLES}


__all__ = ["spare_unsaid_values"]
