"""Certificates: everything a procedure must hand over to be believed."""

from __future__ import annotations

from dataclasses import dataclass

from derive.kernel.term import Symbol, Term


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Values under which the hypotheses hold and the goal does not.

    `point` gives each free symbol a closed value: Number for reals and integers, a nested
    tuple(...) for arrays. `lhs` and `rhs` say what the two sides are there, as plain text.
    """

    point: tuple[tuple[Symbol, Term], ...]
    lhs: str = ""
    rhs: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Both sides have one normal form."""


Certificate = Identity
