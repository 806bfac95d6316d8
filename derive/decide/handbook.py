"""The search in the handbook: which entry an integral, a sum, a limit is a multiple of, and of which numbers.

    in    a binder that stands in an equation
    out   the step that the kernel takes in its place, or none
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from itertools import islice, product
from math import isfinite

from derive.decide.ball_functions import quotient
from derive.decide.balls import Ball, precision
from derive.decide.budget import spend
from derive.decide.evaluation import compiled
from derive.decide.matching import Matcher, may_be_whole
from derive.decide.parts_of_bodies import factors
from derive.kernel.certificate import Identity, Listed
from derive.kernel.check import Unproved, identical
from derive.kernel.differentiate import eliminate
from derive.kernel.handbook import Entry, entries, listed
from derive.kernel.interval import Undefined, Unknown
from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.smooth import NotIntegrated
from derive.kernel.term import Apply, Bind, Number, Obligation, Symbol, Term, free, heads, number, substitute, subterms

PLAIN = frozenset(
    ("+", "*", "-", "/", "^", "pi", "infinity", "!=", "e", "sqrt", "integral", "product", "piecewise", "="))
LETTERS = 12
WAYS = 200                                       # of giving the letters of an entry values
SHAPES = 8                                       # ways of these that show in the shape of the body
ONE = number(1)
AT = number("1/2")
PLACES = (number(2), number(3))
SMALL_ONES = (number("1/2"), number("1/3"), number("1/4"), number(2), number(3))
CLOSE = 1e-9
SMALL = 1000                                     # denominators of a quotient that is guessed
BODIES = 64                                      # whose values are remembered
FAILURES = (Undefined, Unknown, TypeError, ValueError, ArithmeticError)


def entry_for(obligation: Obligation, binder: Bind) -> Listed | None:
    """The first entry that fits."""
    for entry in _of_its_kind(binder):
        for values in _values(entry, binder, obligation):
            spend()
            ratio = _common_ratio(binder, entry, values)
            if ratio == 0:
                continue
            step = _fitted(obligation, binder, entry, values, ratio)
            if step is not None:
                return step
    return None


def _values(entry: Entry, binder: Bind, obligation: Obligation) -> Iterator[dict[Symbol, Term]]:
    """What may stand for the letters of an entry: those of its ends by these, the others by what the body shows."""
    known: dict[Symbol, Term] = {}
    for end, own in zip(entry.binder.bounds, binder.bounds, strict=True):
        found = _solved(end, own)
        if found is None:
            return
        known = found | known
    names = sorted(free(entry.binder) - known.keys(), key=lambda name: name.name)
    if names:
        yield from _by_shape(entry, binder, known)
    letters = _letters(binder, obligation, len(names))
    whole = [letter for letter in letters if may_be_whole(letter)]
    ways = product(*(whole if name.sort == "integer" else letters for name in names))
    for values in islice(ways, WAYS):
        if len(names) < 2 or entry.binder.head == "integral" or len(set(values)) == len(values):
            yield known | dict(zip(names, values, strict=True))


def _by_shape(entry: Entry, binder: Bind, known: dict[Symbol, Term]) -> Iterator[dict[Symbol, Term]]:
    """Values under which the bodies are the same but for the order of their parts."""
    x = entry.binder.variable
    found = Matcher(binder.variable).multiples(entry.binder.body, binder.body, {**known, x: binder.variable})
    for values in islice(found, SHAPES):
        yield {name: value for name, value in values.items() if name != x}


def _solved(end: Term, own: Term) -> dict[Symbol, Term] | None:
    """The letter of an end, where it stands there as n, n - 1, 2 n, floor(n/2); None where that cannot be."""
    match end:
        case Symbol():
            return {end: own}
        case Apply("+", (Symbol() as letter, shift)):
            return {letter: _sum(own, shift)}
        case Apply("floor", (Apply("/", (above, below)),)):
            match own:
                case Apply("floor", (Apply("/", (other, divisor)),)) if divisor == below:
                    return _solved(above, other)
            return None
    return {}


def _sum(own: Term, shift: Term) -> Term:
    """own - shift, without what cancels"""
    if isinstance(own, Apply) and own.head == "+" and own.args[-1] == shift and len(own.args) == 2:
        return own.args[0]
    return Apply("+", (own, Apply("-", (shift,))))


def _common_ratio(binder: Bind, entry: Entry, values: dict[Symbol, Term]) -> Fraction | None:
    """The quotient of the bodies at two places, for some numbers in place of the names: 0 where there are two of them.

    None where it is not told, or is no plain number.
    """
    if isinstance(binder.body, Bind):
        return None
    taken = free(binder).union(*map(free, values.values()))
    some = {name: number(6 + k) if name.sort == "integer" else number(Fraction(3 + k, 17 + 5 * k))
            for k, name in enumerate(sorted(taken, key=lambda name: name.name))}
    letters = {letter: substitute(value, some) for letter, value in values.items()}
    found: list[float] = []
    for at in (AT, number("2/3")) if binder.variable.sort != "integer" else PLACES:
        above = _worth(binder.body, ((binder.variable, at), *some.items()))
        value = None if above is None else _quotient(above, _closed(
            substitute(entry.binder.body, {**letters, entry.binder.variable: at})))
        if value is None:
            return None
        found.append(value)
    first, second = found
    if abs(first - second) > CLOSE * (abs(first) + abs(second)):
        return Fraction(0)
    guess = Fraction(first).limit_denominator(SMALL)
    return guess if guess and abs(float(guess) - first) < CLOSE * abs(first) else None


def _ratio_at(binder: Bind, entry: Entry, values: dict[Symbol, Term], at: Term) -> Term:
    above = substitute(binder.body, {binder.variable: at})
    return Apply("/", (above, substitute(entry.binder.body, {**values, entry.binder.variable: at})))


def _of_its_kind(binder: Bind) -> Iterator[Entry]:
    """Entries with the same functions; then those with the same of what varies: letters may stand for any number."""
    every, moving = _functions(binder)
    own = [(entry, *_shape(entry.name)) for entry in entries().values()
           if entry.binder.head == binder.head and _alike(entry, binder)]
    yield from (entry for entry, whole, _ in own if whole == every)
    if every != moving:
        yield from (entry for entry, whole, part in own if part == moving and whole != every)


@cache
def _shape(name: str) -> tuple[frozenset[str], frozenset[str]]:
    return _functions(entries()[name].binder)


def _functions(binder: Bind) -> tuple[frozenset[str], frozenset[str]]:
    """The functions in a body, and those that are taken of what varies."""
    parts = [part for part in subterms(binder.body) if isinstance(part, Apply | Bind)]
    moving = [part for part in parts if binder.variable in free(part)]
    return _heads_of(parts), _heads_of(moving)


def _heads_of(parts: list[Apply | Bind]) -> frozenset[str]:
    powers = (part.args[0] for part in parts if isinstance(part, Apply) and part.head == "^")
    found = frozenset(part.head for part in parts) - PLAIN
    return found | {"exp"} if Apply("e") in powers else found


def _alike(entry: Entry, binder: Bind) -> bool:
    """Whether the ends are infinite at the same places."""
    infinity = Apply("infinity")
    ends = (infinity, Apply("-", (infinity,)))
    return all((a in ends) == (b in ends) and (a not in ends or a == b)
               for a, b in zip(entry.binder.bounds, binder.bounds, strict=True))


def _letters(binder: Bind, obligation: Obligation, count: int) -> list[Term]:
    """What may stand for a letter: what the variable is multiplied or raised by, and what is added to it."""
    x = binder.variable
    found: dict[Term, None] = {ONE: None}
    if binder.head in ("sum", "limit"):
        found |= dict.fromkeys((number(0), *(SMALL_ONES if count == 1 else ())))
    here = Setting(obligation.hypotheses, ())
    for part in subterms(binder.body):
        for value in _about(part, x):
            try:
                written = here.normal.write(here.of(value))
            except Beyond:
                continue
            if x not in free(written) and written != number(0):
                found |= dict.fromkeys((written, here.normal.write(here.of(Apply("-", (written,))))))
    return list(found)[: LETTERS + len(SMALL_ONES)]


def _about(part: Term, x: Symbol) -> Iterator[Term]:
    match part:
        case Apply("^", (base, exponent)) if x in free(base) and x not in free(exponent):
            yield exponent
            yield Apply("+", (exponent, ONE))
        case Apply("sqrt", (base,)) if x in free(base):
            yield AT
            yield Apply("+", (AT, ONE))
        case Apply("*", factors) if x.sort == "real" and len(exponents := _exponents(factors, x)) > 1:
            yield from _about(Apply("exp", (Apply("+", exponents),)), x)
        case Apply("+", terms) if x in free(part):
            yield from _coefficients(terms, x)
        case Apply("^", (base, Number())) if x not in free(base):
            yield base
        case Apply("^", (Number(base), exponent)) if x in free(exponent) and base > 1:
            yield number(1 / base)
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
        case Apply("binomial" | "rising" | "fibonacci", (u, *_)):
            yield substitute(u, {x: number(0)})
        case Symbol() if part != x:
            yield part
            yield Apply("/", (part, Apply("pi")))


def _exponents(factors: tuple[Term, ...], x: Symbol) -> tuple[Term, ...]:
    """u, v in exp(u) exp(v)"""
    powers = (part.args if part.head == "exp" else part.args[1:] for part in factors if isinstance(part, Apply) and (
        part.head == "exp" or (part.head == "^" and part.args[0] == Apply("e"))))
    return tuple(exponent for (exponent,) in powers if x in free(exponent))


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


def _fitted(
    obligation: Obligation, binder: Bind, entry: Entry, values: dict[Symbol, Term], ratio: Fraction | None
) -> Listed | None:
    factors: Iterator[Term] = iter((ONE,))
    if binder.head != "product":
        factors = _ratios(obligation, binder, entry, values, ratio)
    for factor in factors:
        step = Listed(binder, entry.name, tuple(values.items()), factor, Identity())
        try:
            listed(obligation.hypotheses, obligation.goal, step, identical)
        except (Unproved, NotIntegrated, Beyond):
            continue
        return step
    return None


def _ratios(
    obligation: Obligation, binder: Bind, entry: Entry, values: dict[Symbol, Term], guess: Fraction | None
) -> Iterator[Term]:
    """What the bodies may differ by: nothing, or their quotient at a place, where it is plain."""
    yield Number(guess) if guess else ONE
    whole = binder.variable.sort == "integer"
    above, below = ([part for part in parts if binder.variable not in free(part)] for parts in factors(binder.body))
    if any(map(free, (*above, *below))):         # as it is written: (-1)^n/(2 n + 1)
        yield Apply("/", (Apply("*", (*above, ONE)), Apply("*", (*below, ONE))))
    ratio = _ratio_at(binder, entry, values, PLACES[0] if whole else AT)
    try:
        here = Setting(obligation.hypotheses, ())
        written = here.normal.write(here.of(ratio))
    except Beyond:
        return
    if whole or heads(written) <= frozenset(("*", "/", "^", "-", "pi", "sqrt", "root", "exp")):
        yield written


@lru_cache(maxsize=BODIES)
def _worth(body: Term, numbers: tuple[tuple[Symbol, Term], ...]) -> Ball | None:
    """A body with numbers for its names: every entry, in all its ways, is held against the same."""
    return _closed(substitute(body, dict(numbers)))


def _closed(term: Term) -> Ball | None:
    """A closed number, roughly; None where it has no value."""
    try:
        with precision(64):
            return compiled(term)({})
    except FAILURES:
        return None


def _quotient(above: Ball, below: Ball | None) -> float | None:
    """None where there is none, or none that is real."""
    if below is None:
        return None
    try:
        with precision(64):
            found = float(quotient(above, below))
    except FAILURES:
        return None
    return found if isfinite(found) else None
