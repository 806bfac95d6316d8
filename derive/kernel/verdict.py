"""Verdicts: the only place a step is called proved or refuted.

    obligation, certificate     ->  Proved   or CertificateError
    obligation, counterexample  ->  Refuted  or CertificateError

Procedures search; this module only verifies. A procedure with a bug can make
a verdict undecided, never wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from derive.kernel.certificate import Certificate, Counterexample, Identity
from derive.kernel.check import Unproved, check, identical
from derive.kernel.divergence import check_divergent
from derive.kernel.refutation import Harmless, Unbroken, breaks
from derive.kernel.replacing import Known, at_point, instead
from derive.kernel.setting import measured
from derive.kernel.term import Apply, Obligation, Symbol, Term, same

REMEMBERED = 256                                  # answers of `breaks`


class CertificateError(Exception):
    """A certificate does not establish its obligation."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one procedure said: "declined", "out of budget", or why the kernel rejected it."""

    procedure: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Proved:
    """The step holds wherever its hypotheses do and both sides are defined."""

    obligation: Obligation
    certificate: Certificate
    by: str
    trust: str                                  # "kernel", or "oracle": a library's word


@dataclass(frozen=True, slots=True)
class Refuted:
    """The hypotheses hold at the counterexample and the goal does not."""

    obligation: Obligation
    counterexample: Counterexample
    by: str
    trust: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """Read, understood, neither shown. `agreements` points where both sides agreed are evidence only."""

    obligation: Obligation
    attempts: tuple[Attempt, ...]
    agreements: int = 0


Verdict = Proved | Refuted | Undecided


def certify(obligation: Obligation, certificate: Certificate, by: str = "certificate") -> Proved:
    """Accept a certificate for an obligation, by the inference rules in `check`.

    Fails with CertificateError, which says why, when a rule is not satisfied or a size limit is met.
    """
    try:
        for term in (*obligation.hypotheses, obligation.goal):
            measured(term)
        trust = check(obligation.hypotheses, obligation.goal, certificate)
    except Unproved as reason:
        raise CertificateError(str(reason)) from None
    return Proved(obligation, certificate, by, trust)


def refute(obligation: Obligation, counterexample: Counterexample, by: str = "certified_refutation") -> Refuted:
    """Accept a counterexample to an obligation.

        every hypothesis certainly holds at the point
        both sides are certainly defined there
        the goal is certainly false there
        --------------------------------------------- Refuted, trust "kernel"

    Fails when any of these is not certain by exact numbers and intervals. A counterexample signed by balls
    is accepted with trust "oracle" unless a hypothesis certainly fails or the goal certainly holds. An equation
    between numbers also fails where an integral in it diverges: see `divergence.check_divergent`; one with limits,
    integrals or antiderivatives fails where what `replacing` puts in its place does.
    """
    broken = obligation
    try:
        if counterexample.divergence is not None:
            check_divergent(obligation.goal, counterexample.divergence, identical)
            return Refuted(obligation, counterexample, by, "kernel")
        if counterexample.through is not None:
            there = isinstance(counterexample.through, Known)      # known sums and integrals of numbers
            broken = instead(at_point(obligation, counterexample.point) if there else obligation,
                             counterexample.through, identical)
    except Unproved as reason:
        raise CertificateError(str(reason)) from None
    doubt = _unbroken(broken, counterexample.point)
    if doubt is None:
        return Refuted(obligation, counterexample, by, "kernel")
    if counterexample.signed != "balls" or isinstance(doubt, Harmless):
        raise CertificateError(str(doubt))
    return Refuted(obligation, counterexample, by, "oracle")


@lru_cache(maxsize=REMEMBERED)
def _unbroken(obligation: Obligation, point: tuple[tuple[Symbol, Term], ...]) -> Unbroken | None:
    """Why a point does not break an obligation, if it does not. A search asks before it hands the point over."""
    try:
        breaks(obligation, dict(point), _proved_equal)
    except Unbroken as reason:
        return type(reason)(str(reason))
    return None


def _proved_equal(left: Term, right: Term) -> bool:
    """Equality of two closed terms that have values: by a certificate, never by overlap."""
    if same(left, right):
        return True
    try:
        return check((), Apply("=", (left, right)), Identity()) == "kernel"
    except Unproved:
        return False
