"""Whether SymPy means by a goal what is meant here: asked before its word is taken.

    sum, product over lo..hi      hi >= lo - 1 follows from the hypotheses: below that SymPy turns the range round;
                                  hi >= lo where the body asks something of other names, which an empty sum does not
    integral of f over [lo, hi]   f is defined between the ends: SymPy passes over poles and jumps
    limit                         without another binder inside
"""

from __future__ import annotations

from derive.kernel.certificate import Sign
from derive.kernel.limits import INFINITE
from derive.kernel.places import whole
from derive.kernel.signs import conditions, facts, holds
from derive.kernel.smooth import holds_on_pieces, ordered
from derive.kernel.term import (
    RELATIONS,
    Apply,
    Bind,
    Obligation,
    Symbol,
    Term,
    free,
    fresh,
    number,
    substitute,
    subterms,
)
from derive.kernel.verdict import CertificateError, certify

JUMPING = frozenset(("floor", "ceil", "mod", "sign", "acot", "atan2", "delta"))
Terms = tuple[Term, ...]


def shared(hypotheses: Terms, term: Term) -> bool:
    """Every binder of the term is read by SymPy as it is here."""
    match term:
        case Bind("sum" | "product", _, _, (lo, hi)):
            inner, within = _renamed(hypotheses, term)
            range_of = (Apply("<=", (lo, inner)), *([] if hi in INFINITE else [Apply("<=", (inner, hi))]))
            least = 0 if _asks_of_parameters(within, inner) else -1
            plain = _is_plain_range(hypotheses, lo, hi, least) and shared(hypotheses, lo) and shared(hypotheses, hi)
            return plain and shared((*hypotheses, *range_of), within)
        case Bind("integral", _, _, (lo, hi)):
            inner, within = _renamed(hypotheses, term)
            known = _known(hypotheses)
            order = ordered(inner, lo, hi, known)
            plain = _is_defined(within, inner, (lo, hi), known | facts(order))
            return plain and shared(hypotheses, lo) and shared(hypotheses, hi) and shared((*hypotheses, *order), within)
        case Bind("limit", _, body, _):
            return not any(isinstance(part, Bind) for part in subterms(body)) and shared(hypotheses, body)
        case Bind():
            return False
        case Apply(_, args):
            return all(shared(hypotheses, arg) for arg in args)
    return True


def _renamed(hypotheses: Terms, term: Bind) -> tuple[Symbol, Term]:
    inner = fresh(term.variable, frozenset().union(free(term), *map(free, hypotheses)))
    return inner, substitute(term.body, {term.variable: inner})


def _asks_of_parameters(body: Term, inner: Symbol) -> bool:
    """Whether a body has a value only for some values of other names: 1/n, which an empty sum does not ask for."""
    needed, opaque = conditions((body,))
    return any(inner not in free(part) for part in (*needed, *opaque))


def _is_plain_range(hypotheses: Terms, lo: Term, hi: Term, least: int) -> bool:
    if not whole(lo):
        return False
    if hi in INFINITE:
        return hi == INFINITE[0]
    span = Apply(">=", (hi, Apply("+", (lo, number(least)))))
    try:
        certify(Obligation(hypotheses, span), Sign())
    except CertificateError:
        return False
    return whole(hi)


def _known(hypotheses: Terms) -> frozenset[Apply]:
    return facts(h for h in hypotheses if isinstance(h, Apply) and h.head in RELATIONS)


def _is_defined(body: Term, x: Symbol, ends: tuple[Term, Term], known: frozenset[Apply]) -> bool:
    """The integrand has a value everywhere between the ends; what it asks of parameters alone is taken for granted."""
    needed, opaque = conditions((body,))
    if any(x in free(part) and not isinstance(part, Bind) for part in opaque):
        return False
    if any(isinstance(part, Apply) and part.head in JUMPING and x in free(part) for part in subterms(body)):
        return False
    for condition in needed:
        strict = Apply("!=" if condition.head == "!=" else ">", condition.args)
        if x in free(condition) and not holds(strict, known) and not holds_on_pieces(strict, x, ends):
            return False
    return True
