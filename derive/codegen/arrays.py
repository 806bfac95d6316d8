"""Values with labelled axes: aligned, loaded from arrays, summed and contracted.

A value is a piece of source with one axis for each of its indices, last; everything before them is a
batch. Values of different indices meet as NumPy broadcasts, after their axes are put in one order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from derive.codegen.algebra import offset
from derive.codegen.axes import Axes, Range
from derive.codegen.problem import NotCompiled
from derive.codegen.source import ATOM, COMPARE, OR, PRODUCT, SUM, UNARY, Piece, Workshop
from derive.kernel.term import Number, Symbol, Term, free

Shift = tuple[int, tuple[Symbol, ...]]           # a group of exponentials, and the indices of its largest exponent
Scale = dict[Shift, int]                         # exp of each shift to a power, still to be multiplied on
Place = tuple[str, Piece, Piece | None]          # one index of an element: "whole", "slice" (from, to) or "one" (which)


@dataclass(frozen=True)
class Value:
    piece: Piece
    axes: tuple[Symbol, ...] = ()
    batch: bool = False                          # whether there may be axes before these
    scale: Scale = field(default_factory=dict)


class Arrays:
    """The part of the emitter that knows shapes; `value` (terms) comes from the emitter."""

    value: Callable[[Term], Value]

    def __init__(self, names: Mapping[Symbol, str], axes: Axes) -> None:
        self.names, self.axes = names, axes
        self.make = Workshop()
        self.helpers: set[str] = set()

    # -- meeting -------------------------------------------------------------------------------------------

    def join(
        self, template: str, *values: Value, level: int = ATOM, demands: Iterable[int] | int = 0,
        order: Sequence[Symbol] = (),
    ) -> Value:
        """One operation on values, brought to common axes."""
        axes = tuple(order) or _common(values)
        pieces = [self.align(made, axes) for made in values]
        piece = self.make.make(template, *pieces, level=level, demands=demands)
        return Value(piece, axes, any(made.batch for made in values))

    def align(self, made: Value, axes: Sequence[Symbol]) -> Piece:
        """The value with the axes asked for: transposed, then with new axes of length 1."""
        if made.axes == tuple(axes) or (not made.axes and not made.batch):
            return made.piece
        kept = tuple(axis for axis in axes if axis in made.axes)
        piece = made.piece
        if kept != made.axes:
            piece = self._transposed(piece, made.axes, kept)
        entries = [":" if axis in kept else "None" for axis in axes]
        if made.batch:
            entries.insert(0, "...")
        else:
            while entries[0] == "None":
                entries.pop(0)
        while len(entries) > 1 and entries[0] == "..." and entries[-1] == ":" and set(entries[1:]) == {":"}:
            return piece
        if set(entries) == {":"}:
            return piece
        return self.make.make(f"{{0}}[{', '.join(entries)}]", piece, demands=ATOM)

    def _transposed(self, piece: Piece, axes: Sequence[Symbol], wanted: Sequence[Symbol]) -> Piece:
        if len(axes) == 2:
            return self.make.make("np.swapaxes({0}, -1, -2)", piece)
        source = [axes.index(axis) - len(axes) for axis in wanted]
        target = [place - len(axes) for place in range(len(axes))]
        return self.make.make(f"np.moveaxis({{0}}, {source}, {target})", piece)

    @staticmethod
    def place(made: Value, index: Symbol) -> int:
        """The axis of an index, counted from the end."""
        return made.axes.index(index) - len(made.axes)

    # -- ranges --------------------------------------------------------------------------------------------

    def is_ragged(self, index: Symbol) -> bool:
        """Whether the range of the index depends on another index or on an argument that may be a batch."""
        known = self.axes.ranges[index]
        return known is not None and any(self._varies(symbol) for bound in known for symbol in free(bound))

    def _varies(self, symbol: Symbol) -> bool:
        return symbol in self.axes.ranges

    def bounds(self, index: Symbol) -> tuple[Piece, Piece]:
        """The first and the last value of an index."""
        known = self.axes.ranges[index]
        if known is None:
            axis = self.axes.met.get(index)
            if axis is None:
                raise NotCompiled(f"the range of {index.name} is not known")
            return self.make.make("1"), self._length_of(*axis)
        return self.value(known[0]).piece, self.value(known[1]).piece

    def size(self, symbol: Symbol) -> Piece:
        """A size read from the shape of an array."""
        axis, shift = self.axes.sizes[symbol]
        length = self._length_of(*axis)
        if shift == 0:
            return length
        sign = "+" if shift > 0 else "-"
        return self.make.make(f"{{0}} {sign} {abs(shift)}", length, level=SUM, demands=SUM)

    def _length_of(self, array: Symbol, place: int) -> Piece:
        return self.make.make(f"{{0}}.shape[{place - self.axes.ranks[array]}]", self.make.make(self.names[array]))

    def length(self, index: Symbol) -> Piece:
        """How many values an index takes."""
        known = self.axes.ranges[index]
        for (array, place), full in self.axes.full.items():
            if known == full:
                return self._length_of(array, place)
        lo, hi = self.bounds(index)
        if known is None or known[0] == Number(Fraction(1)):
            return hi
        return self.make.make("{0} - {1} + 1", hi, lo, level=SUM, demands=(SUM, PRODUCT))

    def positions(self, index: Symbol) -> Piece:
        """The values of an index, in order."""
        lo, hi = self.bounds(index)
        if self.is_ragged(index):
            lo, hi = (self.make.make(f"np.{name}({{0}})", bound) for name, bound in (("min", lo), ("max", hi)))
        piece = self.make.make("np.arange({0}, {1} + 1.0)", lo, hi, demands=(0, SUM))
        piece.hint = piece.hint or index.name
        return piece

    # -- elements ------------------------------------------------------------------------------------------

    def load(self, array: Symbol, index: Sequence[Term]) -> Value:
        """array[index, ...]: whole axes, slices of them, single elements, or gathered one by one."""
        if array not in self.names:
            raise NotCompiled(f"{array.name} is not an array here")
        self.axes.ranks.setdefault(array, len(index))
        base = self.make.make(self.names[array])
        entries = [self._entry(array, place, term) for place, term in enumerate(index)]
        moving = [entry[1] for entry in entries if entry is not None and entry[1] is not None]
        if any(entry is None for entry in entries) or len(set(moving)) < len(moving):
            return self._gathered(array, base, index)
        axes = tuple(moving)
        texts, parts = [], [base]
        for entry in entries:
            assert entry is not None
            text, _, used = entry
            texts.append(text.format(*(f"{{{len(parts) + place}}}" for place in range(len(used)))))
            parts.extend(used)
        if all(text == ":" for text in texts):
            return Value(base, axes, batch=True)
        return Value(self.make.make(f"{{0}}[..., {', '.join(texts)}]", *parts, demands=(ATOM, *[SUM] * 9)), axes, True)

    def _entry(self, array: Symbol, place: int, term: Term) -> tuple[str, Symbol | None, tuple[Piece, ...]] | None:
        """The text between the brackets for one index, with the axis it makes; None if it must be gathered."""
        origin = self.axes.origin((array, place))
        if isinstance(term, Number):
            if term.value.denominator != 1 or term.value < origin:
                raise NotCompiled(f"{array.name} has no element {term.value}")
            return str(term.value.numerator - origin), None, ()
        for symbol in free(term):
            shift = offset(term, symbol) if symbol in self.axes.ranges else None
            if shift is None or shift.denominator != 1 or self.is_ragged(symbol):
                continue
            if shift == 0 and self.axes.fills(symbol, (array, place)):
                return ":", symbol, ()
            known = self.axes.ranges[symbol]
            if known is not None:
                return self._slice(array, place, known, int(shift) - origin, symbol)
        return None

    def _slice(
        self, array: Symbol, place: int, known: Range, shift: int, symbol: Symbol
    ) -> tuple[str, Symbol, tuple[Piece, ...]] | None:
        lo, hi = known
        if not isinstance(lo, Number) or lo.value + shift < 0:
            return None
        start = int(lo.value) + shift
        first = str(start) if start else ""
        full = self.axes.full.get((array, place))
        size = next(iter(self.axes.sizes), None) if full else None
        if full and size is not None:
            end, last = offset(hi, size), offset(full[1], size)
            if end is not None and last is not None:
                cut = int(end - last) + shift + self.axes.origin((array, place))
                if cut > 0:
                    return None
                return f"{first}:{cut or ''}", symbol, ()
        stop = self.value(hi).piece
        if shift + 1:
            sign = "+" if shift + 1 > 0 else "-"
            stop = self.make.make(f"{{0}} {sign} {abs(shift + 1)}", stop, level=SUM, demands=SUM)
        return f"{first}:{{0}}", symbol, (stop,)

    def _gathered(self, array: Symbol, base: Piece, index: Sequence[Term]) -> Value:
        places = [self.value(term) for term in index]
        origins = [self.axes.origin((array, place)) for place in range(len(index))]
        if len(index) == 1:
            made = places[0]
            name = "_pick" if made.batch else "_element"
            if made.batch and made.axes:
                raise NotCompiled(f"an element of {array.name} chosen by an index and by an argument")
            self.helpers.add(name)
            counted = self._counted(made.piece, origins[0])
            return Value(self.make.make(f"{name}({{0}}, {{1}})", base, counted), made.axes, batch=True)
        if any(made.batch for made in places):
            raise NotCompiled(f"an element of {array.name} chosen by arguments")
        axes = _common(places)
        self.helpers.add("_whole")
        pieces = [self._counted(self.align(made, axes), origin) for made, origin in zip(places, origins, strict=True)]
        whole = [self.make.make("_whole({0})", piece) for piece in pieces]
        holes = ", ".join(f"{{{place + 1}}}" for place in range(len(whole)))
        piece = self.make.make(f"{{0}}[..., {holes}]", base, *whole, demands=(ATOM, *[0] * len(whole)))
        return Value(piece, axes, batch=True)

    def _counted(self, piece: Piece, origin: int) -> Piece:
        if not origin:
            return piece
        return self.make.make("{0} - 1", piece, level=SUM, demands=SUM)

    # -- sums ----------------------------------------------------------------------------------------------

    def contract(self, index: Symbol, factors: Sequence[Value]) -> Value:
        """The sum over an index of the product of values that all have it."""
        if self.is_ragged(index):
            return self._masked(index, factors, "sum")
        parts = list(factors)
        while len(parts) > 2:
            parts[-2:] = [self.join("{0} * {1}", *parts[-2:], level=PRODUCT, demands=(PRODUCT, UNARY))]
        if len(parts) == 1:
            return self.reduce(index, parts[0], "sum")
        left, right = parts
        mine = [axis for axis in left.axes if axis != index and axis not in right.axes]
        others = [axis for axis in right.axes if axis != index and axis not in left.axes]
        shared = [axis for axis in left.axes if axis != index and axis in right.axes]
        if len(mine) <= 1 and len(others) <= 1 and (mine or others) and not shared:
            return self._matrix_product(index, left, right, mine, others)
        letters = {axis: chr(ord("i") + place) for place, axis in enumerate(dict.fromkeys((*left.axes, *right.axes)))}
        out = (*shared, *mine, *others)
        spell = ["".join(letters[axis] for axis in axes) for axes in (left.axes, right.axes, out)]
        dots = ["..." if made.batch else "" for made in (left, right)]
        text = f"np.einsum('{dots[0]}{spell[0]},{dots[1]}{spell[1]}->{max(dots)}{spell[2]}', {{0}}, {{1}})"
        return Value(self.make.make(text, left.piece, right.piece), out, left.batch or right.batch)

    def _matrix_product(
        self, index: Symbol, left: Value, right: Value, mine: Sequence[Symbol], others: Sequence[Symbol]
    ) -> Value:
        """Σ_k A_ik B_kj = A @ B;  a vector is a matrix with one row or one column."""
        if not mine:                             # Σ_k x_k B_kj = Bᵀ x
            left, right, mine, others = right, left, others, mine
        first = self.align(left, (*mine, index))
        second = self.align(right, (index, *others))
        batch = left.batch or right.batch
        if others:
            piece = self.make.make("{0} @ {1}", first, second, level=PRODUCT, demands=(PRODUCT, UNARY))
            return Value(piece, (*mine, *others), batch)
        text = "({0} @ {1}[..., None])[..., 0]" if right.batch else "{0} @ {1}"
        level, demands = (ATOM, (PRODUCT, ATOM)) if right.batch else (PRODUCT, (PRODUCT, UNARY))
        return Value(self.make.make(text, first, second, level=level, demands=demands), tuple(mine), batch)

    def reduce(self, index: Symbol, made: Value, method: str) -> Value:
        """The value without the axis of an index, by a method of arrays such as sum."""
        if self.is_ragged(index):
            return self._masked(index, [made], method)
        place = self.place(made, index)
        if (method, place) == ("sum", -1):       # ten times as fast as .sum(-1) on short rows
            piece = self.make.make("np.einsum('...i->...', {0})", made.piece)
        else:
            piece = self.make.make(f"{{0}}.{method}({place})", made.piece, demands=ATOM)
        return replace(made, piece=piece, axes=tuple(axis for axis in made.axes if axis != index))

    def _masked(self, index: Symbol, factors: Sequence[Value], method: str) -> Value:
        """A sum whose bounds depend on other indices: over the widest range, zero outside its own."""
        neutral = {"sum": "0.0", "prod": "1.0"}.get(method)
        known = self.axes.ranges[index]
        if neutral is None or known is None:
            raise NotCompiled(f"a {method} over a range that depends on an index")
        here = Value(self.positions(index), (index,))
        low = self.join("{0} <= {1}", self.value(known[0]), here, level=COMPARE, demands=OR)
        high = self.join("{0} <= {1}", here, self.value(known[1]), level=COMPARE, demands=OR)
        inside = self.join("({0}) & ({1})", low, high, level=OR)
        body = factors[0]
        for factor in factors[1:]:
            body = self.join("{0} * {1}", body, factor, level=PRODUCT, demands=(PRODUCT, UNARY))
        kept = self.join(f"np.where({{0}}, {{1}}, {neutral})", inside, body)
        piece = self.make.make(f"{{0}}.{method}({self.place(kept, index)})", kept.piece, demands=ATOM)
        return replace(kept, piece=piece, axes=tuple(axis for axis in kept.axes if axis != index))


def _common(values: Sequence[Value]) -> tuple[Symbol, ...]:
    """All the axes of some values, in the order of the one that has most of them."""
    if not values:
        return ()
    widest = max(values, key=lambda made: len(made.axes))
    return tuple(dict.fromkeys(axis for made in (widest, *values) for axis in made.axes))
