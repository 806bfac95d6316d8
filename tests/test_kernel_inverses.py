"""An equation under powers of a base: the kernel accepts no base that would make different numbers equal."""

import pytest

from derive.kernel.certificate import Identity, Parts, Raised
from derive.kernel.inverses import raised
from derive.kernel.places import Unproved
from derive.kernel.term import Apply, Obligation, Symbol, number
from derive.kernel.verdict import CertificateError, certify

x, z = Symbol("x"), Symbol("z", "complex")
GOAL = Apply("iff", (Apply("=", (x, number(1))), Apply("=", (Apply("exp", (x,)), Apply("exp", (number(1),))))))


def test_an_equation_is_raised() -> None:
    proof = Raised((0,), Apply("e"), Parts((Identity(), Identity())))

    assert certify(Obligation((), GOAL), proof, "test").trust == "kernel"


@pytest.mark.parametrize("base", [number(1), number(0), number(-2), x, Apply("pi")])
def test_powers_of_some_bases_do_not_tell_numbers_apart(base) -> None:
    with pytest.raises(Unproved, match="no base"):
        raised((), GOAL, (0,), base)


@pytest.mark.parametrize("path", [(2,), (0, 0), ()])
def test_there_must_be_an_equation_at_the_place(path) -> None:
    with pytest.raises(Unproved, match="no equation"):
        raised((), GOAL, path, number(2))


def test_complex_numbers_with_one_exponential_may_differ() -> None:
    goal = Apply("iff", (Apply("=", (z, number(1))), Apply("=", (z, number(1)))))

    with pytest.raises(Unproved, match="real"):
        raised((), goal, (0,), Apply("e"))


def test_a_plain_equation_is_no_goal_about_solutions() -> None:
    with pytest.raises(CertificateError, match="about solutions"):
        certify(Obligation((), Apply("=", (x, x))), Raised((), number(2), Identity()), "test")
