"""Certificates: everything a procedure must hand over to be believed."""

from __future__ import annotations

from dataclasses import dataclass

from derive.kernel.evidence import Bound as Bound
from derive.kernel.evidence import Consequence as Consequence
from derive.kernel.evidence import Counterexample as Counterexample
from derive.kernel.evidence import Divergence as Divergence
from derive.kernel.evidence import Element as Element
from derive.kernel.evidence import Gathered as Gathered
from derive.kernel.evidence import Instance as Instance
from derive.kernel.evidence import Residues as Residues
from derive.kernel.evidence import Squares as Squares
from derive.kernel.evidence import Substitution as Substitution
from derive.kernel.evidence import Testimony as Testimony
from derive.kernel.term import Bind, Number, Symbol, Term


@dataclass(frozen=True, slots=True)
class Identity:
    """Both sides have one normal form."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """Every claim in every case of the goal, in order; for an equivalence first forward, then backward."""

    steps: tuple[Consequence, ...]


@dataclass(frozen=True, slots=True)
class Integrals:
    """Every integral of an equation gathered; what is left holds without them."""

    groups: tuple[Gathered, ...]
    rest: Certificate                            # for the equation that remains
    substitutions: tuple[Substitution, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit of the goal replaced by what the rules of `limits` give, then the rest of the proof."""

    rest: Certificate


@dataclass(frozen=True, slots=True)
class Growth:
    """A comparison of orders of growth, by the limits of quotients: see `growth`."""


@dataclass(frozen=True, slots=True)
class UpToConstant:
    """Both sides differentiated: an equation between antiderivatives says no more."""

    variable: Symbol
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Sign:
    """The difference of the two sides has a known sign."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """Both sides are closed, and intervals of this many bits decide the relation."""

    bits: int


@dataclass(frozen=True, slots=True)
class Separated:
    """Both sides are closed, and c_1 d + c_2 d^2 + ... = 0 of their difference d, whose other roots are far from 0."""

    coefficients: tuple[Number, ...]
    bits: int


@dataclass(frozen=True, slots=True)
class Turns:
    """Both sides are sums of arctangents of rationals, and differ by no turn of the plane."""


@dataclass(frozen=True, slots=True)
class Inverted:
    """An equation exp u = t or log u = t in the goal solved for u, then the rest of the proof."""

    path: tuple[int, ...]
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Raised:
    """An equation u = t in the goal as b^u = b^t, then the rest of the proof."""

    path: tuple[int, ...]
    base: Term                                   # a positive number other than 1, or e
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A name that a hypothesis equates with a term, with the term in its place, then the rest of the proof."""

    name: Symbol
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Weakened:
    """Hypotheses set aside, then the rest of the proof: what holds without them holds with them."""

    dropped: tuple[Term, ...]
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Elementwise:
    """An equation between vectors or matrices at every place: the proof for each."""

    proofs: tuple[Certificate, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A hypothesis is false by the others: there is nothing to show."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Two proofs, one where the condition holds, one where it does not."""

    condition: Term
    holds: Certificate
    fails: Certificate


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A law applied at one place of the goal, then the rest of the proof."""

    law: str
    path: tuple[int, ...]                        # which child, from the goal down
    values: tuple[tuple[Symbol, Term], ...]      # of the law's letters
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Reindex:
    """A sum or product under a new index, then the rest of the proof: k + by for k, or back to front."""

    path: tuple[int, ...]
    by: Term
    reversed: bool
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Alike:
    """Two binders over one range, left = factor right in their bodies, then the rest with the right for both."""

    left: Bind
    right: Bind
    factor: Number                               # not zero, and 1 of products
    bodies: Certificate
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Named:
    """New names for terms: the goal holds for all numbers of these signs."""

    values: tuple[tuple[Symbol, Term], ...]
    signs: tuple[str, ...]                       # > >= < != or "" (not known), one for each
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Summed:
    """An infinite sum that is a multiple of a series with a law, then the rest of the proof with its value."""

    sum: Bind
    law: str
    value: Term                                  # of the law's letter
    factor: Term
    shift: int                                   # the k-th term of the sum is the (k + shift)-th of the law
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Listed:
    """An integral or an infinite product that is a multiple of an entry of the handbook, then the rest of the proof."""

    binder: Bind
    name: str
    values: tuple[tuple[Symbol, Term], ...]      # of the letters of the entry
    factor: Term
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Telescoped:
    """An infinite sum of differences F(k + 1) - F(k), then the rest of the proof with its ends."""

    sum: Bind
    antidifference: Term                         # in the variable of the sum
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Exchanged:
    """A double sum over the same pairs in the other order, then the rest of the proof."""

    sum: Bind
    outer: tuple[Term, Term]                     # the ends for the index that ran inside
    inner: tuple[Term, Term]
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Expanded:
    """A sum that is factor (first + second)^n by the binomial theorem, then the rest of the proof."""

    sum: Bind
    first: Term
    second: Term
    factor: Term
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Split:
    """A range taken apart, then the rest of the proof."""

    binder: Bind
    at: Term                                     # for sums the last place of the first part
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Lemma:
    """A claim that is proved first, and a proof of the goal that may use it."""

    claim: Term
    proof: Certificate
    rest: Certificate


@dataclass(frozen=True, slots=True)
class Applied:
    """An increasing function of both sides: exp, log, or power."""

    function: str
    rest: Certificate
    power: int = 0


@dataclass(frozen=True, slots=True)
class Termwise:
    """Sums or integrals over one range, compared body by body."""

    bodies: Certificate


@dataclass(frozen=True, slots=True)
class Rising:
    """From a start on, the difference of the two sides moves away from zero; `strict` where its slope alone does."""

    variable: Symbol
    start: Term
    base: Certificate
    slope: Certificate
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Induction:
    """The goal at the least value, and at n + 1 from the goal at n."""

    variable: Symbol
    start: Term
    base: Certificate
    step: Certificate


@dataclass(frozen=True, slots=True)
class Parts:
    """One proof for each part of a conjunction, of an equivalence (both ways), of an implication, of a forall."""

    proofs: tuple[Certificate, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A proof of one part of a disjunction."""

    index: int
    proof: Certificate


Certificate = (
    Identity | Sign | Enclosed | Contradiction | Cases | Rewrite | Reindex | Induction | Parts | Choice
    | Consequences | Integrals | Limits | Growth | UpToConstant | Testimony | Separated | Turns | Inverted | Raised
    | Unfolded | Weakened | Alike | Named | Summed | Telescoped | Exchanged | Split | Listed | Expanded
    | Elementwise | Lemma | Squares | Bound | Applied | Termwise | Rising | Residues
)
