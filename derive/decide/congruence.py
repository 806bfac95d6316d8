"""The search for binders with equal bodies.

    in    an equation with sums, products or integrals
    out   pairs of them, one from each side, with proofs that the bodies are equal between the ends
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import isfinite

from derive.decide.balls import precision
from derive.decide.budget import remaining, spend
from derive.decide.evaluation import compiled
from derive.decide.known_sums import summation
from derive.decide.procedures import case_split, law_rewriting
from derive.kernel.certificate import Certificate, Counterexample, Identity, Named, Summed
from derive.kernel.check import Unproved, check, identical
from derive.kernel.congruence import alikes, bodies, is_plain, standing
from derive.kernel.definedness import whole
from derive.kernel.integration import knowledge, replaced
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.polynomial import Beyond
from derive.kernel.signs import ZERO, conditions, facts, holds, is_negative
from derive.kernel.smooth import NotIntegrated
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
    heads,
    number,
    substitute,
    subterms,
)

PAIRS = 12
PLACES, WHOLE_PLACES = (number("1/2"), number("2/3")), (number(2), number(3))      # where quotients are guessed
LARGEST, CLOSE = 1000, 1e-9
LEAST = 0.3                                      # seconds that the rest may need
WAVES = frozenset(("sin", "cos", "tan"))
SIGNED = WAVES | {"log", "exp", "atan", "asin", "acos"}
Pair = tuple[Bind, Bind, Number, Certificate]      # left = factor right


def rewritten(obligation: Obligation) -> list[Pair]:
    """Each binder of the right side that stands for one of the left, with the proof for their bodies."""
    goal = obligation.goal
    assert isinstance(goal, Apply)
    left, right = map(alikes, goal.args)
    found: list[Pair] = []
    tried = 0
    open_left = [one for one in left if one not in right]
    for other in right:
        if other in left:
            continue
        for one in open_left:
            if one.head != other.head or not _one_range(obligation, one, other):
                continue
            tried += 1
            if tried > PAIRS or remaining() < LEAST:
                return found
            same = _same(obligation, one, other)
            if same is not None:
                found.append((one, other, *same))
                break
    return found


def _one_range(obligation: Obligation, left: Bind, right: Bind) -> bool:
    return all(a == b or identical(obligation.hypotheses, a, b)
               for a, b in zip(left.bounds, right.bounds, strict=True))


def _same(obligation: Obligation, left: Bind, right: Bind) -> tuple[Number, Certificate] | None:
    """The factor between two bodies, with the proof."""
    for factor in (number(1), number(-1), *_quotient(left, right))[: 1 if left.head == "product" else 3]:
        try:
            _, given, equation = bodies(obligation.hypotheses, obligation.goal, left, right, factor)
        except (NotIntegrated, Beyond):
            return None
        proof = equality(Obligation(given, equation))
        if proof is not None:
            return factor, proof
    return None


def _quotient(left: Bind, right: Bind) -> Iterator[Number]:
    """The number that one body is of the other, by their values at two places."""
    found: list[float] = []
    for at in PLACES if left.variable.sort != "integer" else WHOLE_PLACES:
        ratio = Apply("/", tuple(substitute(one.body, {one.variable: at}) for one in (left, right)))
        some = {name: number(6 + k) if name.sort == "integer" else number(Fraction(3 + k, 17 + 5 * k))
                for k, name in enumerate(sorted(free(ratio), key=lambda name: name.name))}
        try:
            with precision(64):
                found.append(float(compiled(substitute(ratio, some))({})))
            if not isfinite(found[-1]):
                return
        except (Undefined, Unknown, TypeError, ValueError, OverflowError):
            return
    guess = Fraction(found[0]).limit_denominator(LARGEST)
    if guess and abs(guess) != 1 and all(abs(float(guess) - one) < CLOSE * abs(one) for one in found):
        yield Number(guess)


def is_rewritten(obligation: Obligation, one: Bind, other: Bind) -> bool:
    """Whether two binders of one kind over one range have bodies with one value wherever one of them has a value."""
    if one == other:
        return True
    if one.head != other.head or not _one_range(obligation, one, other):
        return False
    try:
        x, given, equation = bodies(obligation.hypotheses, obligation.goal, one, other)
    except (NotIntegrated, Beyond):
        return False
    if not _defined_alike(x, given, equation, one.head == "integral"):
        return False
    return identical(obligation.hypotheses, *equation.args) or equality(Obligation(given, equation)) is not None


def _defined_alike(x: Symbol, given: tuple[Term, ...], equation: Apply, almost: bool) -> bool:
    """Each side needs only what the other needs, or what holds; for integrals divisors may vanish at some points."""
    known = facts(h for h in given if isinstance(h, Apply) and h.head in RELATIONS)
    (first, odd), (second, strange) = (conditions((side,)) for side in equation.args)
    whole_step = Obligation(given, equation)
    for here, there in ((odd, strange), (strange, odd)):
        if not all(part in there or _is_sure(part, known) or _is_summed(whole_step, part) or any(
            _is_same(given, part, other) for other in there) for part in here
        ):
            return False
    for mine, others in ((first, second), (second, first)):
        for condition in mine:
            if condition in others or holds(condition, known):
                continue
            if almost and condition.head == "!=" and x in free(condition):
                continue
            subject = condition.args[0]
            if not any(other.head == condition.head and identical(given, subject, other.args[0]) for other in others):
                return False
    return True


def _is_same(given: tuple[Term, ...], one: Term, other: Term) -> bool:
    """One function of equal arguments."""
    return isinstance(one, Apply) and isinstance(other, Apply) and (one.head, len(one.args)) == (
        other.head, len(other.args)) and all(identical(given, *pair) for pair in zip(one.args, other.args, strict=True))


def _is_summed(obligation: Obligation, part: Term) -> bool:
    """A series of the table, under its conditions."""
    return isinstance(part, Bind) and part in standing(obligation.goal) and part.head == "sum" and isinstance(
        summation(obligation, part), Summed)


def _is_sure(part: Term, known: frozenset[Apply]) -> bool:
    """A power of a number or a factorial that has a value."""
    match part:
        case Apply("^", (base, exponent)):
            return holds(Apply(">", (base, ZERO)), known) or (
                whole(exponent) and holds(Apply("!=", (base, ZERO)), known))
        case Apply("factorial", (u,)):
            return whole(u) and holds(Apply(">=", (u, ZERO)), known)
    return False


def equality(obligation: Obligation) -> Certificate | None:
    """A proof of an equation by normal form, laws and cases, with names for terms of known sign where that helps."""
    for proof in _proofs(obligation):
        spend()
        if proof is not None:
            try:
                check(obligation.hypotheses, obligation.goal, proof)
            except (Unproved, Beyond):
                continue
            return proof
    return None


def _proofs(obligation: Obligation) -> Iterator[Certificate | None]:
    yield Identity()
    yield from by_names(obligation)
    yield law_rewriting.attempt(obligation)
    yield case_split.attempt(obligation)
    if "limit" in heads(obligation.goal):
        from derive.decide.procedures import limits_by_rules

        yield limits_by_rules.attempt(obligation)
    if standing(obligation.goal):
        from derive.decide.procedures import antiderivatives, equal_bodies, induction, tabulated_values

        for search in (tabulated_values, antiderivatives):           # the inner one of two integrals
            found = search.attempt(obligation)
            yield None if isinstance(found, Counterexample) else found
        yield equal_bodies.attempt(obligation)
        yield induction.attempt(obligation)      # sum over i of sum_{j=1}^i j, the inner one in closed form


def by_names(obligation: Obligation) -> Iterator[Certificate]:
    """Proofs with names in place of functions, where the sign of one of them is evident."""
    values, signs = _named(obligation)
    if not values:
        return
    given = tuple(Apply(sign, (name, ZERO)) for (name, _), sign in zip(values, signs, strict=True) if sign)
    names: dict[Term, Term] = {term: name for name, term in values}
    plain = Obligation((*obligation.hypotheses, *given), replaced(obligation.goal, names))
    for way in (lambda _: Identity(), law_rewriting.attempt, case_split.attempt):
        rest: Certificate | None = way(plain)
        if rest is not None:
            yield Named(values, signs, rest)


def _named(obligation: Obligation) -> tuple[tuple[tuple[Symbol, Term], ...], tuple[str, ...]]:
    """Functions in the equation, with what is evident of their signs."""
    known = knowledge(obligation)
    taken = free(obligation.goal).union(*map(free, obligation.hypotheses))
    values: list[tuple[Symbol, Term]] = []
    signs: list[str] = []
    inner: set[Term] = set()
    for part in reversed(dict.fromkeys(subterms(obligation.goal))):
        if not isinstance(part, Apply) or part.head not in SIGNED or not is_plain(part):
            continue
        if any(below in inner for below in subterms(part)):
            continue
        sign = ">" if holds(Apply(">", (part, ZERO)), known) else "<" if is_negative(part, known) else ""
        if not sign and part.head not in WAVES:
            continue
        name = fresh(Symbol("w"), taken)
        taken |= {name}
        inner.add(part)
        values.append((name, part))
        signs.append(sign)
    return tuple(values), tuple(signs)
