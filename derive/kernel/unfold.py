"""Definitions among the hypotheses, and their unfolding.

    s = t, s not in t              s is replaced by t everywhere
    forall i. at(P, i) = t         at(P, u) is replaced by t[i := u]
    forall x. call(f, x) = t       call(f, u) is replaced by t[x := u]

Definitions are taken in order, each unfolded by those before it, and refused if it would be circular;
a hypothesis that is no definition is a relation and stays as it is. Parameters are kept under names (%0, %1)
that no document can write.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.kernel.polynomial import Beyond
from derive.kernel.term import Apply, Bind, Symbol, Term, free, fresh, substitute
from derive.kernel.words import IDENTITIES

DEPTH = 150                                       # nesting of a term that is unfolded
REMEMBERED = 4096                                 # terms unfolded under one list of definitions


@dataclass
class Definitions:
    """What a name stands for."""

    plain: dict[Symbol, Term] = field(default_factory=dict)
    indexed: dict[tuple[str, Symbol], tuple[tuple[Symbol, ...], Term]] = field(default_factory=dict)
    names: frozenset[Symbol] = frozenset()        # defined, or free in a definition
    met: dict[Term, Term] = field(default_factory=dict)   # unfolded before; forgotten with every new definition

    def take(self, hypothesis: Term) -> bool:
        """Take a hypothesis as a definition, if it is one."""
        parameters: list[Symbol] = []
        core = hypothesis
        while isinstance(core, Bind) and core.head == "forall" and not core.bounds:
            parameters.append(core.variable)
            core = core.body
        if not isinstance(core, Apply) or core.head != "=":
            return False
        left, right = core.args
        return self._define(left, right, parameters) or (not parameters and self._define(right, left, parameters))

    def _define(self, left: Term, right: Term, parameters: list[Symbol]) -> bool:
        own = tuple(Symbol(f"%{k}", p.sort) for k, p in enumerate(parameters))
        body = self.unfold(substitute(right, dict(zip(parameters, own, strict=True))))
        match left:
            case Symbol(name) if not parameters and left not in {*self.plain, *free(body)} and (
                    left.sort != "matrix" or name.partition("_")[0] not in IDENTITIES):       # Q^T Q = I
                step = Definitions({left: body}, {}, free(body) | {left})
            case Apply("at" | "call" as head, (Symbol() as name, *given)) if (
                    given and given == parameters and len({*given, name}) == len(given) + 1
                    and (head, name) not in self.indexed and name not in free(body)):
                step = Definitions({}, {(head, name): (own, body)}, free(body) | {name})
            case _:
                return False
        self.plain = {s: step.unfold(t) for s, t in self.plain.items()} | step.plain
        self.indexed = {key: (p, step.unfold(t)) for key, (p, t) in self.indexed.items()} | step.indexed
        self.names |= step.names - frozenset(own)
        self.met = {}
        return True

    def unfold(self, term: Term, depth: int = 0) -> Term:
        """The term with every defined name replaced; bound variables give way to incoming names.

        Fails with Beyond when it is nested too deeply.
        """
        if depth > DEPTH:
            raise Beyond("nested too deeply")
        if free(term).isdisjoint(self.names):
            return term
        if isinstance(term, Symbol):
            return self.plain.get(term, term)
        found = self.met.get(term)
        if found is None:
            found = self._unfold(term, depth)
            if len(self.met) < REMEMBERED:
                self.met[term] = found
        return found

    def _unfold(self, term: Term, depth: int) -> Term:
        match term:
            case Apply(head, args):
                moved = tuple(self.unfold(arg, depth + 1) for arg in args)
                if head in ("at", "call") and moved and isinstance(args[0], Symbol):
                    found = self.indexed.get((head, args[0]))
                    if found and len(found[0]) == len(moved) - 1:
                        return substitute(found[1], dict(zip(found[0], moved[1:], strict=True)))
                return Apply(head, moved)
            case Bind(head, variable, body, bounds):
                moved = tuple(self.unfold(bound, depth + 1) for bound in bounds)
                if any(variable.name == s.name for s in self.names):
                    renamed = fresh(variable, self.names | free(body))
                    body, variable = substitute(body, {variable: renamed}), renamed
                return Bind(head, variable, self.unfold(body, depth + 1), moved)
        return term
