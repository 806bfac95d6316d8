"""Densities: what the standard laws are customarily written as, and the mean of what has a density.

    Gam(x; a, b)            b^a / Gamma(a) x^(a-1) exp(-b x), where x is within the support
    X ~ Exp(lambda): E(g)   the integral of g(x) lambda exp(-lambda x) over the support; f_X(x) likewise
    E(g), f_X beside it     the integral of g(x) f_X(x) over all numbers, or over the domain of X
    p(y_i | t) = ...        every p(y_k | t), where the page has said so before

    P(X = 2), X ~ Bin(10, p)   its density there; of other events what `events` makes of them

These are conventions. A step is tried with them where it is open without them, and never refuted by them; but what
is settled by the page, a probability in numbers or a mean of a law that all books write alike, is put in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from derive.elaborate.chance.events import CHANCES, STANDARD, below_standard, between, chance
from derive.elaborate.chance.named_laws import as_means
from derive.elaborate.chance.own_laws import written_by
from derive.elaborate.chance.quantities_of_laws import written_out
from derive.elaborate.chance.settled_laws import is_settled, known_moment, named
from derive.elaborate.chance.standard_laws import (
    BERNOULLI,
    BINOMIAL,
    LAWS,
    SCALAR,
    Law,
    arguments,
    conditions_on,
    is_simple,
    law_of,
    over_support,
    template,
)
from derive.elaborate.chance.stochastic import Chance
from derive.elaborate.chance.told_laws import ToldLaws, defined_z, matched
from derive.kernel.moments import EXPECTED, VARIANCES
from derive.kernel.term import (
    Apply,
    Bind,
    Number,
    Obligation,
    Symbol,
    Term,
    free,
    fresh,
    heads,
    number,
    substitute,
    subterms,
)
from derive.read.record import replace

INFINITY = Apply("infinity")
EVERYWHERE = (Apply("-", (INFINITY,)), INFINITY)
DENSITIES = frozenset(("f", "p"))
REMEMBERED = 500                                 # heads


class Elsewhere(Exception):
    """Where a value lies is not known, so that its density is left as it is."""


class Densities(ToldLaws):
    """The laws of random names, put to use."""

    def settled(self, side: Term, beside: Term, hypotheses: Iterable[Term], chance: Chance) -> Term:
        """A side with what is settled by the laws that the page tells written out.

        In one reading only; in numbers, or in letters that stand beside as well: what is 10 in words is no n.
        """
        if not self.own and not heads(beside).isdisjoint(("sum", "integral")) and heads(side).isdisjoint(CHANCES):
            return side                          # a mean that is about to be written out
        return Writer(self, side, chance.is_fixed, defined_z(hypotheses), beside).written(side, {})

    def customary(self, obligation: Obligation, chance: Chance) -> Obligation | None:
        """The obligation with densities and means written out; None where there is nothing to write out."""
        asked = obligation
        obligation = as_means(obligation, self.named, chance.is_fixed) or obligation
        if (goal := written_out(obligation.goal)) is not obligation.goal:
            obligation = replace(obligation, goal=goal)
        terms = (*obligation.hypotheses, obligation.goal)
        if not any(_may_be_among(named) or not self.named.keys().isdisjoint(named) for named in map(named, terms)):
            return None if obligation == asked else obligation
        writer = Writer(self, obligation.goal, chance.is_fixed, defined_z(obligation.hypotheses))
        goal = writer.written(obligation.goal, {})
        hypotheses = tuple(h if isinstance(h, Apply) and h.head in ("fixed", "meant", "independent") else
                           writer.written(h, {}) for h in obligation.hypotheses)
        hypotheses = (*hypotheses, *self._moments(goal))
        if goal == asked.goal and hypotheses == asked.hypotheses:
            return None
        return Obligation((*hypotheses, *dict.fromkeys(writer.conditions)), goal)

    def _moments(self, goal: Term) -> Iterator[Term]:
        """The mean and the variance of each name of a known law, where moments are left."""
        if heads(goal).isdisjoint(EXPECTED | VARIANCES | {"Cov"}):
            return
        for symbol in sorted(free(goal), key=lambda symbol: symbol.name):
            law, parameters = self.laws.get(symbol.name, (None, ()))
            if law is not None:
                yield Apply("=", (Apply("E", (symbol,)), *template(law.mean, parameters, None)))
                yield Apply("=", (Apply("Var", (symbol,)), *template(law.variance, parameters, None)))


@lru_cache(maxsize=REMEMBERED)
def _may_be_among(named: frozenset[str]) -> bool:
    return any(map(_may_be, named))


@lru_cache(maxsize=REMEMBERED)
def _may_be(head: str) -> bool:
    return head in EXPECTED or head in VARIANCES or head in LAWS or head in DENSITIES or (
        head in CHANCES or head == "Phi" or "|" in head)


@dataclass
class Writer:                                                              # Used for:
    known: ToldLaws
    goal: Term                                                           # the domain over which a density runs
    fixed: Callable[[Symbol], bool]                                      # what does not vary
    z: str = ""                                                          # what Z is defined as
    sure: Term | None = None                                             # only what is settled, beside this side
    conditions: list[Term] = field(default_factory=list)                 # that come with what was written out

    def written(self, term: Term, bound: Mapping[Symbol, tuple[Term, ...]]) -> Term:
        """The term with everything in it written out that can be."""
        match term:
            case Bind(head, variable, body, bounds):
                if (whole := over_support(term)) is not None:
                    self.conditions += whole[1]
                    return self.written(whole[0], bound)
                moved = tuple(self.written(end, bound) for end in bounds)
                inside = {**bound, variable: moved if head in ("integral", "sum", "product") else ()}
                return Bind(head, variable, self.written(body, inside), moved)
            case Apply(head, args):
                kept = len(self.conditions)
                try:
                    found = self._direct(term, bound)
                except Elsewhere:
                    del self.conditions[kept:]
                    found = None
                return Apply(head, tuple(self.written(arg, bound) for arg in args)) if found is None else found
        return term

    def _direct(self, term: Apply, bound: Mapping[Symbol, tuple[Term, ...]]) -> Term | None:
        """What a density, a mean or a probability is written as; None for other terms."""
        if self.known.own and (own := written_by(term, self.known.own)) is not None:
            return own
        if self.sure is not None and not is_settled(term, self.sure, self._laws(), self.known):
            return None
        if (law := law_of(term, 1)) is not None:
            return self._density(*law, arguments(term)[0], bound)
        match term:
            case Apply(head, (at,)) | Apply("call", (Symbol(head), at)) if head in self.known.named:
                return self._density(*self.known.named[head], at, bound)
            case Apply("call", (Symbol(name), Symbol(of), at)) if (
                    name in DENSITIES and of in self.known.laws and of[:1].isupper()):
                return self._density(*self.known.laws[of], at, bound)
            case Apply(head, (Apply("=", (Symbol(of), Symbol() as at)),)) if head in CHANCES and of in self.known.laws:
                known, given = self.known.laws[of]
                return self._density(known, given, at, bound) if known.discrete else number(0)
            case Apply(head, (Apply("=", (Symbol(of), at)),)) if head in CHANCES and of in self.known.chances:
                k, body = self.known.chances[of]
                return substitute(body, {k: at}) if isinstance(at, Number | Symbol) else None
            case Apply(head, (Apply() as event,)) if head in CHANCES:
                return self._chance(event)
            case Apply("call", (Symbol("Phi"), at)) if self.known.is_standard and is_simple(at):
                return below_standard(at)
            case Apply(head, (u,)) if self.sure is not None and head in EXPECTED | VARIANCES:
                return known_moment(u, head in VARIANCES, self.known.laws)
            case Apply(head, (u,)) if head in EXPECTED:
                return self._mean(u, bound)
            case Apply(head, (u,)) if head in VARIANCES:
                square, mean = self._mean(Apply("^", (u, number(2))), bound), self._mean(u, bound)
                if square is None or mean is None:
                    return None
                return Apply("+", (square, Apply("-", (Apply("^", (mean, number(2))),))))
        for one in self.known.told:
            if (found := matched(one, term)) is not None:
                return self.written(substitute(one.body, found), bound)
        return None

    def _laws(self) -> Mapping[str, tuple[Law, tuple[Term, ...]]]:
        """The laws that are told, and that of Z, where it is a standard score."""
        known = self.known.laws
        scored = (self.z == "score" or self.known.stands_beside(self.sure)) and self.known.is_standard
        if "Z" not in known and self.z != "other" and (self.known.standard or scored):
            return {**known, "Z": STANDARD}
        return known

    def _chance(self, event: Apply) -> Term | None:
        """The probability of an event about one name with a law, all else in it fixed."""
        laws = self._laws()
        moving = [symbol for symbol in free(event) if symbol.name in laws or not self.fixed(symbol)]
        if len(moving) != 1 or moving[0].name not in laws:
            return None
        law, parameters = laws[moving[0].name]
        where = between(event, moving[0])
        found = None if where is None else chance(law, parameters, where)
        if found is None or (found[0] == number(0) and moving[0].name not in self.known.laws):
            return None
        self.conditions += [*conditions_on(law, parameters), *found[1]]
        return found[0]

    def _density(
        self, law: Law, parameters: tuple[Term, ...], at: Term, bound: Mapping[Symbol, tuple[Term, ...]]
    ) -> Term:
        self.conditions += conditions_on(law, parameters)
        self._place(law, parameters, at, bound)
        return next(iter(template(law.formula, parameters, at)))

    def _place(
        self, law: Law, parameters: tuple[Term, ...], at: Term, bound: Mapping[Symbol, tuple[Term, ...]]
    ) -> None:
        """That a value lies within the support: by the range over which it runs, or by convention of a free name."""
        low, high = (next(iter(template(end, parameters, None)), None) if end else None for end in law.support)
        if low is None and high is None:
            return
        if isinstance(at, Number) and isinstance(low, Number) and at.value.denominator == 1 and at.value >= low.value:
            if high is None or (isinstance(high, Number) and at.value <= high.value):
                return
        element = isinstance(at, Apply) and at.head == "at"
        if not (isinstance(at, Symbol) or element) or any(symbol.name in self.known.laws for symbol in free(at)):
            raise Elsewhere
        if element and not free(at).isdisjoint(bound):
            return                               # every one of a sample
        if at not in bound:
            strict = "<=" if law.discrete else "<"
            self.conditions += [Apply(strict, (low, at))] if low is not None else []
            self.conditions += [Apply(strict, (at, high))] if high is not None else []
            return
        if isinstance(at, Symbol):
            self._range(low, high, bound[at])

    def _range(self, low: Term | None, high: Term | None, bounds: tuple[Term, ...]) -> None:
        """Fails with Elsewhere where a range is not seen to lie within the support."""
        if len(bounds) != 2 or (low is not None and bounds[0] != low):
            raise Elsewhere
        if bounds[1] in (high, INFINITY) and (high is None or bounds[1] == high):
            return
        if bounds[1] == INFINITY or not isinstance(bounds[1], Symbol):
            raise Elsewhere
        self.conditions += [Apply("<=", (low, bounds[1]))] if low is not None else []
        self.conditions += [Apply("<=", (bounds[1], high))] if high is not None else []

    def _mean(self, u: Term, bound: Container[Symbol]) -> Term | None:
        """The mean of what depends on one random name that has a density."""
        moving = [symbol for symbol in free(u) if not self.fixed(symbol) and symbol not in bound]
        if len(moving) != 1 or moving[0].sort not in SCALAR or not is_simple(u):
            return None
        name = moving[0]
        if name.name not in self.known.laws:
            return self._over_domain(u, name)
        law, parameters = self.known.laws[name.name]
        if law is BINOMIAL and not isinstance(parameters[0], Number) and "sum" not in heads(self.goal):
            return None                          # its mean and variance are known
        if any(name.name == symbol.name for part in parameters for symbol in free(part)):
            return None
        x = fresh(Symbol("x", "integer" if law.discrete else "real"), free(u) | free(self.goal).union(
            *map(free, parameters)))
        self.conditions += conditions_on(law, parameters)
        low, high = (next(iter(template(end, parameters, None)), None) if end else None for end in law.support)
        ends = (EVERYWHERE[0] if low is None else low, INFINITY if high is None else high)
        density = next(iter(template(law.formula, parameters, x)))
        body = Apply("*", (substitute(u, {name: x}), density))
        if law is BERNOULLI:                    # two values, written out
            return Apply("+", tuple(substitute(body, {x: number(k)}) for k in (0, 1)))
        return Bind("sum" if law.discrete else "integral", x, body, ends)

    def _over_domain(self, u: Term, name: Symbol) -> Term | None:
        """The mean over the range that the goal writes for the density of the name, if that is all of its domain.

        Only f_X(x), of a capital and its small letter: f(x, y) is a joint density.
        """
        if not name.name[:1].isupper():
            return None
        for part in subterms(self.goal):
            if not isinstance(part, Bind) or part.head not in ("integral", "sum"):
                continue
            for call in subterms(part.body):
                match call:
                    case Apply("call", (Symbol(letter), Symbol(of), at)) if letter in DENSITIES and of == name.name:
                        value = Apply("*", (substitute(u, {name: at}), call))
                        if all(s.name != of.lower() for s in free(at)):
                            continue
                        if part.variable in free(at) and (found := _all_over(part, at, of, value)) is not None:
                            return found
        return None


def _all_over(part: Bind, at: Term, of: str, value: Term) -> Bind | None:
    """A sum or integral of a value over all of the domain, as another one runs over it; None where that does not."""
    match part.body:
        case Apply("piecewise", (Apply("in", (where, Symbol(domain, "set"))) as inside, _, Number(zero))) if (
                where == at and zero == 0 and domain == f"mathcal{{{of}}}"):
            return replace(part, body=Apply("piecewise", (inside, value, number(0))))
    if part.head == "integral" and part.bounds == EVERYWHERE and at == part.variable:
        return replace(part, body=value)
    return None
