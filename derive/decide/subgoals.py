"""Goals within a goal: what a procedure asks the others to prove."""

from __future__ import annotations

from derive import catalog
from derive.decide import procedures
from derive.decide.budget import spend
from derive.decide.procedures.certified_refutation import FAILS
from derive.kernel.certificate import Certificate, Counterexample
from derive.kernel.term import Obligation
from derive.kernel.verdict import Attempt, CertificateError, Proved, Refuted, certify, refute

COSTLY = 60                                       # procedures above this cost are not asked


def proof_of(part: Obligation, without: str = "") -> Certificate | None:
    """The first certificate that the kernel accepts, cheapest procedures first; `without` the one that asks.

    None is looked for any longer once a point is found that breaks the goal.
    """
    for rule in catalog.collect(procedures):
        spend()
        if rule.COST > COSTLY:
            break
        if catalog.name(rule) == without:
            continue
        answer = rule.attempt(part)
        if isinstance(answer, Attempt):
            if answer.outcome == FAILS:
                return None
        elif answer is not None and (judged := _judged(part, answer)) is not None:
            return answer if isinstance(judged, Proved) else None
    return None


def _judged(part: Obligation, answer: Certificate | Counterexample) -> Proved | Refuted | None:
    """What the kernel says of an answer; None where it rejects it."""
    try:
        return refute(part, answer) if isinstance(answer, Counterexample) else certify(part, answer)
    except CertificateError:
        return None
