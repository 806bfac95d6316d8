"""Certificates: everything a procedure must hand over to be believed."""

from __future__ import annotations

from dataclasses import dataclass

from derive.kernel.term import Bind, Symbol, Term, number

ZERO = number(0)


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Values under which the hypotheses hold and the goal does not.

    `point` gives each free symbol a closed value: Number for reals and integers (or a closed term, such
    as sqrt(2)), a nested tuple(...) for arrays, family(start, ...) for one whose indices do not start at 1,
    and Bind("lambda", x, body) for opaque functions. Names that a hypothesis defines need no value.
    `lhs` and `rhs` say what the two sides are there, as plain text. `signed` is "enclosure" where the kernel
    itself can see the failure, "balls" where a library's ball arithmetic has to be believed.
    """

    point: tuple[tuple[Symbol, Term], ...]
    lhs: str = ""
    rhs: str = ""
    signed: str = "enclosure"


@dataclass(frozen=True, slots=True)
class Identity:
    """Both sides have one normal form."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """One claim from the premises of one case: the terms that make the identities of `consequence` true."""

    cofactors: tuple[Term, ...]                  # one for each premise, in order
    factors: tuple[Term, ...] = ()               # whose product is M
    power: int = 1                               # k
    remainder: Term = ZERO                       # r
    defined: tuple[Consequence, ...] = ()        # for the conditions of the claim that the case does not state


@dataclass(frozen=True, slots=True)
class Consequences:
    """Every claim in every case of the goal, in order; for an equivalence first forward, then backward."""

    steps: tuple[Consequence, ...]


@dataclass(frozen=True, slots=True)
class Antiderivatives:
    """Integrals replaced by differences of antiderivatives, then the rest of the goal."""

    integrals: tuple[tuple[Bind, Term], ...]     # a definite integral, and an antiderivative in its variable
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Testimony:
    """A library's word for the goal, and how it was cross-checked. Gives trust "oracle", never "kernel"."""

    oracle: str
    question: str
    checked: str


Certificate = Identity | Consequences | Antiderivatives | Testimony
