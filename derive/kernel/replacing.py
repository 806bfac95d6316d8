"""What a counterexample may break in place of an equation with limits, integrals or antiderivatives in it.

    lim f = a by the rules of `limits`                    goal  ->  goal[a for lim f]
    the integral of f is G(hi) - G(lo) by `integration`   goal  ->  goal[G(hi) - G(lo) for the integral]
    c A + B = D, A some antiderivative of f in x          goal  ->  c f + B' = D' at every x
    matrices and outcomes of `instances` for names        goal  ->  the goal about them
    numbers for sizes, by `elementwise`                   goal  ->  the goal about the elements at one place

What is broken must be broken where the goal has a meaning. So the facts used are hypotheses alone, never what the
sides need to be defined; and a limit or an integral with a parameter may hold only functions that are defined
everywhere, for the rules take a root or a logarithm to be defined near the point.
"""

from __future__ import annotations

from collections.abc import Callable

from derive.kernel.assembly import ONE
from derive.kernel.certificate import Element, Instance, Integrals, Limits, Listed, Summed, Telescoped, UpToConstant
from derive.kernel.elementwise import at_place
from derive.kernel.handbook import listed
from derive.kernel.instances import concrete
from derive.kernel.integration import replaced, worth
from derive.kernel.places import Unproved, without_limits
from derive.kernel.series import without
from derive.kernel.signs import ZERO, facts
from derive.kernel.term import RELATIONS, Apply, Bind, Number, Obligation, Symbol, Term, free, substitute, subterms

Identical = Callable[[tuple[Term, ...], Term, Term], bool]
Known = Listed | Summed | Telescoped               # what a closed sum, product or integral is worth
Replacing = Limits | Integrals | UpToConstant | Instance | Element | Known
BOUNDS = frozenset(("<", "<=", ">", ">=", "!="))
EVERYWHERE = frozenset((
    "+", "*", "-", "/", "^", "exp", "sin", "cos", "atan", "sinh", "cosh", "tanh", "pi", "e", "infinity",
))
PUT_IN = frozenset("fghprstuvwz") | {"theta", "phi", "varphi", "alpha"}        # letters of what is put in for x


def instead(obligation: Obligation, by: Replacing, identical: Identical) -> Obligation:
    """The obligation that is broken wherever the given one is meant. Fails with Unproved."""
    goal, hypotheses = obligation.goal, obligation.hypotheses
    if isinstance(by, Instance):
        return concrete(obligation, dict(by.values))
    if isinstance(by, Element):
        return Obligation(*at_place(hypotheses, goal, dict(by.sizes), by.place))
    if not isinstance(goal, Apply) or goal.head != "=" or len(goal.args) != 2:
        raise Unproved("not an equation")
    match by:
        case UpToConstant(variable):
            goal = _differentiated(goal, variable, hypotheses)
        case Limits():
            goal = _without_limits(goal, hypotheses, identical)
        case Listed() | Summed() | Telescoped():
            goal = _without_listed(goal, by, hypotheses, identical)
        case Integrals():
            goal = _without_integrals(goal, by, hypotheses, identical)
    return Obligation(hypotheses, goal)


def at_point(obligation: Obligation, point: tuple[tuple[Symbol, Term], ...]) -> Obligation:
    """The obligation with numbers for names: where it is broken, so is the one about the names."""
    numbers = {name: value for name, value in point if isinstance(value, Number)}
    there = (substitute(term, numbers) for term in (*obligation.hypotheses, obligation.goal))
    *hypotheses, goal = there
    return Obligation(tuple(hypotheses), goal)


def _known(hypotheses: tuple[Term, ...]) -> frozenset[Apply]:
    return facts(h for h in hypotheses if isinstance(h, Apply) and h.head in RELATIONS)


def _without_limits(goal: Apply, hypotheses: tuple[Term, ...], identical: Identical) -> Apply:
    if not all(_is_plain(part) for part in subterms(goal) if isinstance(part, Bind) and part.head == "limit"):
        raise Unproved("a limit with a parameter and a function that is not defined everywhere")
    found = without_limits(goal, _known(hypotheses), lambda a, b: identical(hypotheses, a, b))
    assert isinstance(found, Apply)
    return found


def _without_integrals(goal: Apply, by: Integrals, hypotheses: tuple[Term, ...], identical: Identical) -> Apply:
    values: dict[Term, Term] = {}
    for group in by.groups:
        if len(group.members) != 1 or group.members[0][0] != ONE or by.substitutions:
            raise Unproved("not one integral at a time")
        integral = group.members[0][1]
        if not _is_plain(integral):
            raise Unproved("an integral with a parameter and a function that is not defined everywhere")
        values[integral] = Apply("-", (worth(group, hypotheses, _known(hypotheses), identical),))
    left, right = (replaced(side, values) for side in goal.args)
    return Apply("=", (left, right))


def _without_listed(goal: Apply, by: Known, hypotheses: tuple[Term, ...], identical: Identical) -> Apply:
    """Closed ones alone, one after another: what they are worth does not hang on what the sides need to be defined."""
    binder = by.binder if isinstance(by, Listed) else by.sum
    if free(binder):
        raise Unproved("a binder with parameters")
    found = listed(hypotheses, goal, by, identical) if isinstance(by, Listed) else without(
        hypotheses, goal, by, identical)
    assert isinstance(found, Apply)
    return _without_listed(found, by.rest, hypotheses, identical) if isinstance(by.rest, Known) else found


def _is_plain(binder: Bind) -> bool:
    """Without parameters, or made of functions that are defined everywhere."""
    if not free(binder):
        return True
    for part in subterms(binder.body):
        match part:
            case Apply("^", (_, exponent)) if not isinstance(exponent, Number) or exponent.value.denominator != 1:
                return False
            case Apply(head, _) if head not in EVERYWHERE:
                return False
            case Symbol(sort=sort) if sort != "real":
                return False
            case Bind():
                return False
    return True


def _differentiated(goal: Apply, x: Symbol, hypotheses: tuple[Term, ...]) -> Apply:
    """Slopes of both sides. Fails where a name that only one side knows may depend on x: y in e^y, not in x e^y."""
    for given in hypotheses:
        if x in free(given) and (not isinstance(given, Apply) or given.head not in BOUNDS or free(given) != {x}):
            raise Unproved("a hypothesis ties the variable to something")
    left, right = (list(_slopes(side, x)) for side in goal.args)
    if not any(is_open for is_open, _ in (*left, *right)):
        raise Unproved("no antiderivative")
    sides = [Apply("+", tuple(slope for _, slope in parts)) if parts else ZERO for parts in (left, right)]
    lone, inside = (free(sides[0]) ^ free(sides[1])) - {x}, [slope for is_open, slope in (*left, *right) if is_open]
    if lone and (any(s.name.partition("_")[0] in PUT_IN for s in lone) or any(lone & free(slope) for slope in inside)
                 or not all(any({s, x} <= free(side) for side in goal.args) for s in lone)):
        raise Unproved("a name that only one side knows")
    return Apply("=", (sides[0], sides[1]))


def _slopes(side: Term, x: Symbol, factor: Term = ONE) -> list[tuple[bool, Term]]:
    """The derivatives of the summands, with whether each is that of an antiderivative."""
    match side:
        case Bind("antiderivative", v, body, (at,)):
            if at != x or v != x:
                raise Unproved("an antiderivative in another variable")
            return [(True, Apply("*", (factor, body)))]
        case Apply("+", args):
            return [slope for arg in args for slope in _slopes(arg, x, factor)]
        case Apply("-", (arg,)):
            return _slopes(arg, x, Apply("-", (factor,)))
        case Apply("*", (Number() as scale, rest)):
            return _slopes(rest, x, Apply("*", (factor, scale)))
        case Symbol() | Number() if side != x:
            return []
    if any(isinstance(part, Bind) and part.head == "antiderivative" for part in subterms(side)):
        raise Unproved("an antiderivative inside a term")
    return [(False, Apply("*", (factor, Bind("derivative", x, side, (x,)))))]
