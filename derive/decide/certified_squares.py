"""Which squares to look for: the difference of two sides as a polynomial in its atoms, and what may multiply them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, islice, product

from derive.decide import gram
from derive.decide.budget import spend
from derive.decide.zeros import denominator, restricted
from derive.kernel.certificate import Squares
from derive.kernel.leaves import settled
from derive.kernel.polynomial import (
    ONE,
    Atom,
    Beyond,
    Monomial,
    Polynomial,
    add,
    is_real,
    multiply,
    power,
    single,
)
from derive.kernel.polynomial import settled as product_of
from derive.kernel.setting import Setting
from derive.kernel.term import Apply, Number, Term, number, subterms

FACTS = 9                                         # that may multiply squares
ROOTS = 20                                        # in one block
ROUNDS = 6                                        # of denominators
TERMS = 60                                        # of the difference
LONGEST = 100_000                                 # signs with which an atom is spelled: atoms nested in atoms explode
TWO = number(2)
SHARES = (Fraction(1, 4), Fraction(1, 100), Fraction(1, 10000))
Factor = tuple[Polynomial, tuple[Term, ...]]      # a product of facts, and how they are written


def sum_of_squares(hypotheses: tuple[Term, ...], goal: Apply) -> Squares | None:
    """A certificate that the difference of the sides is a sum of products of facts and squares."""
    left, right = goal.args if goal.head in (">", ">=") else goal.args[::-1]
    here = settled(hypotheses, goal.args)
    difference = here.difference(left, right)
    if any(len(atom.key) > LONGEST for m in difference for atom, _ in m):
        return None
    cleared = _cleared(here, difference)
    if cleared is None:
        return None
    p, below = cleared
    is_strict = goal.head in ("<", ">")
    if len(p) > TERMS or (not p and is_strict):
        return None
    if not p:
        return Squares((), ())
    search = _Search(here, p, goal)
    for depth in (1, 2, 3):
        parts = search.parts(p, depth)
        if parts is None:
            continue
        if not is_strict or search.is_above(parts):
            return Squares(below, parts)
        for g, written in search.above(depth):
            for c in SHARES:
                parts = search.parts(add(p, g, -c), depth)
                if parts is not None:
                    return Squares(below, (*parts, (Number(c), written, number(1))))
        return None
    return None


class _Search:
    """What may multiply squares, and what may be squared, for one difference."""

    def __init__(self, here: Setting, p: Polynomial, goal: Term) -> None:
        self.here = here
        self.factors = _factors(here, p)
        self.waves = _waves(here, goal)

    def parts(self, p: Polynomial, depth: int) -> tuple[tuple[Number, tuple[Term, ...], Term], ...] | None:
        """Products of fewer than `depth` facts."""
        spend()
        factors = [f for f in self.factors if len(f[1]) < depth]
        if depth > 1 and len(factors[-1][1]) < depth - 1:
            return None
        blocks = restricted(p, _blocks(self.here, p, factors, self.waves), [f[0] for f in factors if len(f[1]) == 1])
        found = gram.squares(p, blocks) if blocks else None
        return None if found is None else tuple((Number(c), factors[name][1], q) for c, name, q in found)

    def is_above(self, parts: tuple[tuple[Number, tuple[Term, ...], Term], ...]) -> bool:
        """Whether a part is seen to be above zero."""
        known, of = self.here.facts, self.here.of
        return any(known.nonzero(of(q)) and all(known.positive(of(g)) for g in signed) for _, signed, q in parts)

    def above(self, depth: int) -> list[Factor]:
        """Products that are above zero."""
        known, of = self.here.facts, self.here.of
        return [f for f in self.factors if len(f[1]) < max(depth, 2) and all(known.positive(of(g)) for g in f[1])][:8]


def gram_key(p: Polynomial) -> tuple[tuple[Monomial, Fraction], ...]:
    return tuple(sorted((m, Fraction(c)) for m, c in p.items()))


def _cleared(here: Setting, p: Polynomial) -> tuple[Polynomial, tuple[Term, ...]] | None:
    """p times factors above zero, without negative powers."""
    below: list[Term] = []
    for _ in range(ROUNDS):
        lowest: dict[Atom, Fraction] = {}
        for m in p:
            for atom, e in m:
                if e < 0 and atom.real:
                    lowest[atom] = min(lowest.get(atom, Fraction(0)), Fraction(e))
        if not lowest:
            return p, tuple(below)
        atom, e = max(lowest.items(), key=lambda pair: (len(pair[0].key), pair[0].key))
        inner = atom.inner[0] if atom.kind == "base" else single(atom)
        if here.facts.positive(inner):
            below.append(here.normal.write(single(atom, -e)))
        elif here.facts.nonzero(inner):
            e = Fraction(-2 * -(e // 2))
            below += [Apply("^", (here.normal.write(inner), TWO))] * -int(e // 2)
        else:
            return None
        p = _raised(p, atom, -e)
    return None


def _raised(p: Polynomial, atom: Atom, by: Fraction) -> Polynomial:
    """p times a power of an atom, a sum multiplied out where its power is whole."""
    total: Polynomial = {}
    for m, c in p.items():
        exponents = dict(m)
        e = Fraction(exponents.pop(atom, 0)) + by
        part: Polynomial = {tuple(exponents.items()): c}
        if atom.kind == "base" and e >= 1:
            part = multiply(part, power(atom.inner[0], int(e // 1)))
            e = e % 1
        total = add(total, multiply(part, single(atom, _plain(e))) if e else part)
    return total


def _factors(here: Setting, p: Polynomial) -> list[Factor]:
    """1, the facts about atoms of p, products of two and three of them."""
    atoms = {atom for m in p for atom, _ in m}
    names = frozenset().union(*(atom.symbols for atom in atoms))
    here.facts.nonnegative(p)                     # lets what is known be put in order
    found: dict[tuple[tuple[Monomial, Fraction], ...], Factor] = {}
    for atom in sorted(atoms):
        if atom.real and here.facts.monomial(((atom, 1),)) >= 0:
            unit = single(atom, Fraction(1, denominator(p, atom)))
            found.setdefault(gram_key(unit), (unit, (here.normal.write(unit),)))
    for fact, _ in [*here.facts.known.values()]:
        touched = {atom for m in fact for atom, _ in m}
        if not touched <= atoms and not (touched & atoms and all(a.symbols <= names for a in touched)):
            continue
        if any(e < 0 for m in fact for _, e in m) or not is_real(fact) or len(fact) > 8:
            continue
        found.setdefault(gram_key(fact), (fact, (here.normal.write(fact),)))
    singles = [*islice(found.values(), FACTS)]
    every: list[Factor] = [(ONE, ())]
    every += singles
    for count in (2, 3) if len(singles) <= 6 else (2,):
        for chosen in combinations_with_replacement(singles, count):
            total = ONE
            written: list[Term] = []
            for poly, terms in chosen:
                total = multiply(total, poly)
                written += terms
            every.append((total, tuple(written)))
    return every


def _waves(here: Setting, goal: Term) -> list[gram.Root]:
    """Sines and cosines of what the goal takes them of; roots of sums."""
    inner: dict[Term, None] = {}
    for part in subterms(goal):
        if isinstance(part, Apply) and part.head in ("sin", "cos", "tan", "cot") and len(part.args) == 1:
            inner[part.args[0]] = None
    found = []
    for u in islice(inner, 3):
        found += [(here.of(wave), wave) for wave in (Apply("sin", (u,)), Apply("cos", (u,)))]
    return [wave for wave in found if is_real(wave[0])]


def _blocks(
    here: Setting, p: Polynomial, factors: Sequence[Factor], waves: Sequence[gram.Root]
) -> list[gram.Block]:
    """For each factor the roots that may stand under a square beside it."""
    atoms = [a for a in sorted({atom for m in p for atom, _ in m}) if a.real]
    units = {a: denominator(p, a) for a in atoms}
    roots = [a for a in atoms if a.kind == "base" and units[a] > 1]
    plain = [a for a in atoms if a not in roots]
    blocks: list[gram.Block] = []
    entries = 0
    write = here.normal.write
    for name, factor in enumerate(factors):
        monomials = [*islice(_monomials(p, factor[0], plain, units), ROOTS * 20)]
        if len(factors) == 1 and not waves and not roots:
            monomials = _consistent(p, monomials)
        if len(monomials) > ROOTS:
            if factor[1]:
                continue
            monomials = monomials[:ROOTS]
        polys = [product_of(dict(m)) if m else ONE for m in reversed(monomials)]       # 1 last
        found = [(q, write(q)) for q in polys]
        if not factor[1] or len(factor[1]) == 1:
            extra = [(r, write(r)) for r in (single(a, Fraction(1, units[a])) for a in roots)]
            found = [(multiply(q, r), Apply("*", (s, t))) for q, s in found for r, t in (*waves, *extra)] + found
        if found and entries + len(found) * (len(found) + 1) // 2 <= gram.UNKNOWNS:
            entries += len(found) * (len(found) + 1) // 2
            blocks.append((name, factor[0], tuple(found)))
    return blocks


def _consistent(p: Polynomial, monomials: list[Monomial]) -> list[Monomial]:
    """Without those whose square no other product could cancel and p does not have."""
    kept = monomials
    while len(kept) <= 90:
        mixed = {m for a, b in combinations(kept, 2) for m in multiply({a: 1}, {b: 1})}
        fewer = [m for m in kept if any(n in p or n in mixed for n in multiply({m: 1}, {m: 1}))]
        if len(fewer) == len(kept):
            break
        kept = fewer
    return kept


def _monomials(
    p: Polynomial, g: Polynomial, atoms: Sequence[Atom], units: dict[Atom, int]
) -> Iterator[Monomial]:
    """Monomials whose squares, times the factor, stay within the powers that p has."""
    def exponents(m: Monomial) -> list[int]:
        there = dict(m)
        return [int(Fraction(there.get(a, 0)) * units[a]) for a in atoms]

    if any(Fraction(e) * units.get(a, 1) % 1 for m in g for a, e in m):
        return
    ours, theirs = [exponents(m) for m in p], [exponents(m) for m in g]
    if not ours or not theirs:
        return
    tops = [(max(c) - max(d)) // 2 for c, d in zip(zip(*ours, strict=True), zip(*theirs, strict=True), strict=True)]
    most = (max(map(sum, ours)) - max(map(sum, theirs))) // 2
    least = -((min(map(sum, theirs)) - min(map(sum, ours))) // 2)
    if any(top < 0 for top in tops):
        return
    size = 1
    for top in tops:
        size *= top + 1
    if size > 20000:
        return
    for chosen in product(*(range(top + 1) for top in tops)):
        if least <= sum(chosen) <= most:
            yield tuple((a, _plain(Fraction(c, units[a]))) for a, c in zip(atoms, chosen, strict=True) if c)


def _plain(e: Fraction) -> int | Fraction:
    return e.numerator if e.denominator == 1 else e


__all__ = ["Beyond", "sum_of_squares"]
