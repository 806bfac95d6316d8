"""What an order of growth means, written out with constants of which nothing was said before: given, as their choice.

    f(n) = Theta(g(n)), so 0 <= c_1 g(n) <= f(n) <= c_2 g(n)      there are such constants, and c_1, c_2 are they
    f(n) = O(g(n)): f(n) <= c g(n);      f(n) = Omega(g(n)): c g(n) <= f(n)

Declines where a constant stands on the page before, where the order that is told says nothing of this side, and where
the bound is by another function: such a step is judged as it stands. Source: CLRS, 3.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from derive.elaborate.formulas.growth import COST
from derive.elaborate.formulas.order_arithmetic import MARK, with_orders
from derive.elaborate.step import Step, goes_on
from derive.kernel.assembly import product_of
from derive.kernel.signs import ZERO
from derive.kernel.term import Apply, Symbol, Term, free
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

ABOVE, BELOW = frozenset({"O", "o", "Theta"}), frozenset({"Omega", "omega", "Theta"})
Told = tuple[str, Symbol, Term]                  # the order, the letter of f, and g(n)


def unfold_orders(page: Page) -> None:
    """Bounds by chosen constants in this problem are given, and before them in a chain that they are not below zero."""
    if not any(_sides(step) for step in page.steps[page.closed_steps :]):
        return
    everything = {section: list(_told(page, section)) for section in {step.section for step in page.steps}}
    spoken = {symbol for fact in page.context.facts if not _is_sign(fact) for symbol in free(fact)}
    spoken |= _names(page.told_before) | {known.symbol for known in page.context.definitions.values()}
    for place in range(page.closed_steps, len(page.steps)):
        sides, told = _sides(page.steps[place]), everything[page.steps[place].section]
        if sides is None or not told:
            continue
        first = place
        while first and goes_on(page.steps[first - 1], page.steps[first]):
            first -= 1                           # the constant may stand in the chain already: 0 <= c g(n)
        known = spoken | _names(page.steps[:first])
        if any(_is_chosen(sides, one, known) for one in told):
            page.steps[place] = _given(page.steps[place])
            if first < place and _sides(page.steps[place - 1]) == (ZERO, sides[0]):
                page.steps[place - 1] = _given(page.steps[place - 1])


def _told(page: Page, section: str) -> Iterator[Told]:
    """What is said of the growth of functions under a heading; a claim of it is judged in its own place."""
    said = [Apply("=", (step.lhs.term, step.rhs.term)) for step in (*page.told_before, *page.steps)
            if step.section in (section, "") and step.relation == "=" and step.lhs is not None and step.rhs is not None
            and step.lhs.term is not None and step.rhs.term is not None]
    for fact in said:
        match with_orders(fact, lambda _: False):
            case Apply("=", (Symbol() as f, Apply(head, (g,)))) | Apply("=", (
                    Apply("call", (Symbol() as f, Symbol())), Apply(head, (g,)))) if head.startswith(MARK):
                yield head.removeprefix(MARK), f, g


def _sides(step: Step) -> tuple[Term, Term] | None:
    """The smaller and the larger side of a link between numbers."""
    if step.kind != "link" or step.lhs is None or step.rhs is None or step.relation not in ("<", "<=", ">", ">="):
        return None
    left, right = step.lhs.term, step.rhs.term
    if left is None or right is None:
        return None
    return (left, right) if step.relation in ("<", "<=") else (right, left)


def _is_chosen(sides: tuple[Term, Term], told: Told, known: set[Symbol]) -> bool:
    """c g(n) <= f(n) or f(n) <= c g(n), as the order has it, with a new c."""
    order, f, g = told
    for is_above, (function, bound) in ((True, sides), (False, sides[::-1])):
        match function, bound:
            case Apply("call" | "*", (Symbol() as letter, Symbol())), Apply("*", (Symbol(name) as c, *rest)) if (
                    letter.name == f.name and order in (ABOVE if is_above else BELOW) and product_of(list(rest)) == g):
                return COST.fullmatch(name) is not None and c not in known and c not in free(g)
    return False


def _names(steps: Iterable[Step]) -> set[Symbol]:
    return {symbol for step in steps for side in (step.lhs, step.rhs) if side is not None and side.term is not None
            for symbol in free(side.term)}


def _is_sign(fact: Term) -> bool:
    return isinstance(fact, Apply) and fact.head in (">", "<", ">=", "<=") and ZERO in fact.args


def _given(step: Step) -> Step:
    return replace(step, kind="given", role="assumption", obligation=None, general=None, rounded=None, within=(),
                   customary=None)


__all__ = ["unfold_orders"]
