"""Exact polynomials over atoms: the arithmetic under the normal form.

A polynomial is a map from monomials to rational coefficients, a monomial a product of atoms to rational
powers. Atoms carry the few relations that a product must respect:

    delta^2 = delta     i^2 = -1     exp(i pi m)^2 = 1 (m an integer)     |u|^2 = u^2
    p^(1/2) p^(1/2) = p for a prime, and b^e b^f expands as soon as e + f reaches 1 for a base b of several terms
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from derive.kernel.term import Symbol, Term, Unproved

Rational = int | Fraction
Monomial = tuple[tuple["Atom", Rational], ...]
Polynomial = dict[Monomial, Rational]             # no coefficient is zero

TERMS = 12000                                     # pairs of terms in one product
DELTAS = 6                                        # split one after another
BITS = 20000                                      # of one number


class Beyond(Unproved):
    """The normal form does not reach this term: a head, a sort or a size it has no rule for."""


class Nowhere(Beyond):
    """A strict part of the term is certainly undefined: no branch of a piecewise term is left."""


class NotScalar(Beyond):
    """A matrix, a set, a boolean: not a number that commutes with others."""


@dataclass(eq=False)
class Atom:
    """What the polynomial arithmetic does not look into. Never changed once it is made.

    Kinds: symbol, constant, prime, imaginary, at, delta, exp, log, base (of a power), function, sum, bind.
    Two atoms are the same exactly when their keys are.
    """

    kind: str
    key: str
    head: str = ""                                # a function's or binder's name
    inner: tuple[Polynomial, ...] = ()            # arguments in normal form
    term: Term | None = None                      # how it is written, where that is not built from `inner`
    symbols: frozenset[Symbol] = frozenset()      # that occur free
    real: bool = True
    level: int = 0                                # one above the highest bound name inside
    period: int = 0                               # exp(i pi m)^2 = 1, m an integer: 2
    bounds: tuple[tuple[Symbol, Polynomial, Polynomial], ...] = ()

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Atom) and self.key == other.key)

    def __lt__(self, other: Atom) -> bool:
        return self.key < other.key


ONE: Polynomial = {(): 1}


def constant(value: Rational) -> Polynomial:
    return {(): value} if value else {}


def single(atom: Atom, exponent: Rational = 1) -> Polynomial:
    return {((atom, exponent),): 1}


def value(p: Polynomial) -> Rational | None:
    """The number that a polynomial is, if it has no atom."""
    return 0 if not p else p.get(()) if len(p) == 1 else None


def text(p: Polynomial) -> str:
    """A key: two polynomials are equal exactly when their texts are."""
    parts = sorted("*".join(f"{atom.key}^{e}" for atom, e in m) + f":{c}" for m, c in p.items())
    return "(" + "+".join(parts) + ")"


def add(p: Polynomial, q: Polynomial, factor: Rational = 1) -> Polynomial:
    """p + factor q

    c m + c' m  =  (c + c') m,  dropped when c + c' = 0
    """
    return add_to(dict(p), q, factor)


def add_to(total: Polynomial, q: Polynomial, factor: Rational = 1) -> Polynomial:
    """The same, put into a sum that is being made."""
    for m, c in q.items():
        new = total[m] + factor * c if m in total else factor * c
        if new:
            total[m] = new
        else:
            total.pop(m, None)
    return total


def scale(p: Polynomial, factor: Rational) -> Polynomial:
    return {m: c * factor for m, c in p.items()} if factor else {}


def multiply(p: Polynomial, q: Polynomial) -> Polynomial:
    """The product, every pair of monomials multiplied by `product`. Fails with Beyond above TERMS terms."""
    if p == ONE or q == ONE:
        return q if p == ONE else p
    if len(p) * len(q) > TERMS:
        raise Beyond("too many terms")
    total: Polynomial = {}
    for m, c in p.items():
        for n, d in q.items():
            add_to(total, product(m, n), c * d)
    return total


def product(left: Monomial, right: Monomial) -> Polynomial:
    """The product of two monomials: exponents add, and what the atoms' relations make of them."""
    if not left or not right:
        return {left or right: 1}
    exponents = dict(left)
    shared = False
    for atom, e in right:
        if atom in exponents:
            exponents[atom] += e
            shared = True
        else:
            exponents[atom] = e
    if not shared:
        return {tuple(sorted(exponents.items(), key=lambda part: part[0].key)): 1}
    return settled(exponents)


def settled(exponents: dict[Atom, Rational]) -> Polynomial:
    """A product of powers of atoms under the relations of the atoms."""
    coefficient: Rational = 1
    expansions: list[tuple[Polynomial, int]] = []
    kept: dict[Atom, Rational] = {}
    for atom, e in exponents.items():
        rest, number, expansion = _settle(atom, e)
        coefficient *= number
        if expansion:
            expansions.append(expansion)
        if rest:
            kept[atom] = rest
    total: Polynomial = {tuple(sorted(kept.items(), key=lambda part: part[0].key)): coefficient}
    for base, n in expansions:
        total = multiply(total, power(base, n))
    return total


def _settle(atom: Atom, e: Rational) -> tuple[Rational, Rational, tuple[Polynomial, int] | None]:
    """(exponent that stays, number in front, power to expand)"""
    if not e:
        return 0, 1, None
    match atom.kind:
        case "delta":
            if e < 0:
                raise Beyond("division by delta")
            return 1, 1, None
        case "imaginary":
            return e % 2, -1 if e // 2 % 2 else 1, None
        case "prime":
            whole = e // 1
            return e - whole, rational_power(int(atom.head), int(whole)), None
        case "base" if e >= 1:
            return e - e // 1, 1, (atom.inner[0], int(e // 1))
        case "function" if atom.head == "abs" and is_real(atom.inner[0]) and e == int(e) and e not in (0, 1):
            return e % 2, 1, (atom.inner[0], int(e - e % 2))
        case "exp" if atom.period:
            e = e % 2
            if atom.key == TURN and e >= 1:
                return e - 1, -1, None
    return e, 1, None


TURN = "exp(i*pi)"                                # the key of exp(i pi)


def rational_power(base: Rational, n: int) -> Rational:
    """An exact power of a number. Fails with Beyond on 1/0 and above BITS bits."""
    if not base and n < 0:
        raise Beyond("division by zero")
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if size * abs(n) > BITS and base not in (0, 1, -1):
        raise Beyond("a number is too large")
    return Fraction(base) ** n if n < 0 else base**n


def power(p: Polynomial, n: int) -> Polynomial:
    """A whole power.

        p^0 = 1     (c m)^n = c^n m^n     p^n expands, n > 0
        p^-n = (lead common)^-n base^-n,  p = lead common base;  by cases where p has a delta
    """
    if not n:
        return ONE
    if len(p) == 1:
        ((m, c),) = p.items()
        return scale(settled({atom: e * n for atom, e in m}), rational_power(c, n))
    if not p:
        if n < 0:
            raise Beyond("division by zero")
        return {}
    if n > 0:
        if n > 400:
            raise Beyond("an exponent is too large")
        half = power(p, n // 2)
        return multiply(multiply(half, half), p) if n % 2 else multiply(half, half)
    if any(atom.kind == "delta" for m in p for atom, _ in m):
        return by_delta(p, lambda q: power(q, n))
    lead, common, base = primitive(p)
    outer = scale(settled({atom: e * n for atom, e in common}), rational_power(lead, n))
    return multiply(outer, power(base, n) if common else single(base_atom(base), n))


def base_atom(base: Polynomial) -> Atom:
    """The atom that stands for a polynomial of several terms under a power."""
    return compound("base", "", (base,))


def compound(kind: str, head: str, inner: tuple[Polynomial, ...], period: int = 0, key: str = "") -> Atom:
    """An atom made of polynomials."""
    return _made(kind, head, tuple(tuple(p.items()) for p in inner), period, key)


@lru_cache(maxsize=4096)
def _made(kind: str, head: str, of: tuple[tuple[tuple[Monomial, Rational], ...], ...], period: int, key: str) -> Atom:
    parts, inner = [atom for p in of for m, _ in p for atom, _ in m], tuple(map(dict, of))
    symbols: frozenset[Symbol] = frozenset().union(*(atom.symbols for atom in parts))
    return Atom(kind, key or f"{kind}:{head}[{','.join(map(text, inner))}]", head, inner, None, symbols,
                all(map(is_real, inner)), max((atom.level for atom in parts), default=0), period)


def primitive(p: Polynomial) -> tuple[Rational, Monomial, Polynomial]:
    """p = lead common base: the coefficient of its first monomial, the powers all its monomials share, the rest."""
    shared = dict(next(iter(p)))
    for m in p:
        there = dict(m)
        shared = {a: min(shared.get(a, 0), there.get(a, 0)) for a in {**shared, **there}}
    common = tuple(sorted((a, e) for a, e in shared.items() if e and a.kind not in ("delta", "imaginary")))
    if not (base := divided(p, common, 1) if common else p):
        raise Beyond("a zero, as it shows when what is shared is divided out")
    lead = base[min(base)]
    return lead, common, scale(base, Fraction(1) / lead)


def divided(p: Polynomial, common: Monomial, lead: Rational) -> Polynomial:
    """p / (lead common), monomial by monomial, so that common powers cancel before anything expands."""
    total: Polynomial = {}
    for m, c in p.items():
        exponents = dict(m)
        for atom, e in common:
            exponents[atom] = exponents.get(atom, 0) - e
        add_to(total, settled(exponents), Fraction(c) / lead if lead != 1 else c)
    return total


def by_delta(p: Polynomial, build: Callable[[Polynomial], Polynomial]) -> Polynomial:
    """f(delta) = delta f(1) + (1 - delta) f(0), for the first delta in p; f(p) itself if there is none."""
    deltas = {atom for m in p for atom, _ in m if atom.kind == "delta"}
    if not deltas:
        return build(p)
    if len(deltas) > DELTAS:
        raise Beyond("too many deltas")
    delta = min(deltas)
    high, low = (by_delta(set_delta(p, delta, to), build) for to in (1, 0))
    return add(low, multiply(single(delta), add(high, low, -1)))


def set_delta(p: Polynomial, delta: Atom, to: int) -> Polynomial:
    """p with a delta of its monomials replaced by 0 or 1."""
    total: Polynomial = {}
    for m, c in p.items():
        rest = tuple(part for part in m if part[0] != delta)
        if to or len(rest) == len(m):
            add_to(total, {rest: c})
    return total


def conjugate(p: Polynomial) -> Polynomial | None:
    """The complex conjugate, where the atoms show it: i to -i, exp(i u) to exp(-i u) for real u."""
    total: Polynomial = {}
    for m, c in p.items():
        image: dict[Atom, Rational] = {}
        below: Polynomial = {(): c}
        for atom, e in m:
            if atom.real:
                image[atom] = e
            elif atom.kind == "imaginary":
                image[atom], below = e, scale(below, -1 if e % 2 else 1)
            elif atom.kind == "exp" and _is_imaginary(atom.inner[0]):
                image[atom] = -e
            elif atom.kind == "base" and e == int(e) and (inner := conjugate(atom.inner[0])):
                below = multiply(below, power(inner, int(e)))
            else:
                return None
        add_to(total, multiply(settled(image), below))
    return total


def _is_imaginary(p: Polynomial) -> bool:
    """i times a real monomial."""
    (m,) = p
    return all(atom.real or (atom.kind == "imaginary" and e == 1) for atom, e in m) and not all(a.real for a, _ in m)


def is_real(p: Polynomial) -> bool:
    """Shown to be a real number wherever its atoms are defined."""
    return all(atom.real for m in p for atom, _ in m) or conjugate(p) == p
