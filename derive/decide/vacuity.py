"""Whether there is anything to prove: a step whose hypotheses or sides admit no values is never proved.

    some admissible point, both sides defined         -> it stands
    admissible points, at each a side without value   -> void
    no admissible point, 0 < 0 follows                -> void
    otherwise                                         -> it stands: nothing was found against it
"""

from __future__ import annotations

from functools import lru_cache

from derive.decide.budget import remaining
from derive.decide.points import VOID, evidence
from derive.decide.procedures import case_split, premise_combination, real_arithmetic
from derive.kernel.certificate import Certificate, Contradiction, Counterexample
from derive.kernel.polynomial import Beyond
from derive.kernel.term import RELATIONS, Apply, Obligation, Term, free, number
from derive.kernel.verdict import CertificateError, certify

CONTRADICTORY = "the hypotheses contradict each other"
ABSURD = Apply("<", (number(0), number(0)))
REMEMBERED = 64                                   # lists of hypotheses
ENOUGH = 2.0                                      # seconds with which the search is not cut short


def void(obligation: Obligation) -> str:
    """Why a proof of the obligation would be worth nothing; "" where nothing speaks against it."""
    found = evidence(obligation, 1, patterns=False)
    if found.agree or found.disagree:
        return ""
    if found.outcome == VOID:
        return VOID
    if obligation.hypotheses and not found.unclear and contradictory(obligation.hypotheses):
        return CONTRADICTORY
    return ""


def contradictory(hypotheses: tuple[Term, ...]) -> bool:
    """Whether the hypotheses admit no values. A page asks the same of all its steps; one search is enough."""
    return _searched(hypotheses) if remaining() >= ENOUGH else _contradictory(hypotheses)


def _contradictory(hypotheses: tuple[Term, ...]) -> bool:
    """Whether s < s is seen to follow, s a sum of all that the hypotheses compare: they say that it has a value.

    A relation between constants that does not hold, i = 1, is enough.
    """
    constant = (h for h in hypotheses if isinstance(h, Apply) and h.head in RELATIONS and not free(h))
    if any(evidence(Obligation((), h), 1, patterns=False).disagree for h in constant):
        return True
    sides = [side for h in hypotheses if isinstance(h, Apply) and h.head in RELATIONS for side in h.args]
    total = Apply("+", (number(0), *sides))
    switching = Obligation(hypotheses, Apply("<", (total, total)))
    return any(_holds(Obligation(hypotheses, ABSURD), answer) for answer in (
        Contradiction(), premise_combination.attempt(Obligation(hypotheses, ABSURD)),
        real_arithmetic.attempt(Obligation(hypotheses, ABSURD)),
    )) or _holds(switching, case_split.attempt(switching))


_searched = lru_cache(maxsize=REMEMBERED)(_contradictory)


def _holds(obligation: Obligation, answer: Certificate | Counterexample | None) -> bool:
    if answer is None or isinstance(answer, Counterexample):
        return False
    try:
        certify(obligation, answer)
    except (CertificateError, Beyond):
        return False
    return True
