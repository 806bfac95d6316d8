"""Laws that letters stand for: what is a mean under one is the mean of a name that has that law.

    p = N(mu, sigma^2), p(x) = N(x; mu, sigma^2)      from here on p(x) is this density at x
    E_p[u], E_{x ~ p}[u], the integral of p(x) u      E(u) of a name with that law, all else in it fixed
    KL(p || q)                                        E(log p(X) - log q(X))
    H(p), h(p), H(p, q)                               E(-log p(X)), E(-log q(X))

A convention, like all that `densities` writes out: a step is tried with it where it is open, and never refuted by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from derive.elaborate.chance.quantities_of_laws import BELOW, ENTROPIES, INFINITY, divergent
from derive.elaborate.chance.standard_laws import SCALAR, Law, conditions_on, law_of, template
from derive.kernel.moments import EXPECTED, VARIANCES
from derive.kernel.term import (
    Apply,
    Bind,
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

LETTERS = frozenset("pqfgPQ")
UNDER = frozenset(("mean", "call", "KL|", "integral", "antiderivative", "parallel"))      # what a mean may hide in
Known = tuple[Law, tuple[Term, ...]]


class Elsewhere(Exception):
    """A density may be zero where it is taken, so that its logarithm says nothing."""


def named_law(name: str, body: Term | None) -> Known | None:
    """The law that a letter is said to be: p = N(mu, sigma^2)."""
    return law_of(body, 0) if body is not None and name.partition("_")[0] in LETTERS else None


def laws_defined(hypotheses: Iterable[Term]) -> dict[str, Known]:
    """The laws of the densities that a page defines: p(x) = N(x; mu, sigma^2), for every x."""
    found: dict[str, Known] = {}
    for hypothesis in hypotheses:
        while isinstance(hypothesis, Bind) and hypothesis.head == "forall":
            hypothesis = hypothesis.body
        match hypothesis:
            case Apply("=", (Apply() as left, density)):
                law = law_of(density, 1)
                if law is None or (x := _at(left)) != _at(density) or not isinstance(x, Symbol):
                    continue
                if not any(x in free(part) for part in law[1]):
                    found[_name_of(left)] = law
    return found


def as_means(asked: Obligation, named: Mapping[str, Known], fixed: Callable[[Symbol], bool]) -> Obligation | None:
    """An obligation with all that is under such laws as expected values, and what is known of these."""
    goal, moments = asked.goal, EXPECTED | VARIANCES | {"Cov"}
    if not heads(goal).isdisjoint(moments) or heads(goal).isdisjoint(UNDER):
        return None
    named = {**named, **laws_defined(asked.hypotheses)}
    writer = _Means(goal, named, fixed)
    written = writer.written(goal)
    if not writer.drawn or heads(written).isdisjoint(("E",)):
        return None
    own = set(writer.drawn.values())
    facts: list[Term] = []
    for (law, parameters), x in writer.drawn.items():
        facts.append(Apply("=", (Apply("E", (x,)), *template(law.mean, parameters, None))))
        facts.append(Apply("=", (Apply("Var", (x,)), *template(law.variance, parameters, None))))
        low, high = law.support
        facts += [Apply("<", (end, x)) for end in template(low, parameters, None)] if low and not law.discrete else []
        facts += [Apply("<", (x, end)) for end in template(high, parameters, None)] if high and not law.discrete else []
    for law, parameters in dict.fromkeys((*writer.drawn, *writer.beside)):
        facts += conditions_on(law, parameters)
    plain = [h for h in asked.hypotheses if heads(h).isdisjoint(moments)]
    others = set().union(*map(free, (written, *facts, *plain))) - own
    held = (Apply("fixed", (s,)) for s in sorted(others, key=lambda symbol: symbol.name))
    return Obligation((*asked.hypotheses, *facts, *held), written)


@dataclass
class _Means:                                                              # Used for:
    goal: Term                                                             # what names are taken
    named: Mapping[str, Known]                                             # the laws that letters stand for
    fixed: Callable[[Symbol], bool]                                        # what no mean is over
    drawn: dict[Known, Symbol] = field(default_factory=dict)               # a name for each law
    beside: list[Known] = field(default_factory=list)                      # whose densities are written out

    def written(self, term: Term) -> Term:
        if isinstance(term, Bind):
            try:
                found = self._integral(term)
            except Elsewhere:
                found = None
            return found or replace(term, body=self.written(term.body), bounds=tuple(map(self.written, term.bounds)))
        if not isinstance(term, Apply):
            return term
        found = self._written(term)
        return Apply(term.head, tuple(map(self.written, term.args))) if found is None else found

    def _written(self, term: Apply) -> Term | None:
        try:
            return self._under(term)
        except Elsewhere:
            return None

    def _under(self, term: Apply) -> Term | None:
        """What a mean, an entropy or a divergence is written as; fails with Elsewhere where a density may be zero."""
        match term:
            case Apply("mean", (u, Apply("sim", (Symbol() as x, law)))):
                return self._mean(u, x, self._law(law))
            case Apply("mean", (u, law)):
                named = _at(law) if isinstance(law, Apply) and self._law(law) is None else None
                at = named if isinstance(named, Symbol) else self._variable(u)
                return self._mean(u, at, self._law(law) or self._density(law))
            case Apply("call", (Symbol(letter), *laws)) if letter in ENTROPIES and 1 <= len(laws) <= 2:
                p, q = self._law(laws[0]), self._law(laws[-1])
                return None if p is None or q is None else self._expected(p, Apply("-", (self._log(q, p),)))
        if (parted := divergent(term)) is None:
            return None
        p, q = (self._law(one) or self._density(one) for one in parted)
        if p is None or q is None:
            return None
        return self._expected(p, Apply("+", (self._log(p, p), Apply("-", (self._log(q, p),)))))

    def _law(self, term: Term) -> Known | None:
        """The law that a letter stands for, or that is written out."""
        return self.named.get(term.name) if isinstance(term, Symbol) else law_of(term, 0)

    def _density(self, term: Term) -> Known | None:
        """The law of which a term is the density at a name: p(x), N(x; mu, sigma^2)."""
        if not isinstance(term, Apply) or not isinstance(_at(term), Symbol):
            return None
        return self.named.get(_name_of(term)) or law_of(term, 1)

    def _variable(self, u: Term) -> Symbol | None:
        """The one name in a mean that varies."""
        at = {_at(part) for part in subterms(u) if self._density(part) is not None}
        names = at or {symbol for symbol in free(u) if not self.fixed(symbol)}
        only = names.pop() if len(names) == 1 else None
        return only if isinstance(only, Symbol) else None

    def _mean(self, u: Term, x: Symbol | None, law: Known | None) -> Term | None:
        if x is None or law is None or x.sort not in SCALAR or not self._is_simple(u):
            return None
        return self._expected(law, substitute(u, {x: self._name(law)}))

    def _integral(self, term: Bind) -> Term | None:
        """The integral of a density and something else over all numbers."""
        everywhere = term.bounds == (BELOW, INFINITY) or term.head == "antiderivative"
        if not everywhere or term.head not in ("integral", "antiderivative"):
            return None
        x = term.variable
        parts = term.body.args if isinstance(term.body, Apply) and term.body.head == "*" else (term.body,)
        for place, factor in enumerate(parts):
            law = self._density(factor)
            if law is None or not isinstance(factor, Apply) or _at(factor) != x:
                continue
            rest = parts[:place] + parts[place + 1:]
            u = Apply("*", rest) if len(rest) > 1 else rest[0] if rest else number(1)
            return self._mean(u, x, law) if all(x not in free(part) for part in law[1]) else None
        return None

    def _is_simple(self, u: Term) -> bool:
        """Whether a mean is of numbers made of names, with no mean, sum or integral inside."""
        return not any(isinstance(part, Bind) or (isinstance(part, Apply) and part.head in ("mean", "matmul"))
                       for part in subterms(u))

    def _name(self, law: Known) -> Symbol:
        if law not in self.drawn:
            taken = free(self.goal) | set(self.drawn.values())
            self.drawn[law] = fresh(Symbol("X", "integer" if law[0].discrete else "real"), taken)
        return self.drawn[law]

    def _expected(self, law: Known, u: Term) -> Term:
        """E(u) with every density in u written out at the name of the law."""
        return Apply("E", (self._out(u, law),))

    def _out(self, u: Term, p: Known) -> Term:
        if isinstance(u, Apply):
            known = self._density(u)
            if known is not None and _at(u) == self._name(p):
                return self._at_name(known, p)
            return Apply(u.head, tuple(self._out(arg, p) for arg in u.args))
        return u

    def _at_name(self, q: Known, p: Known) -> Term:
        """The density of q at the name of p, which lies where q has one."""
        if q != p and q[0].support != ("", "") and (q[0] is not p[0] or set("uv") & set("".join(q[0].support))):
            raise Elsewhere
        self.beside.append(q)
        return next(iter(template(q[0].formula, q[1], self._name(p))))

    def _log(self, q: Known, p: Known) -> Term:
        return Apply("log", (self._at_name(q, p),))


def _at(term: Term) -> Term | None:
    """Where a density is taken: x of p(x), N(x; mu, sigma^2)."""
    match term:
        case Apply("call", (_, at, *_)) | Apply(_, (at, *_)):
            return at
    return None


def _name_of(density: Apply) -> str:
    """What a density is called, with what it is given: p of p(x), q|x of q(z | x)."""
    called = density.head == "call" and isinstance(density.args[0], Symbol)
    name = density.args[0].name if called and isinstance(density.args[0], Symbol) else density.head
    return " ".join((name, *map(str, density.args[2 if called else 1:])))
