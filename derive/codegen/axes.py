"""Axes: which index runs over which axis, and which sizes follow from the shapes of the arrays.

Comes in: terms in which no two binders share a name. Goes out: for every index its range, for every
axis of an array the range that fills it, and for a size such as n the axis it can be read from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from derive.codegen.algebra import ZERO, add, offset, settle
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, fresh, number, substitute, subterms

Range = tuple[Term, Term]
Axis = tuple[Symbol, int]                        # an array and the place of the index, from 0
INDEXED = frozenset({"sum", "product", "max_over", "min_over", "argmax", "argmin"})


@dataclass
class Axes:                                                      # Used for:
    ranges: dict[Symbol, Range | None] = field(default_factory=dict)   # an index; None fills whatever axis it meets
    full: dict[Axis, Range] = field(default_factory=dict)              # taking an axis whole
    ranks: dict[Symbol, int] = field(default_factory=dict)             # counting axes from the end
    sizes: dict[Symbol, tuple[Axis, int]] = field(default_factory=dict)  # n = length of the axis + a number
    met: dict[Symbol, Axis] = field(default_factory=dict)              # the length of an index without a range

    def origin(self, axis: Axis) -> int:
        """The index of the first element: 1, unless the formula counts from 0."""
        lo = self.full[axis][0] if axis in self.full else number(1)
        return 0 if lo == ZERO else 1

    def fills(self, index: Symbol, axis: Axis) -> bool:
        """Whether the index runs over the whole axis."""
        known = self.ranges.get(index)
        return known is None or known == self.full.get(axis)


def separate(term: Term, taken: frozenset[Symbol]) -> Term:
    """The term with indices renamed so that no two binders share one, nor one that is taken.

    The variable of a derivative keeps its name: it is the name of the array whose axes are asked for.
    """
    return _separate(term, set(taken))


def _separate(term: Term, taken: set[Symbol]) -> Term:
    match term:
        case Apply(head, args):
            return Apply(head, tuple(_separate(arg, taken) for arg in args))
        case Bind(head, variable, body, bounds):
            renamed = fresh(variable, frozenset(taken)) if head in INDEXED else variable
            taken.add(renamed)
            if renamed != variable:
                body = substitute(body, {variable: renamed})
            return Bind(head, renamed, _separate(body, taken), tuple(_separate(bound, taken) for bound in bounds))
    return term


def analyse(
    terms: Iterable[Term], indices: Mapping[Symbol, Range | None], over: Mapping[Symbol, Axis] | None = None
) -> Axes:
    """The axes of some terms whose free indices are given, each with its range or the axis it fills where known."""
    axes = Axes(ranges=dict(indices), met=dict(over or {}))
    deltas: list[tuple[Symbol, Symbol]] = []
    loads: list[tuple[Symbol, list[Term]]] = []
    for term in terms:
        for part in subterms(term):
            match part:
                case Bind(head, variable, _, (lo, hi)) if head in INDEXED:
                    axes.ranges[variable] = (settle(lo, {}), settle(hi, {}))
                case Apply("at", (Symbol() as array, *at)):
                    axes.ranks[array] = len(at)
                    loads.append((array, at))
                case Apply("delta", (Symbol() as one, Symbol() as other)):
                    deltas += [(one, other), (other, one)]
    reach: dict[Axis, list[Range]] = {}
    for array, at in loads:
        for place, index in enumerate(at):
            _reach(axes, (array, place), index, reach)
    for axis, seen in reach.items():
        _fill(axes, axis, seen)
    for one, other in deltas:                    # δ(i, k): an i of which nothing else is known runs where k does
        if axes.ranges.get(one, one) is None and one not in axes.met:
            axes.ranges[one] = axes.ranges.get(other)
    for symbol, known in axes.ranges.items():
        if known is None and symbol in axes.met and axes.met[symbol] in axes.full:
            axes.ranges[symbol] = axes.full[axes.met[symbol]]
    return axes


def _reach(axes: Axes, axis: Axis, index: Term, reach: dict[Axis, list[Range]]) -> None:
    for symbol in free(index):
        shift = offset(index, symbol) if symbol in axes.ranges else None
        if shift is None or (shift != 0 and symbol in axes.met):
            continue                             # an index that fills an axis may step over its end, behind a condition
        known = axes.ranges[symbol]
        if known is None:
            axes.met.setdefault(symbol, axis)
        elif not any(bound in axes.ranges for bound in free(known[0]) | free(known[1])):
            lo, hi = (add((bound, Number(shift))) for bound in known)
            reach.setdefault(axis, []).append((lo, hi))


def _fill(axes: Axes, axis: Axis, seen: list[Range]) -> None:
    """The range that fills an axis, if all that run over it end at one size n, up to numbers.

        Σ_{k=1}^{n-1} (x_{k+1} - x_k)   runs to n and to n - 1, so x has n elements
    """
    ends = [size for _, hi in seen if (size := _size(hi)) is not None]
    if len({symbol for symbol, _ in ends}) != 1:
        return
    symbol, last = ends[0][0], max(shift for _, shift in ends)
    origin = 0 if any(lo == ZERO for lo, _ in seen) else 1
    axes.full[axis] = (number(origin), add((symbol, Number(last))))
    axes.sizes.setdefault(symbol, (axis, int(origin - 1 - last)))


def _size(end: Term) -> tuple[Symbol, Fraction] | None:
    """n and c when the end of a range is n + c."""
    names = [symbol for symbol in free(end) if symbol.sort != "array"]
    shift = offset(end, names[0]) if len(names) == 1 else None
    return None if shift is None else (names[0], shift)
