"""z3's word on arithmetic in parts that are none themselves: logarithms, powers, roundings, values of functions.

    d >= -c/(a log a), 0 < a < 1      d n log n + d n a log a + c n <= d n log n      a name for log a, which is < 0
    T(n/2) <= c n/2, c >= 1           2 T(floor(n)/2) + 1 <= ...                      a name for each value of T

Decides      inequalities that follow from the hypotheses and from what `arithmetic_parts` says of the parts, and
             equations of which a hypothesis says something
Certificate  Testimony: trust "oracle"; never a Counterexample
Declines     other equations, parts that are no real numbers, and hypotheses that exclude each other
"""

from __future__ import annotations

from collections.abc import Callable

from derive.decide import oracle
from derive.decide.arithmetic_parts import HOLDERS, NoArithmetic, Parts
from derive.decide.budget import remaining
from derive.kernel.certificate import Testimony
from derive.kernel.definedness import conditions
from derive.kernel.term import Apply, Obligation, Term, free, number, subterms

COST = 93
SECONDS = 1.2
ORDERS = frozenset({"<", "<=", ">", ">=", "!="})
RELATIONS = ORDERS | {"="}
MOST = 24                                        # hypotheses
FALSE = Apply("<", (number(1), number(0)))


def attempt(obligation: Obligation) -> Testimony | None:
    """z3's answer for a relation with a name for each part that is no arithmetic."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head not in RELATIONS or remaining() < 0.5:
        return None
    if goal.head == "=" and not any(map(_is_tied(goal), obligation.hypotheses)):
        return None                              # no equation says anything of its parts
    parts = Parts()
    try:
        asked = parts.named(goal)
        given = [parts.named(_condition(u, sign)) for u, sign in conditions(goal)]
    except NoArithmetic:
        return None
    if not parts.names:
        return None                              # plain arithmetic was asked before
    for hypothesis in obligation.hypotheses[:MOST]:
        given += _told(parts, hypothesis)
    given += parts.facts()
    if not _entailed(given, asked) or _entailed(given, FALSE):
        return None
    return Testimony("z3", "do the hypotheses entail the goal, whatever its parts are", "the negation has no model")


def _is_tied(goal: Apply) -> Callable[[Term], bool]:
    """Whether a hypothesis is an equation in names of a goal that has values of functions, or elements, in it."""
    held = any(isinstance(part, Apply) and part.head in HOLDERS for part in subterms(goal))
    names = free(goal) if held else frozenset()
    return lambda fact: isinstance(fact, Apply) and fact.head == "=" and not names.isdisjoint(free(fact))


def _told(parts: Parts, hypothesis: Term) -> list[Term]:
    """A hypothesis and where it is defined; nothing of those that are no relations between real numbers."""
    if not isinstance(hypothesis, Apply) or hypothesis.head not in RELATIONS:
        return []
    try:
        return [parts.named(hypothesis), *(parts.named(_condition(u, sign)) for u, sign in conditions(hypothesis))]
    except NoArithmetic:
        return []


def _condition(u: Term, sign: str) -> Apply:
    return Apply(sign, (u, number(0)))


def _entailed(given: list[Term], goal: Term) -> bool:
    if remaining() < 0.2:
        return False
    answer = oracle.entailed(tuple(dict.fromkeys(given)), goal, min(SECONDS, remaining()))
    match answer.value:
        case ("yes", _):
            return True
    return False
