"""The search for antiderivatives: how the integrals of an equation are gathered and what they are worth.

    in    an equation in which definite integrals stand linearly
    out   a group for each interval over which SymPy knows an antiderivative of the sum of the integrands;
          the kernel differentiates it again
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from derive.decide import oracle
from derive.decide.budget import remaining
from derive.decide.procedures import case_split, law_rewriting
from derive.decide.quotients import Ring, TooLarge
from derive.kernel.certificate import Cases, Certificate, Contradiction, Gathered, Identity
from derive.kernel.check import Unproved, check, identical
from derive.kernel.integration import named, replaced
from derive.kernel.signs import ZERO, conditions, facts, minus
from derive.kernel.smooth import ordered
from derive.kernel.term import RELATIONS, Apply, Bind, Obligation, Symbol, Term, free, fresh, substitute, subterms

INTEGRALS = 12


def gathered(obligation: Obligation, seconds: float = 2.0) -> tuple[Gathered, ...] | None:
    """The groups of integrals of an equation with their antiderivatives; none where it has no integrals."""
    goal = obligation.goal
    assert isinstance(goal, Apply)
    parts = coefficients(goal)
    if not parts:
        return None
    groups: dict[tuple[Term, ...], list[tuple[Term, Bind]]] = {}
    known = frozenset(conditions((goal,))[0])
    for coefficient, integral in parts:
        groups.setdefault(_canonical_bounds(integral), []).append((_as_written(coefficient, known), integral))
    found = []
    for members in groups.values():
        group = _antiderivative(tuple(members), obligation, seconds)
        if group is not None:
            found.append(group)
    return tuple(found)


def coefficients(goal: Apply) -> list[tuple[Term, Bind]] | None:
    """c_j with left - right = sum of c_j * integral_j + rest; none where an integral is not linear."""
    names = named(goal)
    if not 0 < len(names) <= INTEGRALS or len(goal.args) != 2:
        return None
    difference = minus(*(replaced(side, names) for side in goal.args))
    symbols = list(names.values())
    try:
        ring = Ring((difference,), symbols)
        above, below = ring.lowest(ring.quotient(difference))
    except (TooLarge, ZeroDivisionError):
        return None
    degrees = above.degrees()
    if any(below.degrees()[: len(symbols)]) or any(degree > 1 for degree in degrees[: len(symbols)]):
        return None
    slices: dict[int, dict[tuple[int, ...], Any]] = {}
    for exponents, coefficient in above.to_dict().items():
        used = [place for place in range(len(symbols)) if exponents[place]]
        if len(used) > 1:
            return None
        if used:
            rest = tuple(0 if place == used[0] else int(e) for place, e in enumerate(exponents))
            slices.setdefault(used[0], {})[rest] = coefficient
    integrals = list(names)
    found: list[tuple[Term, Bind]] = []
    for place, terms in slices.items():
        over, under = ring.lowest((ring.context.from_dict(terms), below))
        factor = ring.term(over / under) if under.is_constant() else Apply("/", (ring.term(over), ring.term(under)))
        integral = integrals[place]
        assert isinstance(integral, Bind)
        if integral.variable in free(factor):
            return None
        found.append((factor, integral))
    return found


def _canonical_bounds(integral: Bind) -> tuple[Term, ...]:
    """The ends as quotients in lowest terms, so that 2 pi / 4 and pi / 2 are one end."""
    found: list[Term] = []
    for bound in integral.bounds:
        try:
            ring = Ring((bound,))
            above, below = ring.lowest(ring.quotient(bound))
            found.append(ring.term(above / below) if below.is_constant() else bound)
        except (TooLarge, ZeroDivisionError):
            found.append(bound)
    return tuple(found)


def _antiderivative(
    members: tuple[tuple[Term, Bind], ...], obligation: Obligation, seconds: float
) -> Gathered | None:
    taken = frozenset(symbol for c, integral in members for symbol in free(c) | free(integral))
    x = fresh(members[0][1].variable, taken)
    total: list[Term] = [
        Apply("*", (c, substitute(integral.body, {integral.variable: x}))) for c, integral in members
    ]
    integrand = total[0] if len(total) == 1 else Apply("+", tuple(total))
    if is_zero(integrand):
        return Gathered(members, x, ZERO)
    known = facts(h for h in obligation.hypotheses if isinstance(h, Apply) and h.head in RELATIONS)
    known |= frozenset(conditions((obligation.goal,))[0])
    lo, hi = members[0][1].bounds
    order = ordered(x, lo, hi, known)
    if identical((*obligation.hypotheses, *order), integrand, ZERO):
        return Gathered(members, x, ZERO)
    if seconds <= 0 or remaining() < 0.2:
        return None
    answer = oracle.antiderivative(integrand, x, (*obligation.hypotheses, *order, *known), min(seconds, remaining()))
    if not isinstance(answer.value, Apply | Symbol):
        return None
    return Gathered(members, x, _as_written(_generic(answer.value, x), known))


def _generic(antiderivative: Term, x: Symbol) -> Term:
    """The antiderivative where its parameters are in general position: c != 0 of one case for c and one for 0."""
    match antiderivative:
        case Apply("piecewise", (Apply("!=") as condition, value, *_)) if x not in free(condition):
            return _generic(value, x)
    return antiderivative


def _as_written(antiderivative: Term, known: frozenset[Apply]) -> Term:
    """An antiderivative or a coefficient with divisors as they are known not to be zero: -2 (t - l) for 2 l - 2 t."""
    written: dict[Term, Term] = {}
    stated = [fact.args[0] for fact in known if fact.head == "!=" and fact.args[1] == ZERO]
    for condition in conditions((antiderivative,))[0]:
        if condition.head != "!=" or condition in known:
            continue
        divisor = condition.args[0]
        for other in stated:
            if (multiple := _multiple(divisor, other)) is not None:
                written[divisor] = multiple
    return _exchanged(antiderivative, written)


def _multiple(divisor: Term, other: Term) -> Term | None:
    """The divisor as a number times the other, if it is one."""
    try:
        ring = Ring((divisor, other))
        above, below = ring.lowest(ring.quotient(Apply("/", (divisor, other))))
    except (TooLarge, ZeroDivisionError):
        return None
    if not (above.is_constant() and below.is_constant()):
        return None
    return Apply("*", (ring.term(above / below), other))


def _exchanged(term: Term, written: dict[Term, Term]) -> Term:
    if term in written:
        return written[term]
    return Apply(term.head, tuple(_exchanged(arg, written) for arg in term.args)) if isinstance(term, Apply) else term


def is_zero(term: Term) -> bool:
    """Zero as a quotient of polynomials over atoms."""
    try:
        ring = Ring((term,))
        return bool(ring.lowest(ring.quotient(term))[0].is_zero())
    except (TooLarge, ZeroDivisionError):
        return False


def finish(obligation: Obligation) -> Certificate:
    """A proof of an equation without binders: by normal form, by laws, by cases; the kernel sees whether it is one."""
    if identical(obligation.hypotheses, *equation(obligation)):
        return Identity()
    return law_rewriting.attempt(obligation) or case_split.attempt(obligation) or _by_sign(obligation) or Identity()


def equation(obligation: Obligation) -> tuple[Term, Term]:
    """The two sides of an obligation whose goal is an equation."""
    assert isinstance(obligation.goal, Apply)
    left, right = obligation.goal.args
    return left, right


def _by_sign(obligation: Obligation) -> Certificate | None:
    """Cases by the sign of what stands in an absolute value under a derivative."""
    for part in subterms(obligation.goal):
        if isinstance(part, Apply) and part.head == "abs":
            inner = part.args[0]
            below, above = (Apply(sign, (inner, ZERO)) for sign in "<>")
            proof = Cases(above, Identity(), Cases(below, Identity(), Contradiction()))
            with suppress(Unproved):
                check(obligation.hypotheses, obligation.goal, proof)
                return proof
            return None
    return None
