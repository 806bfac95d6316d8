"""Integrals of integrals, from within: the inner one worked out, the outer one with its value.

Decides      equations with an integral whose body holds one between ends that may depend on the outer variable
Certificate  Alike: the inner integral by its antiderivative for every place between the outer ends, then the rest
Declines     inner integrals whose antiderivative is not found, and values that may be undefined between the ends
"""

from __future__ import annotations

from contextlib import suppress

from derive.decide import oracle
from derive.decide.accepted import accepted
from derive.decide.budget import remaining, spend
from derive.decide.integrals import finish
from derive.decide.procedures import antiderivatives, folded_integrals, tabulated_values
from derive.kernel.certificate import Alike, Certificate, Counterexample
from derive.kernel.check import Unproved
from derive.kernel.congruence import bodies, standing
from derive.kernel.integration import replaced
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.smooth import NotIntegrated
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, heads, minus, number, substitute

COST = 55
DEPTH = 3                                        # integrals in one another
SECONDS = 1.5                                    # for one antiderivative
INFINITY = "infinity"


def attempt(obligation: Obligation) -> Certificate | None:
    """The innermost integrals first."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=" or "integral" not in heads(goal):
        return None
    return _evaluated(obligation, DEPTH)


def _evaluated(obligation: Obligation, depth: int) -> Certificate | None:
    """One outer integral with a body without integrals in place of its own, and so on."""
    outer = next((one for one in standing(obligation.goal) if one.head == "integral" and "integral" in heads(one.body)),
                 None)
    if outer is None or not depth or remaining() < 0.3:
        return None
    with suppress(Unproved, NotIntegrated, Beyond):
        simpler = _simpler(obligation, outer)
        if simpler is None:
            return None
        _, given, equation = bodies(obligation.hypotheses, obligation.goal, outer, simpler)
        inside = Obligation(given, equation)
        proof = _evaluated(inside, depth - 1) or antiderivatives.attempt(inside)
        if proof is None or not accepted(inside.hypotheses, inside.goal, proof):
            return None
        goal = replaced(obligation.goal, {outer: simpler})
        rest = _rest(Obligation(obligation.hypotheses, goal), depth)
        return None if rest is None else Alike(outer, simpler, number(1), proof, rest)
    return None


def _simpler(obligation: Obligation, outer: Bind) -> Bind | None:
    """The outer integral with values in its body in place of integrals."""
    x, given, equation = bodies(obligation.hypotheses, obligation.goal, outer, outer)
    assert isinstance(equation, Apply)
    value = _valued(equation.args[0], given)
    return None if value is None else Bind("integral", x, _plain(value, given), outer.bounds)


def _valued(term: Term, given: tuple[Term, ...]) -> Term | None:
    """A term with what its integrals are worth in their place."""
    match term:
        case Bind("integral", y, body, (lo, hi)) if INFINITY not in heads(lo) | heads(hi):
            spend()
            order = (Apply("<=", (lo, y)), Apply("<=", (y, hi)))
            inner = _valued(body, (*given, *order))
            if inner is None or remaining() < 0.3:
                return None
            answer = oracle.antiderivative(inner, y, (*given, *order), min(SECONDS, remaining()))
            found = answer.value
            if not isinstance(found, Apply | Symbol):
                return None
            return minus(substitute(found, {y: hi}), substitute(found, {y: lo}))
        case Bind():
            return None
        case Apply(head, args) if "integral" in heads(term):
            parts = [_valued(arg, given) for arg in args]
            return None if None in parts else Apply(head, tuple(part for part in parts if part is not None))
    return term


def _rest(obligation: Obligation, depth: int) -> Certificate | None:
    """A proof of what is left, which may hold another such integral."""
    ways = (_evaluated(obligation, depth) if depth else None, tabulated_values.attempt(obligation), finish(obligation),
            folded_integrals.attempt(obligation), antiderivatives.attempt(obligation))
    for proof in ways:
        if proof is not None and not isinstance(proof, Counterexample) and accepted(
                obligation.hypotheses, obligation.goal, proof):
            return proof
    return None


def _plain(term: Term, given: tuple[Term, ...]) -> Term:
    """A term in its normal form, if it has one."""
    try:
        here = Setting(given, (term,))
        return here.normal.write(here.of(term))
    except Beyond:
        return term
