"""Deciding: every procedure in turn, cheapest first, each answer through the kernel.

    obligation -> identical? -> procedures by COST -> Proved | Refuted | Undecided with every attempt by name

A procedure that crashes on a size limit, declines or is rejected costs its turn, never the verdict.
"""

from __future__ import annotations

from time import perf_counter

from derive import catalog
from derive.decide import procedures
from derive.decide.budget import OutOfBudget, allowance
from derive.decide.points import VOID
from derive.kernel.certificate import Counterexample
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import measured
from derive.kernel.term import Obligation
from derive.kernel.verdict import Attempt, CertificateError, Proved, Refuted, Undecided, Verdict, certify, refute


def decide(obligation: Obligation, seconds: float = 5.0) -> Verdict:
    """The first verdict that the kernel accepts; what was tried, if there is none."""
    try:
        for term in (*obligation.hypotheses, obligation.goal):
            measured(term)
    except Beyond as reason:
        return Undecided(obligation, (Attempt("size", str(reason)),))
    deadline = perf_counter() + seconds
    attempts: list[Attempt] = []
    for rule in catalog.collect(procedures):
        if perf_counter() > deadline:
            attempts.append(Attempt(catalog.name(rule), "not tried: out of time"))
            continue
        with allowance(deadline):
            outcome = _run(rule.attempt, obligation, catalog.name(rule))
        if isinstance(outcome, Proved) and any(attempt.outcome == VOID for attempt in attempts):
            outcome = Attempt(catalog.name(rule), f"rejected: {VOID}, so there is nothing to prove")
        if not isinstance(outcome, Attempt):
            return outcome
        attempts.append(outcome)
    agreements = sum(int(a.outcome.rpartition(" ")[2]) for a in attempts if a.outcome.startswith("agreed at "))
    return Undecided(obligation, tuple(attempts), agreements)


def _run(attempt: object, obligation: Obligation, name: str) -> Verdict | Attempt:
    """One procedure's answer, judged by the kernel."""
    try:
        answer = attempt(obligation)                                  # type: ignore[operator]
        if answer is None:
            return Attempt(name, "declined")
        if isinstance(answer, Attempt):
            return answer
        if isinstance(answer, Counterexample):
            return refute(obligation, answer, name)
        return certify(obligation, answer, name)
    except OutOfBudget as reason:
        return Attempt(name, f"out of budget: {reason}")
    except Beyond as reason:
        return Attempt(name, f"declined: {reason}")
    except CertificateError as reason:
        return Attempt(name, f"rejected: {reason}")
    except RecursionError:
        return Attempt(name, "out of budget: nested too deeply")


__all__ = ["Refuted", "decide"]
