"""Laws: identities that are believed as they stand, each under its conditions.

Every law keeps the value of its left side wherever that is defined and the conditions hold, over the
reals; a test samples each, and checks that the right side is defined at those points. What the normal
form knows by itself (angle sums, exp of a sum, Pythagoras) is not repeated here. Letters: see `notation`.
"""

from __future__ import annotations

from dataclasses import dataclass

from derive.kernel.notation import formula, rows, sides
from derive.kernel.term import Symbol, Term

X = Symbol("x")


@dataclass(frozen=True, slots=True)
class Law:
    """left = right where every condition holds."""

    name: str
    left: Term
    right: Term
    conditions: tuple[Term, ...] = ()


def laws(table: str) -> dict[str, Law]:
    """The laws of a table by their names."""
    return {name: Law(name, *sides(claim), needed) for name, claim, needed in rows(table)}


LAWS = laws("""
sin_asin: sin(asin(x)) = x
cos_asin: cos(asin(x)) = sqrt(1 - x**2)
tan_asin: tan(asin(x)) = x/sqrt(1 - x**2)
sin_acos: sin(acos(x)) = sqrt(1 - x**2)
cos_acos: cos(acos(x)) = x
tan_acos: tan(acos(x)) = sqrt(1 - x**2)/x
sin_atan: sin(atan(x)) = x/sqrt(1 + x**2)
cos_atan: cos(atan(x)) = 1/sqrt(1 + x**2)
tan_atan: tan(atan(x)) = x
asin_sin: asin(sin(x)) = x if -1/2*pi < x, x < 1/2*pi
atan_tan: atan(tan(x)) = x if -1/2*pi < x, x < 1/2*pi
acos_cos: acos(cos(x)) = x if 0 <= x, x <= pi
acos_asin: acos(x) = 1/2*pi - asin(x)
atan_inverse: atan(1/x) = 1/2*pi - atan(x) if x > 0
asin_at_1/2: asin(1/2) = 1/6*pi
asin_at_1: asin(1) = 1/2*pi
asin_at_-1/2: asin(-1/2) = -1/6*pi
asin_at_-1: asin(-1) = -1/2*pi
atan_at_1: atan(1) = 1/4*pi
atan_at_-1: atan(-1) = -1/4*pi
asin_at_half_root2: asin(sqrt(2)/2) = 1/4*pi
asin_at_half_root3: asin(sqrt(3)/2) = 1/3*pi
atan_at_root3: atan(sqrt(3)) = 1/3*pi
asinh_log: asinh(x) = log(x + sqrt(1 + x**2))
acosh_log: acosh(x) = log(x + sqrt(x**2 - 1))
atanh_log: atanh(x) = 1/2*log((1 + x)/(1 - x))
root_of_square: sqrt(y) = abs(x) if y == x**2
sign_times_abs: sign(x) = x/abs(x) if x != 0
binomial_symmetry: binomial(n, k) = binomial(n, n - k) if n >= 0
mod_floor: mod(x, y) = x - y*floor(x/y) if y > 0
atan2_sum: atan2(x + y, 1 - x*y) = atan(x) + atan(y)
atan2_difference: atan2(x - y, 1 + x*y) = atan(x) - atan(y)
atan_sum: atan((x + y)/(1 - x*y)) = atan(x) + atan(y) if x*y < 1
atan_difference: atan((x - y)/(1 + x*y)) = atan(x) - atan(y) if x*y > -1
atan2_half: atan(y/(x + sqrt(x**2 + y**2))) = 1/2*atan2(y, x)
""")


@dataclass(frozen=True, slots=True)
class Inequality:
    """An order that holds where every condition does."""

    name: str
    claim: Term
    conditions: tuple[Term, ...] = ()


BOUNDS = {name: Inequality(name, formula(claim), needed) for name, claim, needed in rows("""
exp_above_line: exp(x) >= 1 + x
log_below_line: log(x) <= x - 1 if x > 0
sin_below_line: sin(x) <= x if x >= 0
""")}
