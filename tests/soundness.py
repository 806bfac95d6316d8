"""Whether a judgement is sound, by an evaluator of the tests' own."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import mpmath as mp
import numeric
from derive.decide.points import admissible

from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free
from derive.kernel.verdict import Proved, Refuted, Verdict

POINTS = 6


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
    """A proved goal must not fail at any admissible point."""
    for point in admissible(obligation, POINTS):
        if _truth(obligation, dict(point)) is False:
            return f"proved, but false at {point}: {obligation.goal}"
    return ""


@lru_cache(maxsize=None)
def _against_refutation(obligation: Obligation, point: tuple[tuple[Symbol, Term], ...]) -> str:
    """A refuted goal must fail at its counterexample."""
    if _truth(obligation, dict(point)) is True:
        return f"refuted, but true at {point}: {obligation.goal}"
    return ""


def _truth(obligation: Obligation, point: dict[Symbol, Term]) -> bool | None:
    """Whether the goal holds at a point; None where it cannot be told. Defined names are computed."""
    values: dict[Symbol, Any] = {}
    try:
        for symbol, term in point.items():
            values[symbol] = numeric.value(term, {})
        _define(obligation, values)
        return bool(numeric.value(obligation.goal, values))
    except (numeric.Undefined, numeric.NotHere, ZeroDivisionError, mp.NoConvergence):
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
