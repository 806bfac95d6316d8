"""Laws of principal values: identities of complex numbers that hold off a branch cut, each under its conditions.

    re sqrt z = sqrt((|z| + re z) / 2)      conj log z = log conj z, z off the negative reals and not 0
    log exp z = z, -pi < im z <= pi         atan z = (i/2) (log(1 - i z) - log(1 + i z))

sqrt, log and the inverse functions are principal: -pi < arg z <= pi. Every law keeps the value of its left side
wherever that is defined and the conditions hold; a test samples each with mpmath, on both sides of the cuts and on
them (DLMF 4.2, 4.23, 4.37). They stand in `plane_laws.laws` and `plane_laws_last.laws`.
"""

from __future__ import annotations

from collections.abc import Mapping

from derive.kernel.definedness import conditions as defining
from derive.kernel.laws import LAWS, Law, laws
from derive.kernel.notation import table
from derive.kernel.places import Unproved
from derive.kernel.polynomial import is_real
from derive.kernel.setting import Setting, conjuncts
from derive.kernel.signs import is_complex
from derive.kernel.term import NEGATED, Apply, Symbol, Term, heads, substitute

DEPTH = 3                                         # disjunctions taken apart one after another

BY_LOGARITHMS = laws(table("plane_laws_last"))
LAST = frozenset(BY_LOGARITHMS)                   # tried only where nothing else fits
PLANE = laws(table("plane_laws")) | BY_LOGARITHMS


def law_named(name: str) -> Law:
    """A law of either table."""
    law = LAWS.get(name) or PLANE.get(name)
    if law is None:
        raise Unproved(f"no law {name}")
    return law


def admit(here: Setting, law: Law, values: Mapping[Symbol, Term]) -> None:
    """Whether a law may be used with these values. Fails with Unproved.

    A law of principal values is used among complex numbers alone, a law of real numbers of these alone.
    """
    planar = law.name in PLANE
    if not planar and not all(is_real(here.of(value)) for value in values.values()):
        raise Unproved(f"{law.name} is a law of the real numbers")
    if not all(here.suits(letter, value) for letter, value in values.items()):
        raise Unproved(f"{law.name} is a law of numbers of another sort")
    if planar and not here.normal.plane:
        raise Unproved(f"{law.name} is a law of principal values")
    terms = tuple(substitute(side, dict(values)) for side in (law.left, law.right))
    if here.normal.plane and not planar and not all(
            here.facts.holds(here.of(part), head) for term in terms for part, head in defining(term)):
        raise Unproved(f"{law.name} is a law of the real numbers")
    if not all(established(here, substitute(condition, dict(values))) for condition in law.conditions):
        raise Unproved(f"a condition of {law.name} is not known")


def established(here: Setting, condition: Term, depth: int = DEPTH) -> bool:
    """A condition that is known, or known under every part of a disjunction among the hypotheses."""
    if here.facts.truth(here.ready(condition)) is True:
        return True
    for hypothesis in (part for whole in here.hypotheses for part in conjuncts(whole)) if depth else ():
        plain = _positive(hypothesis)
        if isinstance(plain, Apply) and plain.head == "or":
            rest = tuple(other for other in here.hypotheses if other != hypothesis)
            if all(established(Setting((*rest, part), here.sides), condition, depth - 1) for part in plain.args):
                return True
    return False


def _positive(hypothesis: Term, denied: bool = False) -> Term:
    """A hypothesis with its negations inside, as far as they can be."""
    match hypothesis:
        case Apply("not", (inner,)):
            return _positive(inner, not denied)
        case Apply("and" | "or" as head, args):
            parts = tuple(_positive(arg, denied) for arg in args)
            return Apply(head if not denied else "or" if head == "and" else "and", parts)
        case Apply("in", (x, Apply("interval", (lo, hi, Symbol(ends))))) if denied and not is_complex(x):
            outside = ((lo, Apply(">=" if ends[0] == "(" else ">", (lo, x))),
                       (hi, Apply("<=" if ends[-1] == ")" else "<", (hi, x))))
            return Apply("or", tuple(part for end, part in outside if "infinity" not in heads(end)))
        case Apply(head, args) if denied and head in NEGATED:
            return Apply(NEGATED[head], args)
    return Apply("not", (hypothesis,)) if denied else hypothesis
