"""Cases on the conditions that max, min, abs, sign and piecewise hang on.

Decides      relations between terms with such heads, or with derivatives that have a kink, each case by
             normal form or by sign
Certificate  Cases, down to Identity, Sign, Contradiction or Consequences
Declines     when a case stays open, or there would be more than LEAVES of them
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.decide.accepted import accepted
from derive.decide.budget import OutOfBudget, spend
from derive.decide.consequences import consequences
from derive.kernel.certificate import Cases, Certificate, Contradiction, Identity, Sign
from derive.kernel.definedness import denotes, strict
from derive.kernel.leaves import settled
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.term import RELATIONS, Apply, Obligation, Term, free, number, subterms

COST = 25
LEAVES = 60
DEPTH = 9
SWITCHES = frozenset(("max", "min", "abs", "sign", "piecewise", "delta", "atan2"))
ZERO = number(0)


def attempt(obligation: Obligation) -> Certificate | None:
    """Cases for a relation in which something switches."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head not in RELATIONS:
        return None
    if not any(_switches(part) for term in (goal, *obligation.hypotheses) for part in subterms(term)):
        return None
    return _Search(goal).prove(obligation.hypotheses, 0)


def _switches(part: Term) -> bool:
    return isinstance(part, Apply) and part.head in SWITCHES


class _Search:
    """Depth first, one condition at a time."""

    def __init__(self, goal: Apply) -> None:
        self.goal = goal
        self.leaves = 0

    def prove(self, hypotheses: tuple[Term, ...], depth: int) -> Certificate | None:
        spend()
        leaf = Identity() if self.goal.head == "=" else Sign()
        if accepted(hypotheses, self.goal, leaf):
            self._count()
            return leaf
        if accepted(hypotheses, self.goal, Contradiction(), depth=depth):
            self._count()
            return Contradiction() if depth else None     # hypotheses at odds, before any case, prove nothing
        condition = self._open(hypotheses) if depth < DEPTH else None
        if condition is None:
            self._count()
            found = consequences(hypotheses, self.goal) if depth else None
            return found if found is not None and accepted(hypotheses, self.goal, found) else None
        holds = self.prove((*hypotheses, condition), depth + 1)
        if holds is None:
            return None
        fails = self.prove((*hypotheses, Apply("not", (condition,))), depth + 1)
        return None if fails is None else Cases(condition, holds, fails)

    def _count(self) -> None:
        self.leaves += 1
        if self.leaves > LEAVES:
            raise OutOfBudget("cases")

    def _open(self, hypotheses: tuple[Term, ...]) -> Term | None:
        """The first condition that is not settled, and that certainly denotes."""
        try:
            here = settled(hypotheses, self.goal.args)
        except Beyond:
            return None
        known = {part for term in (*self.goal.args, *hypotheses) for part in strict(term)}
        names = free(self.goal).union(*map(free, hypotheses))
        for side in self.goal.args:
            try:
                ready = here.ready(side)
                for condition in conditions(ready):
                    if free(condition) <= names and denotes(condition, known | {*strict(ready)}):
                        if here.facts.truth(condition) is None:
                            return _widened(condition, here)
            except Beyond:
                continue
        return None


def _widened(condition: Term, here: Setting) -> Term:
    """u = v before u < v: where they are equal the equation itself can be used."""
    if isinstance(condition, Apply) and condition.head in ("<", ">"):
        equal = Apply("=", condition.args)
        if here.facts.truth(equal) is None:
            return equal
    return condition


def conditions(term: Term) -> Iterator[Term]:
    """The conditions that a term switches on, innermost first."""
    for part in reversed([*subterms(term)]):
        match part:
            case Apply("max" | "min", args):
                yield from (Apply(">=", (a, b)) for k, a in enumerate(args) for b in args[k + 1:])
            case Apply("abs", (u,)):
                yield Apply(">=", (u, ZERO))
            case Apply("sign", (u,)):
                yield Apply(">", (u, ZERO))
                yield Apply("<", (u, ZERO))
            case Apply("atan2", (y, x)):
                yield from (Apply(">", (x, ZERO)), Apply(">", (y, ZERO)), Apply("<", (y, ZERO)), Apply("<", (x, ZERO)))
            case Apply("delta", (a, b)):
                yield Apply("=", (a, b))
            case Apply("piecewise", args):
                for condition in args[: len(args) // 2 * 2 : 2]:
                    yield from (p for p in subterms(condition) if isinstance(p, Apply) and p.head in RELATIONS)
