"""Linear equations between integrals over sets of which nothing is known, as over an interval between any two numbers.

    int_X f log(f/g) dx = int_X f log f dx - int_X f log g dx      int_a^b ... = int_a^b ... - int_a^b ..., a < b

An equation that holds for every interval holds for every set: its sides are measures of the set, and measures that
agree on intervals agree. So it is where one integral over another set stands inside. Declines (None) where integrals
over a set stand below a line, in a function, or beside or inside of others over it: of intervals alone it holds that
int x^2 = (int x)^2 / int 1 + (int 1)^3 / 12. Source: Billingsley, Probability and Measure, 3.3 (pi-lambda theorem).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.kernel.signs import ZERO
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, fresh, heads, subterms


class _NotLinear(Exception):
    """An integral over a set stands where it need not count once."""


def over_intervals(obligation: Obligation) -> Obligation | None:
    """The obligation with intervals in place of sets; None where there are none, or it is not linear in them."""
    goal = obligation.goal
    if not isinstance(goal, Apply) or goal.head != "=" or "in" not in heads(goal):
        return None
    sets = _Sets(free(goal).union(*map(free, obligation.hypotheses)))
    try:
        sides = tuple(sets.exchanged(side, frozenset()) for side in goal.args)
    except _NotLinear:
        return None
    if not sets.ends:
        return None
    order = tuple(Apply("<", pair) for pair in sets.ends.values())
    return Obligation((*obligation.hypotheses, *order), Apply("=", sides))


@dataclass
class _Sets:
    taken: frozenset[Symbol]
    ends: dict[Term, tuple[Symbol, Symbol]] = field(default_factory=dict)

    def exchanged(self, term: Term, around: frozenset[Term]) -> Term:
        """A term with each integral over a set as one over its interval. Fails with _NotLinear."""
        if not _has_set(term):
            return term
        match term:
            case Apply("+" | "-" as head, args):
                return Apply(head, tuple(self.exchanged(arg, around) for arg in args))
            case Apply("*", args) if sum(map(_has_set, args)) == 1:
                return Apply("*", tuple(self.exchanged(arg, around) for arg in args))
            case Apply("/", (above, below)) if not _has_set(below):
                return Apply("/", (self.exchanged(above, around), below))
            case Bind("integral", x, body, bounds):
                where = _where(term)
                if where is None:
                    return Bind("integral", x, self.exchanged(body, around), bounds)
                inside, value = where
                if inside in around or x in free(inside):
                    raise _NotLinear
                return Bind("integral", x, self.exchanged(value, around | {inside}), self._ends(inside))
        raise _NotLinear

    def _ends(self, where: Term) -> tuple[Symbol, Symbol]:
        if where not in self.ends:
            low = fresh(Symbol("a"), self.taken)
            high = fresh(Symbol("b"), self.taken | {low})
            self.taken |= {low, high}
            self.ends[where] = low, high
        return self.ends[where]


def _where(term: Term) -> tuple[Term, Term] | None:
    """The set that an integral is over, and what is integrated."""
    match term:
        case Bind("integral", x, Apply("piecewise", (Apply("in", (at, where)), value, rest)), (_, _)) if (
                at == x and rest == ZERO):
            return where, value
    return None


def _has_set(term: Term) -> bool:
    return "in" in heads(term) and any(_where(part) is not None for part in subterms(term))


__all__ = ["over_intervals"]
