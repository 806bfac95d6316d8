"""What the facts of a page make of a probability or a moment: P(A or B) from P(A), P(B) and P(A and B), Var(2X - Y).

A number where the normal form comes to one; whoever relies on it has it proved by the kernel.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from derive.kernel.moments import EXPECTED, VARIANCES
from derive.kernel.polynomial import Beyond, value
from derive.kernel.probability import CHANCES
from derive.kernel.setting import Setting
from derive.kernel.term import Apply, Number, Obligation, Term, heads

QUANTITIES = CHANCES | EXPECTED | VARIANCES | {"Cov", "Corr", "total"} | {f"{letter}|" for letter in CHANCES}


def number_of(term: Term, hypotheses: Sequence[Term]) -> Fraction | None:
    """The number that a term comes to; None where the facts leave it open."""
    try:
        known = value(Setting(tuple(hypotheses), (term,)).of(term))
    except (Beyond, RecursionError):
        return None
    return None if known is None else Fraction(known)


def gap(obligation: Obligation) -> Fraction | None:
    """The number by which two sides differ, whatever is left open in both; None where it is none, or the facts clash.

    A quantity that is simply said to be another number than before is for another case: nothing follows from that.
    """
    match obligation.goal:
        case Apply("=", (left, right)):
            pass
        case _:
            return None
    facts = [h for h in obligation.hypotheses if isinstance(h, Apply) and h.head == "="]
    told = [fact.args[0] for fact in facts]
    if heads(obligation.goal).isdisjoint(QUANTITIES):
        return None
    if Apply("meant") in obligation.hypotheses or len(set(told)) < len(told):
        return None
    if any(side in told and isinstance(other, Number) for side, other in ((left, right), (right, left))):
        return None
    found = number_of(Apply("+", (left, Apply("-", (right,)))), obligation.hypotheses)
    return found or None
