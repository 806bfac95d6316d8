"""The derivatives f_n of sinc, which is sin(u)/u, and 1 where u is 0: they are entire (DLMF 10.49).

    u f_n(u) + n f_(n-1)(u) = sin(u + n pi/2)        f_n(0) = cos(n pi/2)/(n + 1)
"""

from __future__ import annotations

from fractions import Fraction

from derive.kernel.term import Apply, Number, Term, minus, number

ORDERS = 4
WAVES = ("sin", "cos")


def slope_of_sinc(term: Term) -> tuple[Term, Term] | None:
    """f_(n+1)(u) and u, of f_n(u) as `sinc` writes it, n small."""
    match term:
        case Apply("piecewise", (Apply("!=", (u, Number(zero))), _, _)) if not zero:
            return next(((sinc(n + 1, u), u) for n in range(ORDERS) if sinc(n, u) == term), None)
    return None


def sinc(n: int, u: Term) -> Apply:
    """f_n(u) by cases"""
    value = Fraction(0 if n % 2 else 1 - n % 4, n + 1)
    return Apply("piecewise", (Apply("!=", (u, number(0))), _beside_zero(n, u), Number(value)))


def _beside_zero(n: int, u: Term) -> Term:
    wave: Term = Apply(WAVES[n % 2], (u,))
    wave = Apply("-", (wave,)) if n % 4 > 1 else wave
    return Apply("/", (minus(wave, Apply("*", (number(n), _beside_zero(n - 1, u)))) if n else wave, u))
