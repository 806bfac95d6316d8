"""Time of compiled functions: hand-written NumPy, ours, and SymPy's lambdify, in one run.

    uv run python tests/benchmarks/compiled.py

Prints the median time of each over interleaved runs, and its ratio to the hand-written one. The gradient
of softmax cross-entropy on 100,000 rows of 10 logits, and a ReLU network with its four derivatives on a
million points.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import sympy as sp

from derive.codegen.module import compile_document

sys.path.insert(0, str(Path(__file__).parents[1]))
definitions: Any = import_module("compiled")     # the hand-made documents of the tests

ROWS, CLASSES, RUNS = 100_000, 10, 15


def module(source: str) -> ModuleType:
    made = ModuleType("compiled_page")
    exec(compile(source, "compiled_page.py", "exec"), made.__dict__)
    return made


def timed(title: str, functions: dict[str, Callable[[], Any]], results: Callable[[Any], Any]) -> None:
    """The first function is the measure of the others; all must agree with it."""
    expected = results(next(iter(functions.values()))())
    times: dict[str, list[float]] = {name: [] for name in functions}
    for _ in range(RUNS):
        for name, function in functions.items():
            start = time.perf_counter()
            made = function()
            times[name].append(time.perf_counter() - start)
            del made
    print(title)
    first = statistics.median(next(iter(times.values())))
    for name, function in functions.items():
        error = float(np.nanmax(abs(results(function()) - expected)))
        median = statistics.median(times[name])
        print(f"  {name:34} {1000 * median:9.2f} ms   ratio {median / first:6.2f}   largest difference {error:.1e}")


def softmax_gradient() -> None:
    generator = np.random.default_rng(0)
    logits = generator.normal(size=(ROWS, CLASSES))
    labels = np.eye(CLASSES)[generator.integers(0, CLASSES, ROWS)]
    ours = module(compile_document(definitions.document(definitions.SOFTMAX, (("L", "h"),)))).dL_dh

    def by_hand() -> np.ndarray:
        e = np.exp(logits - logits.max(1, keepdims=True))
        e /= e.sum(1, keepdims=True)
        e -= labels
        return e

    hs, ys = sp.symbols(f"h0:{CLASSES}"), sp.symbols(f"y0:{CLASSES}")
    loss = -sum(y * sp.log(sp.exp(h) / sum(sp.exp(g) for g in hs)) for h, y in zip(hs, ys, strict=True))
    gradient = [sp.diff(loss, h) for h in hs]
    plain, shared = (sp.lambdify([*hs, *ys], gradient, "numpy", cse=cse) for cse in (False, True))
    columns = [*logits.T.copy(), *labels.T.copy()]
    timed(
        f"gradient of softmax cross-entropy, {ROWS} x {CLASSES}",
        {
            "by hand": by_hand,
            "ours": lambda: ours(y=labels, h=logits),
            "lambdify, cse": lambda: np.stack(shared(*columns), 1),
            "lambdify": lambda: np.stack(plain(*columns), 1),
        },
        lambda made: made,
    )


def relu_network() -> None:
    points = np.random.default_rng(0).normal(size=ROWS * CLASSES)
    given = {name: float(value) for name, value in definitions.VALUES.items() if name != "x_0"}
    w_0, w_1, b_0, b_1 = (given[name] for name in ("w_0", "w_1", "b_0", "b_1"))
    names = ("w_0", "w_1", "b_0", "b_1")
    derivatives = tuple(("z", name) for name in names)
    page = definitions.document(definitions.NETWORK, derivatives, values=definitions.VALUES)
    ours = module(compile_document(page))

    def first() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        a = points * w_0 + b_0
        x_1 = np.maximum(a, 0)
        return a, x_1, x_1 * w_1 + b_1 + points

    def value() -> np.ndarray:
        return np.maximum(first()[2], 0)

    def slope_w_0() -> np.ndarray:
        a, _, y = first()
        return ((y > 0) & (a > 0)) * w_1 * points

    def slope_w_1() -> np.ndarray:
        _, x_1, y = first()
        return x_1 * (y > 0)

    def slope_b_0() -> np.ndarray:
        a, _, y = first()
        return ((y > 0) & (a > 0)) * w_1

    def slope_b_1() -> np.ndarray:
        return (first()[2] > 0).astype(float)

    def by_hand() -> tuple[np.ndarray, ...]:
        return value(), slope_w_0(), slope_w_1(), slope_b_0(), slope_b_1()

    def compiled() -> tuple[np.ndarray, ...]:
        return tuple(getattr(ours, name)(x_0=points) for name in ("z", *(f"dz_d{name}" for name in names)))

    x, *weights = sp.symbols("x w0 w1 b0 b1", real=True)
    z = sp.Max(0, sp.Max(0, x * weights[0] + weights[2]) * weights[1] + weights[3] + x)
    forms = [part.rewrite(sp.Piecewise) for part in (z, *(sp.diff(z, weight) for weight in weights))]
    shared = [sp.lambdify([x, *weights], form, "numpy", cse=True) for form in forms]
    timed(
        f"a ReLU network and its four derivatives, five functions, {points.size} points",
        {
            "by hand": by_hand,
            "ours": compiled,
            "lambdify, cse": lambda: [function(points, w_0, w_1, b_0, b_1) for function in shared],
        },
        np.array,
    )


if __name__ == "__main__":
    softmax_gradient()
    relu_network()
