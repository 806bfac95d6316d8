"""Equations with one power of the unknown, b^u, solved for it: 20 + 70 e^{-10k} = 60, 500 * 1.07^t = 1000.

Decides      equivalences and implications between such an equation and another equation in the same unknown, and
             the value of the unknown where such an equation is in force
Certificate  forward two lemmas: the equation solved for the power, then its logarithm; backward the value put in
Declines     two different powers, other numbers than rational ones beside it, and a power that would not be positive
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.decide.accepted import accepted
from derive.decide.consequences import consequences
from derive.decide.exchanged_parts import exchanged_part
from derive.kernel.certificate import Applied, Certificate, Identity, Lemma, Parts, Unfolded, Weakened
from derive.kernel.sturm import Coefficients, coefficients, rational
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, free, fresh, substitute, subterms

COST = 19


def attempt(obligation: Obligation) -> Certificate | None:
    """The two directions, each by a search of its own."""
    goal = obligation.goal
    if isinstance(goal, Apply) and goal.head == "=":
        return _of_what_is_told(obligation.hypotheses, goal)
    if not isinstance(goal, Apply) or goal.head not in ("iff", "implies") or len(free(goal)) != 1:
        return None
    if not any(free(part) and _logarithm(part) is not None for part in subterms(goal)):
        return None
    first, second = goal.args
    proofs: list[Certificate] = []
    for given, claim in ((first, second), (second, first)) if goal.head == "iff" else ((first, second),):
        found = next(_proofs((*obligation.hypotheses, given), given, claim), None)
        if found is None:
            return None
        proofs.append(found)
    return Parts(tuple(proofs))


def _of_what_is_told(known: tuple[Term, ...], goal: Apply) -> Certificate | None:
    """The value of an unknown of which an equation with one power of it is in force: e^{0.04 t} = 2, t = log 2/0.04."""
    match goal.args:
        case (Symbol() as unknown, value) if not free(value):
            told = (one for one in known if isinstance(one, Apply) and one.head == "=" and free(one) == {unknown})
            return next((found for given in told for found in _proofs(known, given, goal)), None)
    return None


def _proofs(known: tuple[Term, ...], given: Term, claim: Term) -> Iterator[Certificate]:
    """The claim from an equation that is given: by putting in its value, or by solving it for its power."""
    match given:
        case Apply("=", (Symbol() as unknown, value)) if not free(value):
            for found in (Unfolded(unknown, Identity()), _put_in(known, unknown, value, claim)):
                if found is not None and accepted(known, claim, found):
                    yield found
    solved = _solved(given)
    match claim:
        case Apply("=", (Symbol() as unknown, value)) if solved is not None and not free(value):
            yield from _from_power(known, *solved, unknown, value, claim)


def _put_in(known: tuple[Term, ...], unknown: Symbol, value: Term, claim: Term) -> Certificate | None:
    """The value put in: the power there by its logarithm, and then the equation."""
    solved = _solved(claim)
    if solved is None:
        return None
    there, lemma = substitute(claim, {unknown: value}), Apply("=", (substitute(solved[0], {unknown: value}), solved[1]))
    rest, by_logarithm = consequences((lemma,), there), Applied("log", Identity())
    shown = by_logarithm if lemma == there else Lemma(lemma, by_logarithm, rest) if rest is not None else None
    return Unfolded(unknown, Weakened(known, shown)) if shown is not None else None


def _from_power(
    known: tuple[Term, ...], power: Term, r: Number, unknown: Symbol, value: Term, claim: Term
) -> Iterator[Certificate]:
    """b^u = r, and e^{u log b} is the same; so is e^{u' log b} where u' is u at the value; hence u log b = u' log b."""
    exponent = _logarithm(power)
    assert exponent is not None
    there = substitute(exponent, {unknown: value})
    solved, same, again, equal = (
        Apply("=", (power, r)), Apply("=", (Apply("exp", (exponent,)), power)),
        Apply("=", (Apply("exp", (there,)), r)), Apply("=", (exponent, there)))
    raised = Apply("=", (Apply("exp", (exponent,)), Apply("exp", (there,))))
    told = solved in known
    first, second = consequences(known, solved), consequences((solved, same, again), raised)
    last = consequences((equal,), claim)
    if (told or first is not None) and second is not None and last is not None:
        others = tuple(fact for fact in known if fact != solved)
        for leaf in (Identity(), Applied("log", Identity())):
            inner = Lemma(same, Identity(), Lemma(again, leaf, Applied("exp", Weakened(others, second))))
            rest = Lemma(equal, inner, Weakened((*others, solved), last))
            found = Lemma(solved, first, rest) if first is not None and not told else rest
            if accepted(known, claim, found):
                yield found


def _logarithm(power: Term) -> Term | None:
    """u of e^u, and u log b of b^u, for a positive number b other than 1."""
    match power:
        case Apply("exp", (u,)):
            return u
        case Apply("^", (base, u)) if free(u) and (value := rational(base)) and value > 0 and value != 1:
            return Apply("*", (u, Apply("log", (base,))))
    return None


def _solved(equation: Term) -> tuple[Term, Number] | None:
    """The one power of an equation that is linear in it, and what it equals."""
    if not isinstance(equation, Apply) or equation.head != "=":
        return None
    powers = {part for part in subterms(equation) if free(part) and _logarithm(part) is not None}
    if len(powers) != 1:
        return None
    (power,) = powers
    name = fresh(Symbol("p"), free(equation))
    left, right = (coefficients(exchanged_part(side, power, name), name) for side in equation.args)
    if left is None or right is None or not 0 < max(len(left), len(right)) <= 2:
        return None
    constant, slope = (a - b for a, b in zip(_two(left), _two(right), strict=True))
    return (power, Number(-constant / slope)) if slope and -constant / slope > 0 else None


def _two(polynomial: Coefficients) -> Coefficients:
    return [*polynomial, Fraction(0), Fraction(0)][:2]
