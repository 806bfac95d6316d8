"""Signs of sines and cosines, by the part of the turn that their angles are in, and then the goal.

Decides      sqrt(1 - cos^2 x) = sin x of 0 <= x <= pi, cos(x/2) = sqrt((1 + cos x)/2) of -pi <= x <= pi,
             sqrt(1 - sin x) = cos(x/2) - sin(x/2) of 0 <= x <= pi/2, |cos x| = -cos x of pi/2 < x < pi
Certificate  Lemma: a bound of the table for each sign, then the proof of the goal beside them
Declines     angles that are not known to be in one part; goals in which no root, modulus, logarithm or order stands
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from derive.decide.accepted import accepted
from derive.decide.subgoals import proof_of
from derive.kernel.certificate import Bound, Certificate, Lemma
from derive.kernel.laws import BOUNDS, Inequality, X
from derive.kernel.places import Terms
from derive.kernel.term import RELATIONS, Apply, Obligation, Term, free, heads, number, substitute, subterms

COST = 47
ZERO = number(0)
WAVES = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))
SWITCHES = frozenset(("sqrt", "root", "abs", "sign", "log", "max", "min"))
LIMIT = 6                                         # angles
Shown = tuple[Term, Certificate]


def attempt(obligation: Obligation) -> Certificate | None:
    """A proof under the signs that the table gives."""
    given, goal = obligation.hypotheses, obligation.goal
    if not isinstance(goal, Apply) or goal.head not in RELATIONS or heads(goal).isdisjoint(WAVES):
        return None
    if heads(goal).isdisjoint(SWITCHES):
        return None
    signs = list(_signs(given, goal))
    if not signs:
        return None
    rest = proof_of(Obligation((*given, *(claim for claim, _ in signs)), goal), without="signs_of_waves")
    for claim, proof in reversed(signs):
        rest = None if rest is None else Lemma(claim, proof, rest)
    return rest


def _signs(given: Terms, goal: Apply) -> Iterator[Shown]:
    """The strictest sign that is known of each wave, and which of two of one angle is the greater."""
    angles = dict.fromkeys(part.args[0] for part in subterms(goal)
                           if isinstance(part, Apply) and part.head in WAVES and free(part))
    about = frozenset().union(*map(free, given))
    for angle in [one for one in angles if not about.isdisjoint(free(one))][:LIMIT]:
        met: set[tuple[Term, ...]] = set()
        for law in _table():
            claim, proof = substitute(law.claim, {X: angle}), Bound(law.name, ((X, angle),))
            assert isinstance(claim, Apply)
            if claim.args not in met and accepted(given, claim, proof, goal.args):
                met.add(claim.args)
                yield claim, proof


@cache
def _table() -> tuple[Inequality, ...]:
    """The bounds that tell signs of waves, strict ones first."""
    told = [law for law in BOUNDS.values() if isinstance(law.claim, Apply)
            and heads(law.claim.args[0]) <= {"sin", "cos", "+"}
            and (law.claim.args[1] == ZERO or heads(law.claim.args[1]) == {"sin"})]
    return tuple(sorted(told, key=lambda law: heads(law.claim).isdisjoint(("<", ">"))))
