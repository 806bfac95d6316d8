"""Whether the kernel accepts a certificate: what a procedure asks before it builds on one."""

from __future__ import annotations

from derive.kernel.certificate import Certificate
from derive.kernel.check import check
from derive.kernel.places import Terms, Unproved
from derive.kernel.polynomial import Beyond
from derive.kernel.term import Term


def accepted(given: Terms, goal: Term, proof: Certificate, defined: Terms = (), depth: int = 0) -> bool:
    """Whether a certificate proves a goal under what is given, all of `defined` having values."""
    try:
        check(given, goal, proof, defined, depth)
    except (Unproved, Beyond):
        return False
    return True
