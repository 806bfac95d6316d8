"""The search for a proof of an inequality: what has to be shown first, and what is left then.

    hypotheses, s R t   ->   a certificate, or None

Moves, cheapest first: a known sign; squares; cases of |u|, max and min; an increasing function of both sides; lines
and comparisons that hold of single functions; sums and integrals body by body; slopes; induction.
"""

from __future__ import annotations

from itertools import islice

from derive.decide.accepted import accepted
from derive.decide.budget import spend
from derive.decide.certified_squares import sum_of_squares
from derive.decide.claims import STAGES, Claim, instances
from derive.decide.moves import CURVED, increasing, is_curved, moved, starts
from derive.decide.procedures.case_split import conditions
from derive.decide.procedures.certified_refutation import attempt as counterexample
from derive.decide.procedures.induction import least, whole_names
from derive.kernel.certificate import (
    Applied,
    Cases,
    Certificate,
    Contradiction,
    Counterexample,
    Enclosed,
    Induction,
    Lemma,
    Rising,
    Sign,
)
from derive.kernel.inequality import check_claim, rising
from derive.kernel.leaves import settled
from derive.kernel.places import Terms, Unproved
from derive.kernel.polynomial import Beyond
from derive.kernel.term import (
    Apply,
    Obligation,
    Symbol,
    Term,
    free,
    fresh,
    heads,
    number,
    substitute,
)

ORDERS = frozenset(("<", "<=", ">", ">="))
DEPTHS = (1, 2, 4)
SWITCHES = frozenset(("abs", "max", "min"))
ZERO = number(0)
CLAIMS = 40                                       # that are tried
SHOWN = 10                                        # that stand beside a goal: the more there are, the longer signs take
GOALS = 120                                       # of one search


class Search:
    """Depth first; what was sought once is not sought again."""

    def __init__(self, top: int) -> None:
        self.top = top
        self.met: dict[tuple[Terms, Term, int], Certificate | None] = {}

    def prove(self, given: Terms, goal: Term, depth: int) -> Certificate | None:
        """A certificate that the kernel accepts."""
        key = given, goal, depth
        if key in self.met:
            return self.met[key]
        if len(self.met) > GOALS or not isinstance(goal, Apply) or goal.head not in ORDERS:
            return None
        spend()
        self.met[key] = None
        found = self._found(given, goal, depth)
        self.met[key] = found
        return found

    def _found(self, given: Terms, goal: Apply, depth: int) -> Certificate | None:
        closed = (Enclosed(64), Enclosed(400)) if not free(goal) else ()
        leaves: tuple[Certificate, ...] = (Sign(), *instances(goal), *closed)
        for leaf in leaves:
            if accepted(given, goal, leaf):
                return leaf
        if depth < self.top and accepted(given, goal, Contradiction()):
            return Contradiction()
        if (not free(goal) and heads(goal).isdisjoint(("integral", "sum"))) or _is_broken(given, goal):
            return None
        moves = (self._squares, self._induction, self._cases, self._functions, self._claims, self._slopes)
        for move in moves[:None if depth else 1]:
            spend()
            try:
                found: Certificate | None = move(given, goal, depth)
            except (Unproved, Beyond):
                continue
            if found is not None and accepted(given, goal, found):
                return found
        return None

    def _squares(self, given: Terms, goal: Apply, depth: int) -> Certificate | None:
        return sum_of_squares(given, goal)

    def _cases(self, given: Terms, goal: Apply, depth: int) -> Certificate | None:
        """On the first condition that |u|, max or min hang on."""
        if heads(goal).isdisjoint(SWITCHES) or depth < 1:
            return None
        here = settled(given, goal.args)
        for side in goal.args:
            for condition in conditions(side):
                if free(condition) <= free(goal) and here.facts.truth(here.ready(condition)) is None:
                    return self._split(given, goal, condition, depth)
        return None

    def _split(self, given: Terms, goal: Term, condition: Term, depth: int) -> Certificate | None:
        first = self.prove((*given, condition), goal, depth)
        second = None if first is None else self.prove((*given, Apply("not", (condition,))), goal, depth)
        return None if first is None or second is None else Cases(condition, first, second)

    def _functions(self, given: Terms, goal: Apply, depth: int) -> Certificate | None:
        """exp, log or a power of both sides, where that takes something away."""
        if depth < 1:
            return None
        for step in increasing(goal):
            try:
                rest = self.prove(given, moved(goal, step), depth - 1)
            except (Unproved, Beyond):
                continue
            found: Certificate | None = None if rest is None else Applied(step[0], rest, step[1])
            if found is not None and accepted(given, goal, found):
                return found
            if step[0] == "power" and step[1] == 2:
                found = self._from_below(given, goal, step, depth)
                if found is not None:
                    return found
        return None

    def _from_below(self, given: Terms, goal: Apply, step: tuple[str, int], depth: int) -> Certificate | None:
        """Where the smaller side may be below zero: there it is less, for the greater one is not."""
        small = goal.args[0] if goal.head in ("<", "<=") else goal.args[1]
        condition = Apply(">=", (small, ZERO))
        low = self.prove((*given, Apply("not", (condition,))), goal, 0)
        rest = None if low is None else self.prove((*given, condition), moved(goal, step), depth - 1)
        return None if low is None or rest is None else Cases(condition, Applied(*step[:1], rest, step[1]), low)

    def _claims(self, given: Terms, goal: Apply, depth: int) -> Certificate | None:
        """What holds of single functions, sums and integrals, and then squares."""
        if depth < 1:
            return None
        shown: list[tuple[Term, Certificate]] = []
        extended = given
        rest: Certificate | None = None
        for stage in STAGES:
            known = len(shown)
            for claim in islice(stage(extended, goal), CLAIMS - known):
                if len(shown) >= SHOWN:
                    break
                spend()
                proof = self._shown(extended, claim, depth) if _may_stand(given, goal, claim.goal) else None
                if proof is not None and accepted(extended, claim.goal, proof, goal.args):
                    shown.append((claim.goal, proof))
                    extended = (*extended, claim.goal)
            if len(shown) > known and accepted(extended, goal, Sign()):
                rest = Sign()
                break
        if rest is None and shown:
            rest = sum_of_squares(extended, goal)
        for claim_, proof in reversed(shown):
            rest = None if rest is None else Lemma(claim_, proof, rest)
        return rest

    def _shown(self, given: Terms, claim: Claim, depth: int) -> Certificate | None:
        if claim.bodies is None:
            return claim.proof
        inside = self.prove(*claim.bodies, max(depth - 1, 1) if len(self.met) < GOALS // 2 else 0)
        return None if inside is None else claim.wrap(inside)

    def _slopes(self, given: Terms, goal: Apply, depth: int) -> Certificate | None:
        """From a start on, the difference moves away from zero."""
        if depth < 1 or heads(goal).isdisjoint(CURVED):
            return None
        for x in sorted(free(goal), key=lambda symbol: symbol.name):
            if x.sort not in ("real", "integer") or not is_curved(goal, x):
                continue
            for start in starts(given, goal, x):
                found = self._from_start(given, goal, x, start, depth)
                if found is not None:
                    return found
        return None

    def _from_start(self, given: Terms, goal: Apply, x: Symbol, start: Term, depth: int) -> Certificate | None:
        here = settled(given, goal.args)
        ahead, behind = (here.facts.nonnegative(here.difference(*pair)) for pair in ((x, start), (start, x)))
        if not ahead and not behind:
            condition = Apply(">=", (x, start))
            first = self._one_way((*given, condition), goal, x, start, depth)
            below = Apply("not", (condition,))
            second = None if first is None else self._one_way((*given, below), goal, x, start, depth)
            return None if first is None or second is None else Cases(condition, first, second)
        return self._one_way(given, goal, x, start, depth)

    def _one_way(self, given: Terms, goal: Apply, x: Symbol, start: Term, depth: int) -> Certificate | None:
        for strict in (False, True) if goal.head in ("<", ">") else (False,):
            try:
                first, second = rising(given, goal, Rising(x, start, Sign(), Sign(), strict), ())
            except (Unproved, Beyond):
                return None
            base = self._base(first)
            slope = None if base is None else self.prove(*second, depth - 1)
            if base is not None and slope is not None:
                return Rising(x, start, base, slope, strict)
        return None

    def _base(self, part: tuple[Terms, Term]) -> Certificate | None:
        """The value where it starts: nothing is sought for it but its sign."""
        for leaf in (Sign(), Enclosed(64)):
            if accepted(*part, leaf):
                return leaf
        return self.prove(*part, 0) if free(part[1]) else None

    def _induction(self, given: Terms, goal: Apply, depth: int) -> Certificate | None:
        if depth < max(self.top - 1, 1):
            return None
        for n in whole_names(goal):
            start = least(n, given)
            if start is None:
                continue
            kept = tuple(h for h in given if n not in free(h))
            base = self.prove(kept, substitute(goal, {n: start}), depth - 1)
            if base is None:
                continue
            m = fresh(n, frozenset().union(free(goal), *map(free, given)))
            at = substitute(goal, {n: m})
            after = substitute(goal, {n: Apply("+", (m, number(1)))})
            step = self.prove((*kept, Apply(">=", (m, start)), at), after, depth - 1)
            if step is not None:
                return Induction(n, start, base, step)
        return None


def proof(given: Terms, goal: Term) -> Certificate | None:
    """Short proofs before long ones."""
    for top in DEPTHS:
        found = Search(top).prove(given, goal, top)
        if found is not None:
            return found
    return None


def _may_stand(given: Terms, goal: Apply, claim: Term) -> bool:
    """Whether the sides of a claim have values."""
    try:
        check_claim(given, goal, claim, ())
    except (Unproved, Beyond):
        return False
    return True


def _is_broken(given: Terms, goal: Term) -> bool:
    """Whether a point breaks it: then nothing is looked for."""
    return isinstance(counterexample(Obligation(given, goal)), Counterexample)
