"""Functions that the page defines: equations about them, and what stands of them in integrals.

    v(t) = 0, f'(x) = 0, h(t) = 10         ask for the argument

That a function is one number everywhere is hardly ever what such an equation says; where it is, its other side is a
formula, or the definition shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.elaborate.formulas.sampling import looks_like_identity
from derive.elaborate.language.spelling import names_in
from derive.elaborate.unfolding import WITHIN, dependents, rewrite, unfold
from derive.kernel.differentiate import eliminate
from derive.kernel.polynomial import Beyond
from derive.kernel.term import Apply, Bind, Symbol, Term, free, heads, subterms
from derive.read.node import Node

if TYPE_CHECKING:
    from derive.elaborate.page import Page

ARROWS = frozenset({"iff", "implies"})
KINKS = frozenset({"derivative", "abs", "max", "min", "sign", "floor", "ceil", "mod", "piecewise", "delta"})


def named_functions(page: Page) -> set[str]:
    """The functions that a formula defines."""
    return {
        name for name, definition in page.context.definitions.items()
        if definition.parameters and definition.symbol.sort == "function"
    }


def arguments(side: Term) -> frozenset[Symbol]:
    """t of v(t), x and y of F(x, y), x of the slope f'(x); none of anything else."""
    match side:
        case Apply("call", (_, *places)) if places:
            names = frozenset(place for place in places if isinstance(place, Symbol))
            return names if len(names) == len(places) else frozenset()
        case Bind("derivative", _, _, (Symbol() as argument,)):
            return frozenset((argument,))
    return frozenset()


def opened(page: Page, side: Term) -> Term:
    """A side with the functions of the page applied and differentiated, to be solved; as it is, where kinks are."""
    plain = unfold(side, page.signature, only=frozenset(named_functions(page)))
    try:
        plain = eliminate(plain)
    except Beyond:
        return side
    return side if heads(plain) & KINKS else plain


def shown_within(page: Page, goal: Apply) -> Apply:
    """A goal with the page's functions written out in its integrals and limits, and those that are such themselves.

    Under an arrow, everywhere: what solves an equation is seen by the formula alone.
    """
    functions = frozenset(named_functions(page))
    known = page.context.definitions
    integrals = frozenset(name for name in functions if not heads(known[name].body).isdisjoint(WITHIN))
    if integrals and any(symbol.name in integrals for symbol in free(goal)):
        goal = Apply(goal.head, tuple(unfold(side, page.signature, only=integrals) for side in goal.args))
    over = {part.variable.name for part in subterms(goal) if isinstance(part, Bind) and part.head == "antiderivative"}
    if over and (moving := {name for one in over for name in dependents(one, page.signature)
                            if not known[name].parameters}):     # x^3/3 + C = x y/3 + C, where y = x^2
        goal = Apply(goal.head, tuple(unfold(side, page.signature, frozenset(over), frozenset(moving))
                                      for side in goal.args))
    if functions and goal.head in ARROWS:        # sigma(a) = 1/2 <=> e^{-a} = 1
        return Apply(goal.head, tuple(unfold(side, page.signature, only=functions) for side in goal.args))
    if not functions or heads(goal).isdisjoint(WITHIN):
        return goal

    def written_out(part: Term) -> Term | None:
        within = isinstance(part, Bind) and part.head in WITHIN
        return unfold(part, page.signature, only=functions) if within else None

    return Apply(goal.head, tuple(rewrite(side, written_out) for side in goal.args))


def asks_of_function(page: Page, written: Node | None, left: Term, right: Term) -> bool:
    """Whether a function of a name of which nothing is known is set to a number, and is not that everywhere."""
    asked = arguments(left)
    if not asked or free(right) or any(page.context.knows(symbol.name) for symbol in asked):
        return False
    if written is None or not {name.rstrip("'") for name in names_in(written)} & named_functions(page):
        return False                             # the slope of a formula is claimed to be a number
    plain = opened(page, left)
    return bool(asked & free(plain)) and looks_like_identity(plain, right) is not True


def asks_where(page: Page, node: Node) -> bool:
    """The same of a lone equation as it is written."""
    left, right = page.read(node.children[0]).term, page.read(node.children[2]).term
    return len(node.children) == 3 and left is not None and right is not None and asks_of_function(
        page, node.children[0], left, right)
