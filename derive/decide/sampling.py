"""Samples: values of every symbol that satisfy the hypotheses of an obligation exactly.

    in    a Scene
    out   random samples with every pattern of equal and different free indices; readable ones, best first
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from typing import Any

from flint import acb, arb, fmpq

from derive.decide import draws
from derive.decide.arrays import Array, Draw, exact, fraction, meet
from derive.decide.evaluation import compiled
from derive.decide.scene import Scene, Values
from derive.kernel.enclosure import KINDS
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, heads, number, subterms

STEPPED = frozenset({"floor", "ceil", "mod"})                        # what jumps at whole numbers
COUNTED = frozenset({"gcd", "lcm", "mod", "floor", "ceil"})          # what hangs on how numbers are made up
LARGER = {5: 6, 8: 35}                                               # how much larger a size is at some points
KINKED = frozenset({"max", "min", "abs", "sign", "piecewise"})       # what depends on the signs of names


@dataclass(slots=True)
class Sample:
    """One admissible point."""

    values: Values                               # of the drawn symbols
    functions: dict[Symbol, Term]                # what opaque functions stand for here
    complete: Values                             # with everything that is computed from them
    met: dict[tuple[int, int], Any] = field(default_factory=dict)    # sides already evaluated here

    def point(self) -> tuple[tuple[Symbol, Term], ...]:
        return tuple((symbol, self.functions.get(symbol) or _term(value)) for symbol, value in self.values.items())


def _term(value: Any) -> Term:
    if isinstance(value, acb):
        real, imaginary = (Number(fraction(part.fmpq())) for part in (value.real, value.imag))
        return Apply("+", (real, Apply("*", (imaginary, Apply("i")))))
    return value.term() if isinstance(value, Array) else Number(fraction(value))


class Sampler:
    """Draws admissible points of one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        sorts = {symbol.sort for symbol in scene.drawn}
        self.possible = sorts <= {"real", "integer", "array", "function", "complex"}
        self.whole = [s for s in scene.drawn if s.sort == "integer" and s.name not in scene.indices]
        self.indices = [s for s in scene.drawn if s.sort == "integer" and s.name in scene.indices]
        self.reals = [s for s in scene.drawn if s.sort == "real"]
        self.planar = [s for s in scene.drawn if s.sort == "complex"]
        self.arrays = [s for s in scene.drawn if s.sort == "array"]
        self.kinked = len(self.reals) > 1 and not heads(scene.obligation.goal).isdisjoint(KINKED)
        self.stepped = not heads(scene.obligation.goal).isdisjoint(STEPPED)
        self.counted = not heads(scene.obligation.goal).isdisjoint(COUNTED)
        self.opaque = [s for s in scene.drawn if s.sort == "function"]
        self._unary: dict[Symbol, Callable[[Fraction], bool]] = {}
        self.patterns = draws.patterns(scene.indices)
        least = [int(lo.value) for lo, _ in map(_lower_bound, scene.conditions) if isinstance(lo, Number)]
        self.offset = max([1, *(bound for bound in least if bound < 10)]) - 1     # so that 2 <= i can be met
        self.equations = [c for c in scene.conditions if isinstance(c, Apply) and c.head == "=" and len(c.args) == 2]

    def samples(self, tries: int) -> Iterator[Sample | None]:
        """Random points, every index pattern in turn; None for a try that met no admissible point."""
        for t in range(tries * len(self.patterns) if self.possible else 0):
            style = t // len(self.patterns)
            yield self._sample(t, draws.drawing(t, style), style)

    def simple(self) -> Iterator[Sample]:
        """Readable points, best first."""
        for t, numbers in enumerate(draws.by_quality(max(len(self.reals), 1 if self.arrays or self.planar else 0))):
            for pattern in range(len(self.patterns)):
                cells = _cycle(numbers, t)
                found = self._sample(pattern, cells, t, numbers)
                if found is not None:
                    yield found

    def _sample(
        self, t: int, draw: Draw, style: int, numbers: tuple[Fraction, ...] = ()
    ) -> Sample | None:
        width = self.scene.width + self.offset + (style % 2)
        values: Values = self._whole_numbers(self.patterns[t % len(self.patterns)], width, style)
        for place, symbol in enumerate(self.reals):
            value = numbers[place] if numbers else self._drawn(draw, symbol, style >> place)
            if value is None or (numbers and not self.admits(symbol)(value)):
                return None
            values[symbol] = exact(value)
        for place, symbol in enumerate(self.planar):
            told = self.told[symbol]
            if style < len(told):
                values[symbol] = told[style]
                continue
            real, imaginary = draws.PLANE[(style + place * (1 + style // 3)) % len(draws.PLANE)]
            values[symbol] = acb(arb(exact(real)), arb(exact(imaginary)))
        for symbol in self.arrays:
            values[symbol] = self._array(symbol, draw, width)
        functions = {symbol: _polynomial(self.scene.arities.get(symbol, 1), style + place)
                     for place, symbol in enumerate(self.opaque)}
        values.update({symbol: compiled(term)({}) for symbol, term in functions.items()})
        return self._admitted(values, functions, width)

    def _drawn(self, draw: Draw, symbol: Symbol, signs: int) -> Fraction | None:
        """A number that is admitted; where goals have kinks, every pattern of signs of the names comes in turn.

        Where they have steps, whole numbers and halves of them come as well.
        """
        admits = self.admits(symbol)
        if self.stepped and signs % 3 and admits(value := Fraction(round(2 * draw()), 3 - signs % 3)):
            return value
        if self.kinked and admits(value := abs(draw()) * (-1 if signs & 1 else 1)):
            return value
        return draws.acceptable(draw, lambda: self.spare, admits)

    def moved(self, sample: Sample, symbol: Symbol, value: fmpq) -> Sample | None:
        """The sample with one number changed, if it is still admissible."""
        if not self.admits(symbol)(fraction(value)):
            return None
        return self._admitted({**sample.values, symbol: value}, sample.functions, self.scene.width + self.offset)

    def _admitted(self, values: Values, functions: dict[Symbol, Term], width: int) -> Sample | None:
        try:
            complete = meet(self.equations, self.scene, values, self.admits)
        except (Undefined, Unknown):
            return None
        if complete is None or not self.scene.admits(complete, width):
            return None
        return Sample(values, functions, complete)

    def _whole_numbers(self, pattern: dict[str, int], width: int, style: int) -> Values:
        values: Values = {symbol: fmpq(pattern[symbol.name] + self.offset) for symbol in self.indices}
        sizes = [symbol for symbol in self.whole if symbol in self.scene.sizes]
        for place, symbol in enumerate(self.whole):
            if symbol in self.scene.sizes:
                order = sizes.index(symbol)                              # no array has more than `width` elements
                below = (0, order, len(sizes) - 1 - order)[style // 2 % 3]
                above = (place, len(self.whole) - 1 - place, 0)[style // 2 % 3]          # one may bound the other
                values[symbol] = fmpq(max(1, width - below) if self.arrays else width + above + LARGER.get(style, 0))
            else:
                choices = self.wholes[symbol]
                further = style // len(choices) if not self.counted else style * place
                values[symbol] = fmpq(choices[(style + place + (place and further)) % len(choices)])
        return values

    @cached_property
    def wholes(self) -> dict[Symbol, list[int]]:
        """Whole values that the conditions on one symbol alone admit; not below 1 unless a condition says so."""
        found = {}
        for symbol in self.whole:
            own = [c for c in self.scene.conditions if free(c) - KINDS == {symbol}]
            reach = range(-6, 13) if own or self.counted else range(1, 6)
            admits = self.admits(symbol)
            kept = [k for k in reach if admits(Fraction(k)) and (own or k > 0)] or [1]
            found[symbol] = sorted(kept, key=lambda k: (k < 1, abs(k)))[: 12 if self.counted else 6]
        return found

    @cached_property
    def told(self) -> dict[Symbol, list[Any]]:
        """What complex names are said to be in the parts of a claim: z = 1 + 2 i or z = 1 - 2 i; exact values alone."""
        found: dict[Symbol, list[Any]] = {symbol: [] for symbol in self.planar}
        for part in (inner for term in self.scene.terms for inner in subterms(term)) if self.planar else ():
            match part:
                case Apply("=", (Symbol() as symbol, closed)) if symbol in found and not free(closed):
                    try:
                        value = acb(compiled(closed, True)({}))
                    except (Undefined, Unknown, TypeError):
                        continue
                    if value.real.is_exact() and value.imag.is_exact():
                        found[symbol].append(value)
        return found

    def admits(self, symbol: Symbol) -> Callable[[Fraction], bool]:
        """Whether a value satisfies the conditions on this symbol alone."""
        if symbol not in self._unary:
            plain = [c for c in self.scene.conditions if not isinstance(c, Bind)]
            own = [compiled(c) for c in plain if free(c) - KINDS == {symbol}]
            self._unary[symbol] = (
                lambda value: all(_certain(check, {symbol: exact(value)}) for check in own)) if own else _free
        return self._unary[symbol]

    @cached_property
    def spare(self) -> list[Fraction]:
        """Small numbers, and numbers about the constants of the conditions."""
        constants = {part.value for c in self.scene.conditions for part in _numbers(c)}
        ends = sorted(constants)
        between = [(a + b) / 2 for a, b in pairwise(ends)]
        near = [end + side * step for end in ends for step in (1, Fraction(1, 3), Fraction(1, 50)) for side in (1, -1)]
        return list(dict.fromkeys([*draws.SMALL, *between, *near, *ends]))

    def _array(self, symbol: Symbol, draw: Draw, width: int) -> Array:
        """Elements that satisfy the conditions on every element alone, scaled where the conditions fix a sum."""
        quantified = [c for c in self.scene.conditions if isinstance(c, Bind) and c.head == "forall"]
        own = [c for c in quantified if free(c) - KINDS == {symbol}]
        bodies = [compiled(c.body) for c in own]
        variables = [c.variable for c in own]

        def admits(value: Fraction) -> bool:
            one = exact(value)
            return all(
                _certain(body, {symbol: lambda index: one, variable: fmpq(1)})
                for body, variable in zip(bodies, variables, strict=True)
            )

        array = Array(lambda: draws.acceptable(draw, lambda: draws.SMALL, admits) or Fraction(1))
        arity = self.scene.arities.get(symbol, 1)
        array.cells |= {index: value for index, value in self._told(symbol) if len(index) == arity}
        for index in _grid(arity, width):
            array(index)
        return array

    def _told(self, array: Symbol) -> Iterator[tuple[tuple[int, ...], fmpq]]:
        """The elements that a condition tells: x_3 = 5."""
        for equation in self.equations:
            match equation.args:
                case Apply("at", (name, *index)), Number(value) if name == array:
                    places = [int(k.value) for k in index if isinstance(k, Number) and k.value.denominator == 1]
                    if len(places) == len(index):
                        yield tuple(places), exact(value)


def _lower_bound(condition: Term) -> tuple[Term | None, Term | None]:
    """A number and the index that is not below it."""
    match condition:
        case Apply("<=", (Number() as lo, Symbol(_, "integer") as index)):
            return lo, index
    return None, None


def _free(_: Fraction) -> bool:
    """A symbol of which nothing is said takes every value."""
    return True


def _certain(check: Callable[[Values], bool], values: Values) -> bool:
    try:
        return bool(check(values))
    except (Undefined, Unknown):
        return False


def _numbers(term: Term) -> Iterator[Number]:
    return (part for part in subterms(term) if isinstance(part, Number))


def _grid(arity: int, width: int) -> Iterator[tuple[int, ...]]:
    return product(range(1, width + 1), repeat=min(arity, 3))


def _cycle(numbers: tuple[Fraction, ...], start: int) -> Callable[[], Fraction]:
    """Small numbers in turn, for the elements of arrays."""
    state = [start - 1]

    def draw() -> Fraction:
        state[0] += 1
        return draws.SMALL[(state[0] - start + start // 4) % (3 + start % 5)] if start else draws.SMALL[0]

    return draw


def _polynomial(arity: int, style: int) -> Term:
    """What an opaque function stands for: 1 + 2 x + x^2 and the like, mixed in several variables."""
    names = [Symbol(name) for name in ("u", "v", "w", "s")[:arity]]
    one, two, three = number(1 + style % 3), number(2 - style % 4), number(1 + style % 2)
    terms: list[Term] = [three]
    for place, name in enumerate(names):
        leading = Apply("^", (name, number(2 + (style + place) % 2)))
        terms += [Apply("*", (number(place + 2), name)), Apply("*", (one, leading))]
    if len(names) > 1:
        terms.append(Apply("*", (two, *names)))
    body: Term = Apply("+", tuple(terms))
    for name in reversed(names):
        body = Bind("lambda", name, body)
    return body
