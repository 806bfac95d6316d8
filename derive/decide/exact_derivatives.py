"""Antiderivatives that show in the integrand, of functions of which nothing but their slopes is known.

    f'(x)                    f(x)
    u v' + u' v              u v                  the product rule read backwards: f for its slope in one of the terms
    h(g(x)) g'(x)            H(g(x)), H' = h      the chain rule read backwards: f f', f'/f, f'(g(x)) g'(x)

An answer is a search's: the kernel differentiates it again. None for anything else. Source: any textbook of calculus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derive.decide.exchanged_parts import exchanged_part
from derive.kernel.check import identical
from derive.kernel.polynomial import Beyond
from derive.kernel.term import Apply, Bind, Symbol, Term, free, fresh, number, substitute, subterms

MOST = 4                                         # slopes that are looked at
ZERO, ONE = number(0), number(1)
Integrated = Callable[[Term, Symbol], Term | None]


def exact(integrand: Term, x: Symbol, integrated: Integrated) -> Term | None:
    """Some antiderivative in x; `integrated` gives those of terms without the slope that was taken out."""
    for slope, value in _slopes(integrand, x):
        for found in (_product(integrand, slope, value), _chain(integrand, x, slope, value, integrated)):
            if found is not None and _is_derivative(found, integrand, x):
                return found
    return None


def _slopes(integrand: Term, x: Symbol) -> Iterator[tuple[Term, Term]]:
    """f'(x) and f(x), for functions that are called."""
    found: dict[Term, Term] = {}
    for part in subterms(integrand):
        match part:
            case Bind("derivative", u, body, (at,)) if at == x and (u == x or x not in free(body)):
                if isinstance(body, Apply | Bind) and body.head in ("call", "derivative"):
                    found[part] = substitute(body, {u: x})
    yield from list(found.items())[:MOST]


def _product(integrand: Term, slope: Term, value: Term) -> Term:
    """The terms with the slope in them, the function itself in its place."""
    terms = integrand.args if isinstance(integrand, Apply) and integrand.head == "+" else (integrand,)
    return Apply("+", tuple(
        exchanged_part(term, slope, value, within=False) for term in terms if slope in subterms(term)))


def _chain(integrand: Term, x: Symbol, slope: Term, value: Term, integrated: Integrated) -> Term | None:
    """What is left without the slope as a function of the value, integrated in it."""
    y = fresh(Symbol("y"), free(integrand) | free(value) | {x})
    rest = exchanged_part(exchanged_part(integrand, slope, ONE, within=False), value, y, within=False)
    if x in free(rest):
        return None
    found = integrated(rest, y)
    return None if found is None else substitute(found, {y: value})


def _is_derivative(found: Term, integrand: Term, x: Symbol) -> bool:
    try:
        return identical((), Bind("derivative", x, found, (x,)), integrand)
    except Beyond:
        return False
