"""Denominators inside a sum brought to one form, where they cannot be cleared.

    b = c m + r                   m / b = (1 - r / b) / c
    b = c m + d, d a number       1 / (m b) = (1 / m - c / b) / d

Each rule is an identity wherever b and m are not zero, and both stand below a bar in what it rewrites.
"""

from __future__ import annotations

from fractions import Fraction

from derive.kernel.polynomial import Atom, Monomial, Polynomial, Rational, add, multiply, scale, settled, single

STEPS = 60


def separated(p: Polynomial) -> Polynomial:
    """A polynomial whose monomials no longer hold the first part of a base that stands below a bar."""
    if not any(atom.kind == "base" and e < 0 for m in p for atom, e in m):
        return p
    done: Polynomial = {}
    waiting = dict(p)
    for _ in range(STEPS):
        if not waiting:
            return done
        m = max(waiting)
        c = waiting.pop(m)
        parts = _parted(m)
        if parts is None:
            done = add(done, {m: c})
        else:
            waiting = add(waiting, parts, c)
    return p


def _parted(m: Monomial) -> Polynomial | None:
    exponents = dict(m)
    for base, e in m:
        if base.kind != "base" or e >= 0 or len(base.inner[0]) != 2:
            continue
        lead = max(base.inner[0], key=lambda part: (bool(part), part))
        others = {part: c for part, c in base.inner[0].items() if part != lead}
        c = base.inner[0][lead]
        if _holds(exponents, lead, 1):
            return multiply(scale(_times(exponents, lead, -1), Fraction(1) / c), add(single(base), others, -1))
        if () in others and _holds(exponents, lead, -1):
            whole = multiply({m: 1}, single(base))
            return scale(add(whole, _times(exponents, lead, 1), -c), Fraction(1) / others[()])
    return None


def _holds(exponents: dict[Atom, Rational], lead: Monomial, sign: int) -> bool:
    """Whether a monomial holds another, or its inverse, as a factor."""
    return bool(lead) and all(
        e > 0 and sign * exponents.get(atom, 0) >= e for atom, e in lead)


def _times(exponents: dict[Atom, Rational], lead: Monomial, sign: int) -> Polynomial:
    changed = dict(exponents)
    for atom, e in lead:
        changed[atom] = changed.get(atom, 0) + sign * e
    return settled({atom: e for atom, e in changed.items() if e})
