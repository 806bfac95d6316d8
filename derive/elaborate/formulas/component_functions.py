"""Functions of vectors that are given by their components, and what they are of another vector.

    softmax(z)_i = exp(z_i)/sum_k exp(z_k)      softmax(z + c 1)_i is exp(z_i + c)/sum_k exp(z_k + c)
    s_i(z) = ...                                s_i(z_1 + c, ..., z_K + c) likewise
    p_i = exp(z_i)/S, S = sum_k exp(z_k)        p_i(z + c 1), though p was given without its argument

Declines where the components of the argument are not plain to see, or where the sums of the formula have no ends of
their own for a vector of another letter.
"""

from __future__ import annotations

from dataclasses import dataclass

from derive.elaborate.language.spelling import names_in, spelling
from derive.elaborate.names.indices import index_term
from derive.elaborate.names.lengths import base
from derive.elaborate.names.signature import Components
from derive.elaborate.names.symbols import indices_of
from derive.elaborate.reading import Scope, Unreadable
from derive.elaborate.unfolding import rewrite, unfold
from derive.kernel.components import ONES
from derive.kernel.term import Apply, Bind, Symbol, Term, free, heads, number, substitute, subterms
from derive.read.node import Node

POINTWISE = frozenset(("exp", "log", "abs", "tanh", "sqrt"))


def component_head(left: Node, right: Node) -> tuple[str, Node, Node] | None:
    """The name, the argument and the index of f(z)_i or f_i(z), where the formula speaks of z by its elements alone."""
    if left.kind != "juxtapose" or len(left.children) != 2:
        return None
    taken = _taken(*left.children)
    if taken is None:
        return None
    name, bracket, index = taken
    argument = bracket.children[0]
    letter = spelling(argument)
    if letter is None or spelling(index) is None or index.kind != "name" or argument.kind == "number":
        return None
    return (name, argument, index) if _is_indexed(base(letter), right) else None


def _taken(item: Node, bracket: Node) -> tuple[str, Node, Node] | None:
    """f, (z) and i of f(z)_i and of f_i(z)."""
    if bracket.kind == "sub" and bracket.children[0].kind == "paren" and bracket.children[0].text == "()":
        name = spelling(item)
        return (name, *bracket.children) if name else None         # type: ignore[return-value]
    if item.kind == "sub" and bracket.kind == "paren" and bracket.text == "()":
        name = spelling(item.children[0])
        return (name, bracket, item.children[1]) if name else None
    return None


def _is_indexed(letter: str, formula: Node) -> bool:
    """Whether a letter stands in a formula with an index wherever it stands."""
    met = 0
    pending = [formula]
    while pending:
        part = pending.pop()
        if part.kind == "sub" and base(spelling(part.children[0]) or "") == letter:
            met += 1
            pending.append(part.children[1])
        elif base(spelling(part) or "") == letter:
            return False
        else:
            pending += part.children
    return met > 0


def component(item: Node, bracket: Node, scope: Scope) -> Term | None:
    """The component of such a function of what stands in the bracket; None for anything else."""
    taken = _taken(item, bracket)
    if taken is None:
        return None
    name, inner, written = taken
    told = scope.signature.components.get(name)
    known = told or _given_without(name, item, scope)
    indices = indices_of(written)
    if known is None or len(indices) != 1 or (item.kind == "sub" and not names_in(inner)):
        return None
    try:
        place, argument = index_term(indices[0], scope), scope.term(inner.children[0])
    except Unreadable:
        return None
    if told is None and not any(base(one.name) == base(known.array.name) for one in free(argument)):
        return None                              # r_i (x - m) is a product, where r_i = exp(a_i)/S
    return _of(known, argument, place, scope)


def _given_without(name: str, item: Node, scope: Scope) -> Components | None:
    """p_i = exp(z_i)/S as a function of z, the one array that its formula rests on."""
    known = scope.signature.definitions.get(name)
    if item.kind != "sub" or known is None or known.symbol.sort != "array" or len(known.parameters) != 1:
        return None
    body = unfold(known.body, scope.signature)
    arrays = {part.args[0] for part in subterms(body) if isinstance(part, Apply) and part.head == "at"}
    if len(arrays) != 1 or not isinstance(array := arrays.pop(), Symbol) or array not in free(body):
        return None
    return Components(array, known.parameters[0], body)


def _of(known: Components, argument: Term, place: Term, scope: Scope) -> Term | None:
    """The component of the function at a vector, which stands for the array of the formula."""
    vector = _Vector(known.array, argument)
    body = _of_length(known, argument, scope)
    if body is None:
        return None
    body = substitute(body, {known.index: place})
    wheres = {part.args[1] for part in subterms(body) if isinstance(part, Apply) and part.args[:1] == (known.array,)}
    if not vector.is_one() or any(vector.at(argument, where) is None for where in wheres):
        return None
    return rewrite(body, lambda part: vector.at(argument, part.args[1]) if isinstance(part, Apply)
                   and part.head == "at" and part.args[0] == known.array else None)


def _of_length(known: Components, argument: Term, scope: Scope) -> Term | None:
    """The formula with sums as long as a vector of another letter is, where that is told and they say no ends."""
    ends = {part.bounds[-1] for part in subterms(known.body) if isinstance(part, Bind) and any(map(free, part.bounds))}
    if not known.loose or not ends or any(base(one.name) == base(known.array.name) for one in free(argument)):
        return known.body
    lengths = {
        size for fact in scope.signature.hypotheses if isinstance(fact, Apply) and fact.head == "in"
        for name, space in [fact.args] if name in free(argument) and isinstance(space, Apply) and space.head == "^"
        for size in [space.args[1]] if isinstance(size, Symbol)}
    if len(lengths) != 1 or len(ends) != 1 or not isinstance(end := ends.pop(), Symbol):
        return None
    return substitute(known.body, {end: Symbol(lengths.pop().name, end.sort)})


@dataclass(frozen=True)
class _Vector:
    """A vector made of others and of numbers, which stand beside each component: z + c, z - m 1, a z."""

    array: Symbol
    argument: Term

    def is_one(self) -> bool:
        return self.holds(self.argument) or not heads(self.argument).isdisjoint(("tuple", "dotted tuple"))

    def holds(self, part: Term) -> bool:
        return any(self._is_vector(one) or base(one.name) in ONES or one.sort == "matrix" for one in free(part))

    def _is_vector(self, symbol: Symbol) -> bool:
        alone = symbol == self.argument
        return symbol.sort in ("vector", "array") or base(symbol.name) == base(self.array.name) or alone

    def at(self, part: Term, where: Term) -> Term | None:
        """A component, or a number itself; None where it is not plain to see."""
        match part:
            case Symbol(text) if base(text) in ONES:
                return number(1)
            case Symbol(sort="matrix"):
                return None
            case Symbol(text) if self._is_vector(part):
                own = base(text) == base(self.array.name)
                return Apply("at", (self.array if own else Symbol(base(text), "array"), where))
            case Apply("dotted tuple", (first, *_)):
                return self._general(first, where)
            case Apply("+" | "-" | "/" | "*" as head, args) if head in "+-" or sum(map(self.holds, args)) < 2:
                cells = [self.at(arg, where) for arg in args]
                return None if None in cells else Apply(head, tuple(cell for cell in cells if cell is not None))
            case Apply(head, (inner,)) if head in POINTWISE:
                cell = self.at(inner, where)
                return Apply(head, (cell,)) if cell is not None else None
            case Apply() | Bind() if self.holds(part) or not heads(part).isdisjoint(("tuple", "matrix")):
                return None
        return part

    def _general(self, first: Term, where: Term) -> Term | None:
        """z_k + c of z_1 + c, the first of a row."""
        letter = Symbol(f"{base(self.array.name)}_1")
        found = rewrite(first, lambda part: Apply("at", (self.array, where)) if part in (
            letter, Apply("at", (self.array, number(1)))) else None)
        return found if found != first else None


__all__ = ["component", "component_head"]
