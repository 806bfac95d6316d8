"""One term written in several ways, as its limit may be seen from one and not from another.

    t > 0 |- f = its normal form        f(t), t -> infinity, is f(1/t), t -> 0 from above
    t > 0 |- t^a exp(b log t) = exp((a + b) log t)
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from derive.kernel.assembly import ONE, over_common, product_of
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.signs import ZERO
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, substitute, subterms

SIZE = 60                                        # parts of a term that is written in another way
WAVES = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))
KEPT = WAVES | {"sinh", "cosh", "tanh", "abs", "sign", "floor", "ceil"}


def ways(term: Term, t: Symbol, is_far: bool) -> Iterator[tuple[Term, bool]]:
    """The term, and how it may be written otherwise, with whether t goes to infinity there (else to 0)."""
    yield term, is_far
    for size, part in enumerate(subterms(term)):
        if size > SIZE or isinstance(part, Bind) or (isinstance(part, Apply) and part.head in KEPT):
            return
    seen = {term}
    for other, far in ((term, is_far), *(((substitute(term, {t: Apply("/", (ONE, t))}), False),) * is_far)):
        try:
            here = Setting((Apply(">", (t, ZERO)),), (other,))
            written = _written(other, t, here)
        except Beyond:
            continue
        if written not in seen:
            seen.add(written)
            yield written, far


def _written(term: Term, t: Symbol, here: Setting) -> Term:
    """The normal form, over the greatest power of t below a line in it."""
    found = _gathered(here.normal.write(here.of(term)), t, here)
    below: Term = ONE
    powers = [e.value for part in subterms(found) if isinstance(part, Apply) and part.head == "^" and part.args[0] == t
              for e in part.args[1:] if isinstance(e, Number) and e.value < 0]
    if powers and isinstance(found, Apply) and found.head == "+":
        below = Apply("^", (t, Number(-min(powers))))
        found = here.normal.write(here.of(Apply("*", (term, below))))
    above, rest = over_common((found,))
    below = product_of([part for part in (rest, below) if part != ONE])
    return above if below == ONE else Apply("/", (above, below))


def _gathered(term: Term, t: Symbol, here: Setting) -> Term:
    """A product whose powers of t, with symbols in their exponents, are one."""
    if isinstance(term, Apply) and term.head == "+":
        return Apply("+", tuple(_gathered(arg, t, here) for arg in term.args))
    if not isinstance(term, Apply) or term.head != "*":
        return term
    exponents: list[Term] = []
    rest: list[Term] = []
    for arg in term.args:
        exponent = _exponent(arg, t, here)
        (rest if exponent is None else exponents).append(arg if exponent is None else exponent)
    if len(exponents) < 2 or not any(map(free, exponents)):
        return term
    total = here.normal.write(here.of(Apply("+", tuple(exponents))))
    return product_of([*rest, Apply("exp", (Apply("*", (total, Apply("log", (t,)))),))])


def _exponent(factor: Term, t: Symbol, here: Setting) -> Term | None:
    """e where the factor is t^e, e free of t."""
    match factor:
        case Symbol() if factor == t:
            return ONE
        case Apply("^", (base, e)) if base == t and t not in free(e):
            return e
        case Apply("exp", (u,)) if t in free(u):
            e = here.normal.write(here.of(Apply("/", (u, Apply("log", (t,))))))
            return None if t in free(e) else e
    return None


@lru_cache(maxsize=1024)
def simpler(u: Term, v: Term, t: Symbol) -> tuple[Term, Term]:
    """The same quotient with common factors gone, for t > 0."""
    if any(isinstance(part, Apply) and part.head in WAVES for term in (u, v) for part in subterms(term)):
        return over_common((Apply("/", (u, v)),))
    quotient = Apply("/", (u, v))
    try:
        here = Setting((Apply(">", (t, ZERO)),), (quotient,))
        return over_common((_written(quotient, t, here),))
    except Beyond:
        return over_common((quotient,))


def conjugate(u: Term, v: Term, t: Symbol) -> tuple[Term, Term]:
    """u + v as (u^2 - v^2) / (u - v), for t > 0 where u - v is not zero."""
    above: Term = Apply("+", (Apply("*", (u, u)), Apply("-", (Apply("*", (v, v)),))))
    try:
        here = Setting((Apply(">", (t, ZERO)),), (u, v))
        above = here.normal.write(here.of(above))
    except Beyond:
        pass
    return above, Apply("+", (u, Apply("-", (v,))))


def exponentials(u: Term, v: Term, t: Symbol) -> tuple[Term, Term] | None:
    """u / v as (u' / v') exp(a - b), where u = u' exp a and v = v' exp b; None unless both have such a factor."""
    above, below = apart(u, t), apart(v, t)
    if above is None or below is None:
        return None
    (rest, a), (other, b) = above, below
    try:
        here = Setting((Apply(">", (t, ZERO)),), (u, v))
        exponent = here.normal.write(here.of(Apply("+", (a, Apply("-", (b,))))))
    except Beyond:
        return None
    return (rest if other == ONE else Apply("/", (rest, other))), Apply("exp", (exponent,))


def apart(term: Term, t: Symbol) -> tuple[Term, Term] | None:
    """u', a with the term u' exp a."""
    factors = term.args if isinstance(term, Apply) and term.head == "*" else (term,)
    rest: list[Term] = []
    exponents: list[Term] = []
    for factor in factors:
        match factor:
            case Apply("exp", (a,)) if t in free(a):
                exponents.append(a)
            case Apply("^", (Number(base), a)) if base > 0 and t in free(a):
                exponents.append(Apply("*", (a, Apply("log", (Number(base),)))))
            case _:
                rest.append(factor)
    if not exponents:
        return None
    return product_of(rest), exponents[0] if len(exponents) == 1 else Apply("+", tuple(exponents))
