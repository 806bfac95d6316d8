"""Values to try: small readable numbers in order of quality, and random rationals of several styles.

Whole numbers first, 1 before 2 before -1, 0 last. Everything is deterministic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from itertools import combinations_with_replacement, permutations
from random import Random

SMALL = tuple(Fraction(text) for text in re.findall(r"\S+", "1 2 -1 3 1/2 -2 4 1/3 -1/2 -3 3/2 1/4 5 3/5 10 0"))
PLANE = tuple(                                  # of complex numbers, off the axes first; exact as binary numbers
    (Fraction(real, 16), Fraction(imaginary, 16))
    for real, imaginary in (
        (16, 16), (32, -16), (-16, 32), (8, 72), (-32, 0), (8, 24), (-24, -8), (0, 16), (48, 32), (-32, 48), (8, -40),
        (2, -2), (-2, 1),                       # for what converges near zero
    )
)
FIRST, REMEMBERED = 12, 1000                     # numbers drawn at once for one point; points
STYLES = (                                      # numerator from, to; denominator from, to
    (1, 19, 7, 9),
    (-25, -1, 5, 11),
    (-30, 30, 7, 13),
    (1, 12, 13, 17),
    (7, 80, 3, 7),
    (-12, -1, 13, 17),
    (-90, 90, 2, 9),
    (100, 900, 3, 7),
    (1, 9, 40, 99),
    (1, 9, 200, 999),                            # e^{-7x} >= 1 - 6x fails there alone
    (-9, -1, 200, 999),
)


def random_rational(dice: Random, style: int) -> Fraction:
    """A rational of one style: positive, negative, mixed, below 1, large, ..."""
    low, high, least, most = STYLES[style % len(STYLES)]
    return Fraction(dice.randint(low, high) or 1, dice.randint(least, most))


@lru_cache(maxsize=REMEMBERED)
def _first(seed: int, style: int) -> tuple[Fraction, ...]:
    dice = Random(seed)
    return tuple(random_rational(dice, style) for _ in range(FIRST))


def drawing(seed: int, style: int) -> Callable[[], Fraction]:
    """Random rationals of one style, one after another; the first ones are remembered, for most points need no more."""
    first = iter(_first(seed, style))
    rest: list[Random] = []

    def draw() -> Fraction:
        for value in first:
            return value
        if not rest:
            rest.append(Random(seed))
            for _ in range(FIRST):
                random_rational(rest[0], style)
        return random_rational(rest[0], style)

    return draw


def by_quality(count: int) -> Iterator[tuple[Fraction, ...]]:
    """Tuples of small numbers, best first: by the sum of their places in the order of quality."""
    if count == 0:
        yield ()
        return
    if count > 4:                                # too many to enumerate: all equal, then mixtures
        dice = Random(count)
        for rank in range(len(SMALL)):
            yield (SMALL[rank],) * count
        for rank in range(2, len(SMALL)):
            for _ in range(4):
                yield tuple(SMALL[dice.randrange(rank)] for _ in range(count))
        return
    for ranks in _ranked(count):
        for order in sorted(set(permutations(ranks))):
            yield tuple(SMALL[rank] for rank in order)


@cache
def _ranked(count: int) -> tuple[tuple[int, ...], ...]:
    """Places in the order of quality, the lowest sums first."""
    return tuple(sorted(combinations_with_replacement(range(len(SMALL) if count < 3 else 8), count), key=sum))


def partitions(names: Sequence[str]) -> Iterator[list[list[str]]]:
    """Every way to split names into blocks of equal ones."""
    if not names:
        yield []
        return
    for rest in partitions(names[1:]):
        yield [[names[0]], *rest]
        for k in range(len(rest)):
            yield [*rest[:k], [names[0], *rest[k]], *rest[k + 1 :]]


def patterns(names: Sequence[str], limit: int = 5) -> list[dict[str, int]]:
    """Whole values for index names: one assignment for each pattern of equal and different ones, and its reverse."""
    if len(names) > limit:
        dice = Random(len(names))
        return [{name: dice.randint(1, len(names)) for name in names} for _ in range(40)]
    found: list[dict[str, int]] = []
    for blocks in partitions(names):
        for order in (blocks, blocks[::-1]) if len(blocks) > 1 else (blocks,):
            found.append({name: value for value, block in enumerate(order, 1) for name in block})
    return sorted(found, key=lambda values: -len(set(values.values())))


def acceptable(
    draw: Callable[[], Fraction], spare: Callable[[], Sequence[Fraction]], admits: Callable[[Fraction], bool]
) -> Fraction | None:
    """A drawn number that is admitted, else one of the spare ones, else none."""
    for _ in range(12):
        value = draw()
        if admits(value):
            return value
    return next((value for value in spare() if admits(value)), None)
