"""Deciding: every procedure in turn, cheapest first, each answer through the kernel.

    obligation -> identical? -> procedures by COST -> Proved | Refuted | Undecided with every attempt by name

A procedure that crashes, declines or is rejected costs its turn, never the verdict. Nothing is proved of what no
values satisfy, or of sides that never have values.
"""

from __future__ import annotations

from derive import catalog
from derive.containment import Crash, contained
from derive.decide import procedures
from derive.decide.budget import OutOfBudget, allowance, remembered, worked
from derive.decide.existence import missing
from derive.decide.procedures.certified_refutation import FAILS
from derive.decide.vacuity import void
from derive.kernel.certificate import Counterexample, Listed, Summed
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import measured
from derive.kernel.term import Obligation, free
from derive.kernel.verdict import Attempt, CertificateError, Proved, Refuted, Undecided, Verdict, certify, refute


@remembered
def decide(obligation: Obligation, seconds: float = 5.0) -> Verdict:
    """The first verdict that the kernel accepts; what was tried, if there is none."""
    try:
        for term in (*obligation.hypotheses, obligation.goal):
            measured(term)
    except Beyond as reason:
        return Undecided(obligation, (Attempt("size", str(reason)),))
    deadline = worked() + seconds
    attempts: list[Attempt] = []
    empty = False                                # nothing that could be proved: only a refutation is left
    for rule in catalog.collect(procedures):
        if empty and not getattr(rule, "REFUTES", False):
            continue
        if worked() > deadline:
            attempts.append(Attempt(catalog.name(rule), "not tried: out of time"))
            continue
        with allowance(deadline):
            outcome = _contained(rule.attempt, obligation, catalog.name(rule))
            if isinstance(outcome, Proved):
                outcome = _standing(outcome, attempts)
                empty = isinstance(outcome, Attempt)
        if not isinstance(outcome, Attempt):
            return outcome
        attempts.append(outcome)
        empty = empty or outcome.outcome == FAILS
    agreements = sum(int(a.outcome.rpartition(" ")[2]) for a in attempts if a.outcome.startswith("agreed at "))
    return Undecided(obligation, tuple(attempts), agreements)


def _contained(attempt: object, obligation: Obligation, name: str) -> Verdict | Attempt:
    """One procedure's answer; a defect of ours in it is an attempt by name."""
    outcome = contained(lambda: _run(attempt, obligation, name))
    return Attempt(name, str(outcome)) if isinstance(outcome, Crash) else outcome


def _standing(proved: Proved, attempts: list[Attempt]) -> Proved | Attempt:
    """The proof, unless it is a proof about nothing; points looked at before are not looked for again."""
    reason: object = ""
    if not any(attempt.outcome.startswith(("looked at ", "agreed at ")) for attempt in attempts):
        reason = contained(lambda: void(proved.obligation))
    listed = isinstance(proved.certificate, Listed | Summed) and proved.by == "tabulated_values"
    if reason == "" and not listed:              # every binder of such a proof has a value, by the table
        reason = contained(lambda: missing(proved.obligation))
    if reason == "":
        return proved
    return Attempt(proved.by, f"rejected: {reason}, so there is nothing to prove")


def _run(attempt: object, obligation: Obligation, name: str) -> Verdict | Attempt:
    """One procedure's answer, judged by the kernel."""
    try:
        answer = attempt(obligation)                                  # type: ignore[operator]
        if answer is None:
            return Attempt(name, "declined")
        if isinstance(answer, Attempt):
            return answer
        if isinstance(answer, Counterexample):
            if _is_tied(answer, obligation):
                return Attempt(name, "rejected: a barred name is not free of the name under the bar")
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


def _is_tied(found: Counterexample, obligation: Obligation) -> bool:
    """A value was chosen for a mean or a conjugate that nothing defines, beside the name that it belongs to."""
    barred = {symbol.name for symbol, _ in found.point if symbol.name.startswith("bar{")}
    terms = (*obligation.hypotheses, obligation.goal) if barred else ()
    return any(f"bar{{{symbol.name}}}" in barred for term in terms for symbol in free(term))


__all__ = ["Refuted", "decide"]
