"""Points at which an obligation can be tried: values that satisfy its hypotheses exactly.

    in    an obligation
    out   samples (values of every symbol), and `evidence`: how often both sides agreed, and the simplest
          point at which they certainly do not

Every pattern of equal and different free indices is tried. Agreement is evidence and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from itertools import islice, pairwise, product
from random import Random
from typing import Any

from flint import fmpq

from derive.decide import draws
from derive.decide.balls import precision
from derive.decide.evaluation import compiled
from derive.decide.scene import Scene, Values
from derive.decide.showing import shown
from derive.kernel.certificate import Counterexample
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, number, subterms
from derive.kernel.verdict import CertificateError, refute

PRECISIONS = (128, 400, 1200)
WANTED = 6              # points at which both sides are defined
TRIES = 36
SIMPLER = 60            # readable points tried once a goal is known to fail
CELLS = 400
VOID = "one side has no value at any point tried"
BEYOND = frozenset({"integral", "erf", "gamma", "i", "re", "im", "conj"})   # heads that only balls can evaluate


@dataclass(frozen=True, slots=True)
class Evidence:
    """What trying an obligation at admissible points gave."""

    agree: int                                   # points where both sides are defined and nothing was wrong
    undefined: int                               # admissible points where a side certainly has no value
    unclear: int                                 # admissible points where it cannot be told
    disagree: Counterexample | None              # the simplest point found that breaks the goal

    @property
    def outcome(self) -> str:
        """In the words of an attempt."""
        if self.agree:
            return f"agreed at {self.agree}"
        return VOID if self.undefined and not self.unclear else "no point to tell by"


Draw = Callable[[], Fraction]


class Array:
    """An array whose elements are drawn when first asked for."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.cells: dict[tuple[int, ...], fmpq] = {}

    def __call__(self, index: tuple[int, ...]) -> fmpq:
        if index not in self.cells:
            if len(self.cells) > CELLS:
                raise Unknown("too many elements")
            self.cells[index] = exact(self.draw())
        return self.cells[index]

    def term(self) -> Term:
        """tuple(...), or family(start, ...) where the indices do not start at 1."""
        return self._level(())

    def _level(self, prefix: tuple[int, ...]) -> Term:
        depth = len(prefix)
        if self.cells and depth == len(next(iter(self.cells))):
            return Number(fraction(self(prefix)))
        ends = [index[depth] for index in self.cells] or [1]
        start, stop = min(*ends, 1), max(ends)
        items = tuple(self._level((*prefix, k)) for k in range(start, stop + 1))
        return Apply("tuple", items) if start == 1 else Apply("family", (number(start), *items))


@dataclass(slots=True)
class Sample:
    """One admissible point."""

    values: Values                               # of the drawn symbols
    functions: dict[Symbol, Term]                # what opaque functions stand for here
    complete: Values                             # with everything that is computed from them

    def point(self) -> tuple[tuple[Symbol, Term], ...]:
        return tuple((symbol, self.functions.get(symbol) or _term(value)) for symbol, value in self.values.items())


def _term(value: Any) -> Term:
    return value.term() if isinstance(value, Array) else Number(fraction(value))


def exact(value: Fraction | int) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


class Sampler:
    """Draws admissible points of one scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        sorts = {symbol.sort for symbol in scene.drawn}
        self.possible = sorts <= {"real", "integer", "array", "function", "complex"}
        self.whole = [s for s in scene.drawn if s.sort == "integer" and s.name not in scene.indices]
        self.indices = [s for s in scene.drawn if s.sort == "integer" and s.name in scene.indices]
        self.reals = [s for s in scene.drawn if s.sort in ("real", "complex")]
        self.arrays = [s for s in scene.drawn if s.sort == "array"]
        self.opaque = [s for s in scene.drawn if s.sort == "function"]
        self.patterns = draws.patterns(scene.indices)

    def samples(self, tries: int) -> Iterator[Sample | None]:
        """Random points, every index pattern in turn; None for a try that met no admissible point."""
        for t in range(tries * len(self.patterns) if self.possible else 0):
            dice = Random(t)
            style = t // len(self.patterns)
            yield self._sample(t, partial(draws.random_rational, dice, style), style)

    def simple(self) -> Iterator[Sample]:
        """Readable points, best first."""
        for t, numbers in enumerate(draws.by_quality(max(len(self.reals), 1 if self.arrays else 0))):
            for pattern in range(len(self.patterns)):
                cells = _cycle(numbers, t)
                found = self._sample(pattern, cells, t, numbers)
                if found is not None:
                    yield found

    def _sample(
        self, t: int, draw: Draw, style: int, numbers: tuple[Fraction, ...] = ()
    ) -> Sample | None:
        width = self.scene.width + (style % 2)
        values: Values = self._whole_numbers(self.patterns[t % len(self.patterns)], width, style)
        for place, symbol in enumerate(self.reals):
            value = numbers[place] if numbers else draws.acceptable(draw, self.spare[symbol], self.admits(symbol))
            if value is None or (numbers and not self.admits(symbol)(value)):
                return None
            values[symbol] = exact(value)
        for symbol in self.arrays:
            values[symbol] = self._array(symbol, draw, width)
        functions = {symbol: _polynomial(self.scene.arities.get(symbol, 1), style + place)
                     for place, symbol in enumerate(self.opaque)}
        values.update({symbol: compiled(term)({}) for symbol, term in functions.items()})
        return self._admitted(values, functions, width)

    def moved(self, sample: Sample, symbol: Symbol, value: fmpq) -> Sample | None:
        """The sample with one number changed, if it is still admissible."""
        if not self.admits(symbol)(fraction(value)):
            return None
        return self._admitted({**sample.values, symbol: value}, sample.functions, self.scene.width)

    def _admitted(self, values: Values, functions: dict[Symbol, Term], width: int) -> Sample | None:
        try:
            complete = self._meeting_equations(values, width)
        except (Undefined, Unknown):
            return None
        if complete is None or not self.scene.admits(complete, width):
            return None
        return Sample(values, functions, complete)

    def _whole_numbers(self, pattern: dict[str, int], width: int, style: int) -> Values:
        values: Values = {symbol: fmpq(pattern[symbol.name]) for symbol in self.indices}
        for place, symbol in enumerate(self.whole):
            if symbol in self.scene.sizes:
                values[symbol] = fmpq(width + (place if not self.arrays else 0))
            else:
                choices = self.wholes[symbol]
                values[symbol] = fmpq(choices[(style + place) % len(choices)])
        return values

    @cached_property
    def wholes(self) -> dict[Symbol, list[int]]:
        """Whole values that the conditions on one symbol alone admit; not below 1 unless a condition says so."""
        found = {}
        for symbol in self.whole:
            own = [c for c in self.scene.conditions if free(c) == {symbol}]
            reach = range(-6, 13) if own else range(1, 6)
            admits = self.admits(symbol)
            kept = [k for k in reach if admits(Fraction(k))] or [1]
            found[symbol] = sorted(kept, key=lambda k: (k < 1, abs(k)))[:6]
        return found

    def admits(self, symbol: Symbol) -> Callable[[Fraction], bool]:
        """Whether a value satisfies the conditions on this symbol alone."""
        if symbol not in self._unary:
            own = [compiled(c) for c in self.scene.conditions if free(c) == {symbol} and not isinstance(c, Bind)]
            self._unary[symbol] = lambda value: all(_certain(check, {symbol: exact(value)}) for check in own)
        return self._unary[symbol]

    @cached_property
    def _unary(self) -> dict[Symbol, Callable[[Fraction], bool]]:
        return {}

    @cached_property
    def spare(self) -> dict[Symbol, list[Fraction]]:
        """Small numbers, and numbers about the constants of the conditions."""
        constants = {part.value for c in self.scene.conditions for part in _numbers(c)}
        ends = sorted(constants)
        between = [(a + b) / 2 for a, b in pairwise(ends)]
        near = [end + side * step for end in ends for step in (1, Fraction(1, 3), Fraction(1, 50)) for side in (1, -1)]
        everything = list(dict.fromkeys([*draws.SMALL, *between, *near, *ends]))
        return dict.fromkeys(self.reals, everything)

    def _array(self, symbol: Symbol, draw: Draw, width: int) -> Array:
        """Elements that satisfy the conditions on every element alone, scaled where the conditions fix a sum."""
        own = [c for c in self.scene.conditions if isinstance(c, Bind) and c.head == "forall" and free(c) == {symbol}]
        bodies = [compiled(c.body) for c in own]
        variables = [c.variable for c in own]

        def admits(value: Fraction) -> bool:
            one = exact(value)
            return all(
                _certain(body, {symbol: lambda index: one, variable: fmpq(1)})
                for body, variable in zip(bodies, variables, strict=True)
            )

        array = Array(lambda: draws.acceptable(draw, draws.SMALL, admits) or Fraction(1))
        arity = self.scene.arities.get(symbol, 1)
        for index in _grid(arity, width):
            array(index)
        return array

    # --- equations among the conditions ----------------------------------------------------------

    def _meeting_equations(self, values: Values, width: int) -> Values | None:
        """Change one number for every equation so that it holds; the completed values."""
        movable: list[Any] = [*self.reals, *self.arrays]
        for equation in self.scene.conditions:
            if isinstance(equation, Apply) and equation.head == "=":
                residual = self._residual(equation)
                if residual(values) == 0:
                    continue
                touched = self.scene.reached(free(equation))
                changed = next((s for s in movable if s in touched and self._moved(values, s, residual)), None)
                if changed is None:
                    return None
                movable.remove(changed)
        return self.scene.complete(values)

    def _residual(self, equation: Apply) -> Callable[[Values], Any]:
        left, right = (compiled(side) for side in equation.args)

        def residual(values: Values) -> Any:
            complete = self.scene.complete(values)
            return left(complete) - right(complete)

        return residual

    def _moved(self, values: Values, symbol: Symbol, residual: Callable[[Values], Any]) -> bool:
        """Solve an equation that is affine in one number, or homogeneous in the elements of an array."""
        value = values[symbol]
        if isinstance(value, Array):
            return self._scaled(value, values, residual) or self._cell_moved(value, values, residual)

        def at(x: fmpq) -> Any:
            return residual({**values, symbol: x})

        root = _affine_root(at)
        if root is None or not self.admits(symbol)(fraction(root)):
            return False
        values[symbol] = root
        return True

    def _scaled(self, array: Array, values: Values, residual: Callable[[Values], Any]) -> bool:
        before = dict(array.cells)

        def at(factor: fmpq) -> Any:
            array.cells = {index: cell * factor for index, cell in before.items()}
            return residual(values)

        factor = _affine_root(at)
        usable = factor is not None and factor > 0
        array.cells = {index: cell * factor for index, cell in before.items()} if usable else before
        return usable

    def _cell_moved(self, array: Array, values: Values, residual: Callable[[Values], Any]) -> bool:
        for index, before in list(array.cells.items())[:3]:

            def at(x: fmpq, index: tuple[int, ...] = index) -> Any:
                array.cells[index] = x
                return residual(values)

            root = _affine_root(at)
            array.cells[index] = before if root is None else root
            if root is not None:
                return True
        return False


def _affine_root(at: Callable[[fmpq], Any]) -> fmpq | None:
    """The zero of a function that is affine as far as three points show, and that has an exact zero there."""
    try:
        zero, one = at(fmpq(0)), at(fmpq(1))
    except (Undefined, Unknown):
        try:
            one, two = at(fmpq(1)), at(fmpq(2))
            zero = one - (two - one)
        except (Undefined, Unknown):
            return None
    slope = one - zero
    if type(zero) is not fmpq or type(slope) is not fmpq or slope == 0:
        return None
    root = -zero / slope
    try:
        return root if at(root) == 0 else None
    except (Undefined, Unknown):
        return None


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


# --- trying an obligation ------------------------------------------------------------------------


def evidence(obligation: Obligation, wanted: int = WANTED) -> Evidence:
    """Try an obligation at admissible points, generic ones first, and at readable ones once it is seen to fail."""
    sampler = Sampler(Scene(obligation))
    agree = undefined = unclear = 0
    admissible: set[int] = set()
    met: set[int] = set()
    count = len(sampler.patterns)
    for t, sample in enumerate(sampler.samples(TRIES)):
        if sample is None:
            continue
        admissible.add(t % count)
        outcome = verdict_at(sampler.scene, sample)
        if outcome == "agrees":
            agree += 1
            met.add(t % count)
        elif outcome == "undefined":
            undefined += 1
        else:
            unclear += 1
        if outcome == "fails" or (outcome == "undefined" and not sampler.scene.drawn):
            found = _simplest(sampler) or signed(sampler.scene, sample)
            if found is not None:
                return Evidence(agree, undefined, unclear, found)
        if not sampler.scene.drawn or (agree >= wanted and t >= 2 * count and met == admissible):
            break
    return Evidence(agree if met == admissible else 0, undefined, unclear + (agree if met != admissible else 0), None)


def verdict_at(scene: Scene, sample: Sample) -> str:
    """What happens at a point: "agrees" (is not seen to fail), "fails" for certain, "undefined", "unknown"."""
    for bits in PRECISIONS:
        try:
            with precision(bits):
                return "agrees" if scene.goal(sample.complete) else "fails"
        except Undefined:
            return "undefined"
        except Unknown:
            if _overlap(scene, sample, bits):
                return "agrees"
    return "unknown"


def _overlap(scene: Scene, sample: Sample, bits: int) -> bool:
    """Both sides of an equation are narrow balls that meet."""
    goal = scene.obligation.goal
    if not isinstance(goal, Apply) or goal.head not in ("=", "<=", ">="):
        return False
    try:
        with precision(bits):
            left, right = (side(sample.complete) for side in scene.sides)
            difference = left - right
            return bool(abs(difference) < fmpq(1, 1 << 60) * (1 + abs(left)))
    except (Undefined, Unknown, TypeError):
        return False


def _simplest(sampler: Sampler) -> Counterexample | None:
    for sample in islice(sampler.simple(), SIMPLER):
        if verdict_at(sampler.scene, sample) == "fails":
            found = signed(sampler.scene, sample)
            if found is not None:
                return found
    return None


def signed(scene: Scene, sample: Sample) -> Counterexample | None:
    """The sample as a counterexample that the kernel accepts."""
    sides = [shown(side, sample.complete) for side in scene.sides] if len(scene.sides) == 2 else ["", ""]
    found = Counterexample(sample.point(), sides[0], sides[1])
    try:
        refute(scene.obligation, found)
        return found
    except CertificateError:
        pass
    heads = {part.head for term in scene.terms for part in subterms(term) if isinstance(part, Apply | Bind)}
    if not heads & BEYOND:
        return None
    found = Counterexample(sample.point(), sides[0], sides[1], "balls")
    try:
        refute(scene.obligation, found)
        return found
    except CertificateError:
        return None
