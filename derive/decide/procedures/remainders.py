"""Congruences, by all remainders, or by what is congruent already.

Decides      n^2 = 0 or 1 mod 4, n^3 - n = 0 mod 6, 7^100 = 1 mod 10, and a c = b d mod n from a = b and c = d mod n
Certificate  Residues
Declines     sides that are no polynomials in whole names, and large moduli of several names
"""

from __future__ import annotations

from collections.abc import Iterator

from derive.kernel.certificate import Certificate, Residues
from derive.kernel.check import check
from derive.kernel.places import Unproved
from derive.kernel.polynomial import Beyond
from derive.kernel.term import Apply, Number, Obligation, Symbol, Term, free, number, substitute, subterms

COST = 12


def attempt(obligation: Obligation) -> Certificate | None:
    """The first way that the kernel accepts."""
    if not any(isinstance(part, Apply) and part.head == "mod" for part in subterms(obligation.goal)):
        return None
    for certificate in _ways(obligation):
        try:
            check(obligation.hypotheses, obligation.goal, certificate)
        except (Unproved, Beyond):
            continue
        return certificate
    return None


def _ways(obligation: Obligation) -> Iterator[Certificate]:
    yield Residues()
    match obligation.goal:
        case Apply("=", (Apply("mod", (left, modulus)), Apply("mod", (right, other)))) if modulus == other:
            pass
        case Apply("=", (Apply("mod", (left, modulus)), Number() as right)) if right.value == 0:
            pass
        case _:
            return
    swaps = tuple(_congruent(obligation.hypotheses, modulus))
    for chosen in (swaps, ()) if swaps else ((),):
        yield Residues(chosen, number(0))
        if isinstance(modulus, Symbol):
            yield Residues(chosen, _multiple(left, right, chosen, modulus))


def _congruent(hypotheses: tuple[Term, ...], modulus: Term) -> Iterator[tuple[Term, Term]]:
    """What is congruent to something simpler: the longer of two terms, the first of two names."""
    for hypothesis in hypotheses:
        match hypothesis:
            case Apply("=", (Apply("mod", (first, m)), Apply("mod", (second, n)))) if m == n == modulus:
                if isinstance(first, Number) or (isinstance(first, Symbol) and not isinstance(second, Number | Symbol)):
                    first, second = second, first
                yield first, second
            case Apply("=", (Apply("mod", (first, m)), Number() as zero)) if m == modulus and zero.value == 0:
                yield first, zero


def _multiple(left: Term, right: Term, swaps: tuple[tuple[Term, Term], ...], modulus: Symbol) -> Term:
    """t, where the difference is t n and linear in n: its value at n = 1."""
    names = {old: new for old, new in swaps if isinstance(old, Symbol)}
    difference: Term = Apply("+", (left, Apply("-", (right,))))
    for name, new in names.items():
        difference = substitute(difference, {name: new})
    return substitute(difference, {modulus: number(1)}) if modulus in free(difference) else number(0)
