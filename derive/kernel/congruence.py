"""Equal bodies make equal binders, and what holds of every number holds of a term.

    hypotheses, lo < x < hi |- f = c g    hypotheses |- goal[c integral of f for integral of g]
    ------------------------------------------------------------------------------------------- Alike, c = 1 or -1
    hypotheses |- goal

    hypotheses, y_j R_j 0 |- goal[y_j for t_j]      t_j R_j 0 is evident
    -------------------------------------------------------------------- Named, y_j new
    hypotheses |- goal

Both binders stand in the goal, so both have values where it has a meaning, and f and g have values almost everywhere
between the ends; for sums and products at every whole number of the range. Of integrals, the second need not stand
there where g has values between the ends: it is f almost everywhere, so that its integral is that of f. Limits, at
infinity or from one side, are those of functions that are equal on that side, at infinity from 1 on.
"""

from __future__ import annotations

from collections.abc import Callable

from derive.kernel.certificate import Alike, Certificate, Named
from derive.kernel.definedness import strict
from derive.kernel.integration import knowledge, replaced
from derive.kernel.places import Terms, Unproved, whole
from derive.kernel.signs import ZERO, have_values, holds, is_negative
from derive.kernel.smooth import ordered
from derive.kernel.term import (
    RELATIONS,
    Apply,
    Bind,
    Number,
    Obligation,
    Symbol,
    Term,
    free,
    fresh,
    number,
    substitute,
    subterms,
)

ONE = number(1)
ENDLESS = (Apply("infinity"), Apply("-", (Apply("infinity"),)))
LOGICAL = frozenset(("piecewise", "and", "or", "not", "implies", "iff"))
REAL = frozenset((
    "+", "*", "-", "/", "^", "sqrt", "exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh",
    "abs", "pi", "e",
))
Prove = Callable[[Terms, Term, Certificate], str]
Identical = Callable[[Terms, Term, Term], bool]


def standing(goal: Term) -> tuple[Bind, ...]:
    """The sums, products and definite integrals that must have a value for the goal to have a meaning."""
    found: dict[Bind, None] = {}
    pending = [goal]
    while pending:
        part = pending.pop()
        if isinstance(part, Bind) and part.head in ("sum", "product", "integral") and len(part.bounds) == 2:
            found[part] = None
        elif isinstance(part, Apply) and part.head not in LOGICAL:
            pending.extend(reversed(part.args))
    return tuple(found)


def alikes(goal: Term) -> tuple[Bind, ...]:
    """The binders that stand in the goal, limits too, but for those from both sides."""
    limits = (part for part in strict(goal) if isinstance(part, Bind) and part.head == "limit")
    return (*standing(goal), *(one for one in limits if one.bounds[0] in ENDLESS or one.bounds[1] != ZERO))


def bodies(
    hypotheses: Terms, goal: Term, left: Bind, right: Bind, factor: Number = ONE
) -> tuple[Symbol, Terms, Apply]:
    """What is to be shown of the bodies of two binders over one range: a new name, its hypotheses, f = g."""
    ends = (*left.bounds, *right.bounds)
    taken = free(goal).union(free(left), free(right), *map(free, hypotheses), *map(free, ends))
    sort = "real" if left.head == "integral" else left.variable.sort
    x = fresh(Symbol(left.variable.name, sort), taken)
    lo, hi = left.bounds
    if left.head == "limit":
        near = ONE if lo == ENDLESS[0] else Apply("-", (ONE,)) if lo == ENDLESS[1] else lo
        order: tuple[Apply, ...] = (Apply("<" if lo == ENDLESS[0] or hi == ONE else ">", (near, x)),)
    elif left.head == "integral":
        order = ordered(x, lo, hi, knowledge(Obligation(hypotheses, goal)))
    else:
        order = tuple(Apply("<=", pair) for pair in ((lo, x), (x, hi)) if not {*pair} & {*ENDLESS})
    first, second = (substitute(one.body, {one.variable: x}) for one in (left, right))
    return x, (*hypotheses, *order), Apply("=", (first, times(factor, second)))


def times(factor: Term, term: Term) -> Term:
    return term if factor == ONE else Apply("*", (factor, term))


def alike(hypotheses: Terms, goal: Term, step: Alike, identical: Identical, prove: Prove) -> tuple[str, Term]:
    """The trust in the equality of the bodies, and the goal with one binder for both. Fails with Unproved."""
    left, right, here = step.left, step.right, alikes(goal)
    if left not in here or left.head != right.head or (right not in here and right.bounds != left.bounds):
        raise Unproved("two binders of one kind that stand in the goal")
    if not all(a == b or identical(hypotheses, a, b) for a, b in zip(left.bounds, right.bounds, strict=True)):
        raise Unproved("binders over different ranges")
    if left.head in ("sum", "product"):
        if any(one.variable.sort != "integer" for one in (left, right)):
            raise Unproved("a sum over what may not be whole")
        if not all(end in ENDLESS or whole(end) for end in left.bounds):
            raise Unproved("an end of the range may not be whole")
    if step.factor.value == 0 or (left.head == "product" and step.factor != ONE):
        raise Unproved("a factor of a product, or zero")
    _, given, equation = bodies(hypotheses, goal, left, right, step.factor)
    if right not in here and (left.head != "integral" or not have_values(
            equation.args[1:], knowledge(Obligation(given, goal)))):
        raise Unproved("a body that may have no value")
    return prove(given, equation, step.bodies), replaced(goal, {left: times(step.factor, right)})


def generalized(hypotheses: Terms, goal: Term, step: Named) -> tuple[Terms, Term]:
    """What is to be shown for new names in place of terms, with what is evident of their signs.

    Fails with Unproved when a name is not new, a term is not evidently real, or its sign is not evident.
    """
    if not isinstance(goal, Apply) or goal.head not in RELATIONS:
        raise Unproved("the goal is not a relation")
    taken = free(goal).union(*map(free, hypotheses))
    known = knowledge(Obligation(hypotheses, goal))
    names: dict[Term, Symbol] = {}
    given: list[Term] = []
    for (name, term), sign in zip(step.values, step.signs, strict=True):
        if name in taken or name.sort != "real" or name in names.values() or not is_plain(term):
            raise Unproved("a new real name for a term that is real")
        names[term] = name
        if not sign:
            continue
        condition = Apply(sign, (term, ZERO))
        if not (is_negative(term, known) if sign == "<" else sign in (">", ">=", "!=") and holds(condition, known)):
            raise Unproved("a sign that is not evident")
        given.append(Apply(sign, (name, ZERO)))
    return (*hypotheses, *given), replaced(goal, names)


def is_plain(term: Term) -> bool:
    """Made of real names by functions that have real values."""
    for part in subterms(term):
        match part:
            case Apply(head, _) if head not in REAL:
                return False
            case Symbol(sort=sort) if sort not in ("real", "integer"):
                return False
            case Bind():
                return False
    return True
