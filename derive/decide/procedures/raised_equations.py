"""Equations with powers or logarithms of an unknown, as equations between powers of one base.

Decides      equivalences and implications such as 4^x - 2^x = 2 and x = 1, log x + log(x - 3) = log 4 and x = 4
Certificate  Raised: x = 1 as 2^x = 2^1, log u = log v as u = v; then what follows, as polynomials in the power
Declines     powers of several bases that are no powers of one number
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.decide.consequences import consequences
from derive.decide.exponentials import E, base_and_exponent, powers
from derive.kernel.certificate import Certificate, Raised
from derive.kernel.inverses import JOINING
from derive.kernel.places import replace_at
from derive.kernel.term import Apply, Number, Obligation, Term, free, subterms

COST = 18
MOST = 8                                         # equations of one goal

Path = tuple[int, ...]


def attempt(obligation: Obligation) -> Certificate | None:
    """The equations that are not between powers raised to such."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head not in ("iff", "implies"):
        return None
    bases = {known[0] for part in subterms(goal) if free(part) and (known := base_and_exponent(part)) is not None}
    logarithms = {
        _base(part) for part in subterms(goal) if isinstance(part, Apply) and part.head == "log" and free(part)}
    if len(bases | logarithms) != 1:
        return None
    (base,) = bases | logarithms
    changed: Term = goal
    places: list[Path] = []
    for path, equation in _equations(goal, ()):
        if _is_to_be_raised(equation, bool(bases)):
            sides = tuple(powers(base, side) for side in equation.args)
            changed = replace_at(changed, path, equation, Apply("=", sides), frozenset())
            places.append(path)
    if len(places) > MOST or (not places and not bases):
        return None
    found: Certificate | None = consequences(obligation.hypotheses, changed)
    for path in reversed(places):
        found = Raised(path, base, found) if found is not None else None
    return found


def _is_to_be_raised(equation: Apply, between_powers: bool) -> bool:
    """x = 1 beside powers, log u = log v beside other equations."""
    if between_powers:
        return bool(free(equation)) and not any(
            free(part) and base_and_exponent(part) is not None for part in subterms(equation))
    return any(isinstance(part, Apply) and part.head == "log" and free(part) for part in subterms(equation))


def _base(logarithm: Apply) -> Term:
    other = logarithm.args[1] if len(logarithm.args) == 2 else E
    return other if other == E or (isinstance(other, Number) and other.value > 1) else Apply("undefined")


def _equations(term: Term, path: Path) -> Iterator[tuple[Path, Apply]]:
    if isinstance(term, Apply) and term.head in JOINING:
        for place, part in enumerate(term.args):
            yield from _equations(part, (*path, place))
    elif isinstance(term, Apply) and term.head == "=":
        yield path, term
