"""Goals within a goal: what a procedure asks the others to prove."""

from __future__ import annotations

from derive import catalog
from derive.decide import procedures
from derive.decide.budget import spend
from derive.kernel.certificate import Certificate, Counterexample
from derive.kernel.term import Obligation
from derive.kernel.verdict import CertificateError, certify

COSTLY = 60                                       # procedures above this cost are not asked


def proof_of(part: Obligation, without: str = "") -> Certificate | None:
    """The first certificate that the kernel accepts, cheapest procedures first; `without` the one that asks."""
    for rule in catalog.collect(procedures):
        spend()
        if rule.COST > COSTLY:
            break
        if catalog.name(rule) == without:
            continue
        answer = rule.attempt(part)
        if answer is None or isinstance(answer, Counterexample):
            continue
        try:
            certify(part, answer)
        except CertificateError:
            continue
        certificate: Certificate = answer
        return certificate
    return None
