"""Certificates: everything a procedure must hand over to be believed."""

from __future__ import annotations

from dataclasses import dataclass

from derive.kernel.term import Symbol, Term


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


Certificate = Identity
