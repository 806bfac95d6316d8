"""Pairs to decide: true steps from the families, and false ones that differ from a true one in a single place.

    pairs(count, seed) -> count true pairs and count false ones

Nothing here asks the checker. A true pair is kept only if both sides agree at 50 digits wherever they are defined
among many points; a false one only if at some point that satisfies the conditions the sides differ. Generated
text is read by the checker's own reader: a true step that it does not read, or reads as something false, is no pair,
but it is handed back among the dropped ones, for the benchmark to count as not decided.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

import mpmath as mp  # noqa: E402
from step_families import ALGEBRA  # noqa: E402
from step_families_calculus import CALCULUS  # noqa: E402

import numeric  # noqa: E402
from derive.elaborate.row import elaborate_row  # noqa: E402
from derive.elaborate.step import Step  # noqa: E402
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, subterms  # noqa: E402

RELATION = re.compile(r"(\\(approx|ge|le|iff|Rightarrow)(?![a-zA-Z])|<|>)")
ROUNDED = "rounded"


@dataclass(frozen=True)
class Pair:
    """One step as LaTeX, and whether it is true."""

    family: str
    lhs: str
    rhs: str                                      # with its relation, where that is not =
    assuming: tuple[str, ...]
    true: bool = True

    @property
    def relation(self) -> str:
        found = RELATION.match(self.rhs)
        return found[0] if found else "="

    @property
    def display(self) -> str:
        return f"{self.lhs} {self.rhs}" if self.relation != "=" else f"{self.lhs} = {self.rhs}"

    @property
    def conditions(self) -> tuple[str, ...]:
        return tuple(one for one in self.assuming if one != ROUNDED)


def pairs(count: int, seed: int = 0, dropped: list[Pair] | None = None) -> tuple[list[Pair], list[Pair]]:
    """True pairs from every family in turn, and as many false ones; true ones that are not read as meant are dropped."""
    dice = Random(seed)
    true = _true(count, dice, [] if dropped is None else dropped)
    false: list[Pair] = []
    while len(false) < count:
        for pair in true:
            spoiled = _spoiled(pair, dice, {one.display for one in false})
            if spoiled is not None and len(false) < count:
                false.append(spoiled)
    return true, false


def _true(count: int, dice: Random, dropped: list[Pair]) -> list[Pair]:
    found: dict[tuple[str, tuple[str, ...]], Pair] = {}
    streams = [_stream(family, Random(dice.random())) for family in (*ALGEBRA, *CALCULUS)]
    while len(found) < count:
        for stream in streams:
            pair = next(stream)
            if len(found) >= count:
                continue
            if agree(pair):
                found.setdefault((pair.display, pair.assuming), pair)
            elif is_misread(pair) and pair not in dropped:
                dropped.append(pair)
    return list(found.values())


def _stream(family: Any, dice: Random) -> Iterator[Pair]:
    while True:
        drawn = [Pair(family.__name__, one[0], one[1], tuple(one[2:])) for one in family(dice)]
        dice.shuffle(drawn)
        yield from drawn


# --- one change ---------------------------------------------------------------------------------

TOKEN = re.compile(r"\\[a-zA-Z]+|\d+|[a-zA-Z]|.")
SWAPS = {
    "+": "-", "-": "+", r"\sin": r"\cos", r"\cos": r"\sin", r"\max": r"\min", r"\min": r"\max", r"\sinh": r"\cosh",
    r"\cosh": r"\sinh", r"\ge": r"\le", r"\le": r"\ge", "<": ">", ">": "<", r"\lfloor": r"\lceil",
    r"\rfloor": r"\rceil",
    "x": "y", "y": "x", "i": "j", "j": "i", "n": "k", r"\ln": r"\exp", r"\lor": r"\land",
}  # fmt: skip


def _spoiled(pair: Pair, dice: Random, seen: set[str]) -> Pair | None:
    """The pair with one token changed so that it is false; None if no change drawn does that."""
    side = dice.choice(("lhs", "rhs", "rhs"))
    tokens = TOKEN.findall(getattr(pair, side))
    for place in dice.sample(range(len(tokens)), min(len(tokens), 12)):
        new = _changed(tokens[place], dice)
        if new is None:
            continue
        text = "".join((*tokens[:place], new, *tokens[place + 1 :]))
        other = replace(pair, **{side: text}, true=False)
        if other.display not in seen and differ(other):
            return other
    return None


def _changed(token: str, dice: Random) -> str | None:
    if token.isdigit():
        return str(max(0, int(token) + dice.choice((1, 1, -1, 2))))
    return SWAPS.get(token)


# --- truth at 50 digits -------------------------------------------------------------------------


def _real(function: Callable[..., Any]) -> Callable[..., Any]:
    def checked(*xs: Any) -> Any:
        value = function(*xs)
        if isinstance(value, mp.mpc):
            raise numeric.Undefined
        return value

    return checked


numeric.FUNCTIONS.update({name: _real(getattr(mp, name)) for name in (
    "cot", "sec", "csc", "asin", "acos", "asinh", "acosh", "atanh")})  # fmt: skip
numeric.FUNCTIONS["root"] = lambda x, n: -mp.root(-x, n) if x < 0 and int(n) % 2 else _real(mp.root)(x, int(n))
numeric.FUNCTIONS["infinity"] = lambda: mp.inf
STRICT, LOOSE = mp.mpf(10) ** -15, mp.mpf(10) ** -7
CALCULUS_HEADS = ("limit", "integral", "derivative", "antiderivative")
NO_VALUE = (numeric.Undefined, numeric.NotHere, ArithmeticError, ValueError, TypeError, mp.libmp.NoConvergence)
ENOUGH = 10
mp.mp.dps = 80                                    # sums of large hyperbolic cosines cancel
Point = dict[Symbol, Any]


def step(pair: Pair) -> Step | None:
    """The one step that the display is read as; None where it is read otherwise, or not at all."""
    _, understood = elaborate_row(pair.display, "", pair.conditions)
    steps = [one for one in understood.steps if one.obligation is not None]
    return steps[0] if len(steps) == 1 and not any(one.unread for one in understood.steps) else None


def agree(pair: Pair) -> bool:
    """The step holds at every point at which it has a value, and has a value at one."""
    found = list(_outcomes(pair))
    return bool(found) and all(found)


def is_misread(pair: Pair) -> bool:
    """A step that is true as written is read as something false, or not as one step; not one without a value to try."""
    return step(pair) is None or differ(pair)


def differ(pair: Pair) -> bool:
    """The step fails at some point."""
    return not all(_outcomes(pair))


def _outcomes(pair: Pair) -> Iterator[bool]:
    one = step(pair)
    if one is None or one.obligation is None:
        return
    goal = (one.rounded or one.obligation).goal if ROUNDED in pair.assuming else one.obligation.goal
    met = 0
    for point in _points(goal, one.obligation.hypotheses):
        try:
            if all(numeric.value(given, point) for given in one.obligation.hypotheses):
                yield _truth(goal, point)
                met += 1
        except NO_VALUE:
            continue
        if met >= ENOUGH:
            return


def _points(goal: Term, hypotheses: Sequence[Term]) -> Iterator[Point]:
    """Points for every free symbol: marked values first (what an unknown is compared with), then drawn ones."""
    dice = Random(1)
    names = sorted(frozenset().union(*(free(term) for term in (goal, *hypotheses))), key=lambda name: name.name)
    for term in subterms(goal):
        match term:
            case Apply("=" | "<", (Symbol() as name, value)) if not free(value) and names == [name]:
                yield {name: numeric.value(value, {})}
    for scale in (2, 1, 2, 3, *((10, 60) if hypotheses else ())) * 12:
        point = {name: _drawn(name, scale, dice) for name in names}
        for given in hypotheses:
            if isinstance(given, Apply) and given.head == "=" and isinstance(given.args[0], Symbol):
                point[given.args[0]] = numeric.value(given.args[1], point)
        yield point


def _drawn(name: Symbol, scale: int, dice: Random) -> Any:
    if name.sort == "array":
        salt = dice.random()
        return lambda *where: mp.mpf(Random(f"{salt}{where}").randint(-40, 40)) / 17
    if name.sort == "integer":
        return mp.mpf(dice.randint(1, 4) if name.name in "nm" else dice.randint(0, 4))
    if dice.random() < 0.3:
        return mp.mpf(dice.randint(-scale * 2, scale * 2))
    return mp.mpf(dice.randint(-97 * scale, 97 * scale)) / 89


def _truth(goal: Term, point: Point) -> bool:
    match goal:
        case Apply("iff", (left, right)):
            return _truth(left, point) == _truth(right, point)
        case Apply("implies", (left, right)):
            return not _truth(left, point) or _truth(right, point)
        case Apply("=", (Bind("antiderivative", variable, body, (where,)), right)):
            slope = numeric.value(Bind("derivative", where, right, (where,)), point)    # type: ignore[arg-type]
            return _close(numeric.value(body, {**point, variable: point[where]}), slope, LOOSE)
        case Apply("=", (left, right)):
            hard = any(isinstance(part, Bind) and part.head in CALCULUS_HEADS for part in subterms(goal))
            return _close(_value(left, point), _value(right, point), LOOSE if hard else STRICT)
    return bool(numeric.value(goal, point))


def _close(a: Any, b: Any, within: Any) -> bool:
    if not (mp.isfinite(a) and mp.isfinite(b)):
        raise numeric.Undefined
    return bool(abs(a - b) <= within * (1 + min(abs(a), abs(b))))


def _value(term: Term, point: Point) -> Any:
    """The value, limits and infinite sums taken first."""
    match term:
        case Apply(head, args) if any(_endless(part) for part in subterms(term)):
            return numeric.FUNCTIONS[head](*(_value(arg, point) for arg in args))
        case Bind("limit", variable, body, (where, Number(side))):
            return _limit(lambda t: numeric.value(body, {**point, variable: t}), numeric.value(where, point), int(side))
        case Bind("sum", variable, body, (low, _)) if _endless(term):
            return _series(lambda k: numeric.value(body, {**point, variable: k}), int(numeric.value(low, point)))
    return numeric.value(term, point)


def _endless(term: Term) -> bool:
    return isinstance(term, Bind) and (
        term.head == "limit" or (term.head == "sum" and Apply("infinity") in term.bounds)
    )


def _limit(f: Callable[[Any], Any], where: Any, side: int) -> Any:
    """The common value close by; no value where nearby ones differ or grow."""
    near = mp.mpf(10) ** -15
    if mp.isinf(where):
        values = [f(1 / near), f(7 / near)]
    else:
        values = [f(where + s * h) for s in ((side,) if side else (1, -1)) for h in (near, near / 7)]
    if max(abs(value) for value in values) > 1e8 or not all(_close(values[0], value, LOOSE) for value in values):
        raise numeric.Undefined
    return values[0]


def _series(f: Callable[[Any], Any], low: int) -> Any:
    """The sum of a series whose terms fall faster than 1/k."""
    if any(abs(k * f(mp.mpf(k))) > 0.01 for k in (2000, 3001)):
        raise numeric.Undefined
    return mp.nsum(lambda k: f(mp.mpf(int(k))), [low, mp.inf])
