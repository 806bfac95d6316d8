"""Every entry of the handbook is held against mpmath at values of its letters; what is changed in one is noticed."""

from __future__ import annotations

import numpy as np
import pytest
from mpmath import mp

from derive.kernel.handbook import ENTRIES, Entry
from derive.kernel.term import Apply, Bind, Number, Symbol, free, heads, number
from plane_values import value

DIGITS = 12
DRAWN = (
    {"a": mp.mpf("1.7"), "b": mp.mpf("0.6"), "z": mp.mpc("1.3", "0.4"), "w": mp.mpc("0.2", "-0.3")},
    {"a": mp.mpf("2.3"), "b": mp.mpf("-0.9"), "z": mp.mpc("2.1", "-0.8"), "w": mp.mpc("-0.6", "0.5")},
    {"a": mp.mpf("1"), "b": mp.mpf("3"), "z": mp.mpc("0.4", "0"), "w": mp.mpc("1", "0")},
    {"a": mp.mpf("0.4"), "b": mp.mpf("3"), "z": mp.mpc("1.5", "0"), "w": mp.mpc("1", "0")},
)  # fmt: skip


def points(entry: Entry) -> list[dict]:
    """Values of the letters under which the conditions hold."""
    names = free(entry.binder)
    drawn = [{name: chosen[name.name] for name in names} for chosen in DRAWN]
    return [point for point in drawn if all(value(condition, point) for condition in entry.conditions)][: 4 if names else 1]


def numeric(binder: Bind, point: dict):
    """The integral or product by mpmath; oscillating ones on a grid."""
    def at(t):
        return value(binder.body, {**point, binder.variable: t})
    if binder.head == "product":
        return mp.exp(mp.nsum(lambda k: mp.log(at(mp.mpf(k))), [1, mp.inf]))
    lo, hi = (value(end, point) for end in binder.bounds)
    if hi == mp.inf and heads(binder.body) & {"sin", "cos"}:
        return oscillating(binder, point, lo == 0)
    if mp.isfinite(lo) and mp.isfinite(hi):                       # near a pole of low order every digit counts
        with mp.workdps(4 * DIGITS):
            lo, hi = (value(end, point) for end in binder.bounds)
            return mp.quad(at, [lo, (lo + hi) / 2, hi])
    ends = [lo, 0 if lo < 0 else max(lo, 1) + 1, hi]
    return mp.quad(at, ends)


def oscillating(binder: Bind, point: dict, half: bool):
    """The integral with exp(-(e x)^2) put in, extrapolated to e = 0, by the rule of midpoints."""
    chirp = not heads(binder.body) & {"piecewise", "/"}               # sin(x^2): in t = x^2

    def smooth(e):
        count, reach = 400_000, 6 / e
        x = (np.arange(count) + 0.5) * reach / count
        if chirp:                                                     # t = s^2 / 4 near 0, where 1 / sqrt t is large
            s = (np.arange(count) + 0.5) * np.sqrt(reach) / count
            found = grid(binder.body, {**point, binder.variable: s}) * np.exp(-(e * s * s) ** 2)
            return found.sum() * np.sqrt(reach) / count * (1 if half else 2)
        both = grid(binder.body, {**point, binder.variable: x})
        if not half:
            both = both + grid(binder.body, {**point, binder.variable: -x})
        return (both * np.exp(-(e * x) ** 2)).sum() * reach / count

    first, second, third = smooth(0.08), smooth(0.04), smooth(0.02)
    one, other = 2 * second - first, 2 * third - second               # a kink makes the error linear in e
    return mp.mpmathify(complex(4 * other - one) / 3)


def grid(term, point):
    """Values at many places at once, in double precision."""
    match term:
        case Number(exact):
            return float(exact)
        case Symbol():
            found = point[term]
            return found if isinstance(found, np.ndarray) else complex(found)
        case Apply("piecewise", (_, chosen, _)):
            return grid(chosen, point)                                # sinc off its only exception
        case Apply("+", args):
            return sum(grid(arg, point) for arg in args)
        case Apply("*", args):
            return np.prod([np.broadcast_arrays(*(grid(arg, point) for arg in args))], axis=1)[0]
        case Apply("-", (arg,)):
            return -grid(arg, point)
        case Apply("/", (above, below)):
            return grid(above, point) / grid(below, point)
        case Apply("^", (base, exponent)):
            return grid(base, point) ** grid(exponent, point)
        case Apply("i", ()):
            return 1j
        case Apply("pi", ()):
            return np.pi
        case Apply(("sin" | "cos" | "exp" | "cosh") as head, (arg,)):
            return getattr(np, head)(grid(arg, point))
    raise AssertionError(term)


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_an_entry_agrees_with_mpmath(entry: Entry) -> None:
    with mp.workdps(DIGITS):
        tried = points(entry)
        assert tried
        for point in tried:
            found, stated = numeric(entry.binder, point), value(entry.value, point)
            assert abs(found - stated) < mp.mpf("0.003") * (1 + abs(stated)), (point, found, stated)


def test_a_changed_entry_would_be_noticed() -> None:
    entry = ENTRIES["catalan_log_twice"]
    with mp.workdps(DIGITS):
        stated = value(Apply("*", (number("101/100"), entry.value)), {})
        assert abs(numeric(entry.binder, {}) - stated) > mp.mpf(10) ** -4
