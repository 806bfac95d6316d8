"""Whether a judgement is sound, by an evaluator of the tests' own."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import Any

import numeric
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, number
from derive.kernel.verdict import Proved, Refuted, Verdict

POINTS = 4
TRIES = 60
LENGTH = 8


def complaint(verdict: Verdict | None) -> str:
    """What is wrong with a verdict; "" when nothing is, as far as these points show."""
    match verdict:
        case Proved(obligation=obligation):
            return _against_proof(obligation)
        case Refuted(obligation=obligation, counterexample=counterexample):
            return _against_refutation(obligation, tuple(counterexample.point))
    return ""


@lru_cache(maxsize=None)
def _against_proof(obligation: Obligation) -> str:
    """A proved goal must not fail at any point that the hypotheses admit."""
    found = 0
    random = Random(0)
    for _ in range(TRIES):
        point = _drawn(obligation, random)
        truth = _truth(obligation, point)
        if truth is False:
            return f"proved, but false at {point}: {obligation.goal}"
        found += truth is True
        if found >= POINTS:
            break
    return ""


def _drawn(obligation: Obligation, random: Random) -> dict[Symbol, Term]:
    """Values for every symbol that no hypothesis defines; what does not satisfy the rest is dropped by `_truth`."""
    terms = (obligation.goal, *obligation.hypotheses)
    names = sorted(frozenset().union(*(free(term) for term in terms)), key=lambda symbol: symbol.name)
    defined = {symbol for hypothesis in obligation.hypotheses if (symbol := _defined(hypothesis)) is not None}
    point: dict[Symbol, Term] = {}
    for symbol in names:
        if symbol in defined:
            continue
        if symbol.sort == "integer":
            point[symbol] = number(random.randint(1, 4))
        elif symbol.sort == "array":
            point[symbol] = Apply("tuple", tuple(_real(random) for _ in range(LENGTH)))
        else:
            point[symbol] = _real(random)
    return point


def _real(random: Random) -> Term:
    return Number(Fraction(random.randint(-30, 30), random.randint(1, 12)))


def _defined(hypothesis: Term) -> Symbol | None:
    match hypothesis:
        case Apply("=", (Symbol() as name, body)) if name not in free(body):
            return name
        case Bind("forall", _, Apply("=", (Apply("at", (Symbol() as name, _)), _))):
            return name
    return None


@lru_cache(maxsize=None)
def _against_refutation(obligation: Obligation, point: tuple[tuple[Symbol, Term], ...]) -> str:
    """A refuted goal must fail at its counterexample."""
    if _truth(obligation, dict(point)) is True:
        return f"refuted, but true at {point}: {obligation.goal}"
    return ""


def _truth(obligation: Obligation, point: dict[Symbol, Term]) -> bool | None:
    """Whether the goal holds at a point; None where that cannot be told, or a hypothesis fails."""
    values: dict[Symbol, Any] = {}
    try:
        for symbol, term in point.items():
            values[symbol] = numeric.value(term, {})
        _define(obligation, values)
        if not all(numeric.value(h, values) for h in obligation.hypotheses if not isinstance(h, Bind)):
            return None
        return bool(numeric.value(obligation.goal, values))
    except (numeric.Undefined, numeric.NotHere, ArithmeticError, ValueError, TypeError):
        return None


def _define(obligation: Obligation, values: dict[Symbol, Any]) -> None:
    """Names given by a formula, each as soon as what it depends on is known."""
    for _ in obligation.hypotheses:
        for hypothesis in obligation.hypotheses:
            match hypothesis:
                case Apply("=", (Symbol() as name, body)) if name not in values and free(body) <= values.keys():
                    values[name] = numeric.value(body, values)
                case Bind("forall", index, Apply("=", (Apply("at", (Symbol() as name, _)), body))) if (
                    name not in values and free(body) - {index} <= values.keys()
                ):
                    fixed = dict(values)
                    values[name] = lambda k, i=index, b=body, v=fixed: numeric.value(b, {**v, i: k})
