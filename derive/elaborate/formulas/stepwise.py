"""Rows with dots that count up or down by one in one place, told by two terms and the last.

    m (m - 1) ... (m - n + 1)                       prod_(k=0..n - 1) (m - k)
    1 * (n - 1)/n * (n - 2)/n ... (n - k + 1)/n     1 * prod_(j=1..k - 1) (n - j)/n
    (n - 1)^t + (n - 2)^t + ... + 1^t + 0^t         sum_(j=0..n - 1) (n - 1 - j)^t

The terms before the dots are values of the last with other sums or names in one place of it, each one more than the
one before, or each one less. Another first term stands before the row, if two follow it. What follows the last term
in the same way belongs to the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derive.kernel.polynomial import Beyond
from derive.kernel.setting import Setting
from derive.kernel.term import Apply, Bind, Number, Symbol, Term, free, fresh, heads, number, subterms

LINEAR = frozenset({"+", "-", "*"})
LARGEST = 40                                     # parts of a term
ONE = number(1)


def stepwise(kind: str, firsts: Sequence[Term], lasts: Sequence[Term]) -> Term | None:
    """The row as a sum or product; None where its terms are no such values, or are not counted by whole names."""
    if len(firsts) < 2 or any(sum(1 for _ in subterms(term)) > LARGEST for term in (firsts[1], lasts[0])):
        return None
    index = fresh(Symbol("k", "integer"), frozenset().union(*map(free, (*firsts, *lasts))))
    for general, path, start, end in _ends(firsts[1], lasts[0]):
        for step in (-1, 1):
            zeroth = _tidy(_moved(start, step, ONE))
            row = _row(kind, firsts, lasts, general, path, zeroth, end, step, index)
            if row is not None:
                return row
    return None


def _ends(second: Term, last: Term) -> Iterator[tuple[Term, tuple[int, ...], Term, Term]]:
    """A term, a place in it, and what stands there in the second term and in the last: n - 1 and 1 of 1/(n - 1), 1."""
    for path, end in _places(last):
        start = _opposite(second, last, path)
        if start is not None and start != end:
            yield last, path, start, end
    for path, start in _places(second):
        for end in (number(1), number(0)) if free(start) else ():
            if _same(_put(second, path, end), last):
                yield second, path, start, end


def _row(
    kind: str, firsts: Sequence[Term], lasts: Sequence[Term], general: Term, path: tuple[int, ...], zeroth: Term,
    end: Term, step: int, index: Symbol,
) -> Term | None:
    """The row in which term k is the general one with `zeroth` + step k in the place."""
    def term(k: Term) -> Term:
        return _put(general, path, _moved(zeroth, -step, k))

    high = _tidy(_minus(end, zeroth) if step > 0 else _minus(zeroth, end))
    if not _is_linear(high) or not free(high) or any(symbol.sort != "integer" for symbol in free(high)):
        return None
    follow = [_same(term(number(k)), first) for k, first in enumerate(firsts)]
    low = 0 if follow[0] and _opposite(firsts[0], general, path) is not None else 1
    if not all(follow[1:]) or len(follow) - low < 2:
        return None
    for other in lasts[1:]:
        high = _tidy(Apply("+", (high, ONE)))
        if not _same(term(high), other):
            return None
    row = Bind(kind, index, term(index), (number(low), high))
    return row if low == 0 else Apply("+" if kind == "sum" else "*", (firsts[0], row))


def _places(term: Term, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Term]]:
    """The largest linear parts of a term, with their places."""
    if _is_linear(term):
        yield path, term
    elif isinstance(term, Apply):
        for k, arg in enumerate(term.args):
            yield from _places(arg, (*path, k))


def _is_linear(term: Term) -> bool:
    """Whether a term is a sum of names and numbers, and of names with numbers before them."""
    return heads(term) <= LINEAR and all(
        isinstance(part, (Symbol, Number)) or (isinstance(part, Apply) and (
            part.head != "*" or sum(not isinstance(arg, Number) for arg in part.args) < 2))
        for part in subterms(term))


def _opposite(term: Term, last: Term, path: tuple[int, ...]) -> Term | None:
    """What a term has at the place of the part in the last one, if it is built alike on the way, and linear there."""
    for k in path:
        if not isinstance(term, Apply) or not isinstance(last, Apply) or term.head != last.head or (
                len(term.args) != len(last.args)):
            return None
        term, last = term.args[k], last.args[k]
    return term if _is_linear(term) else None


def _put(term: Term, path: tuple[int, ...], part: Term) -> Term:
    if not path:
        return part
    assert isinstance(term, Apply)
    args = list(term.args)
    args[path[0]] = _put(args[path[0]], path[1:], part)
    return Apply(term.head, tuple(args))


def _minus(left: Term, right: Term) -> Term:
    return Apply("+", (left, Apply("-", (right,))))


def _moved(term: Term, step: int, k: Term) -> Term:
    """term - step k"""
    return _minus(term, k) if step > 0 else Apply("+", (term, k))


def _alike(term: Term) -> Term:
    """A term with its linear parts tidied."""
    for path, part in list(_places(term)):
        term = _put(term, path, _tidy(part))
    return term


def _tidy(term: Term) -> Term:
    """A linear term in its normal form."""
    try:
        here = Setting((), (term,))
        return here.normal.write(here.of(term))
    except (Beyond, RecursionError):
        return term


def _same(left: Term, right: Term) -> bool:
    """Whether two terms have one normal form, or are one when what is linear in them is tidied."""
    if _alike(left) == _alike(right):
        return True
    try:
        return not Setting((), (left, right)).of(_minus(left, right))
    except (Beyond, RecursionError):
        return False
