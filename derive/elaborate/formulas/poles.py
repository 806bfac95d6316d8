r"""Residues at poles that a denominator shows, by the formula for a pole of an order (DLMF 1.10.8).

    \operatorname{Res}_{z=-1/2} \frac{1}{(2z + 1)(z + 2)}     (z + 1/2) f(z) = 1/(2(z + 2)) at z = -1/2
    \operatorname{Res}_{z=0} \frac{\sin z}{z^4}               the third derivative of sin z at 0, over 3!

The factor (z - a)^m is divided out of the denominators, which are polynomials in z over the Gaussian rationals; the
order of the pole may be less than m. Declines a place that is no such number, a denominator that is no such
polynomial, and a numerator with functions that are not entire.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import factorial

from derive.elaborate.language.conventions import RESIDUES
from derive.elaborate.language.spelling import spelling
from derive.elaborate.reading import FUNCTION_SORTS, Scope, Unreadable
from derive.elaborate.unfolding import unfold
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, number, substitute
from derive.read.node import Node

ENTIRE = frozenset({"exp", "sin", "cos", "sinh", "cosh"})
HIGHEST = 6                                      # order of a pole, and degree of a denominator
NO = "this residue is not read"

Gaussian = tuple[Fraction, Fraction]             # a + b i
Polynomial = list[Gaussian]                      # the lowest power first
ZERO: Gaussian = (Fraction(0), Fraction(0))
ONE: Gaussian = (Fraction(1), Fraction(0))


def residue(items: Sequence[Node], scope: Scope) -> Term | None:
    """The residue that factors begin with, of all that stands behind it; None where they begin with none."""
    if len(items) < 2 or items[0].kind != "sub" or spelling(items[0].children[0]) not in RESIDUES:
        return None
    place = items[0].children[1]
    if place.kind != "chain" or len(place.children) != 3 or place.children[1].text != "=":
        return None
    name = spelling(place.children[0])
    if name is None:
        raise Unreadable(NO, items[0].span)
    variable = Symbol(name)
    at = scope.term(place.children[2])
    rest = items[1] if len(items) == 2 else Node("juxtapose", "", tuple(items[1:]), items[1].span)
    body = scope.binding({name: variable}).term(rest)
    known = scope.signature.definitions.get(body.name) if isinstance(body, Symbol) else None
    if known is not None and len(known.parameters) == 1:
        body = substitute(known.body, {known.parameters[0]: variable})           # Res f, of f(z) = ...
    body = unfold(body, scope.signature)
    told = variable in free(body) and not any(symbol.sort in FUNCTION_SORTS for symbol in free(body))
    found = at_pole(body, variable, at) if told else None
    if found is None:
        raise Unreadable(NO, items[0].span)
    return found


def at_pole(body: Term, variable: Symbol, at: Term) -> Term | None:
    """The residue of a function at a place, or None where it is not found."""
    place, parts = _gaussian(at), _quotient(body)
    if place is None or not all(_is_entire(part, variable) for part in parts[0]):
        return None
    order, below = 0, [ONE]
    for part in parts[1]:
        factor = polynomial(part, variable)
        if factor is None or not any(one != ZERO for one in factor):
            return None
        while (divided := _divided(factor, place)) is not None:
            factor, order = divided, order + 1
        below = _times(below, factor)
    if order == 0 or order > HIGHEST:
        return number(0) if order == 0 else None
    found: Term = Apply("/", (Apply("*", (number(1), *parts[0])), _written(below, variable)))
    if order == 1:
        return substitute(found, {variable: at})
    for left in range(order - 1, 0, -1):
        found = Bind("derivative", variable, found, (at if left == 1 else variable,))
    return Apply("/", (found, number(factorial(order - 1))))


def _quotient(term: Term) -> tuple[list[Term], list[Term]]:
    """Numerators and denominators."""
    match term:
        case Apply("/", (above, below)):
            (over, under), (again, up) = _quotient(above), _quotient(below)
            return over + up, under + again
        case Apply("*", factors):
            pairs = [_quotient(factor) for factor in factors]
            return [one for pair in pairs for one in pair[0]], [one for pair in pairs for one in pair[1]]
        case Apply("^", (base, Number(value))) if value.denominator == 1 and -HIGHEST <= value < 0:
            over, under = _quotient(base)
            return under * int(-value), over * int(-value)
        case Apply("^", (base, Number(value))) if value.denominator == 1 and 0 < value <= HIGHEST:
            over, under = _quotient(base)
            return over * int(value), under * int(value)
    return [term], []


def _is_entire(term: Term, variable: Symbol) -> bool:
    match term:
        case _ if variable not in free(term) or term == variable:
            return True
        case Apply("+" | "-" | "*", args):
            return all(_is_entire(arg, variable) for arg in args)
        case Apply(head, (arg,)) if head in ENTIRE:
            return _is_entire(arg, variable)
        case Apply("^", (base, Number(value))) if value.denominator == 1 and value > 0:
            return _is_entire(base, variable)
        case Apply("/", (above, below)) if variable not in free(below):
            return _is_entire(above, variable)
    return False


def polynomial(term: Term, variable: Symbol) -> Polynomial | None:
    """The coefficients of a polynomial over the Gaussian rationals, the lowest first; None of any other term."""
    match term:
        case Symbol():
            return [ZERO, ONE] if term == variable else None
        case Number(value):
            return [(value, Fraction(0))]
        case Apply("i"):
            return [(Fraction(0), Fraction(1))]
        case Apply("-", (inner,)):
            return _product([[(Fraction(-1), Fraction(0))], polynomial(inner, variable)])
        case Apply("+", terms):
            return _sum([polynomial(one, variable) for one in terms])
        case Apply("*", factors):
            return _product([polynomial(one, variable) for one in factors])
        case Apply("^", (base, Number(value))) if value.denominator == 1 and 0 < value <= HIGHEST:
            return _product([polynomial(base, variable)] * int(value))
        case Apply("/", (above, below)) if variable not in free(below):
            return _product([polynomial(above, variable), _inverse(_gaussian(below))])
    return None


def _gaussian(term: Term) -> Gaussian | None:
    found = polynomial(term, Symbol(""))
    return found[0] if found is not None and all(one == ZERO for one in found[1:]) else None


def _inverse(value: Gaussian | None) -> Polynomial | None:
    if value is None or value == ZERO:
        return None
    size = value[0] ** 2 + value[1] ** 2
    return [(value[0] / size, -value[1] / size)]


def _product(factors: Sequence[Polynomial | None]) -> Polynomial | None:
    made: Polynomial = [ONE]
    for factor in factors:
        if factor is None or len(made) + len(factor) > 2 * HIGHEST:
            return None
        made = _times(made, factor)
    return made


def _sum(terms: Sequence[Polynomial | None]) -> Polynomial | None:
    made: Polynomial = [ZERO]
    for term in terms:
        if term is None:
            return None
        longer, shorter = sorted((made, term), key=len, reverse=True)
        made = [_plus(one, shorter[place]) if place < len(shorter) else one for place, one in enumerate(longer)]
    return made


def _times(left: Polynomial, right: Polynomial) -> Polynomial:
    made = [ZERO] * (len(left) + len(right) - 1)
    for i, (a, b) in enumerate(left):
        for j, (c, d) in enumerate(right):
            made[i + j] = _plus(made[i + j], (a * c - b * d, a * d + b * c))
    return made


def _plus(left: Gaussian, right: Gaussian) -> Gaussian:
    return left[0] + right[0], left[1] + right[1]


def _divided(factor: Polynomial, place: Gaussian) -> Polynomial | None:
    """The quotient by z - a, by Horner's scheme; None where a is no root."""
    rows: Polynomial = []
    carried = ZERO
    for one in reversed(factor):
        carried = _plus(one, _times([carried], [place])[0])
        rows.append(carried)
    return list(reversed(rows[:-1])) if rows[-1] == ZERO and len(rows) > 1 else None


def _written(factor: Polynomial, variable: Symbol) -> Term:
    terms = [_coefficient(one, power, variable) for power, one in enumerate(factor) if one != ZERO]
    return terms[0] if len(terms) == 1 else Apply("+", tuple(terms))


def _coefficient(value: Gaussian, power: int, variable: Symbol) -> Term:
    real, imaginary = number(value[0]), Apply("*", (number(value[1]), Apply("i")))
    whole = real if value[1] == 0 else imaginary if value[0] == 0 else Apply("+", (real, imaginary))
    return whole if power == 0 else Apply("*", (whole, Apply("^", (variable, number(power)))))


__all__ = ["at_pole", "polynomial", "residue"]
