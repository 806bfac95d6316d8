r"""Elements of sequences of vectors as vectors with names of their own: x_k and x_{k+1} in norms and inner products.

    \|x_{k+1} - y\|^2 = \|x_k - y\|^2 - 2 \eta <g_k, x_k - y> + \eta^2 \|g_k\|^2,   where x_{k+1} = x_k - \eta g_k

What holds for any vectors in their places holds for them; nothing is refuted where more is known of them than can be
said of any. Left as it is where a sum runs over an index, and where a
name is a number in one place and a vector in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.elaborate.notation import plain
from derive.kernel.term import Apply, Bind, Obligation, Symbol, Term, free, heads, substitute, subterms

NORMED = frozenset(("dot", "norm"))
SPACE = Apply("^", (Apply("reals"), Symbol("d", "integer")))


class Mixed(Exception):
    """A vector where a number is wanted, or the other way round."""


def with_iterates(obligation: Obligation) -> Obligation:
    """The obligation about vectors in the places of the elements; what cannot be said of these is left out."""
    goal = obligation.goal
    if heads(goal).isdisjoint(NORMED) or not any(_elements(goal)):
        return obligation
    stems = {one.args[0] for part in subterms(goal) if isinstance(part, Apply) and part.head in NORMED
             for arg in part.args for one in _elements(arg)}
    if not stems or any(isinstance(part, Bind) and not stems.isdisjoint(free(part)) for part in subterms(goal)):
        return obligation
    vectors = _Vectors(stems)
    try:
        new = vectors.number(goal)
    except Mixed:
        return obligation
    kept, spoken = [], {*stems, *vectors.names}
    for fact in (*obligation.hypotheses, *_instances(obligation.hypotheses, vectors)):
        try:
            kept.append(vectors.fact(fact))
        except Mixed:                            # of what is left out of a vector, any other might be none
            kept += [] if spoken.isdisjoint(free(fact)) else [Apply("meant")]
    kept += [Apply("meant")] if any(isinstance(one, Apply) and one.head == "nabla" for one in vectors.names) else []
    spaces = (Apply("in", (one, SPACE)) for one in vectors.names.values())
    return Obligation((*dict.fromkeys(kept), *spaces), new)


def _elements(term: Term) -> Iterator[Apply]:
    """The elements with one index of arrays in a term."""
    for part in subterms(term):
        match part:
            case Apply("at", (Symbol(sort="array" | "matrix"), _)):
                yield part


def _instances(facts: Iterable[Term], vectors: _Vectors) -> Iterator[Term]:
    """g_k = \\nabla f(x_k), x_{k+1} = x_k - g_k, said of every k, at the places of which a goal speaks."""
    elements = [one for one in vectors.names if isinstance(one, Apply) and one.head == "at"]
    for fact in facts:
        match fact:
            case Bind("forall", index, Apply("=", (Apply("at", (array, _)), _)) as body, ()) if array in vectors.stems:
                for place in dict.fromkeys(one.args[1] for one in elements):
                    instance = substitute(body, {index: place})
                    if isinstance(instance, Apply) and instance.args[0] in vectors.names:
                        yield instance


class _Vectors:
    """Names for vectors, one for each term."""

    def __init__(self, stems: set[Term]) -> None:
        self.stems = stems
        self.names: dict[Term, Symbol] = {}
        self.numbers: set[Term] = set()          # names that are numbers

    def fact(self, fact: Term) -> Term:
        """A hypothesis: an equation of vectors, or what is said of numbers. Marks stay as they are."""
        match fact:
            case Apply("meant" | "fixed"):
                return fact
            case Apply("in", (one, Apply("^", (Apply("reals"), _)))) if self._is_vector(one):
                return Apply("in", (self.vector(one), SPACE))
            case Apply("=", (left, right)) if self._is_vector(left) or self._is_vector(right):
                return Apply("=", (self.vector(left), self.vector(right)))
        return self.number(fact)

    def number(self, term: Term) -> Term:
        """A term that is a number, with the vectors in it named."""
        match term:
            case Apply(head, args) if head in NORMED:
                return Apply(head, tuple(map(self.vector, args)))
            case Apply("at", (array, _)) if array in self.stems:
                raise Mixed
            case Symbol():
                if term in self.names or term.sort in ("vector", "matrix"):
                    raise Mixed
                self.numbers.add(term)
            case Bind():
                if not self.stems.isdisjoint(free(term)):
                    raise Mixed
            case Apply(head, args):
                return Apply(head, tuple(map(self.number, args)))
        return term

    def vector(self, term: Term) -> Term:
        """A term that is a vector: a sum of named ones, with numbers before them."""
        match term:
            case Symbol():
                if term in self.numbers or term.sort not in ("real", "vector", "unknown"):
                    raise Mixed
                return self._named(term)
            case Apply("at", (array, _)) if array in self.stems:
                return self._named(term)
            case Apply("nabla"):
                return self._named(term)
            case Apply("+", args):
                return Apply("+", tuple(map(self.vector, args)))
            case Apply("-", (u,)):
                return Apply("-", (self.vector(u),))
            case Apply("/", (u, v)):
                return Apply("/", (self.vector(u), self.number(v)))
            case Apply("*", args) if sum(map(self._is_vector, args)) == 1:
                return Apply("*", tuple(self.vector(a) if self._is_vector(a) else self.number(a) for a in args))
        raise Mixed

    def _is_vector(self, term: Term) -> bool:
        """Whether a term is evidently a vector."""
        match term:
            case Apply("at", (array, _)):
                return array in self.stems
            case Apply("nabla"):
                return True
            case Apply("+" | "-" | "*", args):
                return any(map(self._is_vector, args))
            case Apply("/", (u, _)):
                return self._is_vector(u)
        return term in self.names

    def _named(self, term: Term) -> Symbol:
        name = term.name if isinstance(term, Symbol) else plain(term)
        return self.names.setdefault(term, Symbol(name, "vector"))


__all__ = ["with_iterates"]
