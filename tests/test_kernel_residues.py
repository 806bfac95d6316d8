"""Congruences: good certificates, and changed ones that fail for the right reason."""

import pytest

from building import add, ap, claim, eq, k, m, mul, n, neg, pw, x
from derive.kernel.certificate import Residues
from derive.kernel.term import number
from derive.kernel.verdict import CertificateError, Proved, certify


def mod(a, b):
    return ap("mod", a, b)


ALL, ODD = Residues(), eq(n, add(mul(2, k), 1))
GIVEN = eq(mod(k, m), mod(n, m))
SWAP = Residues(((k, n),), number(0))
ACCEPTED = [
    (claim(mod(add(pw(n, 3), neg(n)), 6), 0), ALL),
    (claim(mod(pw(n, 2), 8), 1, ODD), ALL),
    (claim(mod(n, 2), 1, eq(mod(n, 4), 3)), ALL),
    (claim(mod(pw(8, n), 7), 1, ap(">=", n, 0)), ALL),
    (claim(mod(pw(k, 2), m), mod(pw(n, 2), m), GIVEN), SWAP),
    (claim(mod(add(n, mul(k, m)), m), mod(n, m)), Residues((), k)),
]
REJECTED = [
    (claim(mod(pw(n, 2), 8), 1), ALL, "some remainders break the goal"),
    (claim(mod(n, 4), 3, eq(mod(n, 2), 1)), ALL, "some remainders break the goal"),
    (claim(mod(pw(8, n), 7), 1), ALL, "no polynomial in whole names"),                  # n = -1
    (claim(mod(mul(x, 2), 2), 0), ALL, "no polynomial in whole names"),                 # x is no whole number
    (claim(mod(mul(n, "1/2"), 2), mod(mul(n, "1/2"), 2)), ALL, "no polynomial in whole names"),
    (claim(mod(n, 6), 7), ALL, "no congruence"),
    (claim(mod(mul(n, 6), "3/2"), mod(0, "3/2")), ALL, "no whole number above zero"),
    (claim(mod(mul(n, number(-3)), number(-3)), mod(0, number(-3))), ALL, "no whole number above zero"),
    (claim(mod(add(n, k, m), 100), 0), ALL, "too many remainders"),
    (claim(mod(pw(k, 2), m), mod(pw(n, 2), m)), SWAP, "no hypothesis calls congruent"),
    (claim(mod(pw(k, 2), 5), mod(pw(n, 2), 5), GIVEN), SWAP, "no hypothesis calls congruent"),
    (claim(mod(pw(2, k), m), mod(pw(2, n), m), GIVEN, ap(">=", k, 0), ap(">=", n, 0)), SWAP, "not that multiple"),
    (claim(mod(pw(k, 2), m), mod(n, m), GIVEN), SWAP, "not that multiple"),
    (claim(mod(mul(k, x), m), mod(mul(n, x), m), GIVEN), SWAP, "no polynomial in whole names"),
    (claim(mod(mul("1/2", m), m), mod(0, m)), Residues((), number("1/2")), "no polynomial in whole names"),
    (claim(mod(pw(x, 2), "1/2"), mod(pw(0, 2), "1/2"), eq(mod(x, "1/2"), mod(0, "1/2"))),                # x = 1/2
     Residues(((x, number(0)),), number(0)), "no polynomial in whole names"),
    (claim(mod(add(n, m), m), mod(n, m)), Residues((), number("1/2")), "no polynomial in whole names"),
]


@pytest.mark.parametrize("obligation, certificate", ACCEPTED)
def test_a_good_certificate_is_accepted(obligation, certificate):
    assert isinstance(certify(obligation, certificate), Proved)


@pytest.mark.parametrize("obligation, certificate, reason", REJECTED)
def test_a_changed_one_fails_for_the_right_reason(obligation, certificate, reason):
    with pytest.raises(CertificateError, match=reason):
        certify(obligation, certificate)
