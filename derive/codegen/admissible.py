"""Random points that satisfy hypotheses, many at a time.

Comes in: the hypotheses of a step and the terms to be evaluated. Equations `name = term` and
`forall i. array_i = term` are unfolded, so their names are no longer free; every other hypothesis is
evaluated at random values, and the points where it holds are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from derive.codegen.axes import INDEXED, Axes, analyse, separate
from derive.codegen.callable import compile_formula
from derive.codegen.definitions import Unfolding
from derive.codegen.function import Formula, check_size
from derive.codegen.problem import NotCompiled
from derive.codegen.slope import evaluate
from derive.elaborate.names.signature import Definition
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, number, subterms

DRAWN, KEPT = 4000, 50                           # points tried and points used, for each size
SIZES = (2, 3, 5)
MOST_INDICES = 4


@dataclass(frozen=True)
class Points:
    """Values for names: points on the first axis; free indices take every value from 1 to the size."""

    values: Mapping[str, Any]
    indices: Mapping[Symbol, tuple[Term, Term]]  # free whole numbers, each an axis of what is evaluated
    admitted: Any                                # where the hypotheses hold, over points and indices
    size: int

    def at(self, term: Term) -> Any:
        """The value of a term at all points and indices."""
        import numpy as np

        function = compile_formula(Formula(term, tuple(self.indices), self.indices))
        try:
            with np.errstate(all="ignore"):
                made = function(**{spelled: self.values[name] for name, spelled in function.spelled.items()})
            return np.broadcast_to(made, self.admitted.shape)
        except (ArithmeticError, AttributeError, IndexError, MemoryError, TypeError, ValueError) as problem:
            raise NotCompiled(f"it cannot be evaluated at random points: {problem}") from None


def resolved(hypotheses: Sequence[Term], terms: Sequence[Term]) -> tuple[list[Term], list[Term]]:
    """The terms unfolded by the defining hypotheses, and the other hypotheses, unfolded too."""
    definitions: dict[str, Definition] = {}
    others: list[Term] = []
    for hypothesis in hypotheses:
        made = _defining(hypothesis)
        if made is None or made.symbol.name in definitions or _circular(made, definitions):
            others.append(hypothesis)
        else:
            definitions[made.symbol.name] = made
    unfolding = Unfolding(definitions)
    return [_unfolded(term, unfolding) for term in terms], [_unfolded(other, unfolding) for other in others]


def _unfolded(term: Term, unfolding: Unfolding) -> Term:
    """The term unfolded; a derivative in a defined array is taken first, and the array then unfolded at its point."""
    term = unfolding.of(term)
    check_size(term)
    if any(symbol.name in unfolding.definitions for symbol in free(term)):
        known = {index: known for index, known in analyse([term], {}).ranges.items() if known is not None}
        term = unfolding.of(evaluate(term, known))
        check_size(term)
    return term


def _defining(hypothesis: Term) -> Definition | None:
    match hypothesis:
        case Apply("=", (Symbol() as symbol, body)) if symbol not in free(body):
            return Definition(symbol, (), body, 0)
        case Bind("forall", index, Apply("=", (Apply("at" | "call", (Symbol() as symbol, *args)), body))):
            if args == [index] and symbol not in free(body):
                return Definition(symbol, (index,), body, 0)
    return None


def _circular(made: Definition, definitions: Mapping[str, Definition]) -> bool:
    """Whether a definition would lead back to its own name."""
    seen: set[str] = set()
    pending = [symbol.name for symbol in free(made.body)]
    while pending:
        name = pending.pop()
        if name == made.symbol.name:
            return True
        if name in definitions and name not in seen:
            seen.add(name)
            pending.extend(symbol.name for symbol in free(definitions[name].body))
    return False


def points(terms: Sequence[Term], conditions: Sequence[Term], seed: int = 0, long: bool = False) -> list[Points]:
    """Some sets of points, one for each size, at which the conditions hold.

    Raises NotCompiled when a condition has no numerical form.
    """
    names = sorted(frozenset().union(*(free(term) for term in (*terms, *conditions))), key=lambda s: s.name)
    apart = [separate(term, frozenset(names)) for term in (*terms, *conditions)]
    axes = analyse(apart, {})
    least = max((int(index.value) for term in apart for index in _literal_indices(term)), default=1)
    counts = {s for s in names if s.sort != "array" and (s in axes.sizes or _bounds_something(s, apart))}
    free_indices = [symbol for symbol in names if symbol.sort == "integer" and symbol not in counts]
    if len(free_indices) > MOST_INDICES:
        raise NotCompiled("too many free indices")
    sized = axes.ranks or counts or free_indices
    made = [_drawn(names, conditions, axes, counts, free_indices, max(size, least), seed, long)
            for size in (SIZES if sized else SIZES[:1])]
    return [one for one in made if one.admitted.any()]


def _drawn(
    names: Sequence[Symbol], conditions: Sequence[Term], axes: Axes, counts: set[Symbol],
    free_indices: Sequence[Symbol], size: int, seed: int, long: bool,
) -> Points:
    """Points of one size: many are drawn, and those are kept at which the conditions hold for some indices."""
    import numpy as np

    generator = np.random.default_rng((seed, size))
    values: dict[str, Any] = {}
    for symbol in names:
        if symbol in counts:
            values[symbol.name] = size + (axes.sizes[symbol][1] if symbol in axes.sizes else 0)
        elif symbol not in free_indices:
            values[symbol.name] = _draw(symbol, axes.ranks.get(symbol, 0), size, generator)
    indices = {symbol: (number(1), number(size)) for symbol in free_indices}
    draws = DRAWN if any(not isinstance(value, int) for value in values.values()) else 1
    everywhere = np.ones((draws, *(size,) * len(indices)), dtype=bool)
    drawn = Points(values, indices, everywhere, size)
    admitted = everywhere.copy()
    for condition in conditions:
        admitted &= drawn.at(condition).astype(bool)
    chosen = np.flatnonzero(admitted.reshape(draws, -1).any(1))[:KEPT]
    return Points({name: _take(value, chosen, long) for name, value in values.items()}, indices, admitted[chosen], size)


def _bounds_something(symbol: Symbol, terms: Sequence[Term]) -> bool:
    """Whether the name stands in the bounds of a sum."""
    return any(
        isinstance(part, Bind) and part.head in INDEXED and any(symbol in free(bound) for bound in part.bounds)
        for term in terms
        for part in subterms(term)
    )


def _literal_indices(term: Term) -> list[Number]:
    return [
        index
        for part in subterms(term)
        if isinstance(part, Apply) and part.head == "at"
        for index in part.args[1:]
        if isinstance(index, Number)
    ]


def _draw(symbol: Symbol, rank: int, size: int, generator: Any) -> Any:
    """Values of a name: reals of both signs, half of them positive."""
    if symbol.sort not in ("real", "array", "complex"):
        raise NotCompiled(f"{symbol.name} is a {symbol.sort}")
    values = generator.uniform(-2.5, 2.5, (DRAWN, *(size,) * rank))
    values[::2] = abs(values[::2]) + 0.05
    return values


def _take(value: Any, chosen: Any, long: bool) -> Any:
    import numpy as np

    if isinstance(value, int):
        return value
    taken = value[chosen]
    return taken.astype(np.longdouble) if long and taken.dtype.kind == "f" else taken
