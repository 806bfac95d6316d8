"""What certificates hold that is no certificate with a proof in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from derive.kernel.term import Bind, Number, Symbol, Term, number

if TYPE_CHECKING:
    from derive.kernel.certificate import Integrals, Limits, Listed, Summed, Telescoped, UpToConstant

ZERO = number(0)


@dataclass(frozen=True, slots=True)
class Divergence:
    """An integral without a value: an antiderivative that is unbounded at a point of the interval."""

    integral: Bind
    antiderivative: Term                         # in the variable of the integral
    at: Term
    side: int                                    # 1: from above, -1: from below


@dataclass(frozen=True, slots=True)
class Instance:
    """Matrices of numbers, and lists of equally frequent outcomes, in place of names."""

    values: tuple[tuple[Symbol, Term], ...]


@dataclass(frozen=True, slots=True)
class Element:
    """Numbers for sizes, and the place (row, column) of the elements that differ; () where the sides differ in size."""

    sizes: tuple[tuple[Symbol, Number], ...]
    place: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Consequence:
    """One claim from the premises of one case: the terms that make the identities of `consequence` true."""

    cofactors: tuple[Term, ...]                  # one for each premise, in order
    factors: tuple[Term, ...] = ()               # whose product is M
    power: int = 1                               # k
    remainder: Term = ZERO                       # r
    defined: tuple[Consequence, ...] = ()        # for the conditions of the claim that the case does not state


@dataclass(frozen=True, slots=True)
class Gathered:
    """Integrals over one interval, with coefficients, and an antiderivative of the sum of their integrands."""

    members: tuple[tuple[Term, Bind], ...]       # coefficient, integral
    variable: Symbol
    antiderivative: Term


@dataclass(frozen=True, slots=True)
class Substitution:
    """An integral over x taken over u instead, x = inner(u)."""

    integral: Bind
    variable: Symbol                             # u
    inner: Term
    lo: Term                                     # of u
    hi: Term


@dataclass(frozen=True, slots=True)
class Squares:
    """m (s - t) as a sum of c g q^2: factors of m above zero; numbers c, factors of g not below zero, roots q."""

    multiplier: tuple[Term, ...]
    parts: tuple[tuple[Number, tuple[Term, ...], Term], ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """An instance of a law that is an inequality."""

    law: str
    values: tuple[tuple[Symbol, Term], ...]


@dataclass(frozen=True, slots=True)
class Residues:
    """A congruence: by all remainders, or with congruent terms swapped and a multiple of the modulus left over."""

    swaps: tuple[tuple[Term, Term], ...] = ()
    factor: Term | None = None                   # None: by all remainders


@dataclass(frozen=True, slots=True)
class Testimony:
    """A library's word for the goal, and how it was cross-checked. Gives trust "oracle", never "kernel"."""

    __test__ = False                             # nothing for pytest to collect, in spite of its name

    oracle: str
    question: str
    checked: str


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
    divergence: Divergence | None = None         # for an equation with a divergent integral, at an empty point
    through: Limits | Integrals | UpToConstant | Instance | Element | Listed | Summed | Telescoped | None = None
