"""A compiled derivative against differences of the compiled function.

    complex step         Im f(x + ih) / h                 exact to rounding, but not through a kink
    central differences  (f(x + h) - f(x - h)) / 2h       where a maximum, |.| or a case stands in the way
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from derive.codegen.axes import analyse, separate
from derive.codegen.callable import compile_formula
from derive.codegen.function import Formula, arguments_of
from derive.codegen.problem import NotCompiled
from derive.codegen.slope import is_kinked
from derive.kernel.term import Symbol, free

POINTS, SIZE = 24, 4
TINY, STEP = 1e-200, 1e-5
FLOOR = 1e-3


def derivative_error(
    base: Formula, slope: Formula, variable: Symbol, index: Sequence[Symbol]
) -> tuple[str, int, float]:
    """What it was held against, at how many points, and the worst relative error.

    Points where the function or its derivative is not finite are left out, and so are points so near a
    kink that the differences to both sides of it differ.
    """
    import numpy as np

    kinked = is_kinked(base.term)
    values = _values(base, slope, variable, len(index))
    function, compiled = compile_formula(base), compile_formula(slope)
    count, worst = 0, 0.0
    with np.errstate(all="ignore"):
        expected = _call(compiled, values)
        for place in np.ndindex((SIZE,) * len(index)):
            got = expected[(..., *place)]
            if kinked:
                change, sure = _central(function, values, variable.name, place)
            else:
                change = _call(function, _moved(values, variable.name, place, 1j * TINY)).imag / TINY
                sure = np.isfinite(change)
            sure = sure & np.isfinite(_call(function, values))
            change, sure, got = np.broadcast_arrays(change, sure, got)
            sure = sure & np.isfinite(got)
            error = abs(got - change) / np.maximum(np.maximum(abs(got), abs(change)), FLOOR)
            count += int(sure.sum())
            worst = max(worst, float(np.where(sure, error, 0.0).max(initial=0.0)))
    return "central differences" if kinked else "complex step", count, worst


def _values(base: Formula, slope: Formula, variable: Symbol, rank: int) -> dict[str, Any]:
    """Random points for every name, half of them positive."""
    import numpy as np

    generator = np.random.default_rng(1)
    symbols: dict[Symbol, None] = dict.fromkeys((*arguments_of(base), *arguments_of(slope), variable))
    terms = (base.term, slope.term, *slope.along)
    taken = frozenset().union(*(free(term) for term in terms))
    ranks = analyse([separate(term, taken) for term in terms], dict.fromkeys(slope.indices)).ranks
    values: dict[str, Any] = {}
    for symbol in symbols:
        if symbol.sort not in ("real", "array", "complex"):
            if symbol.sort == "integer":
                values[symbol.name] = SIZE
                continue
            raise NotCompiled(f"{symbol.name} is a {symbol.sort}")
        shape = (POINTS, *(SIZE,) * ranks.get(symbol, rank if symbol == variable else 0))
        drawn = generator.uniform(-2.0, 2.0, shape)
        drawn[::2] = abs(drawn[::2]) + 0.1
        values[symbol.name] = drawn
    return values


def _call(function: Any, values: dict[str, Any]) -> Any:
    import numpy as np

    try:
        return np.asarray(function(**{spelled: values[name] for name, spelled in function.spelled.items()}))
    except (ArithmeticError, AttributeError, IndexError, MemoryError, TypeError, ValueError) as problem:
        raise NotCompiled(f"it cannot be evaluated at random points: {problem}") from None


def _moved(values: dict[str, Any], name: str, place: tuple[int, ...], step: complex) -> dict[str, Any]:
    """The values with one name (or one element of an array) moved by a step."""
    moved = values[name].astype(complex if isinstance(step, complex) else float)
    moved[(..., *place)] += step
    return {**values, name: moved}


def _central(function: Any, values: dict[str, Any], name: str, place: tuple[int, ...]) -> tuple[Any, Any]:
    """Central differences, and where the two one-sided ones agree."""
    here = _call(function, values)
    up = (_call(function, _moved(values, name, place, STEP)) - here) / STEP
    down = (here - _call(function, _moved(values, name, place, -STEP))) / STEP
    return (up + down) / 2, abs(up - down) <= 1e-3 * (1 + abs(up) + abs(down))


