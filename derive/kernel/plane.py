"""Complex numbers by their parts: what conjugation does to a normal form, and z as x + i y.

    re u = (u + conj u) / 2      im u = (u - conj u) / 2i      |u|^2 = u conj u

Only where every part of u has one value whatever the logarithms and roots of negative numbers are taken to
be: `re sqrt x = sqrt x` is no rule, for x may be below zero.
"""

from __future__ import annotations

from functools import lru_cache

from derive.kernel import polynomial as poly
from derive.kernel.polynomial import Beyond, Polynomial
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, fresh, heads, substitute, subterms

WHOLE = frozenset({"symbol", "at", "imaginary", "base"})
REAL_FUNCTIONS = frozenset({"abs"})
BRANCHED = frozenset({
    "sqrt", "root", "log", "asin", "acos", "atan", "acot", "atan2", "asinh", "acosh", "atanh", "max", "min", "floor",
    "ceil", "piecewise", "mod", "gamma", "factorial", "binomial", "erf", "call", "at", "in",
})


def conjugated(p: Polynomial) -> Polynomial:
    """conj p; fails with Beyond where an atom may be a root or a logarithm of a negative number."""
    image = poly.conjugate(p) if is_plain(p) else None
    if image is None:
        raise Beyond("a conjugate that the atoms do not show")
    return image


def is_plain(p: Polynomial) -> bool:
    """No root, no logarithm, nothing that is told of real numbers alone."""
    for m in p:
        for atom, e in m:
            entire = atom.kind == "exp" or (atom.kind == "function" and atom.head in REAL_FUNCTIONS)
            entire = entire or (atom.kind in WHOLE and e == int(e)) or atom.kind == "prime" or atom.key == "pi"
            if not entire or not all(map(is_plain, atom.inner)):
                return False
    return True


def cartesian(hypotheses: tuple[Term, ...], goal: Term, defined: tuple[Term, ...]) -> tuple[Term, ...] | None:
    """Hypotheses, goal and sides with x + i y for every complex name, x and y new; None where that is no help.

    What has a branch, or is defined for real numbers alone, is left: a rule for real arguments must not meet it.
    A hypothesis of that kind is not used.
    """
    used = tuple(h if all(map(_is_everywhere, subterms(h))) else Apply("true") for h in hypotheses)
    terms = (*used, goal, *defined)
    names = frozenset().union(*map(free, terms))
    planar = sorted((s for s in names if s.sort == "complex"), key=lambda s: s.name)
    if not planar or any(not _is_everywhere(part) for term in (goal, *defined) for part in subterms(term)):
        return None
    values: dict[Symbol, Term] = {}
    for z in planar:
        x = fresh(Symbol(f"re {z.name}"), names)
        y = fresh(Symbol(f"im {z.name}"), names | {x})
        names |= {x, y}
        values[z] = Apply("+", (x, Apply("*", (Apply("i"), y))))
    return tuple(substitute(term, values) for term in terms)


@lru_cache(maxsize=500)
def is_planar(term: Term) -> bool:
    """Whether a term speaks of complex numbers: then roots, powers and logarithms are principal throughout."""
    if not heads(term).isdisjoint(("i", "conj")):
        return True
    bound = [part.variable for part in subterms(term) if isinstance(part, Bind)]
    return any(symbol.sort == "complex" for symbol in (*free(term), *bound))


def _is_everywhere(part: Term) -> bool:
    """No head with a branch; powers to whole numbers, or of e; no binder over complex numbers."""
    if isinstance(part, Apply):
        if part.head == "^":
            base, exponent = part.args
            return base == Apply("e") or (isinstance(exponent, Number) and exponent.value.denominator == 1)
        return part.head not in BRANCHED
    return isinstance(part, Symbol | Number)
