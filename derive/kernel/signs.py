"""Signs that are evident, and the conditions under which a term denotes.

A condition is a relation with zero: `d != 0`, `u > 0`, `u >= 0`. Whatever is not evident is not
concluded; nothing here searches.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

from derive.kernel.divisors import ZERO as ZERO
from derive.kernel.divisors import factors, needs
from derive.kernel.enclosure import enclose
from derive.kernel.interval import Interval, Undefined, Unknown
from derive.kernel.plane import is_planar
from derive.kernel.sturm import coefficients, is_base, line_in, rational, sign_between
from derive.kernel.term import Apply, Number, Symbol, Term, free, heads, number
from derive.kernel.term import minus as minus

EVERYWHERE = frozenset((
    "+", "*", "-", "exp", "sin", "cos", "atan", "acot", "sinh", "cosh", "tanh", "sech", "asinh", "abs", "sign", "floor",
    "ceil", "max", "min", "erf", "pi", "e", "tuple", "at",
))
PI = Apply("pi")


def learned(terms: Iterable[Term]) -> frozenset[Apply]:
    """What holds where the terms are defined: `conditions`, but a root of odd degree may be meant of any number."""
    return frozenset(conditions(terms, is_sure=False)[0])


def conditions(terms: Iterable[Term], is_sure: bool = True) -> tuple[list[Apply], list[Term]]:
    """What the strict parts of the terms need, and the parts whose needs are not known here.

        a / b    b != 0          log u    u > 0          sqrt u    u >= 0
        a ^ n    a != 0 if n is a negative integer        a ^ q    a > 0 otherwise, a >= 0 if q > 0
    """
    needed: dict[Apply, None] = {}
    unknown: dict[Term, None] = {}
    for part in _strict(terms):
        if is_planar(part):
            found = needs(part)
            needed |= dict.fromkeys(found or ())
            unknown |= {} if found is not None else {part: None}
            continue
        match part:
            case Number() | Symbol():
                pass
            case Apply("/", (_, below)):
                for factor in factors(below):
                    needed[Apply("!=", (factor, ZERO))] = None
            case Apply("log", (inner, *base)) if all(is_base(b) for b in base):
                needed[Apply(">", (inner, ZERO))] = None
            case Apply("sqrt", (inner,)):
                needed[Apply(">=", (inner, ZERO))] = None
            case Apply("^", (base, written)) if (exponent := rational(written)) is not None:
                if exponent.denominator > 1 and (is_sure or exponent.denominator % 2 == 0):
                    needed[Apply(">=" if exponent > 0 else ">", (base, ZERO))] = None
                elif exponent < 0:
                    for factor in factors(base):
                        needed[Apply("!=", (factor, ZERO))] = None
            case Apply("tan" | "sec", (inner,)):
                needed[Apply("!=", (Apply("cos", (inner,)), ZERO))] = None
            case Apply("cot" | "csc", (inner,)):
                needed[Apply("!=", (Apply("sin", (inner,)), ZERO))] = None
            case Apply("coth" | "csch", (inner,)):
                needed[Apply("!=", (inner, ZERO))] = None
            case Apply("asin" | "acos" | "atanh" as head, (inner,)):
                relation = ">" if head == "atanh" else ">="
                needed[Apply(relation, (Apply("+", (number(1), inner)), ZERO))] = None
                needed[Apply(relation, (minus(number(1), inner), ZERO))] = None
            case Apply("acosh", (inner,)):
                needed[Apply(">=", (minus(inner, number(1)), ZERO))] = None
            case Apply("root", (inner, Number(degree))) if degree.denominator == 1 and degree > 0:
                if degree % 2 == 0:
                    needed[Apply(">=", (inner, ZERO))] = None
            case Apply(head, args) if head in EVERYWHERE or (head == "^" and is_base(args[0])):
                pass
            case _:
                unknown[part] = None
    return list(needed), list(unknown)


def _strict(terms: Iterable[Term]) -> Iterator[Term]:
    """The parts that must be defined for the whole to be: not those inside binders and branches."""
    pending = list(terms)
    while pending:
        part = pending.pop()
        yield part
        if isinstance(part, Apply) and part.head not in ("piecewise", "and", "or", "not", "implies", "iff"):
            pending.extend(reversed(part.args))


def facts(relations: Iterable[Apply]) -> frozenset[Apply]:
    """Relations as conditions: s < t gives t - s > 0 and t > 0 where s is 0, and so on."""
    found: set[Apply] = set()
    for relation in relations:
        left, right = relation.args
        head = relation.head
        if head in ("<", "<="):
            left, right, head = right, left, {"<": ">", "<=": ">="}[head]
        if head in (">", ">=", "!="):
            found.add(Apply(head, (left, right)) if right == ZERO else Apply(head, (minus(left, right), ZERO)))
            if left == ZERO:
                found.add(Apply("!=", (right, ZERO)) if head == "!=" else Apply(head, (Apply("-", (right,)), ZERO)))
            if head != "!=" and (least := rational(right)) is not None and least > 0:
                found.add(Apply(">", (left, ZERO)))
            if head != "!=" and (most := rational(left)) is not None and most < 0:
                found.add(Apply(">", (Apply("-", (right,)), ZERO)))
    return frozenset(found)


@lru_cache(maxsize=4096)
def closed_sign(term: Term) -> int | None:
    """1 or -1 for a closed term whose enclosure lies on one side of zero."""
    if isinstance(term, Symbol) or free(term):
        return None
    try:
        value = enclose(term, {}, 96)
    except (Undefined, Unknown):
        return None
    if isinstance(value, Fraction):
        return (value > 0) - (value < 0) or None
    if isinstance(value, Interval):
        return 1 if value.lo > 0 else -1 if value.hi < 0 else None
    return None


def polynomial_sign(term: Term, known: frozenset[Apply], strict: bool) -> int | None:
    """1 or -1 for a polynomial in one symbol that keeps its sign between the bounds that are known for it."""
    symbols = free(term)
    if len(symbols) != 1 or isinstance(term, Symbol):
        return None
    (symbol,) = symbols
    found = coefficients(term, symbol)
    if found is None or len(found) < 2:
        return None
    low, high = bounds(symbol, known)
    sign = sign_between(found, low[0], high[0])
    if sign is None:
        return None
    for end, is_open in (low, high):
        if end is not None and not is_open:
            value = sum((c * end**i for i, c in enumerate(found)), Fraction(0)) * sign
            if value < 0 or (strict and value == 0):
                return None
    return sign


Bound = tuple[Fraction | None, bool]             # a rational end or none, and whether it is left out


def bounds(symbol: Symbol, known: frozenset[Apply]) -> tuple[Bound, Bound]:
    """The best rational bounds among the linear conditions that are known."""
    low: Bound = (None, True)
    high: Bound = (None, True)
    for condition in known:
        line = coefficients(condition.args[0], symbol) if condition.head in (">", ">=") else None
        if line is None or len(line) != 2:
            continue
        end, is_open = -line[0] / line[1], condition.head == ">"
        if line[1] > 0 and (low[0] is None or (end, is_open) > (low[0], low[1])):
            low = end, is_open
        if line[1] < 0 and (high[0] is None or (end, not is_open) < (high[0], not high[1])):
            high = end, is_open
    return low, high


def is_nonnegative(term: Term, known: frozenset[Apply]) -> bool:
    """Evidently at least zero wherever it is defined."""
    if is_complex(term):
        return Apply(">=", (term, ZERO)) in known or Apply(">", (term, ZERO)) in known
    if Apply(">=", (term, ZERO)) in known or is_positive(term, known) or polynomial_sign(term, known, False) == 1:
        return True
    match term:
        case Number(value):
            return value >= 0
        case Apply("sqrt" | "abs", _):
            return True
        case Apply("^", (_, written)) if _is_even(written):
            return True
        case Apply("^", (base, _)):
            return is_nonnegative(base, known)
        case Apply("+" | "*", args):
            return all(is_nonnegative(arg, known) for arg in args)
        case Apply("log", (inner,)):
            return is_nonnegative(minus(inner, number(1)), known)
        case Apply("/", (above, below)):
            return is_nonnegative(above, known) and is_positive(below, known)
        case Apply("-", (inner,)):
            return isinstance(inner, Number) and inner.value <= 0
        case Apply("max", args):
            return any(is_nonnegative(arg, known) for arg in args)
    return False


def is_complex(term: Term) -> bool:
    """Whether a term may have a value that is no real number: rules for signs do not count."""
    if isinstance(term, Apply) and term.head in ("abs", "re", "im"):
        return False
    return not heads(term).isdisjoint(("i", "conj")) or any(symbol.sort == "complex" for symbol in free(term))


def _is_even(exponent: Term) -> bool:
    value = rational(exponent)
    return value is not None and value.denominator == 1 and value % 2 == 0


def _is_between(term: Term, low: Fraction, high: Fraction, known: frozenset[Apply]) -> bool:
    """low pi < term < high pi, for a symbol with known bounds that are parts of a turn."""
    if not isinstance(term, Symbol):
        return False
    above = below = False
    for condition in known:
        line = line_in(condition.args[0], term, PI) if condition.head in (">", ">=") else None
        if line is None or not line[0]:
            continue
        share = -line[1] / line[0]               # the bound, as a part of pi
        is_open = condition.head == ">"
        above |= line[0] > 0 and (share > low or (share == low and is_open))
        below |= line[0] < 0 and (share < high or (share == high and is_open))
    return above and below


def is_positive(term: Term, known: frozenset[Apply]) -> bool:
    """Evidently above zero wherever it is defined."""
    if is_complex(term):
        return Apply(">", (term, ZERO)) in known
    if Apply(">", (term, ZERO)) in known or closed_sign(term) == 1 or polynomial_sign(term, known, True) == 1:
        return True
    match term:
        case Apply("exp" | "cosh" | "sech", _):
            return True
        case Apply("log", (inner,)):
            return is_positive(minus(inner, number(1)), known)
        case Apply("sin", (inner,)):
            return _is_between(inner, Fraction(0), Fraction(1), known)
        case Apply("cos", (inner,)):
            return _is_between(inner, Fraction(-1, 2), Fraction(1, 2), known)
        case Apply("tan", (inner,)):
            return _is_between(inner, Fraction(0), Fraction(1, 2), known)
        case Apply("+", args):
            return any(is_positive(arg, known) for arg in args) and all(is_nonnegative(arg, known) for arg in args)
        case Apply("*" | "/", args):
            return all(is_positive(arg, known) for arg in args)
        case Apply("^", (base, written)) if _is_even(written):
            return rational(written) == 0 or is_nonzero(base, known)
        case Apply("^" | "sqrt", (base, *_)):
            return is_positive(base, known)
        case Apply("abs", (inner,)):
            return is_nonzero(inner, known)
        case Apply("-", (inner,)):
            return isinstance(inner, Number) and inner.value < 0
    return False


def is_nonzero(term: Term, known: frozenset[Apply]) -> bool:
    """Evidently not zero wherever it is defined."""
    stated = (Apply("!=", (term, ZERO)), Apply(">", (Apply("-", (term,)), ZERO)))
    if any(condition in known for condition in stated) or is_positive(term, known):
        return True
    if closed_sign(term) == -1 or polynomial_sign(term, known, True) == -1:
        return True
    match term:
        case Apply("exp", _):
            return True
        case Apply("*", args):
            return all(is_nonzero(arg, known) for arg in args)
        case Apply("/" | "-" | "^" | "sqrt" | "abs", (inner, *_)):
            return is_nonzero(inner, known)
        case Apply("+", args) if all(isinstance(arg, Apply) and arg.head == "-" for arg in args):
            return is_positive(Apply("+", tuple(arg.args[0] for arg in args if isinstance(arg, Apply))), known)
    return False


def is_negative(term: Term, known: frozenset[Apply]) -> bool:
    """Evidently below zero wherever it is defined."""
    if is_complex(term):
        return Apply(">", (Apply("-", (term,)), ZERO)) in known
    if closed_sign(term) == -1 or polynomial_sign(term, known, True) == -1:
        return True
    match term:
        case Apply("-", (inner,)):
            return is_positive(inner, known)
        case Apply("log", (inner,)):
            return is_positive(minus(number(1), inner), known)
        case Apply("*" | "/", args):
            turned = [is_negative(arg, known) for arg in args]
            return sum(turned) % 2 == 1 and all(
                negative or is_positive(arg, known) for arg, negative in zip(args, turned, strict=True)
            )
    negation = Apply("-", (term,))
    return any(c.head == ">" and c.args[0] == negation for c in known)


def have_values(terms: Iterable[Term], known: frozenset[Apply], present: Container[Term] = ()) -> bool:
    """Evidently defined; asked of what a certificate brings in, for a proof takes its own sides to be defined."""
    needed, opaque = conditions(terms)
    return all(part in present for part in opaque) and all(holds(condition, known) for condition in needed)


def holds(condition: Apply, known: frozenset[Apply]) -> bool:
    """A condition that is evident from those known."""
    if condition in known:
        return True
    match condition:
        case Apply("!=", (term, _)):
            return is_nonzero(term, known)
        case Apply(">", (term, _)):
            return is_positive(term, known)
        case Apply(">=", (term, _)):
            return is_nonnegative(term, known)
    return False


