"""The search in the handbook: which entry an integral or an infinite product is a multiple of, and of which numbers.

    in    a binder that stands in an equation
    out   the step that the kernel takes in its place, or none
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from derive.decide.balls import precision
from derive.decide.budget import spend
from derive.decide.evaluation import compiled
from derive.kernel.certificate import Identity, Listed
from derive.kernel.check import Unproved, identical
from derive.kernel.differentiate import eliminate
from derive.kernel.handbook import ENTRIES, Entry, listed
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.smooth import NotIntegrated
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, heads, number, substitute, subterms

PLAIN = frozenset(
    ("+", "*", "-", "/", "^", "pi", "infinity", "!=", "e", "sqrt", "integral", "product", "piecewise", "="))
LETTERS = 12
ONE = number(1)
AT = number("1/2")
SMALL = 1000                                     # denominators of a quotient that is guessed


def entry_for(obligation: Obligation, binder: Bind) -> Listed | None:
    """The first entry that fits."""
    own = _functions(binder)
    for entry in ENTRIES.values():
        if entry.binder.head != binder.head or _functions(entry.binder) != own or not _alike(entry, binder):
            continue
        names = sorted(free(entry.binder), key=lambda name: name.name)
        for values in product(_letters(binder, obligation), repeat=len(names)) if names else ((),):
            spend()
            step = _fitted(obligation, binder, entry, dict(zip(names, values, strict=True)))
            if step is not None:
                return step
    return None


def _functions(term: Term) -> frozenset[str]:
    found = heads(term) - PLAIN
    powers = (part.args[0] for part in subterms(term) if isinstance(part, Apply) and part.head == "^")
    return found | {"exp"} if Apply("e") in powers else found


def _alike(entry: Entry, binder: Bind) -> bool:
    """Whether the ends are infinite at the same places."""
    infinity = Apply("infinity")
    ends = (infinity, Apply("-", (infinity,)))
    return all((a in ends) == (b in ends) and (a not in ends or a == b)
               for a, b in zip(entry.binder.bounds, binder.bounds, strict=True))


def _letters(binder: Bind, obligation: Obligation) -> list[Term]:
    """What may stand for a letter: what the variable is multiplied or raised by, and what is added to it."""
    x = binder.variable
    found: dict[Term, None] = {ONE: None}
    here = Setting(obligation.hypotheses, ())
    for part in subterms(binder.body):
        for value in _about(part, x):
            try:
                written = here.normal.write(here.of(value))
            except Beyond:
                continue
            if x not in free(written) and written != number(0):
                found |= dict.fromkeys((written, here.normal.write(here.of(Apply("-", (written,))))))
    return list(found)[:LETTERS]


def _about(part: Term, x: Symbol) -> Iterator[Term]:
    match part:
        case Apply("^", (base, exponent)) if x in free(base) and x not in free(exponent):
            yield exponent
            yield Apply("+", (exponent, ONE))
        case Apply("sqrt", (base,)) if x in free(base):
            yield AT
            yield Apply("+", (AT, ONE))
        case Apply("+", terms) if x in free(part):
            yield from _coefficients(terms, x)
        case Apply("^", (base, Number())) if x not in free(base):
            yield base
        case Apply("sin" | "cos" | "exp" | "cosh" | "atan", (u,)) if x in free(u):
            try:
                slope = eliminate(Bind("derivative", x, u, (x,))) if x.sort == "real" else None
                if slope is not None:
                    yield slope
                    yield eliminate(Bind("derivative", x, Apply("/", (slope, number(2))), (x,)))
            except Beyond:
                pass
            if x.sort == "integer":
                yield substitute(u, {x: ONE})
            yield substitute(u, {x: number(0)})
            if x.sort == "integer":
                yield Apply("*", (number(2), substitute(u, {x: ONE})))
        case Symbol() if part != x:
            yield part
            yield Apply("/", (part, Apply("pi")))


def _coefficients(terms: tuple[Term, ...], x: Symbol) -> Iterator[Term]:
    """c and its roots, and b, in c + b f(x) of one variable"""
    for term in terms:
        if isinstance(term, Apply) and term.head == "-":
            term = term.args[0]
        if isinstance(term, Number) and term.value > 0:
            yield term
            for n in (2, 4):
                root = round(float(term.value) ** (1 / n))
                if root > 1 and root ** n == term.value:
                    yield number(root)
        elif x not in free(term):
            yield term
            yield Apply("sqrt", (term,))
        elif isinstance(term, Apply) and term.head == "*":
            left = [factor for factor in term.args if x not in free(factor)]
            if left:
                yield Apply("*", tuple(left))


def _fitted(obligation: Obligation, binder: Bind, entry: Entry, values: dict[Symbol, Term]) -> Listed | None:
    factors: tuple[Term, ...] = (ONE,)
    if binder.head == "integral":
        factors = tuple(_ratios(obligation, binder, entry, values))
    for factor in factors:
        step = Listed(binder, entry.name, tuple(values.items()), factor, Identity())
        try:
            listed(obligation.hypotheses, obligation.goal, step, identical)
        except (Unproved, NotIntegrated, Beyond):
            continue
        return step
    return None


def _ratios(obligation: Obligation, binder: Bind, entry: Entry, values: dict[Symbol, Term]) -> Iterator[Term]:
    """What the integrands may differ by: nothing, or their quotient at a point, where it is plain."""
    yield ONE
    above = substitute(binder.body, {binder.variable: AT})
    below = substitute(entry.binder.body, {**values, entry.binder.variable: AT})
    ratio = Apply("/", (above, below))
    if not free(ratio):
        guess = Fraction(_float(ratio)).limit_denominator(SMALL)
        if guess and guess != 1:
            yield Number(guess)
    try:
        here = Setting(obligation.hypotheses, ())
        written = here.normal.write(here.of(ratio))
    except Beyond:
        return
    if heads(written) <= frozenset(("*", "/", "^", "-", "pi", "sqrt", "root")):
        yield written


def _float(closed: Term) -> float:
    """A closed number, roughly; 0 where it has no value."""
    try:
        with precision(64):
            return float(compiled(closed)({}))
    except (Undefined, Unknown, TypeError, ValueError):
        return 0.0
