"""Every entry of the handbook is held against mpmath at values of its letters; what is changed in one is noticed."""

from __future__ import annotations

import numpy as np
import pytest
from mpmath import mp

from derive.kernel.handbook import Entry, entries
from derive.kernel.term import Apply, Bind, Number, Symbol, free, heads, number
from plane_values import value

DIGITS = 12
DRAWN = [dict(zip("abcdzwnm", row, strict=True)) for row in (
    (mp.mpf("1.7"), mp.mpf("0.6"), mp.mpf(3), mp.mpf(1), mp.mpc("1.3", "0.4"), mp.mpc("0.2", "-0.3"), mp.mpf(3), mp.mpf(2)),
    (mp.mpf("2.3"), mp.mpf("-0.9"), mp.mpf("1.5"), mp.mpf(2), mp.mpc("2.1", "-0.8"), mp.mpc("-0.6", "0.5"), mp.mpf(4),
     mp.mpf(1)),
    (mp.mpf(1), mp.mpf(3), mp.mpf(2), mp.mpf("-0.5"), mp.mpc("0.4"), mp.mpc(1), mp.mpf(1), mp.mpf(3)),
    (mp.mpf("0.4"), mp.mpf(3), mp.mpf(4), mp.mpf(0), mp.mpc("1.5"), mp.mpc(1), mp.mpf(6), mp.mpf(0)),
    (mp.mpf("-0.3"), mp.mpf(2), mp.mpf(4), mp.mpf(0), mp.mpc("-0.2", "0.1"), mp.mpc(2), mp.mpf(0), mp.mpf(1)),
    (mp.mpf("0.5"), mp.mpf(2), mp.mpf(4), mp.mpf(0), mp.mpc("0.1", "0.2"), mp.mpc("0.5", "1"), mp.mpf(5), mp.mpf(7)),
    (mp.mpf("-0.7"), mp.mpf(2), mp.mpf(4), mp.mpf(0), mp.mpc("0.2"), mp.mpc("-1.5"), mp.mpf(2), mp.mpf(-2)),
)]  # fmt: skip
TRIED = 3                                        # integrals are slow
TERMS, FAR = 600, 2000
FARTHER = {"log_of_power": 10**16}
SLOW = {"arcsine": 0.02}


def points(entry: Entry) -> list[dict]:
    """Values of the letters under which the conditions hold."""
    names = free(entry.binder) | ({entry.binder.variable} if entry.binder.head == "nth derivative" else set())
    drawn = [{name: chosen[name.name] for name in names} for chosen in DRAWN]
    found = [point for point in drawn if all(value(condition, point) for condition in entry.conditions)]
    return found[: TRIED if entry.binder.head == "integral" else None] if names else drawn[:1]


def numeric(binder: Bind, point: dict, far: int = FAR):
    """The binder by mpmath; oscillating integrals on a grid, series and limits term by term."""
    def at(t):
        return value(binder.body, {**point, binder.variable: t})
    match binder.head:
        case "nth derivative":
            return value(binder, point)
        case "limit":
            far *= -1 if binder.bounds[0] != Apply("infinity") else 1
            return 2 * at(mp.mpf(far)) - at(mp.mpf(far // 2))             # without the term in 1/k
        case "sum" | "product":
            return folded(binder, point, at)
    if isinstance(binder.body, Bind):
        return over_square(binder.body.body, binder.body.variable, binder.variable)
    lo, hi = (value(end, point) for end in binder.bounds)
    if hi == mp.inf and lo == 0 and heads(binder.body) & {"sin", "cos"} and abs(at(mp.mpf(150))) < mp.mpf(10) ** -20:
        return mp.quad(at, mp.linspace(0, 150, 31))
    if hi == mp.inf and heads(binder.body) & {"sin", "cos"}:
        return oscillating(binder, point, lo == 0)
    if mp.isfinite(lo) and mp.isfinite(hi):                       # near a pole of low order every digit counts
        with mp.workdps(4 * DIGITS):
            lo, hi = (value(end, point) for end in binder.bounds)
            return mp.quad(at, [lo, (lo + hi) / 2, hi])
    ends = [lo, 0 if lo < 0 else max(lo, 1) + 1, hi]
    return mp.quad(at, ends)


def folded(binder: Bind, point: dict, at):
    """A sum or product; of an infinite one the mean of the last partial ones, or where its terms are tiny."""
    lo, hi = (value(end, point) for end in binder.bounds)
    total = mp.mpf(0 if binder.head == "sum" else 1)
    partial = [total]
    for k in range(int(lo) if mp.isfinite(lo) else 0, int(hi) + 1 if mp.isfinite(hi) else TERMS):
        one = at(mp.mpf(k)) if mp.isfinite(lo) or k == 0 else at(mp.mpf(k)) + at(mp.mpf(-k))
        total = total + one if binder.head == "sum" else total * one
        partial.append(total)
        if mp.isinf(hi) and k > 60 and abs(partial[-1] - partial[-2]) < mp.mpf(10) ** -DIGITS:
            return total
    if binder.head == "product" and mp.isinf(hi):                     # without the term in 1/k
        return total**2 / partial[len(partial) // 2]
    return total if mp.isfinite(hi) else mp.fsum(partial[-TERMS // 2:]) / len(partial[-TERMS // 2:])


def over_square(body, *names: Symbol):
    """An integral over the unit square: both letters through tanh(sinh t), in double precision."""
    t = np.linspace(-3, 3, 181)
    x = 1 / (1 + np.exp(-np.pi * np.sinh(t)))
    weights = np.pi * np.cosh(t) * x * (1 - x) * (t[1] - t[0])
    found = grid(body, {names[0]: x[:, None] + 0j, names[1]: x[None, :] + 0j})
    return mp.mpf(float(np.real(weights @ found @ weights)))


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
        case Apply(("sin" | "cos" | "exp" | "cosh" | "sqrt") as head, (arg,)):
            return getattr(np, head)(grid(arg, point))
    raise AssertionError(term)


@pytest.mark.parametrize("entry", entries().values(), ids=entries())
def test_an_entry_agrees_with_mpmath(entry: Entry) -> None:
    with mp.workdps(DIGITS):
        tried = points(entry)
        assert tried
        for point in tried:
            found, stated = numeric(entry.binder, point, FARTHER.get(entry.name, FAR)), value(entry.value, point)
            assert abs(found - stated) < SLOW.get(entry.name, 0.005) * (1 + abs(stated)), (point, found, stated)


def test_a_changed_entry_would_be_noticed() -> None:
    entry = entries()["catalan_log_twice"]
    with mp.workdps(DIGITS):
        stated = value(Apply("*", (number("101/100"), entry.value)), {})
        assert abs(numeric(entry.binder, {}) - stated) > mp.mpf(10) ** -4
