"""Square roots of polynomials over atoms, and of a + b sqrt(d): found here, believed only after squaring."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt, lcm

from flint import fmpq, fmpq_mpoly_ctx
from flint.utils.flint_exceptions import DomainError

from derive.kernel.polynomial import Atom, Monomial, Polynomial, Rational
from derive.kernel.setting import Setting
from derive.kernel.term import Apply, Number, Term

VARIABLES = 12


def square_root(here: Setting, term: Term) -> Term | None:
    """A term whose square is the given one, if its normal form shows one."""
    p = here.clear(here.of(term))
    return _denested(p) or _of_polynomial(here, p)


def _of_polynomial(here: Setting, p: Polynomial) -> Term | None:
    """The root of a perfect square in the atoms, after even powers of them are taken out."""
    atoms = sorted({atom for m in p for atom, _ in m})
    if len(p) < 2 or not atoms or len(atoms) > VARIABLES:
        return None
    scales = [lcm(*(Fraction(dict(m).get(a, 0)).denominator for m in p)) for a in atoms]
    low = [min(int(dict(m).get(a, 0) * s) for m in p) for a, s in zip(atoms, scales, strict=True)]
    shift = [-(n // 2) * 2 if n < 0 else 0 for n in low]
    context = fmpq_mpoly_ctx.get([f"v{k}" for k in range(len(atoms))], "lex")
    table = {}
    for m, c in p.items():
        there = dict(m)
        key = tuple(int(there.get(a, 0) * s) + t for a, s, t in zip(atoms, scales, shift, strict=True))
        table[key] = fmpq(Fraction(c).numerator, Fraction(c).denominator)
    try:
        root = context.from_dict(table).sqrt()
    except DomainError:
        return None
    found: Polynomial = {}
    for key, c in root.to_dict().items():
        powers = [(a, Fraction(2 * int(e) - t, 2 * s)) for a, e, s, t in zip(atoms, key, scales, shift, strict=True)]
        monomial: Monomial = tuple((a, _plain(e)) for a, e in powers if e)
        found[monomial] = Fraction(int(c.p), int(c.q))
    return here.normal.write(found)


def _plain(e: Fraction) -> Rational:
    return e.numerator if e.denominator == 1 else e


def _denested(p: Polynomial) -> Term | None:
    """sqrt(a + b sqrt d) = sqrt((a + q) / 2) +- sqrt((a - q) / 2) where a^2 - b^2 d = q^2"""
    if len(p) != 2 or () not in p:
        return None
    a = Fraction(p[()])
    ((m, b),) = [(m, Fraction(c)) for m, c in p.items() if m != ()]
    if any(not _is_surd(atom, e) for atom, e in m):
        return None
    d = 1
    for atom, _ in m:
        d *= int(atom.head)
    rest = a * a - b * b * d
    if rest < 0 or isqrt(rest.numerator) ** 2 != rest.numerator or isqrt(rest.denominator) ** 2 != rest.denominator:
        return None
    q = Fraction(isqrt(rest.numerator), isqrt(rest.denominator))
    first = Apply("sqrt", (Number((a + q) / 2),))
    second = Apply("sqrt", (Number((a - q) / 2),))
    return Apply("+", (first, second if b > 0 else Apply("-", (second,)))) if a >= q else None


def _is_surd(atom: Atom, e: Rational) -> bool:
    return atom.kind == "prime" and e == Fraction(1, 2)
