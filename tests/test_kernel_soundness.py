"""No claim is certified that fails somewhere, however nearly it is true."""

from __future__ import annotations

from random import Random

import pytest

from derive.decide.budget import OutOfBudget
from derive.decide.procedures import case_split, induction, known_sign, law_rewriting, normal_form, reindexing
from derive.kernel.polynomial import Beyond
from derive.kernel.verdict import CertificateError, certify
from treacherous import broken, indexed_claim, order_claim, scalar_claim

PROCEDURES = (normal_form, known_sign, law_rewriting, case_split, reindexing, induction)


def proved(claim) -> bool:
    for procedure in PROCEDURES:
        try:
            answer = procedure.attempt(claim)
            if answer is not None and certify(claim, answer):
                return True
        except (CertificateError, OutOfBudget, Beyond):
            continue
    return False


@pytest.mark.parametrize(("make", "count"), [(scalar_claim, 400), (indexed_claim, 250), (order_claim, 700)])
def test_what_is_nearly_true_is_not_proved(make, count):
    right = wrong = 0
    for seed in range(count):
        dice = Random(seed)
        claim = make(dice)
        if claim.goal.args[0] == claim.goal.args[1]:
            continue
        if proved(claim):
            right += 1
            assert broken(claim, dice) is None, (seed, claim)
        elif broken(claim, dice, 40) is not None:
            wrong += 1

    assert right > count // 8, "too few claims were proved for the test to mean much"
    assert wrong > 5, "too few claims were wrong for the test to mean much"
