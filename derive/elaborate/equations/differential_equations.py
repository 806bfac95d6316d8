"""Differential equations: what is said of the slopes of a function of which nothing else is known.

    m \\ddot x = -k x, y' = k y      a condition on x and y, not a claim about every function
    (f g)' = f' g + f g'             a claim, which is worked out
    y = 2x + C e^{-x}                after "solve y' + y = 2x + 2": the claim that it does
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.elaborate.formulas.lone import given_equation
from derive.elaborate.formulas.sampling import differences, looks_like_identity
from derive.elaborate.step import Step
from derive.kernel.differentiate import eliminate
from derive.kernel.polynomial import Beyond
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, number, substitute, subterms
from derive.read.record import replace

if TYPE_CHECKING:
    from derive.elaborate.page import Page

CONSTANTS = frozenset({"C", "c", "K"})           # letters for constants of integration
MULTIPLIERS = frozenset({"lambda", "mu", "nu"})  # of Lagrange


def take_for_given(page: Page, step: Step) -> Step:
    """The first equation for the slopes of a function holds from here on; later ones may follow from it."""
    obligation = step.obligation
    if obligation is None or step.relation != "=" or not isinstance(obligation.goal, Apply):
        return step
    gradients = all(side and side.node and "nabla" in side.node.kinds() for side in (step.lhs, step.rhs))
    if gradients and any(symbol.name.partition("_")[0] in MULTIPLIERS for symbol in free(obligation.goal)):
        return given_equation(step)              # grad f = lambda grad g, where f is largest under g = c
    if _goes_on_with_conditions(page, step, obligation.goal):
        page.context.assume(obligation.goal)
        return given_equation(step)
    about = [known for known in obligation.hypotheses if isinstance(known, Apply) and known.head == "=" and not (
        is_beginning(page, known))]              # y'' + 4y = 8t with y(0) = 0
    posed = frozenset().union(*map(conditioned, about))
    if posed & free(obligation.goal):
        return _up_to_constant(page, step, posed)
    unknown = conditioned(obligation.goal)
    asked = bool(unknown) and all(symbol.name in page.context.sloping for symbol in unknown)
    if not asked or any(not unknown.isdisjoint(free(known)) for known in about):
        return step
    page.context.assume(obligation.goal)
    return given_equation(step)


def _goes_on_with_conditions(page: Page, step: Step, goal: Apply) -> bool:
    """Whether y'(0) = 4 stands right behind y(0) = 3, which was given: another condition on the same function."""
    if not is_beginning(page, goal) or free(goal.args[1]) or len(page.steps) < 2:
        return False
    *_, before, here = page.steps
    return here is step and before.kind == "given" and before.lhs is not None and before.lhs.term is not None and (
        not free(goal.args[0]).isdisjoint(free(before.lhs.term)))


def _up_to_constant(page: Page, step: Step, posed: frozenset[Symbol]) -> Step:
    """log P = k t + C, integrated: it says what C is, if the slopes of both sides agree."""
    obligation = step.obligation
    if obligation is None or not isinstance(obligation.goal, Apply):
        return step
    new = {symbol for symbol in free(obligation.goal)
           if symbol.name.partition("_")[0] in CONSTANTS and not page.context.knows(symbol.name)}
    known = page.context.sloping
    variables = {known[symbol.name] for symbol in posed & free(obligation.goal) if symbol.name in known}
    if not new or len(variables) != 1:
        return step
    (variable,) = variables
    slopes = tuple(Bind("derivative", variable, side, (variable,)) for side in obligation.goal.args)
    page.context.assume(obligation.goal)
    return replace(step, customary=Obligation(obligation.hypotheses, Apply("=", slopes)))


def to_satisfy(page: Page, step: Step, purpose: str) -> Step:
    """The step that gives a formula to a function, judged by the equations that ask for it.

    It is proved where it satisfies them whatever its new letters are, and refuted where no value of these can help.
    """
    _leave_conditions(page)
    page.context.asked = tuple(one for one in page.context.asked if not _settles_a_constant(
        page, one[0], step)) or page.context.asked
    goal = [equation for equation, _ in page.context.asked]
    term = goal[0] if len(goal) == 1 else Apply("and", tuple(goal))
    claim = Obligation(page.context.in_force(goal, [], with_values=True), term)
    if step.lhs is not None and step.lhs.term is not None and {one.name for one in free(step.lhs.term)} & page.open:
        return step                              # the y of a tangent
    if purpose in ("", "statement") and any(_fails(equation, new) for equation, new in page.context.asked):
        return replace(step, kind="link", role="", obligation=claim)
    return replace(step, claim=claim)


def _settles_a_constant(page: Page, equation: Term, step: Step) -> bool:
    """Whether an equation has a constant of integration that the formula has not: ln y = x + C, so y = 2 e^x."""
    formula = step.rhs.term if step.rhs is not None and step.rhs.term is not None else equation
    return any(symbol.name.partition("_")[0] in CONSTANTS and not page.context.knows(symbol.name)
               for symbol in free(equation) - free(formula))


def _leave_conditions(page: Page) -> None:
    """y = e^{rt}, which is tried, has none of the values that are asked of y: y(0) = 2 is said of what comes of it."""
    letters = frozenset[Symbol]().union(*(new for _, new in page.context.asked))
    tied = [fact for fact in page.context.facts if free(fact) and free(fact) <= letters]
    if any(_fails(fact, letters) for fact in tied):
        page.context.withdraw(tied)


def parameters_asked(step: Step) -> frozenset[Symbol]:
    """The letters of a formula that a differential equation may say something of: r of e^{rx}, and not C of C e^x."""
    if step.claim is None or not isinstance(step.claim.goal, Apply) or step.lhs is None or step.lhs.term is None:
        return frozenset()
    equations = step.claim.goal.args if step.claim.goal.head == "and" else (step.claim.goal,)
    if all(map(_holds, equations)):
        return frozenset()
    return frozenset(symbol for symbol in free(step.claim.goal) - free(step.lhs.term)
                     if symbol.name.partition("_")[0] not in CONSTANTS)


def _holds(equation: Term) -> bool:
    if not isinstance(equation, Apply) or equation.head != "=":
        return False
    try:
        return looks_like_identity(*map(eliminate, equation.args)) is True
    except Beyond:
        return False


def _fails(equation: Term, letters: frozenset[Symbol]) -> bool:
    """Whether the sides differ by what no letter of the formula can mend: 4 in y' + 2y - 4x = 4."""
    if not isinstance(equation, Apply) or equation.head != "=" or len(letters) > 3:
        return False
    seen = set[tuple[float, ...]]()
    for value in (1, 2, 3):
        put_in = {letter: number(value * (2 * place + 1) + place)
                  for place, letter in enumerate(sorted(letters, key=repr))}
        try:
            sides = [eliminate(substitute(side, put_in)) for side in equation.args]
        except Beyond:
            return False
        left, right = sides
        found = differences(Apply("+", (left, Apply("-", (right,)))), number(0))
        if found is None:
            return False
        seen.add(tuple(round(one, 9) for one in found))
    return len(seen) == 1 and all(abs(one) > 1e-6 for one in seen.pop())


def conditioned(goal: Apply) -> frozenset[Symbol]:
    """The functions whose slopes an equation is about, if it takes no slope of anything else."""
    unknown = set[Symbol]()
    for part in subterms(goal):
        if isinstance(part, Bind):
            function = _slope_of(part)
            if function is None:
                return frozenset()
            unknown.add(function)
    return frozenset(unknown)


def is_beginning(page: Page, goal: Term) -> bool:
    """y(0) = 1 or y'(0) = 2, of a function that stands under primes or dots."""
    match goal:
        case Apply("=", (Apply("call", (Symbol(name, "unknown"), place)), _)):
            return name in page.context.sloping and not free(place)
        case Apply("=", (Bind("derivative", variable, body, (place,)), _)) if not free(place):
            function = _slope_of(Bind("derivative", variable, body, (variable,)))
            return function is not None and function.name in page.context.sloping
    return False


def _slope_of(term: Term) -> Symbol | None:
    """x of dx/dt and of d^2 x/dt^2."""
    match term:
        case Bind("derivative", variable, Apply("call", (Symbol(_, "unknown") as function, argument)), (at,)):
            return function if argument == variable == at else None
        case Bind("derivative", variable, Bind("derivative") as inner, (at,)) if variable == at:
            return _slope_of(inner)
    return None
