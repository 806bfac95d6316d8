"""Arrays drawn element by element, and equations met exactly by moving one number."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flint import fmpq

from derive.decide.evaluation import compiled
from derive.decide.scene import Scene, Values
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.term import Apply, Number, Symbol, Term, free, number

CELLS = 400
Draw = Callable[[], Fraction]


def exact(value: Fraction | int) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


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


def meet(
    equations: list[Apply], scene: Scene, values: Values, admits: Callable[[Symbol], Callable[[Fraction], bool]]
) -> Values | None:
    """Change one number for every equation so that it holds; the completed values, or none.

    One that no earlier equation speaks of comes first: x y = 12 goes on to hold when y + x s = 0 is met by s.
    """
    spoken: set[Symbol] = set()
    movable = [symbol for symbol in values if symbol.sort in ("real", "complex", "array")]
    for equation in equations:
        residual = _residual(equation, scene)
        touched, before = scene.reached(free(equation)), set(spoken)
        spoken |= touched
        if residual(values) == 0:
            continue
        candidates = sorted((symbol for symbol in movable if symbol in touched), key=before.__contains__)
        changed = next((s for s in candidates if _moved(values, s, residual, admits(s))), None)
        if changed is None:
            return None
        movable.remove(changed)
    return scene.complete(values)


def _residual(equation: Apply, scene: Scene) -> Callable[[Values], Any]:
    left, right = (compiled(side) for side in equation.args)

    def residual(values: Values) -> Any:
        complete = scene.complete(values)
        return left(complete) - right(complete)

    return residual


def _moved(
    values: Values, symbol: Symbol, residual: Callable[[Values], Any], admits: Callable[[Fraction], bool]
) -> bool:
    """Solve an equation that is affine in one number, or homogeneous in the elements of an array."""
    value = values[symbol]
    if isinstance(value, Array):
        return _scaled(value, values, residual) or _cell_moved(value, values, residual)
    root = affine_root(lambda x: residual({**values, symbol: x}))
    if root is None or not admits(fraction(root)):
        return False
    values[symbol] = root
    return True


def _scaled(array: Array, values: Values, residual: Callable[[Values], Any]) -> bool:
    before = dict(array.cells)

    def at(factor: fmpq) -> Any:
        array.cells = {index: cell * factor for index, cell in before.items()}
        return residual(values)

    factor = affine_root(at)
    usable = factor is not None and factor > 0
    array.cells = {index: cell * factor for index, cell in before.items()} if usable else before
    return usable


def _cell_moved(array: Array, values: Values, residual: Callable[[Values], Any]) -> bool:
    for index, before in list(array.cells.items())[:3]:

        def at(x: fmpq, index: tuple[int, ...] = index) -> Any:
            array.cells[index] = x
            return residual(values)

        root = affine_root(at)
        array.cells[index] = before if root is None else root
        if root is not None:
            return True
    return False


def affine_root(at: Callable[[fmpq], Any]) -> fmpq | None:
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
