r"""Sums that go on without an end: 1/2 + 1/4 + 1/8 + \cdots, x - x^3/3! + x^5/5! - \cdots.

    1/2 + 1/4 + 1/8 + ...            each term is the one before it times the same: sum_{k >= 0} (1/2) (1/2)^k
    1 + x + x^2/2! + x^3/3! + ...    the last two terms count on by the same in every place, and the ones before agree
    b_0 x^0 + b_1 x^1 + b_2 x^2 + ...    likewise
    1 + 5 + 7 + ...                  no pattern is seen, and none is guessed

Three terms at least must show it. Signs may change from each term to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from derive.kernel.assembly import INFINITY, over, times
from derive.kernel.leaves import identical
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, fresh, number, substitute

FEWEST = 3
MOST = 12


def endless(terms: Sequence[Term]) -> Bind | None:
    """The sum of the terms and of those that follow by the same pattern; None where none is plain."""
    if not FEWEST <= len(terms) <= MOST:
        return None
    k = fresh(Symbol("k", "integer"), frozenset().union(*map(free, terms)))
    return _geometric(terms, k) or _counted_on(terms, k)


def _geometric(terms: Sequence[Term], k: Symbol) -> Bind | None:
    """Terms with one ratio."""
    first, second = terms[:2]
    if Number(Fraction(0)) in terms or identical((), first, second):
        return None
    for before, term, after in zip(terms, terms[1:], terms[2:], strict=False):
        if not identical((), times([before, after]), Apply("^", (term, number(2)))):
            return None
    ratio = _ratio(first, second)
    return Bind("sum", k, times([first, Apply("^", (ratio, k))]), (number(0), INFINITY))


def _ratio(first: Term, second: Term) -> Term:
    one, other = _value(first), _value(second)
    if one is not None and other is not None:
        return Number(other / one)
    return over(second, first)


def _value(term: Term) -> Fraction | None:
    match term:
        case Number(value):
            return value
        case Apply("-", (inner,)) if (inside := _value(inner)) is not None:
            return -inside
        case Apply("/", (above, below)) if (top := _value(above)) is not None and (v := _value(below)):
            return top / v
        case Apply("^", (base, Number(e))) if (b := _value(base)) and e.denominator == 1 and abs(e) < 64:
            return b ** int(e)
    return None


def _counted_on(terms: Sequence[Term], k: Symbol) -> Bind | None:
    """Terms in which numbers count on, with one sign or with changing ones."""
    signs = [-1 if isinstance(term, Apply) and term.head == "-" else 1 for term in terms]
    bodies = [term.args[0] if isinstance(term, Apply) and term.head == "-" else term for term in terms]
    changing = all(a == -b for a, b in pairwise(signs))
    if not changing and len(set(signs)) > 1:
        return None
    body = _next(bodies[-2], bodies[-1], k, len(bodies) - 1)
    if body is None or k not in free(body):
        return None
    if not all(identical((), substitute(body, {k: number(place)}), term) for place, term in enumerate(bodies)):
        return None
    if changing:
        body = times([Apply("^", (Number(Fraction(-1)), k)), body])
    if signs[0] < 0:
        body = Apply("-", (body,))
    return Bind("sum", k, body, (number(0), INFINITY))


def _next(one: Term, other: Term, k: Symbol, place: int) -> Term | None:
    """The term whose value at the place is the other, at the place before it the one."""
    if one == other:
        return other
    match one, other:
        case Number(a), Number(b) if a.denominator == b.denominator == 1:
            step = b - a
            counted = k if step == 1 else times([Number(step), k])
            start = b - step * place
            return counted if not start else Apply("+", (counted, Number(start)))
        case _, Apply("^", (base, Number())) if one == base:
            return _next(Apply("^", (base, number(1))), other, k, place)     # x b_1 + x^2 b_2
        case Apply(head, args), Apply(same, others) if head == same and len(args) == len(others):
            found = [_next(a, b, k, place) for a, b in zip(args, others, strict=True)]
            return None if None in found else Apply(head, tuple(part for part in found if part is not None))
    return None


__all__ = ["endless"]
