"""Definitions unfolded: a name of the document down to the names that no formula gives."""

from __future__ import annotations

from collections.abc import Mapping

from derive.codegen.function import check_size
from derive.codegen.problem import NotCompiled
from derive.elaborate.names.signature import Definition
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, fresh, substitute


class Unfolding:
    """The definitions of a document, and what each is once every name in it is unfolded."""

    def __init__(self, definitions: Mapping[str, Definition], keep: frozenset[str] = frozenset()) -> None:
        self.definitions = {name: one for name, one in definitions.items() if name not in keep}
        self.done: dict[str, Term] = {}
        self.active: set[str] = set()
        self.reserved = frozenset().union(*(free(one.body) for one in definitions.values()))

    def body(self, name: str) -> Term:
        """The right side of a definition, unfolded. Raises NotCompiled when it leads back to itself."""
        if name not in self.done:
            if name in self.active:
                raise NotCompiled(f"{name} is defined by itself")
            self.active.add(name)
            self.done[name] = self.of(self.definitions[name].body)
            self.active.discard(name)
            check_size(self.done[name])
        return self.done[name]

    def of(self, term: Term) -> Term:
        """The term with every defined name in it unfolded."""
        match term:
            case Symbol(name) if name in self.definitions and not self.definitions[name].parameters:
                return self.body(name)
            case Apply("at" | "call", (Symbol(name), *given)) if name in self.definitions:
                parameters = self.definitions[name].parameters
                if len(parameters) == len(given):
                    values = dict(zip(parameters, map(self.of, given), strict=True))
                    return substitute(self.body(name), values)
            case Bind(_, variable, _, _) if variable.name in self.definitions or variable in self.reserved:
                return self._under(term)
        match term:
            case Number() | Symbol():
                return term
            case Apply(head, args):
                return Apply(head, tuple(self.of(arg) for arg in args))
            case Bind(head, variable, body, bounds):
                return Bind(head, variable, self.of(body), tuple(self.of(bound) for bound in bounds))

    def _under(self, term: Bind) -> Term:
        """A binder whose variable has the name of something that unfolding may bring in: renamed first."""
        taken = {Symbol(name) for name in self.definitions}
        variable = fresh(term.variable, self.reserved | free(term.body) | taken)
        body = substitute(term.body, {term.variable: variable})
        return Bind(term.head, variable, self.of(body), tuple(self.of(bound) for bound in term.bounds))
